"""The link of a mail stops mails for whoever holds it, without a sign-in, and does nothing else."""

import pytest

from tests.support.clinic import JONAS, MAREN, actor_of
from tests.web.conftest import As
from trainer.queries.mail_choices import mail_choices_page
from trainer.reminding import Rhythm
from trainer.storage.database import Database
from trainer.tokens import mail_token

KEY = "k" * 40
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def link(database: Database, address: str = MAREN, key: str = KEY) -> str:
    return f"/mail/{mail_token(key, actor_of(database, address).person_id)}"


def rhythm_of(database: Database, address: str = MAREN) -> Rhythm:
    with database.reading() as session:
        return mail_choices_page(session, actor_of(database, address)).rhythm


def test_opening_the_link_changes_nothing_since_programs_open_links_too(clinic: Database, signed_in: As) -> None:
    answer = signed_in().get(link(clinic))

    assert answer.status_code == 200
    assert "Send me no more mails" in answer.get_data(as_text=True)
    assert rhythm_of(clinic) is Rhythm.AT_ONCE


def test_a_mail_program_stops_mails_with_one_click(clinic: Database, signed_in: As) -> None:
    stranger = signed_in()
    for _ in range(2):
        answer = stranger.post(link(clinic), data=ONE_CLICK)
        assert answer.status_code == 200
        assert "You get no more mails about your course." in answer.get_data(as_text=True)

    assert rhythm_of(clinic) is Rhythm.NONE
    assert rhythm_of(clinic, JONAS) is Rhythm.AT_ONCE


def test_the_link_signs_nobody_in(clinic: Database, signed_in: As) -> None:
    stranger = signed_in()
    page = stranger.post(link(clinic)).get_data(as_text=True)

    assert "Maren" not in page
    assert MAREN not in page
    assert stranger.get("/account/mail/").status_code == 303


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_was_not_made_here_stops_nothing(clinic: Database, signed_in: As, method: str) -> None:
    mine = link(clinic)
    forged = [
        link(clinic, key="another key of forty characters or so...."),
        mine[:-1],
        mine + "0",
        mine[:-1] + ("0" if mine[-1] != "0" else "1"),
        link(clinic, JONAS)[:38] + mine[38:],
        "/mail/garbage",
        "/mail/" + "ü" * 64,
        "/mail/" + "0" * 4000,
    ]
    for path in forged:
        answer = signed_in().open(path, method=method)
        assert answer.status_code == 404
        assert "This link does not work" in answer.get_data(as_text=True)
    assert {rhythm_of(clinic), rhythm_of(clinic, JONAS)} == {Rhythm.AT_ONCE}


def test_somebody_else_who_is_signed_in_stops_the_readers_mails_not_their_own(clinic: Database, signed_in: As) -> None:
    signed_in(JONAS).post(link(clinic))
    assert (rhythm_of(clinic), rhythm_of(clinic, JONAS)) == (Rhythm.NONE, Rhythm.AT_ONCE)
