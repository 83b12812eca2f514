"""Codes that stand for clients: short, speakable, and made of nothing but chance."""

from random import Random
from typing import Final

MOST_CODES: Final = 200
"""Codes of one enrolment: more clients than anybody meets in a training."""

_CONSONANTS: Final = "bdfglmnprstvz"
_VOWELS: Final = "aeiou"
_NEVER: Final = (
    "anal",
    "anus",
    "fag",
    "fat",
    "nazi",
    "nig",
    "pedo",
    "penis",
    "puta",
    "puto",
    "rape",
    "sade",
    "sadi",
    "tit",
)
"""Words that nobody wants to be called by."""


def new_code(chance: Random) -> str:
    """A code of two words of two syllables, such as 'lumo-tavi'; `chance` is what it is made of."""
    while True:
        syllables = [chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(4)]
        code = "".join(syllables[:2]) + "-" + "".join(syllables[2:])
        is_clear = len(set(syllables)) == 4
        if is_clear and not any(word in code.replace("-", "") for word in _NEVER):
            return code
