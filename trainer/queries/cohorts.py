"""What supervisors see: their cohorts, and the standing of everybody in one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.course import Rules
from trainer.curriculum.edition import EditionView
from trainer.curriculum.progress import required_modules, required_quizzes
from trainer.curriculum.standing import EMPTY, Standings, gather
from trainer.curriculum.state import State, Unmet, is_stuck, module_state, quiz_state, why_module
from trainer.errors import NotFound
from trainer.storage.content import Cohort, CourseRow
from trainer.storage.database import Database
from trainer.storage.editions import newest_editions
from trainer.storage.enrolments import latest_edition, rules_in_force
from trainer.storage.learning import Enrolment, StandingRow
from trainer.storage.people import Person


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
class PersonRow:
    """One person across all items."""

    enrolment_id: UUID
    name: str
    cells: tuple[Cell, ...]
    done: int
    total: int
    is_complete: bool
    stuck: tuple[str, ...]
    asks: tuple[str, ...]
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
    """A cohort: three statements, however many people there are. Raises NotFound."""
    row = session.execute(
        select(Cohort, CourseRow.slug, latest_edition(Cohort.course_id).label("edition_id"))
        .join(CourseRow, Cohort.course_id == CourseRow.id)
        .where(Cohort.id == cohort_id)
    ).one_or_none()
    if row is None or not actor.may(Permission.SUPERVISE, course_id=row.Cohort.course_id, cohort_id=cohort_id):
        raise NotFound("There is no such cohort.")
    cohort: Cohort = row.Cohort
    edition = database.library.edition(session, row.edition_id)
    people = session.execute(
        select(
            Enrolment.id,
            Person.name,
            rules_in_force(Enrolment.cohort_id, Enrolment.id, now.today).label("rules_revision_id"),
        )
        .join(Person, Enrolment.person_id == Person.id)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(Person.name, Enrolment.id)
    ).all()
    rules_revision_id = people[0].rules_revision_id if people else None
    standings, old = _standings(session, cohort_id, (row.edition_id, rules_revision_id))
    rules = database.library.rules(session, rules_revision_id) if rules_revision_id else edition.outline.rules
    rows = tuple(
        _person(each.id, each.name, standings.get(each.id, EMPTY), edition, rules, cohort, now, each.id in old)
        for each in people
    )
    return CohortPage(
        id=cohort.id,
        name=cohort.name,
        course=row.slug,
        title=edition.outline.title,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        edition=edition.number,
        being_updated=sum(person.is_old for person in rows),
        groups=_groups(edition),
        people=rows,
    )


def _standings(
    session: Session, cohort_id: UUID, basis: tuple[UUID, UUID | None]
) -> tuple[Mapping[UUID, Standings], set[UUID]]:
    """The stored standings of a cohort, and those that were folded with an older edition or other rules."""
    bodies: dict[UUID, dict[str, str]] = {}
    old: set[UUID] = set()
    rows = session.execute(
        select(
            StandingRow.enrolment_id,
            StandingRow.item,
            StandingRow.body,
            StandingRow.edition_id,
            StandingRow.rules_revision_id,
        )
        .join(Enrolment, StandingRow.enrolment_id == Enrolment.id)
        .where(Enrolment.cohort_id == cohort_id)
    )
    for row in rows:
        bodies.setdefault(row.enrolment_id, {})[row.item] = row.body
        if (row.edition_id, row.rules_revision_id) != basis:
            old.add(row.enrolment_id)
    return {enrolment_id: gather(items) for enrolment_id, items in bodies.items()}, old


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


def _person(
    enrolment_id: UUID,
    name: str,
    standings: Standings,
    edition: EditionView,
    rules: Rules,
    cohort: Cohort,
    now: Now,
    is_old: bool,
) -> PersonRow:
    outline = edition.outline
    cells = [
        Cell(
            state=module_state(module, rules, standings, ends_on=cohort.ends_on, today=now.today),
            words=_words(module.title, why_module(module, rules, standings, now.at)),
        )
        for module in outline.modules()
    ]
    cells += [
        Cell(state=quiz_state(quiz, rules, standings, ends_on=cohort.ends_on, today=now.today), words=quiz.title)
        for quiz in outline.quizzes
        if quiz.module is None
    ]
    modules, quizzes = required_modules(outline, rules), required_quizzes(outline, rules)
    done = sum(standings.module(module.key).completed_at is not None for module in modules)
    done += sum(standings.quiz(quiz.slug).completed_at is not None for quiz in quizzes)
    stuck = [quiz for quiz in outline.quizzes if is_stuck(quiz, standings.quiz(quiz.slug))]
    return PersonRow(
        enrolment_id=enrolment_id,
        name=name,
        cells=tuple(cells),
        done=done,
        total=len(modules) + len(quizzes),
        is_complete=standings.course.completed_at is not None,
        stuck=tuple(quiz.title for quiz in stuck),
        asks=tuple(quiz.title for quiz in stuck if standings.quiz(quiz.slug).is_asked_for),
        is_old=is_old,
    )


def _words(title: str, unmet: tuple[Unmet, ...]) -> str:
    return f"{title}: {' '.join(each.sentence for each in unmet)}" if unmet else f"{title}: done"
