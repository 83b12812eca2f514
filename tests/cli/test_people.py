"""`trainer cohorts` and `trainer people`: who takes part."""

import re
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import Trainer
from trainer.actions import inviting
from trainer.clock import now
from trainer.storage.database import Database

UTC: Final = ZoneInfo("UTC")
PASSWORD: Final = "a quiet afternoon"
AUTUMN = ("cohorts", "add", "Autumn", "--course", "tiny", "--starts", "2020-09-14", "--ends", "2035-03-12")
SMTP = {"SMTP_URL": "smtp://127.0.0.1:1", "MAIL_FROM": "training@example.org"}


def test_a_cohort_is_added_and_listed(site: Trainer) -> None:
    assert site("cohorts", "list").out == "There are no cohorts yet; 'trainer cohorts add' adds one.\n"

    ran = site(*AUTUMN)

    assert (ran.status, ran.out) == (0, "Added the cohort 'Autumn'.\n")
    assert site("cohorts", "list").out == "Autumn\ttiny\t2020-09-14 to 2035-03-12\t0 people\n"


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"--course": "other"}, 1, "There is no course 'other'; publish it first."),
        ({"--ends": "2020-09-13"}, 1, "The cohort ends before it starts; exchange the two dates."),
        ({"--starts": "14 September"}, 2, "'14 September' is not a day; write it like 2026-09-14"),
        ({"name": " "}, 1, "Give the cohort a name of at most 200 characters."),
        ({"name": "x" * 201}, 1, "Give the cohort a name of at most 200 characters."),
        ({"name": "two\nlines"}, 1, "Give the cohort a name on one line, of letters that can be seen."),
        ({"name": "\udcff"}, 1, "Give the cohort a name on one line, of letters that can be seen."),
        ({"name": "Autumn"}, 1, "The course has a cohort 'Autumn' already; choose another name."),
    ],
)
def test_a_cohort_that_cannot_be_added(site: Trainer, changes: dict[str, str], status: int, words: str) -> None:
    site(*AUTUMN)
    given = {"--course": "tiny", "--starts": "2020-09-14", "--ends": "2035-03-12", **changes}
    name = given.pop("name", "Winter")

    ran = site("cohorts", "add", name, *(word for pair in given.items() for word in pair))

    assert ran.status == status
    assert words in ran.err
    assert len(site("cohorts", "list").lines) == 1


def test_a_trainee_is_invited_by_a_link_that_is_shown(site: Trainer) -> None:
    site(*AUTUMN)

    ran = site("people", "invite", "ann@example.org", "--role", "trainee", "--cohort", "Autumn")

    assert ran.status == 0
    assert ran.lines[0] == "Give this link to ann@example.org; it works for 14 days:"
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/invitations/[\w-]{20,}", ran.lines[1])


def test_an_invitation_is_mailed_where_mail_is_set_and_its_link_is_not_shown(site: Trainer) -> None:
    ran = site("people", "invite", "ann@example.org", "--role", "instructor", **SMTP)

    assert ran.status == 0
    assert ran.out == "The invitation to ann@example.org waits in the outbox; 'trainer serve' sends it.\n"


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        (("ann", "--role", "instructor"), 1, "'ann' is not an e-mail address."),
        (("ann@example.org", "--role", "trainee"), 1, "A trainee needs --cohort NAME or --course SLUG."),
        (("ann@example.org", "--role", "trainee", "--cohort", "Spring"), 1, "There is no cohort 'Spring'"),
        (("ann@example.org", "--role", "trainee", "--course", "x"), 1, "There is no course 'x'; publish it first."),
        (("ann@example.org", "--role", "guest"), 2, "'guest' is not one of 'trainee', 'instructor'"),
        (
            ("ann\udcff@example.org", "--role", "instructor"),
            1,
            "'ann\\udcff@example.org' is not an e-mail address.",
        ),
        (("ann@example.org",), 2, "Missing option '--role'"),
        ((), 2, "Missing argument 'ADDRESS'"),
    ],
)
def test_an_invitation_that_cannot_be_made(site: Trainer, words: tuple[str, ...], status: int, complaint: str) -> None:
    ran = site("people", "invite", *words)

    assert ran.status == status
    assert complaint in ran.err


def test_an_invitation_needs_the_address_of_the_platform(trainer: Trainer) -> None:
    ran = trainer("people", "invite", "ann@example.org", "--role", "instructor")

    assert ran.status == 1
    assert ran.err == (
        "trainer: TRAINER_BASE_URL is not set; set it to the address that people use, "
        "such as https://training.example.org\n"
    )


def test_nobody_has_joined_yet(site: Trainer) -> None:
    assert site("people", "list").out == "Nobody has joined yet; 'trainer people invite' invites somebody.\n"


def join(site: Trainer, database: Database, address: str, *invitation: str) -> None:
    """Somebody is invited and joins by the link."""
    link = site("people", "invite", address, *invitation).lines[1]
    token = link.rpartition("/")[2]
    inviting.accept(database, token, f"{address.partition('@')[0].title()} Berg", PASSWORD, "a browser", now(UTC))


def test_people_are_listed_with_their_roles(site: Trainer, published: Database) -> None:
    site(*AUTUMN)
    join(site, published, "ann@example.org", "--role", "trainee", "--cohort", "Autumn")
    join(site, published, "ilse@example.org", "--role", "instructor", "--course", "tiny")
    join(site, published, "ada@example.org", "--role", "administrator")

    assert site("people", "list").lines == [
        "ada@example.org\tAda Berg\tadministrator of the site",
        "ann@example.org\tAnn Berg\ttrainee of Autumn",
        "ilse@example.org\tIlse Berg\tinstructor of tiny",
    ]
    assert site("cohorts", "list").out == "Autumn\ttiny\t2020-09-14 to 2035-03-12\t1 people\n"


def test_somebody_is_given_a_further_role(site: Trainer, published: Database) -> None:
    site(*AUTUMN)
    join(site, published, "ilse@example.org", "--role", "instructor")

    ran = site("people", "grant", "Ilse@Example.org", "--role", "supervisor", "--cohort", "Autumn")
    again = site("people", "grant", "ilse@example.org", "--role", "supervisor", "--cohort", "Autumn")

    assert (ran.status, ran.out) == (0, "Ilse@Example.org is now supervisor.\n")
    assert again.status == 0
    assert site("people", "list").lines == ["ilse@example.org\tIlse Berg\tinstructor of the site, supervisor of Autumn"]


def test_granting_the_role_of_a_trainee_enrols(site: Trainer, published: Database) -> None:
    site(*AUTUMN)
    join(site, published, "ilse@example.org", "--role", "instructor")

    ran = site("people", "grant", "ilse@example.org", "--role", "trainee", "--cohort", "Autumn")

    assert ran.status == 0
    assert site("cohorts", "list").lines[0].endswith("\t1 people")
    assert site("progress", "verify").status == 0


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        (("nobody@example.org", "--role", "instructor"), 1, "Nobody here has the address 'nobody@example.org'"),
        (("ilse@example.org", "--role", "trainee"), 1, "A trainee needs --cohort NAME or --course SLUG."),
        (("ilse@example.org", "--role", "supervisor", "--cohort", "x"), 1, "There is no cohort 'x'"),
        (("ilse@example.org", "--role", "guest"), 2, "'guest' is not one of"),
    ],
)
def test_a_role_that_cannot_be_given(
    site: Trainer, published: Database, words: tuple[str, ...], status: int, complaint: str
) -> None:
    join(site, published, "ilse@example.org", "--role", "instructor")

    ran = site("people", "grant", *words)

    assert ran.status == status
    assert complaint in ran.err


def test_somebody_is_deactivated(site: Trainer, published: Database) -> None:
    join(site, published, "ilse@example.org", "--role", "instructor")

    ran = site("people", "deactivate", "ilse@example.org")

    assert (ran.status, ran.out) == (0, "ilse@example.org can no longer sign in.\n")
    assert site("people", "list").lines == ["ilse@example.org\tIlse Berg\tinstructor of the site\t(deactivated)"]


@pytest.mark.parametrize("command", ["deactivate", "reset"])
def test_an_address_that_is_no_text(site: Trainer, command: str) -> None:
    ran = site("people", command, "ann\udcff@example.org")

    assert (ran.status, ran.err) == (1, "trainer: a word on the command line is not UTF-8; type it again\n")


def test_nobody_unknown_is_deactivated(site: Trainer) -> None:
    ran = site("people", "deactivate", "nobody@example.org")

    assert ran.status == 1
    assert ran.err == (
        "trainer: Nobody here has the address 'nobody@example.org'; 'trainer people list' shows everybody.\n"
    )


def test_a_link_for_a_new_password_is_shown(site: Trainer, published: Database) -> None:
    join(site, published, "ilse@example.org", "--role", "instructor")

    ran = site("people", "reset", "ilse@example.org", **SMTP)

    assert ran.status == 0
    assert ran.lines[0] == "Give this link to ilse@example.org:"
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/reset/[\w-]{20,}", ran.lines[1])


def test_no_link_is_made_for_somebody_who_cannot_sign_in(site: Trainer, published: Database) -> None:
    join(site, published, "ilse@example.org", "--role", "instructor")
    site("people", "deactivate", "ilse@example.org")

    for address in ("ilse@example.org", "nobody@example.org"):
        ran = site("people", "reset", address)
        assert ran.status == 1
        assert f"nobody active has the address {address}, or three links were made this hour" in ran.err


def test_at_most_three_links_are_made_an_hour(site: Trainer, published: Database) -> None:
    join(site, published, "ilse@example.org", "--role", "instructor")

    statuses = [site("people", "reset", "ilse@example.org").status for _ in range(4)]

    assert statuses == [0, 0, 0, 1]
