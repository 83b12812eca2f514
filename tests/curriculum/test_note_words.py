"""The words of a note hold what people type, and nothing that harms a page, a file or a database."""

import pytest

from trainer.curriculum.note_words import cleaned, typeable


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  one \r\n two\t\n\n", "one\n two"),
        ("a\x00b\x07c\x9fd", "abcd"),
        ("left \u202eto\u202c right \u2066isolated\u2069", "left to right isolated"),
        ("half \ud800 of one", "half  of one"),
        ("cafe\u0301", "café"),
        ("مرحبا\u200f, 你好, 🙂", "مرحبا\u200f, 你好, 🙂"),
        (" \u2028 \n ", ""),
    ],
)
def test_what_nobody_types_is_left_out(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


def test_surroundings_keep_their_spaces() -> None:
    assert typeable(" of the\u202e ") == " of the "
