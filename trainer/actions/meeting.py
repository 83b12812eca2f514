"""Supervisors plan live meetings of a cohort, and record who was there."""

from collections.abc import Collection
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.actions.auditing import audit
from trainer.actions.folding import refold
from trainer.actions.signatures import add_sign_off, hold_supervised
from trainer.clock import Now
from trainer.curriculum.meeting_plan import TypedMeeting, read_meeting
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.storage.adding import add, lock_name
from trainer.storage.database import Database
from trainer.storage.meeting_rows import MeetingRow, attendance_at, meeting_by_id, meetings_of
from trainer.storage.meeting_rules import AskingCohort, asking_cohort
from trainer.storage.signing_off import Meeting, SignOff

_MISSING: Final = "There is no such page."


def plan(database: Database, actor: Actor, cohort_id: UUID, typed: TypedMeeting, seen: int, now: Now) -> UUID:
    """Plan a meeting of a cohort; gives its id.

    `seen` is how many meetings there were when the form was made: where there is more, one that is the same is this
    one, so that a double click plans one. Raises Invalid; NotFound for a cohort that the actor does not supervise.
    """
    with database.writing() as session:
        asking = _supervised(session, database, actor, cohort_id, now)
        meeting, problems = read_meeting(typed, asking.requirements, now.today)
        if meeting is None:
            raise Invalid(problems)
        lock_name(session, f"meetings:{cohort_id}")
        there = meetings_of(session, cohort_id)
        wanted = (meeting.item, meeting.title, meeting.held_on, meeting.minutes)
        same = [row for row in there if (row.item, row.title, row.held_on, row.minutes) == wanted]
        if same and len(there) > seen:
            return same[0].id
        row = Meeting(
            id=uuid4(),
            cohort_id=cohort_id,
            item=meeting.item,
            title=meeting.title,
            held_on=meeting.held_on,
            minutes=meeting.minutes,
            made_by=actor.person_id,
        )
        add(session, row)
        audit(session, actor, "record:meeting:planned", f"cohort:{cohort_id} {meeting.item} meeting:{row.id}", now)
        session.commit()
        return row.id


def record_attendance(
    database: Database, actor: Actor, meeting_id: UUID, enrolment_ids: Collection[UUID], now: Now
) -> int:
    """Sign that these people were there; gives how many signatures were new.

    Somebody whose attendance stands already is left as they are, so that sending a form twice, or two supervisors
    at once, sign once. Raises NotAllowed before the meeting's day and for oneself; NotFound for people of other
    cohorts.
    """
    with database.writing() as session:
        meeting = _hold(session, database, actor, meeting_id, now)
        if meeting.held_on > now.today:
            raise NotAllowed("This meeting has not been held yet; record who was there on its day, or afterwards.")
        # In the order of all who hold several enrolments, so that nobody waits for one whom another holds.
        wanted = sorted(set(enrolment_ids))
        enrolments = [hold_supervised(session, actor, each, now) for each in wanted]
        attended = attendance_at(session, meeting_id)
        added = 0
        for enrolment in enrolments:
            if enrolment.cohort_id != meeting.cohort_id:
                raise NotFound(_MISSING)
            if any(each.stands for each in attended.get(enrolment.enrolment_id, ())):
                continue
            add_sign_off(session, actor, enrolment, meeting.item, "accepted", now, meeting_id=meeting_id)
            refold(session, database, enrolment, actor.person_id, now)
            added += 1
        session.commit()
        return added


def call_off(database: Database, actor: Actor, meeting_id: UUID, now: Now) -> UUID:
    """Take a planned meeting away at which nobody's attendance was ever recorded; gives its cohort.

    Raises NotAllowed where somebody's was.
    """
    with database.writing() as session:
        meeting = _hold(session, database, actor, meeting_id, now)
        if session.scalar(select(SignOff.id).where(SignOff.meeting_id == meeting_id).limit(1)):
            raise NotAllowed("Attendance was recorded at this meeting, so it stays. Take it back person by person.")
        session.execute(delete(Meeting).where(Meeting.id == meeting_id))
        subject = f"cohort:{meeting.cohort_id} {meeting.item} meeting:{meeting_id}"
        audit(session, actor, "record:meeting:called-off", subject, now)
        session.commit()
        return meeting.cohort_id


def _supervised(session: Session, database: Database, actor: Actor, cohort_id: UUID, now: Now) -> AskingCohort:
    cohort = asking_cohort(session, database.library, cohort_id, now.today)
    if cohort is None or not actor.may(Permission.SUPERVISE, course_id=cohort.course_id, cohort_id=cohort_id):
        raise NotFound(_MISSING)
    return cohort


def _hold(session: Session, database: Database, actor: Actor, meeting_id: UUID, now: Now) -> MeetingRow:
    """A meeting of a cohort that the actor supervises, held so that nobody calls it off meanwhile."""
    lock_name(session, f"meeting:{meeting_id}")
    meeting = meeting_by_id(session, meeting_id)
    if meeting is None:
        raise NotFound(_MISSING)
    _supervised(session, database, actor, meeting.cohort_id, now)
    return meeting
