"""Finds words that were removed once and came back: of them only a salted digest is known."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from trainer.curriculum.redacting import unwrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedWords:
    """Words that must not come back: how many characters they have in one line, and their digest with a salt."""

    length: int
    salt: str
    digest: str
    at: datetime


def removed_digest(salt: str, words: str) -> str:
    """The digest by which removed words are known: SHA-256 of salt, a zero byte, words."""
    return hashlib.sha256(f"{salt}\0{words}".encode()).hexdigest()


def come_back(text: str, removed: Iterable[RemovedWords], known: str = "") -> Iterator[tuple[int, RemovedWords]]:
    """The lines on which removed words stand again. What `text` has in common with `known` holds none of them."""
    every = tuple(removed)
    if not every or text == known:
        return
    whole, same = unwrapped(text), unwrapped(known)
    before = _equal(whole.text, same.text)
    after = _equal(whole.text[before:][::-1], same.text[before:][::-1])
    lines = [index for index, character in enumerate(text) if character == "\n"]
    for words in every:
        first, last = max(0, before - words.length), len(whole.text) - after
        for at in range(first, min(last, len(whole.text) - words.length) + 1):
            end = at + words.length
            if _is_inside(whole.text, at) or _is_inside(whole.text, end) or whole.text[at] == " ":
                continue
            if removed_digest(words.salt, whole.text[at:end]) == words.digest:
                yield bisect_right(lines, whole.starts[at]) + 1, words


def _equal(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (here, there) in pairs if here != there), min(len(one), len(other)))


def _is_inside(text: str, at: int) -> bool:
    """Whether a place is within a word."""
    return text[at - 1 : at].isalnum() and text[at : at + 1].isalnum()
