"""Somebody who has no attempt left asks for one, and a supervisor of the cohort gives it with a reason."""

import hashlib

import pytest
from sqlalchemy import select

from tests.support.attempts import RIGHT_ROUTES, begin, finish
from tests.support.clinic import ADA, COURSE, DORA, IDA, ILSE, actor_of, after, enrolment_of
from trainer.access import Actor
from trainer.actions import supervising, taking_quizzes
from trainer.actions.folding import verify
from trainer.curriculum.standing import QuizStanding
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import AttemptRequest, Grant
from trainer.storage.people import Words
from trainer.storage.standings import stored_standings

WHY = "We went through it together."


def use_up(database: Database, actor: Actor) -> None:
    finish(database, actor, "routes", {}, after())
    finish(database, actor, "routes", {}, after(days=2))


def grant(database: Database, actor: Actor, to: Actor, *, attempts: int = 1, reason: str = WHY, seen: int = 0) -> None:
    supervising.grant_attempts(
        database, actor, enrolment_of(database, to), "routes", attempts, reason, seen, after(days=4)
    )


def standing(database: Database, actor: Actor) -> QuizStanding:
    assert list(verify(database, after(days=6))) == []
    with database.reading() as session:
        enrolment = enrolment_by_id(session, enrolment_of(database, actor), after(days=6).today)
        assert enrolment is not None
        stored = stored_standings(session, enrolment)
    assert stored is not None
    return stored.quiz("routes")


def requests(database: Database) -> list[int]:
    with database.reading() as session:
        return list(session.scalars(select(AttemptRequest.number).order_by(AttemptRequest.number)))


def grants(database: Database) -> list[Grant]:
    with database.reading() as session:
        return list(session.scalars(select(Grant).order_by(Grant.number)))


def test_asking_is_a_fact_that_supervisors_see_and_once_is_enough(clinic: Database, maren: Actor) -> None:
    use_up(clinic, maren)
    taking_quizzes.ask_for_attempt(clinic, maren, COURSE, "routes", after(days=3))
    taking_quizzes.ask_for_attempt(clinic, maren, COURSE, "routes", after(days=3, seconds=1))

    assert requests(clinic) == [1]
    assert standing(clinic, maren).is_asked_for


def test_nobody_asks_who_can_still_start_wait_or_has_passed(clinic: Database, maren: Actor, jonas: Actor) -> None:
    finish(clinic, maren, "routes", {}, after())
    finish(clinic, jonas, "routes", RIGHT_ROUTES, after())
    for actor, hours in ((maren, 1), (maren, 48), (jonas, 48)):
        with pytest.raises(NotAllowed, match="do not need another attempt"):
            taking_quizzes.ask_for_attempt(clinic, actor, COURSE, "routes", after(hours=hours))
    with pytest.raises(NotFound):
        taking_quizzes.ask_for_attempt(clinic, maren, COURSE, "nothing", after())
    assert requests(clinic) == []


def test_a_grant_opens_an_attempt_and_answers_the_request(clinic: Database, maren: Actor, sven: Actor) -> None:
    use_up(clinic, maren)
    taking_quizzes.ask_for_attempt(clinic, maren, COURSE, "routes", after(days=3))

    grant(clinic, sven, maren)

    reached = standing(clinic, maren)
    assert (reached.granted, reached.is_asked_for, reached.attempts) == (1, False, 2)
    third = begin(clinic, maren, "routes", after(days=5))
    assert third.head.number == 3


def test_a_grant_is_a_fact_with_its_reason_beside_it_and_an_audit_entry(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    use_up(clinic, maren)
    grant(clinic, sven, maren, attempts=2, reason=f"  {WHY}\n")

    [given] = grants(clinic)
    assert (given.number, given.attempts, given.answers) == (1, 2, 0)
    assert (given.person_id, given.actor_id, given.at) == (maren.person_id, sven.person_id, after(days=4).at)
    with clinic.reading() as session:
        words = session.get_one(Words, given.text_id)
        entries = session.scalars(select(AuditEntry).where(AuditEntry.event == "record:attempts:granted")).all()
    assert (words.words, words.person_id, words.kind) == (WHY, sven.person_id, "grant")
    assert given.text_digest == hashlib.sha256(f"{words.salt}\0{WHY}".encode()).hexdigest()
    assert [(entry.actor_id, entry.subject) for entry in entries] == [
        (sven.person_id, f"enrolment:{given.enrolment_id} quiz:routes")
    ]


def test_a_double_click_grants_once_and_a_later_form_grants_again(clinic: Database, maren: Actor, sven: Actor) -> None:
    use_up(clinic, maren)
    grant(clinic, sven, maren)
    grant(clinic, sven, maren)
    assert len(grants(clinic)) == 1

    grant(clinic, sven, maren, seen=1)
    assert [given.number for given in grants(clinic)] == [1, 2]
    assert standing(clinic, maren).granted == 2


def test_a_request_after_a_grant_is_a_new_one(clinic: Database, maren: Actor, sven: Actor) -> None:
    use_up(clinic, maren)
    taking_quizzes.ask_for_attempt(clinic, maren, COURSE, "routes", after(days=3))
    grant(clinic, sven, maren)
    finish(clinic, maren, "routes", {}, after(days=5))
    taking_quizzes.ask_for_attempt(clinic, maren, COURSE, "routes", after(days=5))

    assert requests(clinic) == [1, 2]
    assert standing(clinic, maren).is_asked_for


def test_the_number_and_the_reason_must_be_given(clinic: Database, maren: Actor, sven: Actor) -> None:
    wrong = [(0, WHY, "attempts"), (11, WHY, "attempts"), (-1, WHY, "attempts"), (1, " \n", "reason")]
    wrong += [(1, "x" * 2001, "reason"), (10**9, WHY, "attempts")]
    for attempts, reason, field in wrong:
        with pytest.raises(Invalid) as invalid:
            grant(clinic, sven, maren, attempts=attempts, reason=reason)
        assert [name for name, _ in invalid.value.problems] == [field]
    assert grants(clinic) == []


def test_a_supervisor_of_another_cohort_learns_nothing_and_grants_nothing(clinic: Database, maren: Actor) -> None:
    for address in (DORA, ILSE, IDA):
        with pytest.raises(NotFound):
            grant(clinic, actor_of(clinic, address), maren)
    with pytest.raises(NotFound):
        grant(clinic, maren, maren)
    assert grants(clinic) == []


def test_an_administrator_may_grant_too(clinic: Database, maren: Actor) -> None:
    grant(clinic, actor_of(clinic, ADA), maren)

    assert standing(clinic, maren).granted == 1


def test_there_is_no_grant_for_a_quiz_or_an_enrolment_that_is_not_there(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    with pytest.raises(NotFound):
        supervising.grant_attempts(clinic, sven, enrolment_of(clinic, maren), "nothing", 1, WHY, 0, after())
    with pytest.raises(NotFound):
        supervising.grant_attempts(clinic, sven, maren.person_id, "routes", 1, WHY, 0, after())
    with clinic.reading() as session:
        assert session.scalars(select(Words)).all() == []
