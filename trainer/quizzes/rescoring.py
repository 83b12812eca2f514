"""Scores attempts anew where the key of a question was wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final, assert_never

from trainer.quizzes.drawing import Placed
from trainer.quizzes.fingerprint import is_same
from trainer.quizzes.marking import Marking, part_of
from trainer.quizzes.questions.extended import Extended
from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Quiz
from trainer.quizzes.scoring import NOTHING, Given, Marked, Result, add_up, mark


class KeyPolicy(StrEnum):
    """What becomes of a question whose key was wrong, for those who answered it."""

    BOTH = "both"
    NEW = "new"
    DROP = "drop"
    ALL = "all"


WITHOUT_THE_QUESTION: Final = frozenset({KeyPolicy.DROP, KeyPolicy.ALL})
"""What can be decided of a question that the quiz no longer holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCorrection:
    """A question was mended: `now` is how it reads since, None where it left the quiz.

    Without `lowers` it counts for an attempt only where the result is no lower by it.
    """

    question: str
    now: Question | None
    policy: KeyPolicy
    lowers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An attempt as it was handed in: by its own revision of the quiz, with the markings of people that stand."""

    quiz: Quiz
    placed: tuple[Placed, ...]
    given: Mapping[str, Given]
    markings: Mapping[str, Marking]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a correction does to the result of an attempt."""

    before: Result
    after: Result

    @property
    def is_any(self) -> bool:
        """Whether anything of the result is another."""
        return _told(self.before) != _told(self.after)

    @property
    def passes(self) -> bool:
        """Whether the attempt passes now and did not before."""
        return self.after.passed and not self.before.passed

    @property
    def fails(self) -> bool:
        """Whether the attempt passed before and does not now."""
        return self.before.passed and not self.after.passed

    @property
    def lowers(self) -> bool:
        """Whether the result is a lower one: the share of the points, or that it passed."""
        before, after = _share(self.before), _share(self.after)
        return self.fails or (after < before and not self.passes)

    @property
    def rises(self) -> bool:
        """Whether the result is a higher one: the share of the points, or that it passes."""
        return self.passes or (_share(self.after) > _share(self.before) and not self.fails)


def differs(old: Question, new: Question | None) -> bool:
    """Whether a question is another one since: a line that moved, or a source, changes nothing for who answered."""
    return new is None or not is_same(old, new)


def is_concerned(quiz: Quiz, held: Iterable[str], correction: KeyCorrection) -> bool:
    """Whether a correction is about an attempt that held these questions of a quiz."""
    return correction.question in held and differs(quiz.question(correction.question), correction.now)


def own_marks(taken: Taken) -> tuple[Marked, ...]:
    """The marks of an attempt by its own revision, for those who reckon it more than once."""
    return tuple(_mark(taken, placed, taken.quiz.question(placed.id)) for placed in taken.placed)


def rescore(taken: Taken, corrections: Sequence[KeyCorrection], own: Sequence[Marked] | None = None) -> Result:
    """The result of an attempt after all corrections of its questions, in their order.

    The terms stay those of its own revision; only the questions named are marked in another way.
    """
    own = own_marks(taken) if own is None else own
    held = {placed.id for placed in taken.placed}
    counted: list[KeyCorrection] = []
    result = _result(taken, own, counted)
    for correction in corrections:
        if not is_concerned(taken.quiz, held, correction):
            continue
        then = _result(taken, own, [*counted, correction])
        if correction.lowers or not Change(before=result, after=then).lowers:
            counted.append(correction)
            result = then
    return result


def change(
    taken: Taken, earlier: Sequence[KeyCorrection], correction: KeyCorrection, own: Sequence[Marked] | None = None
) -> Change:
    """What one more correction does to an attempt, lowering it too: whether that is wanted is decided elsewhere."""
    own = own_marks(taken) if own is None else own
    before = rescore(taken, earlier, own)
    return Change(before=before, after=rescore(taken, (*earlier, replace(correction, lowers=True)), own))


def _result(taken: Taken, own: Sequence[Marked], corrections: Sequence[KeyCorrection]) -> Result:
    pairs = zip(taken.placed, own, strict=True)
    marked = (_marked(taken, placed, each, corrections) for placed, each in pairs)
    return add_up(taken.quiz.terms, (each for each in marked if each is not None))


def _marked(taken: Taken, placed: Placed, own: Marked, corrections: Sequence[KeyCorrection]) -> Marked | None:
    found: Marked | None = own
    for correction in corrections:
        if correction.question == placed.id:
            found = _mended(taken, placed, own, found, correction)
    return found


def _mended(
    taken: Taken, placed: Placed, own: Marked, found: Marked | None, correction: KeyCorrection
) -> Marked | None:
    """What a question is worth after a correction; None where it was dropped, and a later one leaves it so."""
    match correction.policy:
        case KeyPolicy.DROP:
            return None
        case KeyPolicy.ALL:
            whole = found or own
            return replace(whole, fraction=Fraction(1), points=whole.possible, is_waiting=False)
        case KeyPolicy.NEW:
            return _mark(taken, placed, correction.now) if correction.now else found
        case KeyPolicy.BOTH:
            if found is None or correction.now is None:
                return found
            fraction = max(found.fraction, _mark(taken, placed, correction.now).fraction)
            return replace(found, fraction=fraction, points=fraction * found.possible)
        case _:
            assert_never(correction.policy)


def _mark(taken: Taken, placed: Placed, question: Question) -> Marked:
    marking = taken.markings.get(placed.id)
    judged = part_of(question, marking) if marking and isinstance(question, Extended) else None
    return mark(taken.quiz.terms, question, placed, taken.given.get(placed.id, NOTHING), judged)


def _told(result: Result) -> tuple[object, ...]:
    marks = tuple((each.id, each.points, each.possible, each.is_missed_critical) for each in result.marked)
    return result.passed, marks


def _share(result: Result) -> Fraction:
    return result.points / result.maximum if result.maximum else Fraction(0)
