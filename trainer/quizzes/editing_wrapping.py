"""Breaks a text into lines, keeping the lines of an earlier wording that still fit."""

import re
from collections.abc import Sequence
from typing import Final

_BETWEEN_WORDS: Final = re.compile(r"(?<=\S) (?=\S)")


def wrap(text: str, old: Sequence[str], width: int) -> list[str]:
    """The lines of a folded block that holds the text; `old` are the lines before the change.

    A line break of the text is an empty line more. Only the lines between the first and the last
    changed word are broken anew, so that a small change moves little. An author whose lines were wider
    than `width` keeps wide ones.
    """
    width = max([width, *map(len, old)])
    before = _paragraphs(old)
    same = {" ".join(lines): lines for lines in before}
    paragraphs = text.split("\n")
    lines: list[str] = []
    for place, words in enumerate(paragraphs):
        near = before[place] if len(before) == len(paragraphs) else []
        lines += ([""] if place else []) + (same[words] if words in same else _rewrapped(words, near, width))
    return lines


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        else:
            found.append([])
    return found


def _rewrapped(words: str, old: Sequence[str], width: int) -> list[str]:
    first, head = 0, ""
    while first < len(old) and words.startswith(f"{head}{old[first]} "):
        head += f"{old[first]} "
        first += 1
    last, tail = len(old), ""
    while last > first and words[len(head) :].endswith(f" {old[last - 1]}{tail}"):
        last -= 1
        tail = f" {old[last]}{tail}"
    middle = words[len(head) : len(words) - len(tail)]
    return [*old[:first], *_broken(middle, width), *old[last:]]


def _broken(words: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in _BETWEEN_WORDS.split(words):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
