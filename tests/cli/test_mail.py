"""`trainer mail`: what has not gone out, and trying it again."""

import re

from tests.cli.conftest import Trainer

SMTP = {"SMTP_URL": "smtp://127.0.0.1:1", "MAIL_FROM": "training@example.org"}


def test_there_may_be_nothing_that_waits(site: Trainer) -> None:
    assert site("mail", "list").out == "Nothing waits: every message has gone out.\n"
    assert site("mail", "retry").out == "0 tried again now; 'trainer serve' sends them.\n"


def test_what_waits_is_listed_with_its_reader(site: Trainer) -> None:
    site("people", "invite", "ann@example.org", "--role", "administrator", **SMTP)

    [line] = site("mail", "list").lines

    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d\tinvitation\tann@example.org\tnext try \d{4}-\d\d-\d\d \d\d:\d\d\tnot tried yet",
        line,
    )
