"""The page of search: what was looked for, what was found, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, assert_never
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.addresses import links_of
from trainer.clock import Now
from trainer.curriculum.outline import Outline
from trainer.curriculum.searching_marks import Piece, best_stretch, found_words, marked
from trainer.curriculum.searching_passages import PassageKind
from trainer.curriculum.searching_queries import Wanted, corrected, understand
from trainer.curriculum.state import missing_prerequisites
from trainer.queries.modules import listed
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.queries.search_reach import reach_of
from trainer.quizzes.drawing import layout_from_json
from trainer.storage.database import Database
from trainer.storage.passages_search import GROUPS, Found, FoundPassage, Reach, find, hits
from trainer.storage.passages_vocabulary import NotIndexed, vocabulary_of_edition

LONGEST_QUERY: Final = 200
ON_A_PAGE: Final = 10
_LAST_PAGE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for: the words as typed, a group or '', a page from 1, and whether nothing is corrected."""

    words: str
    group: str = ""
    page: int = 1
    as_typed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One passage with the words marked. `why_closed` says what opens a module of which only the title is shown.

    `url` leads to it; where it is empty it is a question, which stands on the result page of `attempt_id` as
    number `question`, or in the quiz `quiz`.
    """

    kind: str
    where: str
    title: tuple[Piece, ...]
    stretch: tuple[Piece, ...]
    url: str
    why_closed: str = ""
    quiz: str = ""
    attempt_id: UUID | None = None
    question: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What was found. `corrections` are words as typed with those that were found in their place.

    `is_any` tells that no passage holds all the words, so that those with any of them are shown; `counts`
    how many results each group has.
    """

    course: CourseHead
    asked: Asked
    is_staff: bool
    is_too_long: bool = False
    is_ready: bool = True
    is_empty: bool = False
    results: tuple[Result, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    total: int = 0
    corrections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_any: bool = False

    @property
    def pages(self) -> int:
        """How many pages the results of the group take."""
        return min(_LAST_PAGE, -(-self.total // ON_A_PAGE))


def search_page(session: Session, database: Database, actor: Actor, course: str, asked: Asked, now: Now) -> SearchPage:
    """What an actor finds: three statements where there is something that holds every word, six at most."""
    reader = reader_of(session, database, actor, course, now)
    page = {"course": reader.head, "asked": asked, "is_staff": reader.enrolment is None}
    if len(asked.words) > LONGEST_QUERY:
        return SearchPage(**page, is_too_long=True)  # type: ignore[arg-type]  # three of its own fields
    try:
        vocabulary = vocabulary_of_edition(session, database.library, reader.course_id, reader.edition_id)
    except NotIndexed:
        return SearchPage(**page, is_ready=False)  # type: ignore[arg-type]  # as above
    wanted = understand(asked.words, vocabulary)
    if not wanted:
        return SearchPage(**page, is_empty=True)  # type: ignore[arg-type]  # as above
    search = _Search(session=session, reach=reach_of(reader, actor), asked=asked)
    found, is_any = search.find(wanted), False
    if not found and not asked.as_typed:
        seen = hits(session, search.reach, wanted) if len(wanted) > 1 else (False,)
        wanted = tuple(
            each if is_hit else corrected(each, vocabulary) for each, is_hit in zip(wanted, seen, strict=True)
        )
        found = search.find(wanted) if any(each.near for each in wanted) else None
        if not found and len(wanted) > 1:
            found, is_any = search.find(wanted, any_of=True), True
    if not found:
        return SearchPage(**page)  # type: ignore[arg-type]  # as above
    results = tuple(result for each in found.passages if (result := _result(each, wanted, reader)))
    return SearchPage(
        course=reader.head,
        asked=asked,
        is_staff=reader.enrolment is None,
        results=results,
        counts=tuple(found.counts.items()),
        total=found.counts[asked.group] if asked.group else sum(found.counts.values()),
        corrections=_corrections(wanted, found.passages),
        is_any=is_any,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    session: Session
    reach: Reach
    asked: Asked

    def find(self, wanted: Sequence[Wanted], *, any_of: bool = False) -> Found | None:
        """What holds all of it, or any of it; None where nothing does in any group."""
        found = find(
            self.session,
            self.reach,
            wanted,
            any_of=any_of,
            group=self.asked.group or None,
            first=(min(self.asked.page, _LAST_PAGE) - 1) * ON_A_PAGE,
            most=ON_A_PAGE,
        )
        return found if any(found.counts.values()) else None


def groups() -> tuple[str, ...]:
    """What results can be narrowed to."""
    return tuple(GROUPS)


def _corrections(wanted: Sequence[Wanted], passages: Sequence[FoundPassage]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Only words that the reader is shown: which others the course holds is nobody's to learn."""
    shown = " ".join(f"{each.title} {each.text}" for each in passages)
    return tuple((each.typed, words) for each in wanted if each.near and (words := found_words(shown, each)))


def _result(found: FoundPassage, wanted: Sequence[Wanted], reader: Reader) -> Result | None:
    outline = reader.edition.outline
    links = links_of(outline.slug)
    title = marked(found.title, wanted)
    stretch = best_stretch(found.text, wanted)
    match found.kind:
        case PassageKind.TITLE | PassageKind.MODULE | PassageKind.SECTION:
            return _module_result(found, title, stretch, outline, reader)
        case PassageKind.TERM:
            url = links.term_url(found.place)
            return Result(kind="Term", where="Glossary", title=title, stretch=stretch, url=url)
        case PassageKind.REFERENCE:
            url = links.reference_url(found.place)
            return Result(kind="Reference", where="References", title=title, stretch=stretch, url=url)
        case PassageKind.QUESTION:
            quiz = outline.quiz(found.owner)
            if quiz is None:
                return None
            placed = layout_from_json(found.layout).questions if found.layout else ()
            return Result(
                kind="Question",
                where=quiz.title,
                title=title,
                stretch=stretch,
                url="",
                quiz=quiz.slug,
                attempt_id=found.attempt_id,
                question=next((place for place, each in enumerate(placed, start=1) if each.id == found.place), 0),
            )
        case _:
            assert_never(found.kind)


def _module_result(
    found: FoundPassage, title: tuple[Piece, ...], stretch: tuple[Piece, ...], outline: Outline, reader: Reader
) -> Result | None:
    module = outline.module(found.owner)
    if module is None:
        return None
    links = links_of(outline.slug)
    if found.kind is PassageKind.SECTION:
        url = links.section_url(module.key, found.place)
        return Result(kind="Section", where=module.title, title=title, stretch=stretch, url=url)
    area = outline.area(module.area)
    why = ""
    if found.kind is PassageKind.TITLE:
        missing = [other.title for other in missing_prerequisites(module, outline, reader.standings)]
        why = f"Not open yet: it opens when {listed(missing)} {'is' if len(missing) == 1 else 'are'} done."
    return Result(
        kind="Module",
        where=area.title if area else "",
        title=title,
        stretch=stretch if found.text else (),
        url=links.module_url(module.key),
        why_closed=why,
    )
