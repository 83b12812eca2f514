"""Reads what is asked of every question alike: its id, its points, where to read again."""

import re
from fractions import Fraction
from typing import Final

from trainer.quizzes.paths import from_root
from trainer.yaml_text import Fields, SourceText

WORD: Final = r"[a-z0-9][a-z0-9-]*"
MODULE: Final = re.compile(rf"curriculum/{WORD}/{WORD}\.md")
_SECTION: Final = re.compile(rf"{MODULE.pattern}(#{WORD})?")
_MOST_POINTS: Final = 100


def read_id(fields: Fields, taken: dict[str, int]) -> str:
    """The id, which no other question in `taken` may have; `taken` is added to."""
    if not fields.has("id"):
        fields.error("'id' is missing; add 'id: ...' with a word that no other question here has")
    question_id, line = fields.id() or "", fields.line_of("id")
    first = taken.setdefault(question_id, line)
    if question_id and first != line:
        fields.error(f"the id '{question_id}' stands twice in this quiz (first in line {first}); change one", "id")
    return question_id


def read_points(fields: Fields) -> Fraction:
    """The points, 1 where none are given."""
    points = fields.number("points", required=False)
    if points is None:
        return Fraction(1)
    if not 0 < points <= _MOST_POINTS or points != round(points, 2):
        fields.error(f"'points' must be above 0, at most {_MOST_POINTS} and have at most two decimals", "points")
        return Fraction(1)
    return Fraction(points)


def read_read_again(fields: Fields) -> SourceText | None:
    """The section to read again, as a path from the course's root."""
    link = fields.text("read_again", required=False)
    if link is None:
        return None
    target = from_root(fields.report.file, link.text)
    if target is None or not _SECTION.fullmatch(target):
        fields.error(
            f"'{link.text}' is no section of a module; write its path from this file, "
            "such as '../curriculum/AREA/MODULE.md#SECTION'",
            "read_again",
        )
        return None
    return SourceText(target, link.line)
