"""A line on which a reviewer commented is found again by its words."""

import pytest

from trainer.curriculum.reviewing_lines import WHOLE, line_now, words_of_line

SOURCE = """\
---
title: Routes
---
## Peak {#peak}

The peak comes after twenty minutes in most people.

- correct: true
- correct: true

## Summary {#summary}

Ask first.
"""


@pytest.mark.parametrize(
    ("line", "words"), [(6, "The peak comes after twenty minutes in most people."), (5, ""), (0, ""), (99, "")]
)
def test_the_words_of_a_line(line: int, words: str) -> None:
    assert words_of_line(SOURCE, line) == words


def test_a_line_of_the_same_text_is_itself() -> None:
    assert [line_now(SOURCE, line, SOURCE) for line in (1, 6, 13)] == [1, 6, 13]


def test_a_line_moves_with_what_stands_before_it() -> None:
    now = SOURCE.replace("## Peak", "New words.\n\n## Peak")
    assert [line_now(SOURCE, line, now) for line in (2, 6, 13)] == [2, 8, 15]


def test_a_line_that_was_changed_a_little_is_found() -> None:
    now = SOURCE.replace("after twenty minutes", "after about twenty minutes")
    assert line_now(SOURCE, 6, now) == 6


def test_neighbours_tell_between_lines_that_read_the_same() -> None:
    twice = "first of all\n\nCall them at once, please.\n\nsecond part here\n\nCall them at once, please.\n\nthe end\n"
    now = f"One more line.\n{twice}"
    assert [line_now(twice, line, now) for line in (3, 7)] == [4, 8]


def test_a_line_whose_words_are_gone_is_about_the_whole() -> None:
    now = SOURCE.replace("The peak comes after twenty minutes in most people.", "Nothing of it is left here.")
    assert line_now(SOURCE, 6, now) == WHOLE


def test_what_is_about_the_whole_stays_so() -> None:
    assert line_now(SOURCE, WHOLE, SOURCE + "More.\n") == WHOLE


def test_lines_are_counted_as_the_source_counts_them() -> None:
    odd = "one\u2028still one\ntwo\x0bstill two\nthe third line of it\n"
    assert words_of_line(odd, 3) == "the third line of it"
    assert line_now(odd, 3, f"zero\n{odd}") == 4
