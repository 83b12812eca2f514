"""People sign in; guessing is counted in the database; sessions can be ended by their owner."""

from multiprocessing import get_context

import pytest
from sqlalchemy import select

from tests.support.clinic import GRETA, JONAS, MAREN, PASSWORD, actor_of, after
from tests.support.databases import url_of
from trainer.access import PLATFORM, Actor
from trainer.actions import people, resetting, signing_in
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.queries.signed_in import identity
from trainer.storage.database import Database, open_database
from trainer.storage.people import SignedIn, SignInAttempt
from trainer.tokens import digest_of

HOME = "192.0.2.1"


def sign_in(
    database: Database, address: str = MAREN, password: str = PASSWORD, network: str = HOME, minutes: float = 0
) -> str:
    return signing_in.sign_in(database, address, password, network, "Firefox on Linux", after(minutes=minutes))


def is_signed_in(database: Database, token: str, *, days: float = 0) -> bool:
    with database.reading() as session:
        return identity(session, digest_of(token), after(days=days).at) is not None


def failures(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(SignInAttempt)).all())


def session_id(database: Database, token: str) -> SignedIn:
    with database.reading() as session:
        return session.scalars(select(SignedIn).where(SignedIn.digest == digest_of(token))).one()


def guess(url: str, times: int) -> None:
    """Try a wrong password again and again, in a process of its own."""
    database = open_database(url)
    for _ in range(times):
        try:
            sign_in(database, password="a wrong guess")
        except (Invalid, NotAllowed):
            continue
    database.close()


def test_the_right_password_starts_a_session_of_which_only_the_digest_is_kept(clinic: Database) -> None:
    token = sign_in(clinic, " MAREN@example.org")

    kept = session_id(clinic, token)
    assert (kept.digest, kept.browser, kept.expires_at) == (digest_of(token), "Firefox on Linux", after(days=14).at)
    assert is_signed_in(clinic, token, days=13.9)
    assert not is_signed_in(clinic, token, days=14)
    assert failures(clinic) == 0


def test_whatever_is_wrong_is_told_in_the_same_sentence(clinic: Database) -> None:
    told = set()
    for address, password in (
        (MAREN, "a wrong guess"),
        ("nobody@example.org", PASSWORD),
        (GRETA, PASSWORD),
        ("", ""),
        ("system", ""),
        ("x" * 100_000, "y" * 100_000),
    ):
        with pytest.raises(Invalid) as invalid:
            sign_in(clinic, address, password)
        told.add(invalid.value.problems)
    assert told == {(("password", "The address and the password do not belong together."),)}


def test_the_ninth_guess_at_an_address_is_refused_known_or_not(clinic: Database) -> None:
    for address in (MAREN, "nobody@example.org"):
        for number in range(8):
            with pytest.raises(Invalid):
                sign_in(clinic, address, "a wrong guess", f"192.0.2.{number}")
        with pytest.raises(NotAllowed, match="Wait a quarter of an hour"):
            sign_in(clinic, address, PASSWORD, "192.0.2.99")

    assert is_signed_in(clinic, sign_in(clinic, minutes=16, network="192.0.2.99"))


def test_a_network_that_guesses_at_many_addresses_is_refused(clinic: Database) -> None:
    for number in range(40):
        with pytest.raises(Invalid):
            sign_in(clinic, f"nobody{number}@example.org", "a wrong guess")

    with pytest.raises(NotAllowed):
        sign_in(clinic)
    assert sign_in(clinic, network="192.0.2.2")


def test_signing_in_forgets_the_failures_of_the_address_and_not_of_the_network(clinic: Database) -> None:
    for _ in range(7):
        with pytest.raises(Invalid):
            sign_in(clinic, password="a wrong guess")
    sign_in(clinic)

    with pytest.raises(Invalid):
        sign_in(clinic, password="a wrong guess")
    assert failures(clinic) == 7 + 2


def test_guesses_of_several_processes_are_counted_together(clinic: Database) -> None:
    processes = [get_context("spawn").Process(target=guess, args=(url_of(clinic), 6)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0]
    assert failures(clinic) == 8 * 2
    with pytest.raises(NotAllowed):
        sign_in(clinic)


def test_a_password_checked_before_it_was_changed_starts_no_session(clinic: Database) -> None:
    checked = signing_in.check_password(clinic, MAREN, PASSWORD, HOME, after())
    assert checked is not None
    token = resetting.ask_for_reset(clinic, MAREN, after())
    assert token is not None
    resetting.choose_password(clinic, token, "tea in the garden", after())

    with pytest.raises(Invalid):
        signing_in.begin_session(clinic, checked, "a test", after())


def test_a_password_checked_before_its_owner_was_deactivated_starts_no_session(clinic: Database) -> None:
    checked = signing_in.check_password(clinic, MAREN, PASSWORD, HOME, after())
    assert checked is not None
    people.deactivate(clinic, PLATFORM, MAREN, after())

    with pytest.raises(Invalid):
        signing_in.begin_session(clinic, checked, "a test", after())


def test_signing_out_ends_one_session_and_twice_does_nothing_more(clinic: Database) -> None:
    here, there = sign_in(clinic), sign_in(clinic)
    signing_in.sign_out(clinic, here, after(minutes=1))
    signing_in.sign_out(clinic, here, after(minutes=2))
    signing_in.sign_out(clinic, "never a token", after())

    assert (is_signed_in(clinic, here), is_signed_in(clinic, there)) == (False, True)
    assert session_id(clinic, here).ended_at == after(minutes=1).at


def test_one_ends_ones_own_sessions_and_nobody_elses(clinic: Database, maren: Actor, jonas: Actor) -> None:
    hers, his = sign_in(clinic), sign_in(clinic, JONAS)
    signing_in.end_session(clinic, maren, session_id(clinic, hers).id, after())
    for stranger in (maren, actor_of(clinic, "sven@example.org")):
        with pytest.raises(NotFound):
            signing_in.end_session(clinic, stranger, session_id(clinic, his).id, after())
    with pytest.raises(NotFound):
        signing_in.end_session(clinic, jonas, jonas.person_id, after())

    assert (is_signed_in(clinic, hers), is_signed_in(clinic, his)) == (False, True)
