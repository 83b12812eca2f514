"""People choose how they like to read, and whether a browser keeps modules."""

from collections.abc import Mapping
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.support.clinic import JONAS, MAREN, PASSWORD, after
from trainer.access import Actor
from trainer.actions import preferring, signing_in
from trainer.comfort import Comfort, LineWidth, Motion, TextSize, Theme
from trainer.errors import Invalid, NotFound
from trainer.queries.signed_in import Identity, identity
from trainer.storage.database import Database
from trainer.storage.people import Preference
from trainer.tokens import digest_of

DARK = {"text_size": "large", "line_width": "narrow", "theme": "dark", "motion": "reduced"}
AS_IT_COMES = {"text_size": "normal", "line_width": "normal", "theme": "device", "motion": "device"}


def sign_in(database: Database, address: str) -> str:
    return digest_of(signing_in.sign_in(database, address, PASSWORD, "192.0.2.1", "a test", after()))


def who(database: Database, digest: str) -> Identity:
    with database.reading() as session:
        found = identity(session, digest, after().at)
    assert found is not None
    return found


def rows(database: Database) -> list[tuple[UUID, str]]:
    with database.reading() as session:
        return [(row.person_id, row.theme) for row in session.scalars(select(Preference))]


def test_somebody_who_chose_nothing_reads_as_it_comes(clinic: Database) -> None:
    assert who(clinic, sign_in(clinic, MAREN)).comfort == Comfort(
        text_size=TextSize.NORMAL, line_width=LineWidth.NORMAL, theme=Theme.DEVICE, motion=Motion.DEVICE
    )


def test_what_is_chosen_goes_with_the_person_to_every_browser(clinic: Database, maren: Actor) -> None:
    phone, desk = sign_in(clinic, MAREN), sign_in(clinic, MAREN)
    preferring.choose(clinic, maren, DARK)

    chosen = Comfort(text_size=TextSize.LARGE, line_width=LineWidth.NARROW, theme=Theme.DARK, motion=Motion.REDUCED)
    assert (who(clinic, phone).comfort, who(clinic, desk).comfort) == (chosen, chosen)
    assert who(clinic, sign_in(clinic, JONAS)).comfort == Comfort()


def test_choosing_twice_leaves_one_row_and_the_last_choice_counts(clinic: Database, maren: Actor) -> None:
    for form in (DARK, DARK, AS_IT_COMES):
        preferring.choose(clinic, maren, form)
    assert rows(clinic) == [(maren.person_id, "device")]


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({}, ["text_size", "line_width", "theme", "motion"]),
        ({**DARK, "theme": "pink"}, ["theme"]),
        ({**DARK, "text_size": "LARGE"}, ["text_size"]),
        ({**DARK, "line_width": "\0"}, ["line_width"]),
        ({**DARK, "motion": "a" * 9000}, ["motion"]),
    ],
)
def test_anything_but_a_choice_is_refused_by_its_field_and_changes_nothing(
    clinic: Database, maren: Actor, form: Mapping[str, str], wrong: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        preferring.choose(clinic, maren, form)
    assert [name for name, _ in refused.value.problems] == wrong
    assert rows(clinic) == []


def test_a_browser_keeps_nothing_until_that_is_chosen_for_it_alone(clinic: Database, maren: Actor) -> None:
    phone, desk = sign_in(clinic, MAREN), sign_in(clinic, MAREN)
    assert who(clinic, phone).keeps_until is None

    preferring.keep_modules(clinic, maren, who(clinic, phone).session_id, "yes")

    assert who(clinic, phone).keeps_until == after(days=14).at
    assert who(clinic, desk).keeps_until is None
    preferring.keep_modules(clinic, maren, who(clinic, phone).session_id, "no")
    assert who(clinic, phone).keeps_until is None


def test_keeping_ends_with_the_session(clinic: Database, maren: Actor) -> None:
    preferring.keep_modules(clinic, maren, who(clinic, sign_in(clinic, MAREN)).session_id, "yes")
    assert who(clinic, sign_in(clinic, MAREN)).keeps_until is None


def test_nobody_chooses_for_a_browser_of_somebody_else(clinic: Database, jonas: Actor) -> None:
    phone = sign_in(clinic, MAREN)
    with pytest.raises(NotFound):
        preferring.keep_modules(clinic, jonas, who(clinic, phone).session_id, "yes")
    assert who(clinic, phone).keeps_until is None


def test_neither_yes_nor_no_is_refused(clinic: Database, maren: Actor) -> None:
    with pytest.raises(Invalid, match="Choose whether this device keeps modules"):
        preferring.keep_modules(clinic, maren, who(clinic, sign_in(clinic, MAREN)).session_id, "perhaps")
