"""What people are asked about a course when they have completed it, and what may be told of their answers."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from trainer.curriculum.course import EvaluationRule
from trainer.curriculum.outline import Outline

FEWEST: Final = 5
"""No figure and no words are shown from fewer answers: one of four is soon guessed."""
LONGEST_WORDS: Final = 2000
LATER: Final = timedelta(days=60)
"""So long after completing the course somebody is asked what became of it."""


class Occasion(StrEnum):
    """When somebody is asked."""

    AFTER = "after"
    LATER = "later"

    @property
    def word(self) -> str:
        """The occasion as people say it."""
        return "After the course" if self is Occasion.AFTER else "Sixty days later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """A question that is answered by one of a few choices; `about` is the module whose objective it asks about."""

    key: str
    text: str
    choices: tuple[tuple[str, str], ...]
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A question that is answered in words, or left empty."""

    key: str
    text: str
    help: str = ""


Asked = Choices | Words

_MET: Final = (("yes", "Yes"), ("partly", "Partly"), ("no", "No"))
_AFTER: Final[tuple[Asked, ...]] = (
    Choices(key="current", text="Was the content up to date?", choices=_MET),
    Choices(
        key="bias",
        text="Did you see bias, for example a commercial interest or a one-sided view?",
        choices=(("no", "No"), ("some", "Yes, some"), ("much", "Yes, much")),
    ),
    Words(key="bias-words", text="If you saw bias: where, and in favour of what?"),
    Choices(
        key="access",
        text="Could you read and use everything?",
        choices=(("yes", "Yes"), ("with-effort", "With effort"), ("no", "Some of it not")),
    ),
    Words(key="access-words", text="What was hard to read or to use?"),
    Words(
        key="change",
        text="What will you do differently in your practice?",
        help="In sixty days you are shown these words, and asked what became of it.",
    ),
    Words(key="barriers", text="What may stand in the way?"),
)
_LATER: Final[tuple[Asked, ...]] = (
    Choices(
        key="changed",
        text="Did you do what you meant to do differently?",
        choices=(("yes", "Yes"), ("partly", "Partly"), ("not-yet", "Not yet"), ("no", "No, I decided against it")),
    ),
    Words(key="change", text="What do you do differently now?"),
    Words(key="barriers", text="What stood in the way?"),
)


def questions(occasion: Occasion, objectives: Sequence[tuple[str, str, str]]) -> tuple[Asked, ...]:
    """What is asked. `objectives` are those of the course: key ('area/module#id'), text, and the module's title."""
    if occasion is Occasion.LATER:
        return _LATER
    met = tuple(Choices(key=key, text=text, choices=_MET, about=about) for key, text, about in objectives)
    return (*met, *_AFTER)


def asked_of(outline: Outline, occasion: Occasion) -> tuple[Asked, ...]:
    """The questions of an occasion for a course as it is published."""
    modules = outline.modules()
    objectives = [(f"{module.key}#{key}", text, module.title) for module in modules for key, text in module.objectives]
    return questions(occasion, objectives)


def due_evaluation(
    rule: EvaluationRule, completed_at: datetime | None, given: Collection[Occasion], at: datetime
) -> tuple[Occasion | None, str]:
    """What somebody who completed the course then is asked now; where it is nothing None, and a sentence why."""
    if rule is EvaluationRule.NONE:
        return None, "This course does not ask for an evaluation."
    if completed_at is None:
        return None, "You are asked what you think of the course when you have completed it."
    if Occasion.AFTER not in given:
        return Occasion.AFTER, ""
    if Occasion.LATER in given:
        return None, "You have answered both times. Thank you."
    if at < completed_at + LATER:
        return None, "Thank you. Sixty days after you completed the course you are asked what became of it."
    return Occasion.LATER, ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What somebody answered: the key of a choice by question, and words by question; what was left out is missing."""

    chosen: Mapping[str, str]
    words: Mapping[str, str]


def read_answers(asked: Sequence[Asked], form: Mapping[str, str]) -> Answers | tuple[tuple[str, str], ...]:
    """Read a form; where it cannot be kept, every problem by the question's key.

    Every question with choices is to be answered; words may be left out.
    """
    chosen: dict[str, str] = {}
    words: dict[str, str] = {}
    problems: list[tuple[str, str]] = []
    for each in asked:
        given = form.get(each.key, "").replace("\r\n", "\n").strip()
        if isinstance(each, Words):
            if len(given) > LONGEST_WORDS:
                problems.append((each.key, f"Shorten this to {LONGEST_WORDS} characters."))
            elif given:
                words[each.key] = given
        elif given in dict(each.choices):
            chosen[each.key] = given
        else:
            problems.append((each.key, f"Not answered yet: {each.text}"))
    return tuple(problems) if problems else Answers(chosen=chosen, words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A question with how many chose what, out of `answers`; None for each where there are too few answers."""

    question: Choices
    answers: int
    counts: tuple[tuple[str, int], ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A question with what people wrote, in an order that tells nothing of who; empty where there are too few."""

    question: Words
    answers: int
    words: tuple[str, ...]


def settled(every: Sequence[Answers]) -> Sequence[Answers]:
    """The answers of which something is told: with every fifth the next five, so that no single one can be made out."""
    return every[: len(every) - len(every) % FEWEST]


def count_choices(question: Choices, every: Iterable[Answers]) -> Counted:
    """How a question was answered by those whom it was asked."""
    chosen = Counter(answers.chosen[question.key] for answers in every if question.key in answers.chosen)
    number = chosen.total()
    counts = tuple((words, chosen[key]) for key, words in question.choices) if number >= FEWEST else None
    return Counted(question=question, answers=number, counts=counts)


def gather_words(question: Words, every: Iterable[Answers]) -> Said:
    """What was written to a question, by letters, so that the order tells nothing of who wrote it or when."""
    words = sorted(answers.words[question.key] for answers in every if question.key in answers.words)
    return Said(question=question, answers=len(words), words=tuple(words) if len(words) >= FEWEST else ())
