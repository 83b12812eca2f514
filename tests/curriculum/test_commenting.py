"""The rules of comments: whose turn it is, and what keeps words from being kept."""

import pytest

from trainer.curriculum.anchoring import Quote
from trainer.curriculum.commenting import (
    Act,
    CommentState,
    problems_of_comment,
    problems_of_reply,
    quote_as_text,
    quote_from_text,
    state_after,
)


@pytest.mark.parametrize(
    ("last", "state"),
    [
        (None, CommentState.OPEN),
        (Act.ASKED, CommentState.OPEN),
        (Act.REOPENED, CommentState.OPEN),
        (Act.ANSWERED, CommentState.ANSWERED),
        (Act.SETTLED, CommentState.SETTLED),
    ],
)
def test_the_last_act_says_whose_turn_it_is(last: Act | None, state: CommentState) -> None:
    assert state_after(last) is state


@pytest.mark.parametrize(
    ("kind", "words", "problems"),
    [
        ("unclear", "", []),
        ("wrong", "", []),
        ("question", "Why?", []),
        ("wrong", "x" * 2000, []),
        ("question", "", [("words", "Write your question.")]),
        ("", "Why?", [("kind", "Choose what you want to tell: that it is unclear, that it is wrong, or a question.")]),
        (
            "praise",
            "",
            [("kind", "Choose what you want to tell: that it is unclear, that it is wrong, or a question.")],
        ),
        (
            "unclear",
            "x" * 2001,
            [("words", "A comment has at most 2,000 characters; here are 2,001. Shorten it.")],
        ),
    ],
)
def test_what_keeps_a_comment_from_being_kept_is_said(kind: str, words: str, problems: list[tuple[str, str]]) -> None:
    assert problems_of_comment(kind, words) == problems


@pytest.mark.parametrize(
    ("act", "words", "state", "problems"),
    [
        (Act.ANSWERED, "So.", CommentState.OPEN, []),
        (Act.ANSWERED, "More.", CommentState.SETTLED, []),
        (Act.SETTLED, "", CommentState.OPEN, []),
        (Act.SETTLED, "", CommentState.ANSWERED, []),
        (Act.REOPENED, "", CommentState.SETTLED, []),
        (Act.ANSWERED, "x" * 5000, CommentState.OPEN, []),
        (Act.ANSWERED, "", CommentState.OPEN, [("words", "Write an answer. To end this without one, settle it.")]),
        (Act.ASKED, "", CommentState.ANSWERED, [("words", "Write what you want to add.")]),
        (Act.SETTLED, "", CommentState.SETTLED, [("", "This comment is settled already.")]),
        (Act.REOPENED, "", CommentState.OPEN, [("", "This comment is open already.")]),
        (
            Act.ANSWERED,
            "x" * 5001,
            CommentState.OPEN,
            [("words", "This has at most 5,000 characters; here are 5,001. Shorten it.")],
        ),
        (
            Act.ASKED,
            "x" * 2001,
            CommentState.OPEN,
            [("words", "This has at most 2,000 characters; here are 2,001. Shorten it.")],
        ),
    ],
)
def test_what_may_follow_depends_on_how_the_comment_stands(
    act: Act, words: str, state: CommentState, problems: list[tuple[str, str]]
) -> None:
    assert problems_of_reply(act, words, state) == problems


def test_a_passage_is_one_text_and_comes_back_from_it() -> None:
    quote = Quote(words='“Say” "what" you see', before="and\n", after=" ünd {dann}")
    text = quote_as_text(quote)
    assert text == '{"after":" ünd {dann}","before":"and\\n","quote":"“Say” \\"what\\" you see"}'
    assert quote_from_text(text) == quote


def test_a_passage_that_was_taken_out_is_none() -> None:
    assert quote_from_text(None) == Quote(words="")
