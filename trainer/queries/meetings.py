"""The live meetings of a cohort, and who attended one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.ledger import MINUTES, length_in_words
from trainer.errors import NotFound
from trainer.queries.ledger_view import title_of
from trainer.storage.database import Database
from trainer.storage.meeting_rows import Attendance, MeetingRow, attendance_at, meeting_by_id, meetings_of, people_of
from trainer.storage.meeting_rules import AskingCohort, asking_cohort


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """A meeting in words; `is_held` from its day on."""

    id: UUID
    item_title: str
    title: str
    held_on: date
    length: str
    by: str
    attended: int
    is_held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingsPage:
    """The meetings of a cohort, those to come first in time. `seen` goes into the form, against double clicks."""

    cohort_id: UUID
    cohort: str
    items: tuple[tuple[str, str], ...]
    lengths: tuple[tuple[str, str], ...]
    to_come: tuple[MeetingView, ...]
    held: tuple[MeetingView, ...]
    seen: int
    today: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Somebody who could be at a meeting; `standing` is the signature that counts, `earlier` are those taken back."""

    enrolment_id: UUID
    name: str
    standing: Attendance | None
    earlier: tuple[Attendance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    """A meeting with everybody of its cohort; `can_call_off` while nobody's attendance was ever recorded."""

    cohort_id: UUID
    cohort: str
    meeting: MeetingView
    people: tuple[Attendee, ...]
    can_call_off: bool


def meetings_page(session: Session, database: Database, actor: Actor, cohort_id: UUID, now: Now) -> MeetingsPage:
    """The meetings of a cohort that the actor supervises. Raises NotFound."""
    cohort = _supervised(session, database, actor, cohort_id, now)
    titles = _titles(cohort)
    rows = meetings_of(session, cohort_id)
    views = [_view(row, titles, now) for row in rows]
    return MeetingsPage(
        cohort_id=cohort_id,
        cohort=cohort.name,
        items=tuple(titles.items()),
        lengths=tuple((str(minutes), length_in_words(minutes)) for minutes in MINUTES),
        to_come=tuple(reversed([view for view in views if view.held_on > now.today])),
        held=tuple(view for view in views if view.held_on <= now.today),
        seen=len(rows),
        today=now.today.isoformat(),
    )


def meeting_page(session: Session, database: Database, actor: Actor, meeting_id: UUID, now: Now) -> MeetingPage:
    """A meeting of a cohort that the actor supervises. Raises NotFound."""
    row = meeting_by_id(session, meeting_id)
    if row is None:
        raise NotFound("There is no such page.")
    cohort = _supervised(session, database, actor, row.cohort_id, now)
    attendance = attendance_at(session, meeting_id)
    people = people_of(session, row.cohort_id, attendance)
    return MeetingPage(
        cohort_id=row.cohort_id,
        cohort=cohort.name,
        meeting=_view(row, _titles(cohort), now),
        people=tuple(_attendee(each, name, attendance.get(each, ())) for each, name in people.items()),
        can_call_off=not attendance,
    )


def _supervised(session: Session, database: Database, actor: Actor, cohort_id: UUID, now: Now) -> AskingCohort:
    cohort = asking_cohort(session, database.library, cohort_id, now.today)
    if cohort is None or not actor.may(Permission.SUPERVISE, course_id=cohort.course_id, cohort_id=cohort_id):
        raise NotFound("There is no such page.")
    return cohort


def _titles(cohort: AskingCohort) -> Mapping[str, str]:
    return {item: requirement.title for item, requirement in cohort.requirements.items()}


def _view(row: MeetingRow, titles: Mapping[str, str], now: Now) -> MeetingView:
    return MeetingView(
        id=row.id,
        item_title=title_of(row.item, titles),
        title=row.title,
        held_on=row.held_on,
        length=length_in_words(row.minutes),
        by=row.by,
        attended=row.attended,
        is_held=row.held_on <= now.today,
    )


def _attendee(enrolment_id: UUID, name: str, attended: tuple[Attendance, ...]) -> Attendee:
    return Attendee(
        enrolment_id=enrolment_id,
        name=name,
        standing=next((each for each in attended if each.stands), None),
        earlier=tuple(each for each in attended if not each.stands),
    )
