"""What a supervisor may enter to issue, correct or revoke a certificate."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trainer.curriculum.certificate import Signed
from trainer.curriculum.reviewing_words import words_problem

LONGEST_PRINTED: Final = 120
"""Signs of a name or a function: more does not fit on a line of the paper."""
_NOBODY: Final = Signed(name="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What was typed: the name as it is to be printed, who signs, and the reason where one is asked for.

    `nevertheless` says why it is issued although content was not clinically reviewed. `seen` is how many certificates
    and decisions about them the page showed.
    """

    name: str = ""
    signed: Signed = _NOBODY
    reason: str = ""
    nevertheless: str = ""
    seen: int = 0


def printed_problems(entered: Entered) -> Iterator[tuple[str, str]]:
    """What has to be entered otherwise before it can be printed."""
    for field, value, missing in (
        ("name", entered.name, "Write the name as it is to be printed."),
        ("signed_by", entered.signed.name, "Write your own name as it is to be printed."),
    ):
        if not any(sign.isalpha() for sign in value):
            yield field, missing
        elif len(value) > LONGEST_PRINTED:
            yield field, f"Shorten this to {LONGEST_PRINTED} characters."
    if len(entered.signed.function) > LONGEST_PRINTED:
        yield "signed_as", f"Shorten this to {LONGEST_PRINTED} characters."


def reason_problems(entered: Entered) -> Iterator[tuple[str, str]]:
    """What is wrong with the reason."""
    problem = words_problem(entered.reason, "Write in a sentence why; it is kept with the record.")
    if problem:
        yield "reason", problem


def nevertheless_problems(entered: Entered) -> Iterator[tuple[str, str]]:
    """What is wrong with why it is issued although content was not clinically reviewed."""
    missing = "Write why the certificate is issued although not all of its content was clinically reviewed."
    problem = words_problem(entered.nevertheless, missing)
    if problem:
        yield "nevertheless", problem
