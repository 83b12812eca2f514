"""Says when somebody is asked a question again, and how likely they still know it, by FSRS-6."""

# The formulas are in docs/assessment.md; the `fsrs` package computes them.

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from fractions import Fraction
from functools import cache
from typing import Final

import fsrs

from trainer.quizzes.certainty import Certainty
from trainer.quizzes.questions.question import Question

AT_ONCE: Final = 8
"""So many questions make one daily review: two minutes."""
NEAR: Final = Fraction(3, 4)
"""From this part of its points on a rating against a panel counts as right: nobody meets every median."""


class Rating(IntEnum):
    """How well something was recalled, as FSRS names it."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduling:
    """What a schedule follows from. `longest` is the most days between two reviews."""

    parameters: tuple[float, ...]
    retention: float
    longest: int


CURRENT: Final = "fsrs-6/1"
"""By what a review is scheduled that is recorded now."""
SCHEDULINGS: Final[Mapping[str, Scheduling]] = {
    # The defaults of fsrs 6.3, written out: facts name this, so that what they meant never changes.
    "fsrs-6/1": Scheduling(
        parameters=(
            *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194),
            *(0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629),
            *(1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
        ),
        retention=0.9,
        longest=365,
    ),
}
"""Every way in which reviews were ever scheduled; none is changed or removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is assumed of somebody's memory of one question. `stability` is in days, `difficulty` from 1 to 10."""

    stability: float
    difficulty: float
    last_on: date
    due_on: date


def reviewed(memory: Memory | None, rating: Rating, on: date, scheduling: Scheduling) -> Memory:
    """The memory after a review on a day; None before the first. Two on one day are as one after the other."""
    card, _ = _scheduler(scheduling).review_card(_card(memory), fsrs.Rating(rating), _moment(on))
    if card.stability is None or card.difficulty is None:
        raise ValueError("a reviewed card has a stability")
    return Memory(stability=card.stability, difficulty=card.difficulty, last_on=on, due_on=card.due.date())


def retrievability(stability: float, last_on: date, on: date, scheduling: Scheduling) -> float:
    """How likely a question is recalled on a day, from 0 to 1, if it was reviewed for the last time on `last_on`."""
    card = _card(Memory(stability=stability, difficulty=1, last_on=last_on, due_on=last_on))
    return _scheduler(scheduling).get_card_retrievability(card, _moment(on))


@cache
def _scheduler(scheduling: Scheduling) -> fsrs.Scheduler:
    """Without steps of minutes, since reviews are daily, and without chance; what was not known comes back tomorrow."""
    return fsrs.Scheduler(
        parameters=scheduling.parameters,
        desired_retention=scheduling.retention,
        learning_steps=(),
        relearning_steps=(timedelta(days=1),),
        maximum_interval=scheduling.longest,
        enable_fuzzing=False,
    )


def _card(memory: Memory | None) -> fsrs.Card:
    if memory is None:
        return fsrs.Card(card_id=0, due=_moment(date.min))
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_moment(memory.due_on),
        last_review=_moment(memory.last_on),
    )


def _moment(on: date) -> datetime:
    """A day as the package takes it: it counts whole days, so that the hour of a review decides nothing."""
    return datetime.combine(on, time(), UTC)


class Happening(StrEnum):
    """What can happen to a question that is kept.

    It is met in a quiz, asked in a review, judged by the person in a word, left ("I know this") or taken up again.
    """

    QUIZ = "quiz"
    REVIEW = "review"
    WORD = "word"
    LEFT = "left"
    TAKEN_UP = "taken-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One of the things that happened to a question, on a day where the course is held."""

    kind: Happening
    on: date
    rating: Rating | None = None
    scheduling: str = CURRENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where a question stands: its memory, None before the first review, and when it is asked; never, once left."""

    memory: Memory | None
    due_on: date | None


def fold(entered_on: date, happened: Iterable[Happened]) -> Kept:
    """Where a question stands whose reasons were first seen on a day, after all that happened, in its order.

    A word says how the review before it went. What was left comes back when a later quiz shows that it is not known.
    """
    memory: Memory | None = None
    before: Memory | None = None
    is_left, reviewed_on = False, entered_on
    for each in happened:
        if each.kind is Happening.LEFT:
            is_left = True
        elif each.kind is Happening.TAKEN_UP:
            is_left = False
        elif each.rating is not None:
            if each.kind is not Happening.WORD:
                before, reviewed_on = memory, each.on
                is_left = is_left and not (each.kind is Happening.QUIZ and each.rating is Rating.AGAIN)
            memory = reviewed(before, each.rating, reviewed_on, SCHEDULINGS[each.scheduling])
    due_on = memory.due_on if memory else entered_on + timedelta(days=1)
    return Kept(memory=memory, due_on=None if is_left else due_on)


def can_be_kept(question: Question) -> bool:
    """Whether a review can ask it: what a person marks cannot be told right or wrong at once."""
    return not any(each.is_marked_by_person for each in (question, *question.parts))


def rating_of(question: Question, fraction: Fraction, certainty: Certainty | None = None, tried: int = 1) -> Rating:
    """How well a question was recalled by an answer that is worth `fraction`; what is partly right was not.

    So was what was right at a later try only. Who was right and unsure found it hard, who was sure found it easy.
    """
    needed = NEAR if question.type == "panel-rating" else Fraction(1)
    if fraction < needed or tried > 1:
        return Rating.AGAIN
    match certainty:
        case Certainty.LOW:
            return Rating.HARD
        case Certainty.HIGH:
            return Rating.EASY
        case _:
            return Rating.GOOD
