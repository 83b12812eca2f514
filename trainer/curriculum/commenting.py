"""The rules of comments: what their words may hold, and whose turn it is."""

import json
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final, assert_never

from trainer.curriculum.anchoring import Quote

LONGEST_COMMENT: Final = 2000
LONGEST_ANSWER: Final = 5000
MOST_IN_A_WHILE: Final = 20
"""Comments and further questions of one person within `A_WHILE`: more than anybody reads with care in a day."""
A_WHILE: Final = timedelta(hours=24)


class CommentKind(StrEnum):
    """What a reader says of a passage."""

    UNCLEAR = "unclear"
    WRONG = "wrong"
    QUESTION = "question"


class Act(StrEnum):
    """What follows upon a comment: an author answers, its writer asks again, an author settles or reopens it."""

    ANSWERED = "answered"
    ASKED = "asked"
    SETTLED = "settled"
    REOPENED = "reopened"


class CommentState(StrEnum):
    """Whose turn it is: an open comment waits for an author, a settled one for nobody."""

    OPEN = "open"
    ANSWERED = "answered"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a form carried of a new comment; without a quote it is about the whole section."""

    kind: str = ""
    words: str = ""
    quote: str = ""
    before: str = ""
    after: str = ""
    wants_mail: bool = False


def state_after(last: Act | None) -> CommentState:
    """How a comment stands after the last act upon it; None where nothing followed yet."""
    match last:
        case None | Act.ASKED | Act.REOPENED:
            return CommentState.OPEN
        case Act.ANSWERED:
            return CommentState.ANSWERED
        case Act.SETTLED:
            return CommentState.SETTLED
        case _:
            assert_never(last)


def problems_of_comment(kind: str, words: str) -> list[tuple[str, str]]:
    """What to change in a comment before it can be kept, by field."""
    problems = []
    if kind not in set(CommentKind):
        problems.append(("kind", "Choose what you want to tell: that it is unclear, that it is wrong, or a question."))
    if kind == CommentKind.QUESTION and not words:
        problems.append(("words", "Write your question."))
    if len(words) > LONGEST_COMMENT:
        problems.append(("words", _too_long("A comment", words, LONGEST_COMMENT)))
    return problems


def problems_of_reply(act: Act, words: str, state: CommentState) -> list[tuple[str, str]]:
    """What keeps an act from following upon a comment that stands like this, by field."""
    problems = []
    if act is Act.ANSWERED and not words:
        problems.append(("words", "Write an answer. To end this without one, settle it."))
    if act is Act.ASKED and not words:
        problems.append(("words", "Write what you want to add."))
    if act is Act.SETTLED and state is CommentState.SETTLED:
        problems.append(("", "This comment is settled already."))
    if act is Act.REOPENED and state is CommentState.OPEN:
        problems.append(("", "This comment is open already."))
    longest = LONGEST_COMMENT if act is Act.ASKED else LONGEST_ANSWER
    if len(words) > longest:
        problems.append(("words", _too_long("This", words, longest)))
    return problems


def quote_as_text(quote: Quote) -> str:
    """A passage with its surroundings as one text, which can be taken out as a whole."""
    parts = {"quote": quote.words, "before": quote.before, "after": quote.after}
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def quote_from_text(text: str | None) -> Quote:
    """The passage that `quote_as_text` wrote; an empty one where there is none, or none any more."""
    parts = json.loads(text) if text else {}
    return Quote(words=parts.get("quote", ""), before=parts.get("before", ""), after=parts.get("after", ""))


def _too_long(what: str, words: str, longest: int) -> str:
    return f"{what} has at most {longest:,} characters; here are {len(words):,}. Shorten it."
