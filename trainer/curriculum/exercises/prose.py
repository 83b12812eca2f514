"""Reads the lines of an exercise as prose, for what looks for sentences and not for keys."""

import re
from typing import Final

_KEY: Final = re.compile(r"\s*(?:- )?\{?\s*[a-z]+:(?:\s+(?:[>|]-?\s*$)?|$)")
_NEXT_KEY: Final = re.compile(r"['\"]?,\s+[a-z]+:\s+['\"]?")
_EDGES: Final = re.compile(r"\A['\"]|['\"]?\}?\s*\Z")


def exercise_prose(content: str) -> list[str]:
    """Each line without its keys and quotes; a value that begins there begins a paragraph, as a point of a list."""
    return [_prose(line) for line in content.split("\n")]


def _prose(line: str) -> str:
    key = _KEY.match(line)
    if key is None:
        return line.rstrip().removesuffix("'").removesuffix('"')
    values = _EDGES.sub("", line[key.end() :])
    if "{" in key[0]:
        values = _NEXT_KEY.sub(". ", values).replace("..", ".")
    return f"- {values}".replace("''", "'")
