"""What a reviewer may write: name and licence, comments, reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from trainer.curriculum.note_words import cleaned
from trainer.curriculum.reviewing import Signature, a_year_after

LONGEST_NAME: Final = 200
LONGEST_COMMENT: Final = 2000
MOST_COMMENTS: Final = 200
"""Comments that one reviewer may have open on one document before they are sent."""

_FIELDS: Final = {
    "name": "Write your name as it is to be printed.",
    "licence": "Say as what you are licensed, for example “psychiatrist”.",
    "number": "Write the number of your licence.",
    "place": "Say where the licence holds: a country, or a state of it.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What a reviewer enters to sign. `due_on` None asks for a year."""

    signature: Signature
    due_on: date | None
    attests: bool


def one_line(text: str) -> str:
    """What was typed into a field of one line, without what nobody types."""
    return " ".join(cleaned(text).split())


def signing_problems(signing: Signing, today: date) -> Iterator[tuple[str, str]]:
    """What has to be said otherwise before it can be signed, field by field."""
    entered = signing.signature
    for field, value in (
        ("name", entered.name),
        ("licence", entered.licence),
        ("number", entered.number),
        ("place", entered.place),
    ):
        if not any(sign.isalnum() for sign in value):
            yield field, _FIELDS[field]
        elif len(value) > LONGEST_NAME:
            yield field, f"Shorten this to {LONGEST_NAME} characters."
    latest = a_year_after(today)
    if signing.due_on and not today < signing.due_on <= latest:
        yield "due_on", f"Choose a day after today and no later than {latest.isoformat()}, a year from now."
    if not signing.attests:
        yield "attests", "Say that you have read it and stand for it; without that nothing is signed."


def words_problem(words: str, missing: str) -> str | None:
    """Why a comment, answer or reason cannot be kept; `missing` is what to say where there is none."""
    if not words:
        return missing
    if len(words) > LONGEST_COMMENT:
        return f"Shorten this to {LONGEST_COMMENT:,} characters; it has {len(words):,}."
    return None
