"""A text that would keep its author waiting is not shown while it is written, and says why."""

import pytest

from trainer.curriculum.course import Kind
from trainer.curriculum.preview_limits import too_much


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("word " * 11_999, Kind.MODULE, None),
        ("[" * 400_000, Kind.MODULE, "it has 400,000 characters, more than 60,000"),
        ("> " * 10_000 + "x", Kind.MODULE, None),
        ("$x$ " * 1_001, Kind.MODULE, "more than 1,000 formulas"),
        ("[^1] " * 1_001, Kind.MODULE, "more than 1,000 footnotes"),
        ("x" * 199_000, Kind.QUIZ, None),
        ("x" * 401_000, Kind.QUIZ, "more than 400,000"),
        ("@" * 390_000, Kind.BIBLIOGRAPHY, None),
    ],
)
def test_what_is_too_much_is_told(text: str, kind: Kind, words: str | None) -> None:
    found = too_much(text, kind)
    assert found is None if words is None else words in str(found)
