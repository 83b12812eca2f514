"""Who is told by mail when an entry is made, returned, signed and the signature taken back, and appealed against."""

import pytest
from sqlalchemy import select

from tests.support.clinic import DORA, EVENING, MAREN, SVEN, after
from tests.support.mail import notices
from tests.support.practicum import ask_for_practicum, consulted, enter
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import appealing, countersigning, people, withdrawing
from trainer.storage.database import Database
from trainer.storage.signing_off import SignOff

PATH = "courses/care/requirements"


@pytest.fixture
def asked(clinic: Database) -> Database:
    """The clinic, whose course asks for consultation, and which has a second supervisor."""
    people.grant_role(clinic, PLATFORM, DORA, RoleName.SUPERVISOR, course=None, cohort=EVENING, now=after())
    return ask_for_practicum(clinic)


def news(database: Database) -> list[tuple[str, str, str, str]]:
    """What is to be told of what these tests do."""
    return [each for each in notices(database) if each[0] in ("waiting", "returned", "taken-back")]


def signature(database: Database, decision: str) -> SignOff:
    with database.reading() as session:
        return session.scalars(select(SignOff).where(SignOff.decision == decision)).one()


def test_only_the_supervisor_who_was_asked_hears_of_an_entry(asked: Database, maren: Actor, sven: Actor) -> None:
    enter(asked, maren, consulted(sven))
    assert news(asked) == [("waiting", SVEN, "", "supervise/waiting")]


def test_the_trainee_hears_of_a_return_once_and_of_a_signature_never(
    asked: Database, maren: Actor, sven: Actor
) -> None:
    returned, signed = enter(asked, maren, consulted(sven)), enter(asked, maren, consulted(sven, minutes="90"))
    countersigning.give_back(asked, sven, returned, "Which day was it?", 0, after(hours=5))
    countersigning.give_back(asked, sven, returned, "Which day was it?", 0, after(hours=5))
    countersigning.countersign(asked, sven, signed, "", 0, after(hours=5))
    assert [each for each in news(asked) if each[1] == MAREN] == [("returned", MAREN, "Consultation", PATH)]


def test_a_withdrawal_an_appeal_and_its_decision_reach_those_whose_turn_it_is(
    asked: Database, maren: Actor, sven: Actor
) -> None:
    entry = enter(asked, maren, consulted(sven))
    countersigning.countersign(asked, sven, entry, "", 0, after(hours=5))
    withdrawing.withdraw_sign_off(
        asked, sven, signature(asked, "accepted").id, "Another person.", False, after(hours=6)
    )
    assert [each for each in news(asked) if each[1] == MAREN] == [("taken-back", MAREN, "Consultation", PATH)]
    appealing.appeal(asked, maren, signature(asked, "withdrawn").id, "It was me.", after(hours=7))
    waiting = [each[1] for each in news(asked) if each[0] == "waiting"]
    assert waiting.count(SVEN) == 1  # of the entry, not of the appeal against himself
    assert len(waiting) == 2
