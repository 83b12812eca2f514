"""What supervisors see: their cohorts, and the standing of everybody in one."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.course import Rules
from trainer.curriculum.edition import EditionView
from trainer.curriculum.outline import Outline
from trainer.curriculum.progress import required_modules, required_quizzes
from trainer.curriculum.standing import EMPTY, gather
from trainer.curriculum.state import State, is_stuck, left_at_module, module_state, quiz_state
from trainer.errors import NotFound
from trainer.storage.content import Cohort, CourseRow
from trainer.storage.database import Database
from trainer.storage.editions import newest_editions
from trainer.storage.enrolments import latest_edition, rules_of_cohort
from trainer.storage.learning import Enrolment, StandingRow
from trainer.storage.people import Person
from trainer.storage.prepared import run

_ROWS: Final = 2000  # people; with a dozen items each some 6 KB


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortRow:
    """A cohort in the list."""

    id: UUID
    name: str
    course: str
    starts_on: date
    ends_on: date
    people: int
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortsPage:
    """The cohorts that the supervisor may see."""

    cohorts: tuple[CohortRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One item across the matrix."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The items of one area."""

    title: str
    index: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One person at one item: a state, and the reason in words."""

    state: State
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """How one person stands across all items: what is done of what is asked, and the quizzes that need somebody."""

    cells: tuple[Cell, ...]
    done: int
    total: int
    is_complete: bool
    stuck: tuple[str, ...]
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow(Across):
    """One person of a cohort; `is_old` where the standing is of an older edition or other rules."""

    enrolment_id: UUID
    name: str
    is_old: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortPage:
    """A cohort with the standing of everybody. `being_updated` counts standings of an older edition or other rules."""

    id: UUID
    name: str
    course: str
    title: str
    starts_on: date
    ends_on: date
    edition: int
    being_updated: int
    groups: tuple[Group, ...]
    people: tuple[PersonRow, ...]

    @property
    def overdue(self) -> tuple[PersonRow, ...]:
        """Those for whom something is overdue."""
        return tuple(row for row in self.people if any(cell.state is State.OVERDUE for cell in row.cells))

    @property
    def states(self) -> tuple[State, ...]:
        """Every state, for the legend."""
        return tuple(State)


def cohorts_page(session: Session, database: Database, actor: Actor, now: Now) -> CohortsPage:
    """Every cohort that the actor supervises: two statements."""
    titles = {
        head.course: database.library.edition(session, head.edition_id).outline.title
        for head in newest_editions(session)
    }
    rows = session.execute(
        select(Cohort, CourseRow.slug, func.count(Enrolment.id).label("people"))
        .join(CourseRow, Cohort.course_id == CourseRow.id)
        .outerjoin(Enrolment, Enrolment.cohort_id == Cohort.id)
        .group_by(Cohort.id, CourseRow.slug)
        .order_by(Cohort.starts_on.desc(), Cohort.name)
    )
    return CohortsPage(
        cohorts=tuple(
            CohortRow(
                id=row.Cohort.id,
                name=row.Cohort.name,
                course=titles.get(row.slug, row.slug),
                starts_on=row.Cohort.starts_on,
                ends_on=row.Cohort.ends_on,
                people=row.people,
                is_over=row.Cohort.ends_on < now.today,
            )
            for row in rows
            if actor.may(Permission.SUPERVISE, course_id=row.Cohort.course_id, cohort_id=row.Cohort.id)
        )
    )


def cohort_page(session: Session, database: Database, actor: Actor, cohort_id: UUID, now: Now) -> CohortPage:
    """A cohort: two statements, however many people there are. Raises NotFound."""
    cohort = run(session, _COHORT, cohort_id=cohort_id, today=now.today).one_or_none()
    if cohort is None or not actor.may(Permission.SUPERVISE, course_id=cohort.course_id, cohort_id=cohort_id):
        raise NotFound("There is no such cohort.")
    edition = database.library.edition(session, cohort.edition_id)
    rules = database.library.rules(session, cohort.rules_revision_id)
    matrix = _Matrix(
        edition_id=cohort.edition_id,
        rules_revision_id=cohort.rules_revision_id,
        ends_on=cohort.ends_on,
        today=now.today,
        outline=edition.outline,
        rules=rules,
    )
    people = run(
        session,
        _PEOPLE,
        cohort_id=cohort_id,
        edition_id=cohort.edition_id,
        rules_revision_id=cohort.rules_revision_id,
    )
    rows = tuple(_row(each.id, each.name, _across(matrix, each.standings), is_old=each.is_old) for each in people)
    return CohortPage(
        id=cohort_id,
        name=cohort.name,
        course=cohort.slug,
        title=edition.outline.title,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        edition=edition.number,
        being_updated=sum(person.is_old for person in rows),
        groups=_groups(edition),
        people=rows,
    )


def _groups(edition: EditionView) -> tuple[Group, ...]:
    groups = [
        Group(
            title=area.title,
            index=index,
            columns=tuple(Column(code=module.code, title=module.title) for module in area.modules),
        )
        for index, area in enumerate(edition.outline.areas)
        if area.modules
    ]
    alone = tuple(Column(code=quiz.slug, title=quiz.title) for quiz in edition.outline.quizzes if quiz.module is None)
    if alone:
        groups.append(Group(title="Quizzes", index=len(groups), columns=alone))
    return tuple(groups)


def _row(enrolment_id: UUID, name: str, across: Across, *, is_old: bool) -> PersonRow:
    return PersonRow(
        enrolment_id=enrolment_id,
        name=name,
        is_old=is_old,
        cells=across.cells,
        done=across.done,
        total=across.total,
        is_complete=across.is_complete,
        stuck=across.stuck,
        asks=across.asks,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matrix:
    """What is the same for everybody of a cohort on a day; the ids say which outline and rules, which never change."""

    edition_id: UUID
    rules_revision_id: UUID
    ends_on: date
    today: date
    outline: Outline = field(compare=False)
    rules: Rules = field(compare=False)


@lru_cache(_ROWS)
def _across(matrix: _Matrix, standings: str | None) -> Across:
    """One person across all items, from lines that hold an item and its body each.

    It rests on nothing else, so that only those who went on since the page was last made are counted anew.
    """
    reached = gather(dict(line.split(" ", 1) for line in standings.split("\n"))) if standings else EMPTY
    outline, rules, days = matrix.outline, matrix.rules, {"ends_on": matrix.ends_on, "today": matrix.today}
    cells = [
        Cell(
            state=module_state(module, rules, reached, **days),
            words=_words(module.title, left_at_module(module, rules, reached)),
        )
        for module in outline.modules()
    ]
    cells += [
        Cell(state=quiz_state(quiz, rules, reached, **days), words=quiz.title)
        for quiz in outline.quizzes
        if quiz.module is None
    ]
    modules, quizzes = required_modules(outline, rules), required_quizzes(outline, rules)
    done = sum(reached.module(module.key).completed_at is not None for module in modules)
    done += sum(reached.quiz(quiz.slug).completed_at is not None for quiz in quizzes)
    stuck = [quiz for quiz in outline.quizzes if is_stuck(quiz, reached.quiz(quiz.slug))]
    return Across(
        cells=tuple(cells),
        done=done,
        total=len(modules) + len(quizzes),
        is_complete=reached.course.completed_at is not None,
        stuck=tuple(quiz.title for quiz in stuck),
        asks=tuple(quiz.title for quiz in stuck if reached.quiz(quiz.slug).is_asked_for),
    )


def _words(title: str, left: tuple[str, ...]) -> str:
    return f"{title}: {' '.join(left)}" if left else f"{title}: done"


_COHORT: Final[Select[*tuple[Any, ...]]] = (  # seven columns, taken by name in cohort_page
    select(
        Cohort.name,
        Cohort.course_id,
        Cohort.starts_on,
        Cohort.ends_on,
        CourseRow.slug,
        latest_edition(Cohort.course_id).label("edition_id"),
        rules_of_cohort(Cohort.id, bindparam("today", type_=Date)).label("rules_revision_id"),
    )
    .join(CourseRow, Cohort.course_id == CourseRow.id)
    .where(Cohort.id == bindparam("cohort_id"))
)
_HERS: Final = StandingRow.enrolment_id == Enrolment.id
_PEOPLE: Final = (
    select(
        Enrolment.id,
        Person.name,
        # No item holds a space, and no body a line's end: it is JSON without any.
        select(func.aggregate_strings(StandingRow.item + " " + StandingRow.body, "\n"))
        .where(_HERS)
        .scalar_subquery()
        .label("standings"),
        exists()
        .where(
            _HERS,
            or_(
                StandingRow.edition_id != bindparam("edition_id"),
                StandingRow.rules_revision_id != bindparam("rules_revision_id"),
            ),
        )
        .label("is_old"),
    )
    .join(Person, Enrolment.person_id == Person.id)
    .where(Enrolment.cohort_id == bindparam("cohort_id"))
    .order_by(Person.name, Enrolment.id)
)
