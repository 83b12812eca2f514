"""Guesses which known word an author meant."""

import difflib
from collections.abc import Sequence
from typing import Final

_MOST_SHOWN: Final = 8
_LONGEST: Final = 60


def suggestion(word: str, known: Sequence[str], otherwise: str) -> str:
    """'did you mean ...?', or all known words where they are few, or `otherwise`."""
    if close := difflib.get_close_matches(word[:_LONGEST], known, n=1, cutoff=0.6):
        return f"did you mean '{close[0]}'?"
    return f"known are: {', '.join(known)}" if 0 < len(known) <= _MOST_SHOWN else otherwise
