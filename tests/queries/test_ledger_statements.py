"""How many statements the pages of the ledger and of meetings take, whatever the number of entries and people."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

from sqlalchemy.orm import Session

from tests.support.clinic import COURSE, EVENING, after, enrolment_of
from tests.support.practicum import ask_for_practicum, cohort_id, consulted, enter
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions import countersigning, meeting
from trainer.curriculum.meeting_plan import TypedMeeting
from trainer.queries.ledger import own_ledger, supervised_ledger
from trainer.queries.ledger_entry import entry_form, own_entry, supervised_entry
from trainer.queries.meetings import meeting_page, meetings_page
from trainer.storage.database import Database

Counted = Callable[[Database], AbstractContextManager[Statements]]
NOW = after(days=2)


def test_the_pages_of_a_ledger_take_the_same_statements_however_long_it_is(
    clinic: Database, maren: Actor, sven: Actor, count_statements: Counted
) -> None:
    ask_for_practicum(clinic)
    enrolment_id = enrolment_of(clinic, maren)
    first = enter(clinic, maren, consulted(sven))

    def counts() -> list[int]:
        queries: list[Callable[[Session], object]] = [
            lambda session: own_ledger(session, clinic, maren, COURSE, NOW),
            lambda session: supervised_ledger(session, clinic, sven, enrolment_id, NOW),
            lambda session: own_entry(session, clinic, maren, COURSE, first, NOW),
            lambda session: supervised_entry(session, clinic, sven, first, NOW),
            lambda session: entry_form(session, clinic, maren, COURSE, NOW),
        ]
        return [_count(clinic, count_statements, query) for query in queries]

    before = counts()
    for number in range(20):
        entry_id = enter(clinic, maren, consulted(sven, minutes="30"), hours=2 + number / 10)
        countersigning.countersign(clinic, sven, entry_id, "", 0, after(hours=20))
    assert counts() == before == [6, 5, 4, 5, 5]


def test_the_pages_of_meetings_take_the_same_statements_however_many_there_are(
    clinic: Database, maren: Actor, jonas: Actor, sven: Actor, count_statements: Counted
) -> None:
    ask_for_practicum(clinic)
    cohort = cohort_id(clinic, EVENING)

    def plan(title: str) -> None:
        typed = TypedMeeting(item="meetings:drills", title=title, held_on=after().today.isoformat(), minutes="60")
        planned.append(meeting.plan(clinic, sven, cohort, typed, 0, after()))

    def counts() -> list[int]:
        queries: list[Callable[[Session], object]] = [
            lambda session: meetings_page(session, clinic, sven, cohort, NOW),
            lambda session: meeting_page(session, clinic, sven, planned[0], NOW),
        ]
        return [_count(clinic, count_statements, query) for query in queries]

    planned: list[UUID] = []
    plan("First")
    before = counts()
    for number in range(10):
        plan(f"Drill {number}")
    people = [enrolment_of(clinic, each) for each in (maren, jonas)]
    meeting.record_attendance(clinic, sven, planned[0], people, NOW)
    assert counts() == before == [2, 4]


def _count(database: Database, count_statements: Counted, query: Callable[[Session], object]) -> int:
    with database.reading() as session:
        query(session)
    with count_statements(database) as statements, database.reading() as session:
        query(session)
    return len(statements)
