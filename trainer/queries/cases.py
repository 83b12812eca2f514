"""The branching cases of a course, and the page from which one is begun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.outline import CaseOutline
from trainer.curriculum.safe_html import Html
from trainer.errors import NotFound
from trainer.queries.case_views import EarnedView, competency_titles, named
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.quizzes.cases.case import Ending
from trainer.quizzes.cases.playing import Play, play
from trainer.quizzes.cases.scoring import best, earned
from trainer.storage.case_rows import RunRow, runs_of
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """A run in short; `ending` is None until it is over, `made` counts its choices, `at` is the last of them."""

    id: UUID
    number: int
    at: datetime
    made: int
    ending: Ending | None
    is_critical: bool
    earned: tuple[EarnedView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case in the list of its course with one's own best and last runs; `area` is the accent of what it practises."""

    slug: str
    title: str
    code: str
    minutes: int
    has_note: bool
    area: int
    competencies: tuple[str, ...]
    runs: int
    open_run: UUID | None
    best: RunView | None
    last: RunView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesPage:
    """Every case of a course."""

    course: CourseHead
    cases: tuple[CaseRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """The page from which a case is begun; `runs` are one's own, the last first; `has_hurry` if a scene asks for it."""

    course: CourseHead
    row: CaseRow
    about: Html
    content_note: Html | None
    has_hurry: bool
    may_author: bool
    runs: tuple[RunView, ...]


def cases_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> CasesPage:
    """Every case of a course, with one's own runs: as many statements as for a course without any. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    played = _played(session, database, reader)
    titles = competency_titles(reader.edition.outline)
    rows = tuple(_row(case, played.get(case.path, ()), titles, reader) for case in reader.edition.outline.cases)
    return CasesPage(course=reader.head, cases=rows)


def case_page(session: Session, database: Database, actor: Actor, course: str, slug: str, now: Now) -> CasePage:
    """The page from which a case is begun. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    outline = reader.edition.outline.case(slug)
    if outline is None:
        raise NotFound("There is no such case.")
    case = database.library.case(session, reader.edition.revisions[outline.path].revision_id)
    texts = database.library.rendered_texts(session, reader.edition, outline.path)
    titles = competency_titles(reader.edition.outline)
    own = _played(session, database, reader).get(outline.path, ())
    return CasePage(
        course=reader.head,
        row=_row(outline, own, titles, reader),
        about=texts.html(case.about.text),
        content_note=texts.html(case.content_note.text) if case.content_note else None,
        has_hurry=any(scene.seconds for scene in case.scenes),
        may_author=actor.may(Permission.AUTHOR, course_id=reader.course_id),
        runs=tuple(_view(row, each, titles) for row, each in reversed(own)),
    )


_Played = Sequence[tuple[RunRow, Play]]


def _played(session: Session, database: Database, reader: Reader) -> Mapping[str, _Played]:
    """One's own runs by the path of their case."""
    if reader.enrolment is None:
        return {}
    rows = runs_of(session, reader.enrolment.enrolment_id)
    cases = database.library.cases(session, [row.revision_id for row in rows])
    found: dict[str, list[tuple[RunRow, Play]]] = {}
    for row in rows:
        found.setdefault(row.path, []).append((row, play(cases[row.revision_id], row.variation, row.choices)))
    return found


def _row(case: CaseOutline, played: _Played, titles: Mapping[str, str], reader: Reader) -> CaseRow:
    outline = reader.edition.outline
    over = [each for _, each in played if each.is_over]
    top = best(over)
    best_run = next(((row, each) for row, each in played if each is top), None)
    last_run = next(((row, each) for row, each in reversed(played) if each.is_over), None)
    open_run = next((row.id for row, each in played if not each.is_over), None)
    areas = [index for index, area in enumerate(outline.areas) if area.id in case.areas[:1]]
    return CaseRow(
        slug=case.slug,
        title=case.title,
        code=case.code,
        minutes=case.minutes,
        has_note=case.has_note,
        area=areas[0] if areas else 0,
        competencies=tuple(titles.get(each, each) for each in case.competencies),
        runs=len(played),
        open_run=open_run,
        best=_view(*best_run, titles) if best_run else None,
        last=_view(*last_run, titles) if last_run else None,
    )


def _view(row: RunRow, played: Play, titles: Mapping[str, str]) -> RunView:
    return RunView(
        id=row.id,
        number=row.number,
        at=row.last_at,
        made=len(row.choices),
        ending=played.scene.ending,
        is_critical=played.critical_error is not None,
        earned=named(earned(played), titles),
    )
