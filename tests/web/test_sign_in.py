"""Signing in through pages: nobody learns who has an account, and guessing comes to an end."""

import re
from typing import Final

from argon2 import PasswordHasher
from flask.testing import FlaskClient

from tests.support.calls import calls_of
from tests.support.clinic import GRETA, MAREN, PASSWORD
from tests.support.statements import counted
from tests.web.conftest import As, csrf_token
from trainer import passwords
from trainer.storage.database import Database

UNKNOWN: Final = "nobody@example.org"
WRONG: Final = "a wrong guess"


def without_random(page: str) -> str:
    """A page without its form's token."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def sign_in(client: FlaskClient, token: str, address: str, password: str = WRONG) -> tuple[int, str]:
    """The status and the page, without what was typed."""
    answer = client.post("/sign-in", data={"csrf_token": token, "address": address, "password": password})
    page = without_random(answer.get_data(as_text=True))
    return answer.status_code, page.replace(f'value="{address}"', 'value="(typed)"')


def test_known_unknown_and_deactivated_are_told_the_same_after_the_same_work(clinic: Database, signed_in: As) -> None:
    passwords.matches(WRONG, None)  # the hash of nobody is made once in the life of a process
    told, work = set(), {}
    for address, password in ((MAREN, WRONG), (UNKNOWN, WRONG), (GRETA, WRONG), (GRETA, PASSWORD)):
        client = signed_in()
        token = csrf_token(client)
        with (
            calls_of(PasswordHasher.verify) as verified,
            calls_of(PasswordHasher.hash) as hashed,
            counted(clinic) as statements,
        ):
            told.add(sign_in(client, token, address, password))
        work[address, password] = (verified.number, hashed.number, statements.seen)

    [(status, page)] = told
    assert status == 422
    assert "The address and the password do not belong together." in page
    assert {(verified, hashed) for verified, hashed, _ in work.values()} == {(1, 0)}
    assert len({tuple(statements) for _, _, statements in work.values()}) == 1


def test_whoever_asks_for_a_new_password_is_told_the_same_known_or_not(signed_in: As) -> None:
    told = set()
    for address in (MAREN, UNKNOWN, GRETA, "", "no address"):
        client = signed_in()
        answer = client.post("/reset", data={"csrf_token": csrf_token(client), "address": address})
        told.add((answer.status_code, without_random(answer.get_data(as_text=True))))

    [(status, _)] = told
    assert status == 200


def test_the_ninth_guess_is_refused_in_words_whether_the_address_is_known_or_not(signed_in: As) -> None:
    told = set()
    for address in (MAREN, UNKNOWN, GRETA):
        client = signed_in()
        token = csrf_token(client)
        assert [sign_in(client, token, address)[0] for _ in range(8)] == [422] * 8, address
        told.add(sign_in(client, token, address, PASSWORD))

    [(status, page)] = told
    assert status == 429
    assert "Too many attempts to sign in. Wait a quarter of an hour, or choose a new password." in page


def test_a_refused_guess_costs_no_hashing(signed_in: As) -> None:
    client = signed_in()
    token = csrf_token(client)
    for _ in range(8):
        sign_in(client, token, MAREN)

    with calls_of(PasswordHasher.verify) as verified:
        assert sign_in(client, token, MAREN, PASSWORD)[0] == 429
    assert verified.number == 0
