"""The serial of a certificate: how it is made, read aloud, typed and checked."""

from collections.abc import Sequence
from typing import Final

SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and capital letters without those that are taken for one another: no 0 or O, no 1, I or L."""
DRAWN: Final = 15
"""Signs that are drawn by chance: 31 to the power of 15, about 74 bits. The sixteenth checks them."""
_GROUP: Final = 4
_BETWEEN: Final = " -\u2010\u2011\u2012\u2013\u2014\u2212_./"


def serial_of(drawn: Sequence[int]) -> str:
    """The serial of 15 numbers below 31, such as 'K7QX-2M4D-9HTR-WB3C'."""
    if len(drawn) != DRAWN or not all(0 <= number < len(SIGNS) for number in drawn):
        raise ValueError(f"a serial is made of {DRAWN} numbers below {len(SIGNS)}")
    return _in_groups("".join(SIGNS[number] for number in (*drawn, _check(drawn))))


def read_serial(typed: str) -> str | None:
    """A serial as it is kept, from what somebody typed or a link holds; None where it cannot be one.

    Small letters, spaces and hyphens of every kind do not matter. One wrong sign, or two in each other's place, are
    always found.
    """
    bare = "".join(sign for sign in typed.upper() if sign not in _BETWEEN and not sign.isspace())
    if len(bare) != DRAWN + 1 or any(sign not in SIGNS for sign in bare):
        return None
    numbers = [SIGNS.index(sign) for sign in bare]
    return _in_groups(bare) if numbers[-1] == _check(numbers[:-1]) else None


def _check(numbers: Sequence[int]) -> int:
    # The number of signs is a prime and the weights differ, so that no single slip and no exchange goes unseen.
    return -sum(weight * number for weight, number in enumerate(numbers, start=2)) % len(SIGNS)


def _in_groups(bare: str) -> str:
    return "-".join(bare[start : start + _GROUP] for start in range(0, len(bare), _GROUP))
