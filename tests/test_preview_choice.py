"""The choice of a preview stands in its address."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.clock import Now
from trainer.previewing.choice import Choice, Reader, from_address, to_address

NAMES = st.lists(st.text(max_size=40), max_size=6, unique=True).map(lambda names: tuple(sorted(names)))
CHOICES = st.builds(
    Choice,
    reader=st.sampled_from(Reader),
    day=st.dates(),
    ends_on=st.none() | st.dates(),
    drafts=st.none() | NAMES,
    read=NAMES,
    passed=NAMES,
)


@given(CHOICES)
def test_what_was_chosen_comes_back_from_its_address(choice: Choice) -> None:
    address = to_address(choice)

    assert from_address(address) == choice
    assert set(address) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_the_same_choice_has_one_address_in_whatever_order_it_was_ticked() -> None:
    day = date(2026, 11, 23)

    one = Choice(day=day, read=("b/two", "a/one", "a/one"), passed=("y", "x"), drafts=("q", "p"))
    other = Choice(day=day, read=("a/one", "b/two"), passed=("x", "y"), drafts=("p", "q"))

    assert to_address(one) == to_address(other)


def test_a_course_of_sixty_modules_fits_into_an_address() -> None:
    modules = tuple(f"pharmacology/a-module-with-a-name-{number}" for number in range(60))

    address = to_address(Choice(day=date(2026, 11, 23), read=modules, passed=modules, drafts=modules))

    assert len(address) < 800


@given(st.text(max_size=80))
def test_whatever_else_stands_in_an_address_is_no_choice_or_one_of_ours(typed: str) -> None:
    found = from_address(typed)

    assert found is None or isinstance(found, Choice)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "none",
        "A" * 5000,
        "é",
        to_address(Choice(day=date(2026, 11, 23)))[:-3],
        "eJyLVspLLVfSUTIyMDLTNTTUNTJWitWJVgIAXHsF5A",
    ],
)
def test_garbage_is_no_choice(typed: str) -> None:
    assert from_address(typed) is None


def test_the_hour_of_a_chosen_day_is_that_of_now_where_the_course_is_held() -> None:
    now = Now(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), date(2026, 7, 2))

    moment = Choice(day=date(2026, 12, 24)).moment(now, ZoneInfo("Europe/Berlin"))

    assert moment == Now(datetime(2026, 12, 23, 23, 30, tzinfo=UTC), date(2026, 12, 24))
