"""Whether a text is more than can be shown at once while somebody writes it."""

from collections.abc import Mapping
from typing import Final

from trainer.curriculum.course import Kind

MOST_CHARACTERS: Final[Mapping[Kind, int]] = {Kind.MODULE: 60_000, Kind.QUIZ: 400_000, Kind.CASE: 200_000}
"""Three times the longest module that was ever written here; what is longer would keep its author waiting."""
MOST_MARKS: Final = 1_000


def too_much(text: str, kind: Kind) -> str | None:
    """What there is too much of, with the cure; None for a text that is shown in about a second."""
    most = MOST_CHARACTERS.get(kind)
    if most is None:
        return None
    if len(text) > most:
        return f"it has {len(text):,} characters, more than {most:,}; cut it into several"
    if text.count("$") > 2 * MOST_MARKS:
        return f"it has more than {MOST_MARKS:,} formulas; cut it into several"
    if text.count("[^") > MOST_MARKS:
        return f"it has more than {MOST_MARKS:,} footnotes; cut it into several"
    return None
