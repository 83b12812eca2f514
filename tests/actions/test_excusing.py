"""A supervisor excuses somebody from what the course asks for, and takes that back."""

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.support.attempts import RIGHT_ROUTES, finish
from tests.support.care_course import PRESENCE, ROUTES, SCREENING
from tests.support.clinic import ADA, COURSE, DORA, ILSE, actor_of, after, enrolment_of
from trainer.access import Actor
from trainer.actions import excusing, reading
from trainer.actions.folding import verify
from trainer.curriculum.standing import Standings
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import Completion
from trainer.storage.people import Words
from trainer.storage.standings import stored_standings
from trainer.storage.supervising import Excusal, Withdrawal

WHY = "She taught this herself."
ROUTES_ITEM = f"module:{ROUTES}"


def excuse(
    database: Database, actor: Actor, to: Actor, item: str = ROUTES_ITEM, *, reason: str = WHY, seen: int = 0
) -> None:
    enrolment = enrolment_of(database, to)
    excusing.excuse(database, actor, enrolment, item, reason, is_shared=False, seen=seen, now=after(days=4))


def withdraw(
    database: Database,
    actor: Actor,
    to: Actor,
    *,
    item: str = ROUTES_ITEM,
    reason: str = "It was another course.",
    completions: bool = False,
) -> None:
    excusal = next(each for each in excusals(database) if each.withdraws_id is None and each.item == item)
    excusing.withdraw_excusal(
        database,
        actor,
        enrolment_of(database, to),
        excusal.id,
        reason,
        is_shared=False,
        completions_too=completions,
        now=after(days=5),
    )


def excusals(database: Database) -> list[Excusal]:
    with database.reading() as session:
        return list(session.scalars(select(Excusal).order_by(Excusal.at, Excusal.number)))


def standings(database: Database, actor: Actor) -> Standings:
    assert list(verify(database, after(days=6))) == []
    with database.reading() as session:
        enrolment = enrolment_by_id(session, enrolment_of(database, actor), after(days=6).today)
        assert enrolment is not None
        stored = stored_standings(session, enrolment)
    assert stored is not None
    return stored


def completions(database: Database) -> list[str]:
    with database.reading() as session:
        return sorted(session.scalars(select(Completion.item)))


def leave_only_the_quiz_of_presence(database: Database, actor: Actor, to: Actor) -> None:
    reading.finish_section(database, to, COURSE, PRESENCE, "return", after())
    for seen, item in enumerate((ROUTES_ITEM, f"module:{SCREENING}", "quiz:begin")):
        excuse(database, actor, to, item, seen=seen)


def test_an_excused_item_is_a_fact_with_its_words_beside_it(clinic: Database, maren: Actor, sven: Actor) -> None:
    excuse(clinic, sven, maren)

    [fact] = excusals(clinic)
    assert (fact.person_id, fact.actor_id, fact.item, fact.number) == (maren.person_id, sven.person_id, ROUTES_ITEM, 1)
    assert standings(clinic, maren).module(ROUTES).is_excused
    with clinic.reading() as session:
        words = session.get_one(Words, fact.text_id)
        [entry] = session.scalars(select(AuditEntry).where(AuditEntry.event == "record:item:excused"))
    assert (words.words, words.person_id) == (WHY, sven.person_id)
    assert entry.subject == f"enrolment:{enrolment_of(clinic, maren)} {ROUTES_ITEM}"


def test_a_double_click_excuses_once(clinic: Database, maren: Actor, sven: Actor) -> None:
    excuse(clinic, sven, maren)
    excuse(clinic, sven, maren)

    assert len(excusals(clinic)) == 1


def test_what_somebody_else_decided_meanwhile_is_not_overlooked(clinic: Database, maren: Actor, sven: Actor) -> None:
    excuse(clinic, actor_of(clinic, ADA), maren, reason="Another reason.")

    with pytest.raises(Stale, match="since this page was opened"):
        excuse(clinic, sven, maren)
    assert len(excusals(clinic)) == 1


@pytest.mark.parametrize(
    ("item", "reason", "message"),
    [
        (ROUTES_ITEM, "   ", "Write in a sentence why"),
        (ROUTES_ITEM, "x" * 2001, "Shorten this to 2000 characters; it has 2001."),
        ("module:nowhere/nothing", WHY, "Choose something that is asked"),
        ("course", WHY, "Choose something that is asked"),
        ("", WHY, "Choose something that is asked"),
    ],
)
def test_an_excusal_needs_a_reason_and_something_that_is_asked(
    clinic: Database, maren: Actor, sven: Actor, item: str, reason: str, message: str
) -> None:
    with pytest.raises(Invalid, match=message):
        excuse(clinic, sven, maren, item, reason=reason)
    assert excusals(clinic) == []


def test_only_supervisors_of_the_cohort_excuse(clinic: Database, maren: Actor, jonas: Actor) -> None:
    for actor in (maren, jonas, actor_of(clinic, DORA), actor_of(clinic, ILSE)):
        with pytest.raises(NotFound):
            excuse(clinic, actor, maren)
    with pytest.raises(NotFound):
        excusing.excuse(
            clinic,
            actor_of(clinic, ADA),
            UUID(int=4),
            ROUTES_ITEM,
            WHY,
            is_shared=False,
            seen=0,
            now=after(),
        )
    assert excusals(clinic) == []


def test_what_is_done_needs_no_excuse(clinic: Database, maren: Actor, sven: Actor) -> None:
    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())

    with pytest.raises(Invalid, match="not done yet"):
        excuse(clinic, sven, maren)


def test_a_withdrawn_excusal_asks_again_and_the_fact_stands(clinic: Database, maren: Actor, sven: Actor) -> None:
    excuse(clinic, sven, maren)
    withdraw(clinic, sven, maren)
    withdraw(clinic, sven, maren)

    first, second = excusals(clinic)
    assert (second.withdraws_id, second.number) == (first.id, 2)
    assert not standings(clinic, maren).module(ROUTES).is_excused
    with pytest.raises(Stale):
        withdraw(clinic, actor_of(clinic, ADA), maren, reason="For another reason.")


def test_somebody_can_be_excused_again_after_a_withdrawal(clinic: Database, maren: Actor, sven: Actor) -> None:
    excuse(clinic, sven, maren)
    withdraw(clinic, sven, maren)
    excuse(clinic, sven, maren, seen=2)

    assert sorted(each.number for each in excusals(clinic)) == [1, 2, 3]
    assert standings(clinic, maren).module(ROUTES).is_excused


def test_nobody_withdraws_an_excusal_of_somebody_else(
    clinic: Database, maren: Actor, jonas: Actor, sven: Actor
) -> None:
    excuse(clinic, sven, maren)
    for actor, of in ((actor_of(clinic, DORA), maren), (sven, jonas)):
        with pytest.raises(NotFound):
            withdraw(clinic, actor, of)


def test_the_course_is_complete_in_the_same_commit_where_nothing_else_is_left(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    leave_only_the_quiz_of_presence(clinic, sven, maren)
    assert completions(clinic) == []

    excuse(clinic, sven, maren, "quiz:presence", seen=3)

    assert completions(clinic) == ["course", f"module:{PRESENCE}"]
    assert standings(clinic, maren).course.completed_at == after(days=4).at


def test_what_was_completed_because_of_an_excusal_stays_unless_it_is_withdrawn_too(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    leave_only_the_quiz_of_presence(clinic, sven, maren)
    excuse(clinic, sven, maren, "quiz:presence", seen=3)

    withdraw(clinic, sven, maren, item="quiz:begin")
    assert standings(clinic, maren).course.completed_at is not None

    withdraw(clinic, sven, maren, item="quiz:presence", completions=True)
    with clinic.reading() as session:
        assert len(session.scalars(select(Withdrawal)).all()) == 2
    now = standings(clinic, maren)
    assert (now.course.completed_at, now.module(PRESENCE).completed_at) == (None, None)
