"""Somebody who forgot a password gets a link, and nobody learns who has an account."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select

from tests.support.clinic import GRETA, MAREN, PASSWORD, after
from tests.support.statements import Statements
from trainer import passwords
from trainer.access import PLATFORM
from trainer.actions import people, resetting, signing_in
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.queries.account import open_reset
from trainer.queries.signed_in import identity
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.people import Outbox, Person, Reset
from trainer.tokens import digest_of

NEW = "tea in the garden"


def ask(database: Database, address: str = MAREN, *, minutes: float = 0) -> str | None:
    return resetting.ask_for_reset(database, address, after(minutes=minutes))


def made(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Reset)).all())


def sign_in(database: Database, password: str, *, hours: float = 0) -> str:
    return signing_in.sign_in(database, MAREN, password, "192.0.2.1", "a test", after(hours=hours))


def test_a_link_waits_in_the_outbox_for_the_person(clinic: Database) -> None:
    token = ask(clinic, " Maren@EXAMPLE.org ")

    assert token is not None
    with clinic.reading() as session:
        reset = session.scalars(select(Reset)).one()
        message = session.scalars(select(Outbox).where(Outbox.kind == "reset")).one()
    assert (reset.digest, reset.expires_at) == (digest_of(token), after(hours=2).at)
    assert (message.person_id, message.token, message.state) == (reset.person_id, token, "waiting")


def test_an_unknown_a_deactivated_and_the_platforms_own_address_get_nothing(clinic: Database) -> None:
    for address in ("nobody@example.org", GRETA, "", "system", "x" * 100_000):
        assert ask(clinic, address) is None
    assert made(clinic) == 0


def test_a_known_and_an_unknown_address_both_end_in_a_commit(
    clinic: Database, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    changed = []
    for address in (MAREN, "nobody@example.org"):
        with count_statements(clinic) as statements:
            ask(clinic, address)
        changed.append(sum("INSERT INTO sign_in_attempt" in statement for statement in statements.seen))
    assert changed == [1, 1]


def test_an_address_gets_three_links_an_hour(clinic: Database) -> None:
    assert [ask(clinic, minutes=minute) is not None for minute in (0, 10, 20, 30, 59)] == [True] * 3 + [False] * 2
    assert ask(clinic, minutes=61) is not None
    assert made(clinic) == 4


def test_asking_again_and_again_does_not_keep_a_person_out_for_longer(clinic: Database) -> None:
    for minute in range(60):
        ask(clinic, minutes=minute)

    assert ask(clinic, minutes=60.5) is not None


def test_a_new_password_takes_the_place_of_the_old_and_ends_every_session(clinic: Database) -> None:
    old_session = sign_in(clinic, PASSWORD)
    token = ask(clinic)
    assert token is not None

    resetting.choose_password(clinic, token, NEW, after(hours=1))

    with clinic.reading() as session:
        assert identity(session, digest_of(old_session), after(hours=1).at) is None
        assert session.scalars(select(AuditEntry.event).order_by(AuditEntry.at.desc())).first() == (
            "people:password:changed"
        )
    with pytest.raises(Invalid):
        sign_in(clinic, PASSWORD, hours=1)
    assert sign_in(clinic, NEW, hours=1)


def test_a_link_works_once_and_for_two_hours(clinic: Database) -> None:
    first, second = ask(clinic), ask(clinic)
    assert first is not None
    assert second is not None
    resetting.choose_password(clinic, first, NEW, after(hours=1))

    with pytest.raises(NotFound):
        resetting.choose_password(clinic, first, NEW, after(hours=1))
    with pytest.raises(NotFound):
        resetting.choose_password(clinic, second, NEW, after(hours=2))


def test_a_new_password_ends_the_other_links(clinic: Database) -> None:
    first, second = ask(clinic), ask(clinic)
    assert first is not None
    assert second is not None
    resetting.choose_password(clinic, first, NEW, after(minutes=1))

    with pytest.raises(NotFound):
        resetting.choose_password(clinic, second, "another one of mine", after(minutes=2))


def test_a_weak_password_is_refused_and_the_link_still_works(clinic: Database) -> None:
    token = ask(clinic)
    assert token is not None
    for weak in ("", "short", "x" * 300, "maren@example.org", "1234567890"):
        with pytest.raises(Invalid):
            resetting.choose_password(clinic, token, weak, after())

    resetting.choose_password(clinic, token, NEW, after())


def test_a_link_of_somebody_deactivated_since_does_not_work(clinic: Database) -> None:
    token = ask(clinic)
    assert token is not None
    people.deactivate(clinic, PLATFORM, MAREN, after())

    with clinic.reading() as session:
        assert open_reset(session, digest_of(token), after().at) is None
    with pytest.raises(NotFound):
        resetting.choose_password(clinic, token, NEW, after())
    with clinic.reading() as session:
        kept = session.scalars(select(Person.password_hash).where(Person.email_key == MAREN)).one()
    assert passwords.matches(PASSWORD, kept)


def test_a_new_password_lets_somebody_in_who_had_guessed_too_often(clinic: Database) -> None:
    for _ in range(8):
        with pytest.raises(Invalid):
            sign_in(clinic, "wrong password")
    with pytest.raises(NotAllowed, match="or choose a new password"):
        sign_in(clinic, PASSWORD)

    token = ask(clinic)
    assert token is not None
    resetting.choose_password(clinic, token, NEW, after())

    assert sign_in(clinic, NEW)


def test_a_link_that_was_never_made_is_not_found(clinic: Database) -> None:
    for token in ("", "x" * 43, "\0"):
        with pytest.raises(NotFound):
            resetting.choose_password(clinic, token, NEW, after())
