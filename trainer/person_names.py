"""What is a name that somebody can have here."""

import unicodedata
from typing import Final

_LONGEST: Final = 200


def name_problem(name: str) -> str:
    """What is wrong with a name, in a sentence; empty where nothing is."""
    if not any(sign.isalnum() for sign in name):
        return "Write your name as it should stand in your record."
    if len(name) > _LONGEST:
        return f"Write a name of at most {_LONGEST} characters."
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name.strip()):
        return "The name holds a character that cannot be read; type it again."
    return ""
