"""Supervisors plan live meetings of a cohort, and sign who was there."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.support.clinic import DAY, DORA, EVENING, IDA, ILSE, actor_of, after, enrolment_of
from tests.support.practicum import DRILLS, ask_for_practicum, cohort_id
from trainer.access import Actor
from trainer.actions import meeting, withdrawing
from trainer.actions.folding import verify
from trainer.clock import Now
from trainer.curriculum.meeting_plan import TypedMeeting
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.queries.meetings import meeting_page, meetings_page
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.meeting_rows import MeetingRow, meetings_of
from trainer.storage.signing_off import SignOff
from trainer.storage.standings import stored_standings

LATER = after(days=2)


@pytest.fixture
def asked(clinic: Database) -> Database:
    """The clinic, whose course asks for two drills."""
    return ask_for_practicum(clinic)


def plan(database: Database, actor: Actor, *, title: str = "Airway drill", days: int = 1, seen: int = 0) -> UUID:
    held_on = (after().today + timedelta(days=days)).isoformat()
    typed = TypedMeeting(item=DRILLS, title=title, held_on=held_on, minutes="60")
    return meeting.plan(database, actor, cohort_id(database, EVENING), typed, seen, after())


def planned(database: Database) -> tuple[MeetingRow, ...]:
    with database.reading() as session:
        return meetings_of(session, cohort_id(database, EVENING))


def reached(database: Database, actor: Actor, now: Now = LATER) -> tuple[int, str]:
    assert list(verify(database, now)) == []
    with database.reading() as session:
        enrolment = enrolment_by_id(session, enrolment_of(database, actor), now.today)
        assert enrolment is not None
        stored = stored_standings(session, enrolment)
    assert stored is not None
    return stored.requirement(DRILLS).reached, stored.requirement(DRILLS).left


def signatures(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(SignOff.decision).order_by(SignOff.at)))


def test_a_meeting_is_planned_once_by_a_double_click(asked: Database, sven: Actor) -> None:
    first = plan(asked, sven)
    assert plan(asked, sven) == first
    other = plan(asked, sven, title="Raised blood pressure", seen=1)
    again = plan(asked, sven, seen=2)

    assert {row.id for row in planned(asked)} == {first, other, again}
    with asked.reading() as session:
        events = session.scalars(select(AuditEntry.event).where(AuditEntry.actor_id == sven.person_id)).all()
    assert events.count("record:meeting:planned") == 3


def test_what_is_wrong_with_a_plan_is_said_at_once(asked: Database, sven: Actor) -> None:
    with pytest.raises(Invalid) as invalid:
        meeting.plan(asked, sven, cohort_id(asked, EVENING), TypedMeeting(), 0, after())
    assert [field for field, _ in invalid.value.problems] == ["item", "title", "minutes", "held_on"]
    assert planned(asked) == ()


def test_attendance_counts_for_those_who_were_there_and_is_signed_once(
    asked: Database, maren: Actor, jonas: Actor, sven: Actor
) -> None:
    drill, there = plan(asked, sven), [enrolment_of(asked, maren)]
    assert meeting.record_attendance(asked, sven, drill, there * 2, LATER) == 1
    assert meeting.record_attendance(asked, sven, drill, there, LATER) == 0

    assert reached(asked, maren) == (1, "1 of 2 is attended.")
    assert reached(asked, jonas)[0] == 0
    second = plan(asked, sven, title="Another", seen=1)
    meeting.record_attendance(asked, sven, second, [*there, enrolment_of(asked, jonas)], LATER)
    assert reached(asked, maren) == (2, "")
    assert signatures(asked) == ["accepted"] * 3


def test_attendance_that_was_taken_back_counts_no_more_and_can_be_signed_again(
    asked: Database, maren: Actor, sven: Actor
) -> None:
    drill, enrolment_id = plan(asked, sven), enrolment_of(asked, maren)
    meeting.record_attendance(asked, sven, drill, [enrolment_id], LATER)
    with asked.reading() as session:
        [sign_off_id] = session.scalars(select(SignOff.id)).all()
    withdrawing.withdraw_sign_off(asked, sven, sign_off_id, "She was ill.", False, LATER)

    assert reached(asked, maren)[0] == 0
    with asked.reading() as session:
        page = meeting_page(session, asked, sven, drill, LATER)
    [row] = [each for each in page.people if each.name == "Maren"]
    assert (row.standing, row.earlier[0].reason, page.meeting.attended, page.can_call_off) == (
        None, "She was ill.", 0, False
    )  # fmt: skip
    assert meeting.record_attendance(asked, sven, drill, [enrolment_id], LATER) == 1
    assert reached(asked, maren)[0] == 1


def test_nobody_attends_before_the_day_nor_from_another_cohort(asked: Database, maren: Actor, sven: Actor) -> None:
    drill = plan(asked, sven)
    with pytest.raises(NotAllowed, match="not been held yet"):
        meeting.record_attendance(asked, sven, drill, [enrolment_of(asked, maren)], after())
    with pytest.raises(NotFound):
        meeting.record_attendance(asked, sven, drill, [enrolment_of(asked, actor_of(asked, IDA))], LATER)
    everywhere = Actor(person_id=sven.person_id, name="", roles=sven.roles + actor_of(asked, DORA).roles)
    with pytest.raises(NotFound):
        meeting.record_attendance(asked, everywhere, drill, [enrolment_of(asked, actor_of(asked, IDA))], LATER)
    assert signatures(asked) == []


def test_a_meeting_is_called_off_while_nobody_was_recorded(asked: Database, maren: Actor, sven: Actor) -> None:
    drill, other = plan(asked, sven), plan(asked, sven, title="Other", seen=1)
    assert meeting.call_off(asked, sven, other, after()) == cohort_id(asked, EVENING)
    with pytest.raises(NotFound):
        meeting.call_off(asked, sven, other, after())
    meeting.record_attendance(asked, sven, drill, [enrolment_of(asked, maren)], LATER)
    with pytest.raises(NotAllowed, match="so it stays"):
        meeting.call_off(asked, sven, drill, LATER)
    assert [row.id for row in planned(asked)] == [drill]


def test_a_supervisor_of_another_cohort_learns_nothing(asked: Database, maren: Actor, sven: Actor) -> None:
    drill = plan(asked, sven)
    for address in (DORA, ILSE, IDA):
        actor = actor_of(asked, address)
        with pytest.raises(NotFound):
            plan(asked, actor)
        with pytest.raises(NotFound):
            meeting.record_attendance(asked, actor, drill, [enrolment_of(asked, maren)], LATER)
        with pytest.raises(NotFound):
            meeting.call_off(asked, actor, drill, LATER)
        with asked.reading() as session, pytest.raises(NotFound):
            meeting_page(session, asked, actor, drill, LATER)
        with asked.reading() as session, pytest.raises(NotFound):
            meetings_page(session, asked, actor, cohort_id(asked, EVENING), LATER)
    assert len(planned(asked)) == 1


def test_the_page_of_a_cohort_has_what_is_to_come_first_in_time(asked: Database, sven: Actor) -> None:
    for title, days in (("Third", 9), ("Past", 0), ("Second", 3)):
        plan(asked, sven, title=title, days=days, seen=9)
    with asked.reading() as session:
        page = meetings_page(session, asked, sven, cohort_id(asked, EVENING), after())
        day = meetings_page(session, asked, actor_of(asked, DORA), cohort_id(asked, DAY), after())
    assert [each.title for each in page.to_come] == ["Second", "Third"]
    assert [(each.title, each.item_title, each.length) for each in page.held] == [
        ("Past", "Emergency drills", "1 hour")
    ]
    assert (page.seen, page.items, day.seen) == (3, ((DRILLS, "Emergency drills"),), 0)
    assert page.held[0].held_on == date.fromisoformat(after().today.isoformat())
