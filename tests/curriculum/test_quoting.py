"""Quotation marks within a title give way to those around it."""

import pytest

from trainer.curriculum.quoting import quoted, quoted_list


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Routes", "“Routes”"),
        ('"The same dose, only another way"', "“‘The same dose, only another way’”"),
        ("What “set” means", "“What ‘set’ means”"),
        ('The word ("set") and "setting"', "“The word (‘set’) and ‘setting’”"),
        ("The patient's own words", "“The patient's own words”"),
        ('12" or more', "“12’ or more”"),
    ],
)
def test_inner_marks_are_single(title: str, sentence: str) -> None:
    assert quoted(title) == sentence


def test_a_list_of_titles() -> None:
    assert quoted_list(["One", 'Say "two"']) == "“One”, “Say ‘two’”"
