"""A cohort: what needs somebody, everybody's standing, and the last weeks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import Date, Row, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.needing import NeedKind, Way, needs_of
from trainer.curriculum.pausing import last_day
from trainer.curriculum.standing import COURSE
from trainer.curriculum.state import State
from trainer.curriculum.weeks import Week, last_weeks
from trainer.errors import NotFound
from trainer.queries.cohorts_across import Across, Cell, Column, Course, across, columns_of, day_that_matters
from trainer.queries.cohorts_activity import active_people, last_deeds, last_placed
from trainer.queries.cohorts_asked import Asked, Sort, has_words, plain
from trainer.queries.cohorts_needs import NeedLine, day_of, further_needs
from trainer.queries.waiting import waiting_in_cohort
from trainer.storage.content import Cohort, CourseRow
from trainer.storage.database import Database
from trainer.storage.enrolments import latest_edition, rules_of_cohort
from trainer.storage.learning import Enrolment, StandingRow
from trainer.storage.marking_rows import attempts_to_mark
from trainer.storage.people import Person
from trainer.storage.prepared import run

WEEKS: Final = 8
_LARGE: Final = 100  # people
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The items of one area; `start` and `stop` are their places in a person's cells."""

    key: str
    title: str
    index: int
    columns: tuple[Column, ...]
    start: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person of a cohort; `is_old` where the standing is of an older edition or other rules, or not counted yet.

    `start` and `stop` are the places of the cells that are shown.
    """

    enrolment_id: UUID
    name: str
    is_active: bool
    paused_on: date | None
    is_old: bool
    last_on: date | None
    across: Across
    start: int
    stop: int
    needs: tuple[NeedLine, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that are shown."""
        return self.across.cells[self.start : self.stop]

    @property
    def note(self) -> str:
        """What keeps the person from going on, in a word; empty where nothing does."""
        if not self.is_active:
            return "deactivated"
        return "paused" if self.paused_on else ""

    @property
    def done(self) -> int:
        """How much is done of what is asked of this person, shown or not."""
        return self.across.done

    @property
    def total(self) -> int:
        """How much is asked of this person."""
        return self.across.total

    @property
    def is_complete(self) -> bool:
        """Whether the course is complete."""
        return self.across.is_complete


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendWeek:
    """A week of a cohort: how many items were completed in it, and by how many people anything was done."""

    monday: date
    completions: int
    active: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortPage:
    """A cohort with the standing of everybody. `being_updated` counts standings of an older edition or other rules.

    `groups` and `people` are what was asked for, in the order asked for; all else is of the whole cohort.
    `wait_for_others` are signatures that the other supervisors are asked for, `to_mark` attempts that people mark.
    """

    id: UUID
    name: str
    course: str
    title: str
    starts_on: date
    ends_on: date
    edition: int
    today: date
    being_updated: int
    everybody: int
    complete: int
    asked: Asked
    areas: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    people: tuple[PersonRow, ...]
    needs: tuple[tuple[NeedKind, tuple[NeedLine, ...]], ...]
    wait_for_others: int
    to_mark: int
    trend: tuple[TrendWeek, ...]

    @property
    def states(self) -> tuple[State, ...]:
        """Every state, for the legend."""
        return tuple(State)

    @property
    def state_choices(self) -> tuple[tuple[str, str], ...]:
        """The states to choose from, with words."""
        return (("", "any state"), *((each.value, each.word) for each in State))

    @property
    def area_choices(self) -> tuple[tuple[str, str], ...]:
        """The areas to choose from, with words."""
        return (("", "the whole course"), *self.areas)

    @property
    def is_large(self) -> bool:
        """Whether so many people are shown that reasons are told only once."""
        return len(self.people) > _LARGE

    @property
    def is_over(self) -> bool:
        """Whether the cohort has ended."""
        return self.ends_on < self.today


def cohort_page(
    session: Session, database: Database, actor: Actor, cohort_id: UUID, now: Now, asked: Asked | None = None
) -> CohortPage:
    """A cohort: eight statements, however many people there are. Raises NotFound."""
    cohort = run(session, _COHORT, cohort_id=cohort_id, today=now.today).one_or_none()
    if cohort is None or not actor.may(Permission.SUPERVISE, course_id=cohort.course_id, cohort_id=cohort_id):
        raise NotFound("There is no such cohort.")
    asked = asked or Asked()
    edition = database.library.edition(session, cohort.edition_id)
    rules = database.library.rules(session, cohort.rules_revision_id)
    basis = {"edition_id": cohort.edition_id, "rules_revision_id": cohort.rules_revision_id}
    course = Course(
        **basis,
        day=day_that_matters(rules, now.today),
        weeks=last_weeks(WEEKS, now.today, now.zone),
        outline=edition.outline,
        rules=rules,
    )
    groups = tuple(_groups(course))
    shown = tuple(group for group in groups if group.key == asked.area)
    if not shown:
        shown, asked = groups, replace(asked, area="")
    span = (shown[0].start, shown[-1].stop) if shown else (0, 0)
    waiting = waiting_in_cohort(session, cohort_id)
    own = [each for each in waiting if each.is_for(actor.person_id)]
    further = further_needs(session, database, edition, cohort_id, own, now)
    people = run(session, _PEOPLE, cohort_id=cohort_id, **basis)
    everybody = [_person(row, course, cohort, span, further.get(row.id, ()), now, asked.silent_days) for row in people]
    return CohortPage(
        id=cohort_id,
        name=cohort.name,
        course=cohort.slug,
        title=edition.outline.title,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        edition=edition.number,
        today=now.today,
        being_updated=sum(person.is_old for person in everybody),
        everybody=len(everybody),
        complete=sum(person.is_complete for person in everybody),
        asked=asked,
        areas=tuple((group.key, group.title) for group in groups),
        groups=shown,
        people=_in_order([person for person in everybody if _is_asked_for(person, asked)], asked),
        needs=_needs(everybody),
        wait_for_others=len(waiting) - len(own),
        to_mark=attempts_to_mark(session, cohort_id),
        trend=_trend(course.weeks, everybody, active_people(session, cohort_id, course.weeks)),
    )


def _groups(course: Course) -> Iterator[Group]:
    start = 0
    for index, (key, title, columns) in enumerate(columns_of(course.outline, course.rules)):
        stop = start + len(columns)
        yield Group(key=key, title=title, index=index, columns=columns, start=start, stop=stop)
        start = stop


def _person(
    row: Row[Any], course: Course, cohort: Row[Any], span: Span, further: Sequence[NeedLine], now: Now, silent: int
) -> PersonRow:
    """One person of the cohort; both rows hold the columns of the statements below."""
    ends_on = last_day(cohort.ends_on, row.paused_on, row.days_paused)
    found = across(course, row.standings, is_over=ends_on is not None and ends_on < now.today)
    last_at = max((at for at in (*row[-len(_DEEDS) :], found.last_at) if at), default=None)
    last_on = day_of(last_at, now) if last_at else None
    way = Way(
        troubles=found.troubles,
        left=found.overdue,
        ends_on=ends_on,
        last_on=last_on,
        since=max(cohort.starts_on, day_of(row.placed_at or row.created_at, now)),
        is_complete=found.is_complete,
        is_paused=row.paused_on is not None,
    )
    needs = needs_of(way, now.today, silent) if row.is_active else ()
    return PersonRow(
        enrolment_id=row.id,
        name=row.name,
        is_active=row.is_active,
        paused_on=row.paused_on,
        is_old=not row.is_fresh,
        last_on=last_on,
        across=found,
        start=span[0],
        stop=span[1],
        needs=(
            *further,
            *(NeedLine(enrolment_id=row.id, name=row.name, need=need) for need in needs),
        ),
    )


def _is_asked_for(person: PersonRow, asked: Asked) -> bool:
    has_state = asked.state is None or asked.state in person.across.states(person.start, person.stop)
    return has_state and (not asked.words or has_words(person.name, asked.words))


def _in_order(people: list[PersonRow], asked: Asked) -> tuple[PersonRow, ...]:
    people.sort(key=lambda person: (plain(person.name), person.name, person.enrolment_id))
    kinds = list(NeedKind)
    match asked.sort:
        case Sort.NAME:
            pass
        case Sort.DONE:
            people.sort(key=lambda person: person.done / (person.total or 1))
        case Sort.ACTIVE:
            people.sort(key=lambda person: person.last_on or date.min)
        case Sort.HELP:
            people.sort(key=lambda person: [kinds.index(each.need.kind) for each in person.needs] or [len(kinds)])
    return tuple(reversed(people)) if asked.is_backwards else tuple(people)


def _needs(people: list[PersonRow]) -> tuple[tuple[NeedKind, tuple[NeedLine, ...]], ...]:
    lines: dict[NeedKind, list[NeedLine]] = {kind: [] for kind in NeedKind}
    for person in sorted(people, key=lambda person: plain(person.name)):
        for line in person.needs:
            lines[line.need.kind].append(line)
    return tuple((kind, tuple(found)) for kind, found in lines.items() if found)


def _trend(weeks: tuple[Week, ...], people: list[PersonRow], active: tuple[int, ...]) -> tuple[TrendWeek, ...]:
    completions = [sum(each) for each in zip(*(person.across.completions for person in people), strict=True)]
    return tuple(
        TrendWeek(monday=week.monday, completions=count, active=busy)
        for week, count, busy in zip(weeks, completions or [0] * len(weeks), active, strict=True)
    )


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
_DEEDS: Final = last_deeds()
# Every line of a standing is written with the edition and rules of all, so that one tells of which it is.
_WHOLE: Final = aliased(StandingRow)
_PEOPLE: Final[Select[*tuple[Any, ...]]] = (  # columns taken by name in _person, the deeds at the end together
    select(
        Enrolment.id,
        Enrolment.created_at,
        Enrolment.paused_on,
        Enrolment.days_paused,
        Person.name,
        Person.is_active,
        and_(
            _WHOLE.edition_id == bindparam("edition_id"), _WHOLE.rules_revision_id == bindparam("rules_revision_id")
        ).label("is_fresh"),
        # No item holds a space, and no body a line's end: it is JSON without any.
        select(func.aggregate_strings(StandingRow.item + " " + StandingRow.body, "\n"))
        .where(StandingRow.enrolment_id == Enrolment.id)
        .scalar_subquery()
        .label("standings"),
        last_placed().label("placed_at"),
        *(deed.label(name) for name, deed in _DEEDS.items()),
    )
    .join(Person, Enrolment.person_id == Person.id)
    .outerjoin(_WHOLE, and_(_WHOLE.enrolment_id == Enrolment.id, _WHOLE.item == COURSE))
    .where(Enrolment.cohort_id == bindparam("cohort_id"))
)
