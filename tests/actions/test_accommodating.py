"""A supervisor eases quizzes for one person: more time, further attempts, a later day."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.support.attempts import begin, finish
from tests.support.care_course import care_course
from tests.support.clinic import COURSE, DORA, IDA, ILSE, actor_of, after, enrolment_of, publish
from trainer.access import Actor
from trainer.actions import accommodating, taking_quizzes
from trainer.actions.accommodating import Eased
from trainer.actions.folding import verify
from trainer.actions.sweeping import close_due_attempts
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.queries.person import person_page
from trainer.queries.result import result_page
from trainer.quizzes.accommodations import NOTHING_EASED, Accommodation
from trainer.storage.accommodations import AccommodationRow, Extension
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import Submission
from trainer.storage.mailing import Notice
from trainer.storage.people import Words
from trainer.storage.standings import stored_standings

WHY = "Reads with a screen reader."
TWICE = Eased(slug="routes", time_factor=200)


def with_terms(database: Database, *lines: str) -> None:
    """Publish the course with these lines among the terms of the quiz `routes`, which allows two attempts."""
    text = care_course()["quizzes/routes.yml"].decode()
    assert "attempts: 2" in text
    publish(database, care_course({"quizzes/routes.yml": text.replace("attempts: 2", "\n".join(lines))}), after())


def ease(database: Database, by: Actor, to: Actor, wanted: Eased, seen: int = 0, minutes: float = 1) -> None:
    accommodating.accommodate(database, by, enrolment_of(database, to), wanted, WHY, seen, after(minutes=minutes))


def given(database: Database) -> list[AccommodationRow]:
    with database.reading() as session:
        return list(session.scalars(select(AccommodationRow).order_by(AccommodationRow.number)))


def eased_for(database: Database, actor: Actor, slug: str) -> Accommodation:
    assert list(verify(database, after(days=1))) == []
    with database.reading() as session:
        enrolment = enrolment_by_id(session, enrolment_of(database, actor), after().today)
        assert enrolment is not None
        standings = stored_standings(session, enrolment)
    assert standings is not None
    return standings.quiz(slug).accommodation


def asks(database: Database, supervisor: Actor, actor: Actor) -> list[str]:
    """The quizzes at which somebody asks for another attempt, as their supervisor sees it."""
    with database.reading() as session:
        page = person_page(session, database, supervisor, enrolment_of(database, actor), after(days=3))
    return [quiz.slug for quiz in page.quizzes if quiz.is_asked_for]


def submitted(database: Database) -> list[tuple[object, object]]:
    with database.reading() as session:
        return [(row.at, row.actor_id) for row in session.scalars(select(Submission))]


def test_it_is_a_fact_with_its_reason_beside_it_told_to_the_person(clinic: Database, maren: Actor, sven: Actor) -> None:
    ease(clinic, sven, maren, replace(TWICE, attempts=1))

    [row] = given(clinic)
    assert (row.number, row.time_factor, row.attempts, row.closes_on) == (1, 200, 1, None)
    assert (row.person_id, row.actor_id, row.at) == (maren.person_id, sven.person_id, after(minutes=1).at)
    with clinic.reading() as session:
        words = session.get_one(Words, row.text_id)
        events = session.scalars(select(AuditEntry.subject).where(AuditEntry.event == "record:accommodation:given"))
        assert events.all() == [f"enrolment:{row.enrolment_id} quiz:routes"]
        told = session.execute(select(Notice.person_id, Notice.kind).where(Notice.kind == "eased")).all()
    assert words.words == WHY
    assert row.text_digest == hashlib.sha256(f"{words.salt}\0{WHY}".encode()).hexdigest()
    assert [tuple(each) for each in told] == [(maren.person_id, "eased")]
    assert eased_for(clinic, maren, "routes") == Accommodation(time_factor=200, attempts=1)
    assert eased_for(clinic, maren, "presence") == NOTHING_EASED


def test_without_a_quiz_it_holds_at_every_quiz(clinic: Database, maren: Actor, sven: Actor) -> None:
    ease(clinic, sven, maren, Eased(time_factor=150))
    ease(clinic, sven, maren, Eased(slug="routes", attempts=2), seen=1)

    assert eased_for(clinic, maren, "routes") == Accommodation(time_factor=150, attempts=2)
    assert eased_for(clinic, maren, "presence") == Accommodation(time_factor=150)


def test_further_attempts_open_the_quiz_again(clinic: Database, maren: Actor, sven: Actor) -> None:
    finish(clinic, maren, "routes", {}, after())
    finish(clinic, maren, "routes", {}, after(days=2))
    with pytest.raises(NotAllowed, match="All attempts"):
        begin(clinic, maren, "routes", after(days=4))

    taking_quizzes.ask_for_attempt(clinic, maren, COURSE, "routes", after(days=3))
    assert asks(clinic, sven, maren) == ["routes"]

    ease(clinic, sven, maren, Eased(slug="routes", attempts=1), minutes=60 * 24 * 3)

    assert asks(clinic, sven, maren) == []
    assert begin(clinic, maren, "routes", after(days=4)).head.number == 3


def test_a_new_attempt_has_the_longer_time(clinic: Database, maren: Actor, jonas: Actor, sven: Actor) -> None:
    with_terms(clinic, "attempts: 2", "minutes: 10")
    ease(clinic, sven, maren, replace(TWICE, time_factor=125))

    assert begin(clinic, maren, "routes", after(minutes=2)).head.due_at == after(minutes=15).at
    assert begin(clinic, jonas, "routes", after(minutes=2)).head.due_at == after(minutes=12).at


def test_an_attempt_that_runs_is_extended_at_once(clinic: Database, maren: Actor, sven: Actor) -> None:
    with_terms(clinic, "attempts: 2", "minutes: 10")
    attempt = begin(clinic, maren, "routes", after())
    ease(clinic, sven, maren, TWICE, minutes=9)

    assert close_due_attempts(clinic, after(minutes=10)) == 0
    attempt.answer("transfer", "false", after(minutes=19, seconds=59))
    with pytest.raises(NotAllowed, match="time of this attempt is over"):
        attempt.answer("hours", "3", after(minutes=20))
    assert close_due_attempts(clinic, after(minutes=20)) == 1
    assert [at for at, _ in submitted(clinic)] == [after(minutes=20).at]


def test_what_is_taken_back_leaves_a_running_attempt_its_time_and_the_next_one_the_usual(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    with_terms(clinic, "attempts: 2", "minutes: 10")
    attempt = begin(clinic, maren, "routes", after())
    ease(clinic, sven, maren, TWICE)
    [row] = given(clinic)

    for minutes in (2, 3):
        accommodating.withdraw_accommodation(
            clinic, sven, row.enrolment_id, row.id, "A mistake.", after(minutes=minutes)
        )

    assert [each.withdraws_id for each in given(clinic)] == [None, row.id]
    assert eased_for(clinic, maren, "routes") == NOTHING_EASED
    attempt.answer("transfer", "false", after(minutes=19))
    attempt.submit(after(minutes=19))
    later = after(days=3)
    assert begin(clinic, maren, "routes", later).head.due_at == later.at + timedelta(minutes=10)


def test_an_attempt_whose_time_is_over_is_not_brought_back(clinic: Database, maren: Actor, sven: Actor) -> None:
    with_terms(clinic, "attempts: 2", "minutes: 10", "grace_minutes: 1")
    begin(clinic, maren, "routes", after())

    ease(clinic, sven, maren, TWICE, minutes=11)

    with clinic.reading() as session:
        assert session.scalars(select(Extension)).all() == []
    assert close_due_attempts(clinic, after(minutes=11)) == 1
    assert [at for at, _ in submitted(clinic)] == [after(minutes=10).at]


def test_a_later_day_outranks_the_closing_day_of_a_running_attempt_too(
    clinic: Database, maren: Actor, jonas: Actor, sven: Actor
) -> None:
    today = after().today
    with_terms(clinic, "attempts: 2", f"closes: {today}")
    midnight = after().at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    attempt = begin(clinic, maren, "routes", after())
    assert attempt.head.due_at == midnight

    accommodating.accommodate(
        clinic,
        sven,
        enrolment_of(clinic, maren),
        Eased(slug="routes", closes_on=today + timedelta(days=2)),
        WHY,
        0,
        after(seconds=1),
    )

    attempt.answer("transfer", "false", after(days=1))
    with pytest.raises(NotAllowed, match="quiz has closed"):
        begin(clinic, jonas, "routes", after(days=1))


def test_grace_takes_what_arrives_late_and_dates_it_at_the_due_time(clinic: Database, maren: Actor) -> None:
    with_terms(clinic, "attempts: 2", "minutes: 10", "grace_minutes: 2")
    attempt = begin(clinic, maren, "routes", after())
    attempt.answer("transfer", "false", after(minutes=10, seconds=1))
    taking_quizzes.close_when_due(clinic, maren, attempt.id, after(minutes=11, seconds=59))
    attempt.answer("hours", "3", after(minutes=11, seconds=59))
    assert close_due_attempts(clinic, after(minutes=11, seconds=59)) == 0
    with pytest.raises(NotAllowed):
        attempt.answer("im-peak", "within-20", after(minutes=12))

    assert close_due_attempts(clinic, after(minutes=12)) == 1

    assert [at for at, _ in submitted(clinic)] == [after(minutes=10).at]
    assert attempt.scores()[0].points == 200


def test_who_hands_in_during_the_grace_did_so_at_the_due_time(clinic: Database, maren: Actor) -> None:
    with_terms(clinic, "attempts: 2", "minutes: 10", "grace_minutes: 2")
    begin(clinic, maren, "routes", after()).submit(after(minutes=11))

    assert submitted(clinic) == [(after(minutes=10).at, maren.person_id)]


def test_a_double_click_eases_once_and_another_decision_meanwhile_is_told(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    ease(clinic, sven, maren, TWICE)
    ease(clinic, sven, maren, TWICE)
    assert len(given(clinic)) == 1

    with pytest.raises(Stale):
        accommodating.accommodate(
            clinic, sven, enrolment_of(clinic, maren), TWICE, "For another reason.", 0, after(minutes=2)
        )


def test_what_cannot_be_is_said_in_words(clinic: Database, maren: Actor, sven: Actor) -> None:
    today = after().today
    wrong = [
        (Eased(), "time"),
        (Eased(time_factor=99), "time"),
        (Eased(time_factor=401), "time"),
        (Eased(attempts=11), "attempts"),
        (Eased(time_factor=150, attempts=-1), "attempts"),
        (Eased(closes_on=today - timedelta(days=1)), "closes_on"),
        (Eased(closes_on=date.max), "closes_on"),
        (Eased(slug="nothing", attempts=1), "quiz"),
    ]
    for wanted, field in wrong:
        with pytest.raises(Invalid) as invalid:
            ease(clinic, sven, maren, wanted)
        assert [name for name, _ in invalid.value.problems] == [field]
    with pytest.raises(Invalid, match="Write in a sentence why"):
        accommodating.accommodate(clinic, sven, enrolment_of(clinic, maren), TWICE, " \n", 0, after())
    assert given(clinic) == []


def test_nobody_eases_for_people_of_another_cohort_or_for_themselves(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    ease(clinic, sven, maren, TWICE)
    [row] = given(clinic)
    for actor in (maren, *(actor_of(clinic, address) for address in (DORA, ILSE, IDA))):
        with pytest.raises(NotFound):
            ease(clinic, actor, maren, TWICE, seen=1)
        with pytest.raises(NotFound):
            accommodating.withdraw_accommodation(clinic, actor, row.enrolment_id, row.id, "No.", after(minutes=2))
    with pytest.raises(NotFound):
        accommodating.withdraw_accommodation(clinic, sven, row.enrolment_id, row.enrolment_id, "No.", after(minutes=2))
    assert len(given(clinic)) == 1
    assert taking_quizzes.start(clinic, maren, COURSE, "routes", after(minutes=3))


def test_reasons_that_wait_for_the_last_attempt_wait_for_an_eased_one_too(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    with_terms(clinic, "attempts: 1", "feedback: after-pass")
    ease(clinic, sven, maren, Eased(attempts=1))

    first = finish(clinic, maren, "routes", {}, after(minutes=2))
    assert not shows_reasons(clinic, maren, first.id)
    finish(clinic, maren, "routes", {}, after(days=2))
    assert shows_reasons(clinic, maren, first.id)


def shows_reasons(database: Database, actor: Actor, attempt_id: UUID) -> bool:
    with database.reading() as session:
        page = result_page(session, database, actor, attempt_id)
    assert page is not None
    return page.shows_reasons
