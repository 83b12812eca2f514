"""Serials of certificates: random, easy to say, hard to mistype."""

import random

import pytest

from trainer.curriculum.certificate_serial import DRAWN, SIGNS, read_serial, serial_of

COUNTED = serial_of(range(15))


def test_a_serial_has_four_groups_without_signs_that_look_alike() -> None:
    assert COUNTED == "2345-6789-ABCD-EFGH"
    assert not set("01ILO") & set(SIGNS)
    assert len(SIGNS) ** DRAWN > 2**74


@pytest.mark.parametrize(
    "typed",
    [
        "2345-6789-ABCD-EFGH",
        "2345-6789-abcd-efgh",
        " 23456789ABCDEFGH ",
        "2345 6789 ABCD EFGH",
        "2345\u20116789\u2013ABCD\u2014EFGH",
        "2345.6789.ABCD.EFGH\n",
        "2345/6789_ABCD/EFGH",
    ],
)
def test_however_it_is_typed_it_is_the_same(typed: str) -> None:
    assert read_serial(typed) == "2345-6789-ABCD-EFGH"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "2345-6789-ABCD-EFG",
        "2345-6789-ABCD-EFGHH",
        "O345-6789-ABCD-EFGH",
        "2345-6789-ABCD-EFG\u00e9",
        "ﬁ" * 16,
    ],
)
def test_what_is_no_serial_is_read_as_none(typed: str) -> None:
    assert read_serial(typed) is None


def test_every_single_slip_is_found() -> None:
    drawn = random.Random(5)
    for _ in range(20):
        bare = serial_of([drawn.randrange(31) for _ in range(15)]).replace("-", "")
        slips = (bare[:at] + sign + bare[at + 1 :] for at in range(16) for sign in SIGNS if sign != bare[at])
        assert [slip for slip in slips if read_serial(slip)] == []


def test_every_exchange_of_two_signs_is_found() -> None:
    bare = COUNTED.replace("-", "")
    found = []
    for first in range(16):
        for second in range(first + 1, 16):
            signs = list(bare)
            signs[first], signs[second] = signs[second], signs[first]
            if signs != list(bare) and read_serial("".join(signs)):
                found.append("".join(signs))
    assert found == []


@pytest.mark.parametrize("drawn", [[0] * 14, [0] * 16, [31] + [0] * 14, [-1] + [0] * 14])
def test_a_serial_is_made_of_nothing_else(drawn: list[int]) -> None:
    with pytest.raises(ValueError, match="a serial is made of 15 numbers below 31"):
        serial_of(drawn)
