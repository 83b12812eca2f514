"""Trainees are reminded of their last day and of what changed: once of each, and not while they rest or are done."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from tests.support import certificates
from tests.support.changed_module import SUMMARY, complete, publish_routes
from tests.support.clinic import EVENING, IDA, JONAS, MAREN, SVEN, actor_of, after, enrolment_of
from tests.support.mail import notices, sent, told
from tests.support.statements import Statements
from trainer.access import PLATFORM, Actor
from trainer.actions import people, placing, reading
from trainer.actions.folding import refold_outdated
from trainer.actions.gathering import gather
from trainer.actions.reminders import remind_everybody
from trainer.curriculum.change import Change
from trainer.storage.content import Cohort
from trainer.storage.database import Database
from trainer.storage.learning import Enrolment
from trainer.storage.mailing import Notice, Reminder
from trainer.storage.people import Person
from trainer.storage.reminder_rows import changes_statement, deadlines_statement

Counting = Callable[[Database], AbstractContextManager[Statements]]
Coming = list[tuple[int, str, list[str]]]

LAST = 59
"""The clinic's cohorts end on this day after everybody had joined."""


@pytest.fixture(autouse=True)
def everybody_has_their_invitation(clinic: Database) -> None:
    """What the clinic began with waits no more."""
    sent(clinic, after(days=-1))


def mornings(database: Database, first: int, last: int) -> Coming:
    """What comes on which day, when everybody is reminded every day, twice."""
    came: Coming = []
    for day in range(first, last + 1):
        for _ in range(2):
            remind_everybody(database, after(days=day))
        came += [(day, who, kinds) for who, kinds in told(database, after(days=day))]
    return came


def pause(database: Database, address: str, day: int, seen: int = 1) -> None:
    supervisor, trainee = actor_of(database, SVEN), actor_of(database, address)
    placing.pause(database, supervisor, enrolment_of(database, trainee), "She is ill.", seen, after(days=day))


def resume(database: Database, address: str, day: int, seen: int = 2) -> None:
    supervisor, trainee = actor_of(database, SVEN), actor_of(database, address)
    placing.resume(database, supervisor, enrolment_of(database, trainee), "She is back.", seen, after(days=day))


def test_a_last_day_is_told_of_three_times(clinic: Database) -> None:
    people.deactivate(clinic, PLATFORM, JONAS, after())
    people.deactivate(clinic, PLATFORM, IDA, after())

    assert mornings(clinic, 0, LAST + 40) == [
        (LAST - 30, MAREN, ["due-in-a-month"]),
        (LAST - 7, MAREN, ["due-in-a-week"]),
        (LAST + 1, MAREN, ["overdue"]),
    ]


def test_the_reminder_names_the_course_and_the_day_and_leads_to_what_is_left(clinic: Database) -> None:
    remind_everybody(clinic, after(days=LAST - 30))

    assert [each for each in notices(clinic) if each[1] == MAREN] == [
        ("due-in-a-month", MAREN, "A course of care", "courses/care/progress")
    ]
    with clinic.reading() as session:
        assert session.scalars(select(Notice.day).distinct()).all() == [after(days=LAST).today]


def test_whoever_is_paused_is_left_in_peace_and_has_the_days_back_afterwards(clinic: Database) -> None:
    for other in (JONAS, IDA):
        people.deactivate(clinic, PLATFORM, other, after())
    pause(clinic, MAREN, 20)

    assert mornings(clinic, 20, 80) == []

    resume(clinic, MAREN, 80)  # after sixty days, so that her last day is day 119
    assert mornings(clinic, 80, 140) == [
        (89, MAREN, ["due-in-a-month"]),
        (112, MAREN, ["due-in-a-week"]),
        (120, MAREN, ["overdue"]),
    ]


def test_a_day_that_moved_is_told_of_anew(clinic: Database) -> None:
    for other in (JONAS, IDA):
        people.deactivate(clinic, PLATFORM, other, after())
    assert mornings(clinic, 25, 35) == [(29, MAREN, ["due-in-a-month"])]
    pause(clinic, MAREN, 40)
    resume(clinic, MAREN, 50)

    assert mornings(clinic, 50, 69) == [(50, MAREN, ["due-in-a-month"]), (62, MAREN, ["due-in-a-week"])]


def test_whoever_has_completed_the_course_is_told_so_and_reminded_no_more(clinic: Database) -> None:
    for other in (JONAS, IDA):
        people.deactivate(clinic, PLATFORM, other, after())
    certificates.complete(clinic, MAREN, after(days=4))

    assert notices(clinic) == [("complete", MAREN, "A course of care", "courses/care/progress")]
    assert told(clinic, after(days=4)) == [(MAREN, ["complete"])]
    assert mornings(clinic, 4, LAST + 20) == []


def change_routes(database: Database, day: int, change: Change = Change.MATERIAL, words: str = "Ask.") -> None:
    old, _ = SUMMARY
    publish_routes(database, (old, words), day=day, change=change)
    for _ in refold_outdated(database, after(days=day)):
        pass


def test_whoever_completed_a_module_is_told_once_that_it_changed(clinic: Database, maren: Actor, jonas: Actor) -> None:
    complete(clinic, maren, after(days=1))
    change_routes(clinic, day=2)

    assert mornings(clinic, 3, 16) == [(3, MAREN, ["changed"])]


def test_it_leads_to_what_changed(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(days=1))
    change_routes(clinic, day=2)
    remind_everybody(clinic, after(days=3))

    [(_, _, title, path)] = notices(clinic)
    assert (title, path) == ("Routes", "courses/care/modules/pharmacology/routes/changes")


def test_each_further_change_is_told_of_by_itself(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(days=1))
    change_routes(clinic, day=2)
    first = mornings(clinic, 3, 4)
    change_routes(clinic, day=5, words="Ask, and wait.")

    assert first == [(3, MAREN, ["changed"])]
    assert mornings(clinic, 5, 8) == [(5, MAREN, ["changed"])]


def test_two_changes_in_one_day_are_told_of_once(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(days=1))
    change_routes(clinic, day=2)
    change_routes(clinic, day=2, words="Ask, and wait.")

    assert mornings(clinic, 3, 8) == [(3, MAREN, ["changed"])]


@pytest.mark.parametrize("change", [Change.TYPO, Change.CLARIFICATION])
def test_a_small_change_is_told_to_nobody(clinic: Database, maren: Actor, change: Change) -> None:
    complete(clinic, maren, after(days=1))
    change_routes(clinic, day=2, change=change)

    assert mornings(clinic, 3, 8) == []


def test_whoever_has_read_the_change_already_is_not_told_of_it(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(days=1))
    change_routes(clinic, day=2)
    reading.finish_section(clinic, maren, "care", "pharmacology/routes", "summary", after(days=2))

    assert mornings(clinic, 3, 8) == []


def test_whoever_is_paused_is_not_told_of_a_change(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(days=1))
    pause(clinic, MAREN, 2)
    change_routes(clinic, day=2)

    assert mornings(clinic, 3, 8) == []


def trainees(database: Database, number: int) -> None:
    """Let so many people join the evening cohort at once."""
    with database.writing() as session:
        cohort = session.scalars(select(Cohort).where(Cohort.name == EVENING)).one()
        for _ in range(number):
            person = Person(id=uuid4(), name="N", is_active=True, created_at=after().at)
            session.add(person)
            session.flush()
            session.add(
                Enrolment(
                    person_id=person.id,
                    course_id=cohort.course_id,
                    number=1,
                    cohort_id=cohort.id,
                    created_at=after().at,
                )
            )
        session.commit()


def test_reminding_a_hundred_takes_as_many_statements_as_reminding_three(
    clinic: Database, count_statements: Counting
) -> None:
    counts = []
    for day, number in ((LAST - 30, 3), (LAST - 7, 103)):
        with count_statements(clinic) as statements:
            assert remind_everybody(clinic, after(days=day)) == number
        counts.append(len(statements))
        trainees(clinic, 100)

    assert counts[0] == counts[1] == 10


def test_a_hundred_who_were_reminded_cost_nothing_more(clinic: Database, count_statements: Counting) -> None:
    trainees(clinic, 100)
    assert remind_everybody(clinic, after(days=LAST - 30)) == 103
    assert gather(clinic, after(days=LAST - 30)) == 103

    with count_statements(clinic) as statements:
        assert remind_everybody(clinic, after(days=LAST - 29)) == 0

    assert len(statements) == 7
    with clinic.reading() as session:
        assert len(session.scalars(select(Reminder.enrolment_id)).all()) == 103


def plan(session: Session, statement: Select[*tuple[Any, ...]]) -> str:  # whatever its columns
    """How the database finds the rows where it would rather not read whole tables."""
    dialect = session.get_bind().dialect
    words = str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    if dialect.name == "postgresql":
        session.execute(text("SET LOCAL enable_seqscan = off"))
    explain = "EXPLAIN QUERY PLAN " if dialect.name == "sqlite" else "EXPLAIN "
    return "\n".join(str(row[-1]) for row in session.connection().exec_driver_sql(explain + words))


def test_who_is_to_be_reminded_is_found_by_indexes(clinic: Database) -> None:
    today = after().today
    with clinic.reading() as session:
        near = plan(session, deadlines_statement(Cohort.ends_on.between(today - timedelta(days=14), today)))
        moved = plan(session, deadlines_statement(Enrolment.days_paused > 0))
        changed = plan(session, changes_statement([uuid4()]))

    # PostgreSQL chooses among indexes by how full tables are, which says little of so few rows.
    assert not [each for each in (near, moved, changed) if "Seq Scan" in each]
    if clinic.reader.dialect.name == "sqlite":
        assert "ix_cohort_ends_on" in near
        assert "ix_enrolment_cohort_id" in near
        assert "ix_enrolment_days_paused" in moved
        assert "ix_completion_revision_id" in changed
    for each in (near, moved, changed):
        assert re.findall(r"(?:SCAN|Seq Scan on) (?:enrolment|person|reminder|completion|standing)\b", each) == []
