"""Reads live meetings of cohorts, and who attended them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from trainer.storage.learning import Enrolment
from trainer.storage.people import Person, Words
from trainer.storage.signing_off import Meeting, SignOff


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """A meeting of a cohort, and how many people's attendance stands."""

    id: UUID
    cohort_id: UUID
    item: str
    title: str
    held_on: date
    minutes: int
    by: str
    attended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Somebody's attendance, signed by a supervisor; it was taken back where there is a `taken_back_at`."""

    sign_off_id: UUID
    enrolment_id: UUID
    meeting_id: UUID
    by: str
    at: datetime
    taken_back_at: datetime | None
    taken_back_by: str | None
    reason: str | None

    @property
    def stands(self) -> bool:
        """Whether it counts."""
        return self.taken_back_at is None


def meetings_of(session: Session, cohort_id: UUID) -> tuple[MeetingRow, ...]:
    """The meetings of a cohort, the latest first: one statement."""
    rows = session.execute(_MEETINGS.where(Meeting.cohort_id == cohort_id).order_by(Meeting.held_on.desc(), Meeting.id))
    return tuple(MeetingRow(**row._mapping) for row in rows)


def meeting_by_id(session: Session, meeting_id: UUID) -> MeetingRow | None:
    """One meeting; None where there is none."""
    row = session.execute(_MEETINGS.where(Meeting.id == meeting_id)).one_or_none()
    return MeetingRow(**row._mapping) if row else None


def attendance_at(session: Session, meeting_id: UUID) -> Mapping[UUID, tuple[Attendance, ...]]:
    """Everybody's attendance at a meeting by enrolment, the latest last: one statement."""
    found: dict[UUID, list[Attendance]] = defaultdict(list)
    for each in _attendance(session, _ATTENDANCE.where(SignOff.meeting_id == meeting_id)):
        found[each.enrolment_id].append(each)
    return {enrolment_id: tuple(rows) for enrolment_id, rows in found.items()}


def attendance_of(session: Session, enrolment_id: UUID) -> tuple[tuple[Attendance, MeetingRow], ...]:
    """What somebody attended, wherever they were then, the latest first: two statements."""
    signed = _attendance(
        session, _ATTENDANCE.where(SignOff.enrolment_id == enrolment_id, SignOff.meeting_id.is_not(None))
    )
    wanted = {each.meeting_id for each in signed}
    rows = session.execute(_MEETINGS.where(Meeting.id.in_(wanted)))
    meetings = {row.id: MeetingRow(**row._mapping) for row in rows}
    found = [(each, meetings[each.meeting_id]) for each in signed]
    return tuple(sorted(found, key=lambda pair: (pair[1].held_on, pair[0].at), reverse=True))


def people_of(session: Session, cohort_id: UUID, also: Collection[UUID] = ()) -> Mapping[UUID, str]:
    """The names of everybody in a cohort by enrolment, and of the enrolments in `also`: one statement."""
    rows = session.execute(
        select(Enrolment.id, Person.name)
        .join(Person, Enrolment.person_id == Person.id)
        .where((Enrolment.cohort_id == cohort_id) | Enrolment.id.in_(also))
        .order_by(Person.name, Enrolment.id)
    )
    return {row.id: row.name for row in rows}


def _attendance(session: Session, statement: Select[*tuple[Any, ...]]) -> tuple[Attendance, ...]:  # whose labels fit
    return tuple(Attendance(**row._mapping) for row in session.execute(statement))


_WITHDRAWING, _WITHDREW = aliased(SignOff), aliased(Person)
_ATTENDANCE = (
    select(
        SignOff.id.label("sign_off_id"),
        SignOff.enrolment_id,
        SignOff.meeting_id,
        Person.name.label("by"),
        SignOff.at,
        _WITHDRAWING.at.label("taken_back_at"),
        _WITHDREW.name.label("taken_back_by"),
        Words.words.label("reason"),
    )
    .join(Person, SignOff.actor_id == Person.id)
    .outerjoin(_WITHDRAWING, _WITHDRAWING.withdraws_id == SignOff.id)
    .outerjoin(_WITHDREW, _WITHDRAWING.actor_id == _WITHDREW.id)
    .outerjoin(Words, _WITHDRAWING.text_id == Words.id)
    .where(SignOff.decision == "accepted")
    .order_by(SignOff.at, SignOff.number)
)
_TAKEN = aliased(SignOff)
_STANDING = (
    select(func.count())
    .select_from(SignOff)
    .outerjoin(_TAKEN, _TAKEN.withdraws_id == SignOff.id)
    .where(SignOff.meeting_id == Meeting.id, SignOff.decision == "accepted", _TAKEN.id.is_(None))
    .correlate(Meeting)
    .scalar_subquery()
)
_MEETINGS = select(
    Meeting.id,
    Meeting.cohort_id,
    Meeting.item,
    Meeting.title,
    Meeting.held_on,
    Meeting.minutes,
    Person.name.label("by"),
    _STANDING.label("attended"),
).join(Person, Meeting.made_by == Person.id)
