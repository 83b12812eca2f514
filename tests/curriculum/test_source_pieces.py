"""Tests for cutting a text into lines, fenced blocks and comments."""

import pytest

from trainer.curriculum.source_pieces import Comment, Fence, Line, cut


def test_lines_have_the_numbers_of_the_file() -> None:
    assert list(cut("a\n\nb", 10)) == [
        Line(number=10, text="a"),
        Line(number=11, text=""),
        Line(number=12, text="b"),
    ]


def test_a_fence_is_one_piece() -> None:
    assert list(cut("```yaml\na: 1\n\n~~~\n```\nb")) == [
        Fence(number=1, prefix="", info="yaml", content="a: 1\n\n~~~", last=5, is_closed=True),
        Line(number=6, text="b"),
    ]


@pytest.mark.parametrize("marks", ["```", "~~~", "`````"])
def test_a_fence_ends_with_at_least_as_many_of_the_same_marks(marks: str) -> None:
    (fence,) = cut(f"{marks}\n``\n{marks}{marks[0]}")
    assert isinstance(fence, Fence)
    assert (fence.content, fence.is_closed) == ("``", True)


def test_a_fence_loses_the_indentation_and_the_quote_marks_of_its_place() -> None:
    (fence,) = cut("> >   ```\n> >   a\n> >     b\n> > c\n> >   ```")
    assert isinstance(fence, Fence)
    assert (fence.prefix, fence.content) == ("> >   ", "a\n  b\nc")


def test_a_fence_ends_with_the_quote_it_stands_in() -> None:
    fence, line = cut("> ```\n> a\nb")
    assert isinstance(fence, Fence)
    assert (fence.content, fence.is_closed, fence.last) == ("a", False, 2)
    assert line == Line(number=3, text="b")


def test_a_code_span_that_begins_a_line_is_no_fence() -> None:
    assert list(cut("```a``` b")) == [Line(number=1, text="```a``` b")]


def test_a_comment_is_one_piece_and_what_follows_it_a_line() -> None:
    assert list(cut("<!-- a\n\n```\n--> b\nc")) == [
        Comment(number=1, last=4),
        Line(number=4, text="b"),
        Line(number=5, text="c"),
    ]


def test_a_comment_that_is_never_closed_is_a_line() -> None:
    assert list(cut("<!-- a\nb")) == [Line(number=1, text="<!-- a"), Line(number=2, text="b")]
