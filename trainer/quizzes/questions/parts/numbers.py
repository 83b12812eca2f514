"""Numbers that people type, and how numbers are shown."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

LONGEST: Final = 30
_NUMBER: Final = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)")
_THOUSANDS: Final = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")


class NotANumber(Exception):
    """Typed words that are no number, with a sentence that says what to write."""


def read_number(typed: str, unit: str | None) -> str:
    """The number that was typed, as a plain decimal ("3.5"), whatever sign, comma or unit. Raises NotANumber."""
    number = typed
    if unit and typed.casefold().endswith(unit.casefold()):
        number = typed[: -len(unit)].rstrip()
    if len(number) > LONGEST or not _NUMBER.fullmatch(number):
        beside = f", with or without '{unit}' after it" if unit else ""
        raise NotANumber(f"Write one number in digits, such as 3 or 3.5{beside}, of at most {LONGEST} characters.")
    if _THOUSANDS.fullmatch(number):
        raise NotANumber("This could be read in two ways; write the number without a comma, such as 1000 or 1.5.")
    return plain_decimal(Decimal(number.replace(",", ".")))


def plain_decimal(value: Decimal) -> str:
    """A number without needless zeros, and never with an exponent."""
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain


def rounded(value: Fraction, decimals: int) -> str:
    """A fraction to at most so many decimals, a half rounded away from zero."""
    scaled = Decimal(value.numerator) / Decimal(value.denominator)
    return plain_decimal(scaled.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))
