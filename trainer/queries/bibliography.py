"""The page of a course's bibliography: every source, where it is cited, what deserves a look."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.bibliography_citing import Citing
from trainer.curriculum.documents import BIBLIOGRAPHY_PATH
from trainer.curriculum.safe_html import Html
from trainer.problem import Problem
from trainer.queries.writing import WritingPage, authored_course, writing_page
from trainer.storage.database import Database
from trainer.storage.draft_rows import drafts_of
from trainer.storage.editions import EditionHead, newest_edition
from trainer.storage.published_texts import texts_of

if TYPE_CHECKING:
    from trainer.curriculum.bibliography_listing import ListedSource, Listing, Written


class SourceState(StrEnum):
    """What deserves a look."""

    RETRACTED = "retracted"
    SUPERSEDED = "superseded"
    PROBLEMS = "problems"
    UNCITED = "uncited"


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSources:
    """Which sources to show; all of them where nothing is asked for. `words` stand in the entry or its key."""

    words: str = ""
    state: SourceState | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether some sources may be left out."""
        return bool(self.words or self.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A part of a document that cites a source: how often, and its first line."""

    where: str
    path: str
    title: str
    part: str
    part_title: str
    line: int
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source in the list."""

    source: "ListedSource"
    states: tuple[SourceState, ...]
    cited: tuple[Cited, ...]
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BibliographyPage:
    """The sources that were asked for, of `total`; `problems` are those of no entry that can be read."""

    document: WritingPage
    wanted: WantedSources
    rows: tuple[SourceRow, ...]
    states: Mapping[SourceState, int]
    total: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """What every page of the bibliography begins from: its newest text, every file with its drafts, its sources."""

    document: WritingPage
    files: Mapping[str, bytes]
    written: "Written"
    listing: "Listing"


def bibliography_page(
    session: Session, database: Database, actor: Actor, course: str, wanted: WantedSources
) -> BibliographyPage:
    """Every source: eight statements, however many there are. Raises NotFound."""
    found = bibliography_of(session, database, actor, course)
    rows = [_row(source) for source in found.listing.sources]
    states = Counter(state for row in rows for state in row.states)
    return BibliographyPage(
        document=found.document,
        wanted=wanted,
        rows=tuple(row for row in rows if _is_wanted(row, wanted)),
        states={state: states[state] for state in SourceState},
        total=len(rows),
        problems=found.listing.problems,
    )


def bibliography_of(
    session: Session, database: Database, actor: Actor, course: str, text: str | None = None
) -> Bibliography:
    """The bibliography in its newest text, or as `text` would have it. Raises NotFound."""
    from trainer.curriculum.bibliography_listing import Written, list_sources  # noqa: PLC0415 (renders)

    document = writing_page(session, actor, course, BIBLIOGRAPHY_PATH, may_be_new=True)
    course_id = authored_course(session, actor, course)
    head = newest_edition(session, course)
    published = texts_of(session, head.edition_id) if head else {}
    files = {**published} | {path: draft.source for path, draft in drafts_of(session, course_id).items()}
    if text is not None:
        files[BIBLIOGRAPHY_PATH] = text.encode()
    written = Written(
        published=published.get(BIBLIOGRAPHY_PATH, b"").decode(),
        rendered=_rendered(session, database, head) if head else {},
    )
    return Bibliography(document=document, files=files, written=written, listing=list_sources(files, written))


def cited_in_parts(citings: Iterable[Citing]) -> tuple[Cited, ...]:
    """Places by the part of the document that holds them, in the order of the course."""
    parts: dict[tuple[str, str, str], list[Citing]] = defaultdict(list)
    for citing in citings:
        parts[citing.where, citing.path, citing.part].append(citing)
    return tuple(
        Cited(
            where=each[0].where,
            path=each[0].path,
            title=each[0].title,
            part=each[0].part,
            part_title=each[0].part_title,
            line=each[0].line,
            times=len(each),
        )
        for each in parts.values()
    )


def _rendered(session: Session, database: Database, head: EditionHead) -> Mapping[str, Html]:
    """The entries as they were published, by key."""
    edition = database.library.edition(session, head.edition_id)
    return {each.key: each.html for each in database.library.course_pages(session, edition).references}


def _row(source: "ListedSource") -> SourceRow:
    cited = cited_in_parts(source.citings)
    return SourceRow(
        source=source, states=tuple(_states(source)), cited=cited, documents=len({each.path for each in cited})
    )


def _states(source: "ListedSource") -> Iterable[SourceState]:
    if source.mark:
        yield SourceState(source.mark.status)
    if source.problems:
        yield SourceState.PROBLEMS
    if not source.citings:
        yield SourceState.UNCITED


def _is_wanted(row: SourceRow, wanted: WantedSources) -> bool:
    if wanted.state is not None and wanted.state not in row.states:
        return False
    said = f"{row.source.html.striptags()} {row.source.short} {row.source.key}".casefold() if wanted.words else ""
    return all(word in said for word in wanted.words.casefold().split())
