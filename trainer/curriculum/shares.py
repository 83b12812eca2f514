"""How much of an objective an attempt met, as far as its person may be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from trainer.curriculum.objectives import ObjectiveKey, objective_key
from trainer.quizzes.quiz import Quiz


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What the questions of an attempt on one objective earned together.

    `points` and `possible` are None while the reasons of the attempt are kept back: an objective may have one
    question, whose points would be told. Whether all was earned is told always, as the result tells it.
    """

    attempt: int
    questions: int
    points: Fraction | None
    possible: Fraction | None
    is_full: bool

    @property
    def rank(self) -> Fraction:
        """The part that was earned, from 0 to 1; where points are kept back, nothing but whether it was all."""
        if self.points is None or not self.possible:
            return Fraction(int(self.is_full))
        return self.points / self.possible


def shares_of(
    quiz: Quiz, module: str, attempt: int, marks: Mapping[str, int], *, tells_points: bool
) -> Mapping[ObjectiveKey, Share]:
    """The shares of the objectives that an attempt asked for.

    `quiz` is the revision that was taken, `module` the key of its module, `marks` the whole hundredths earned by
    each question of the attempt. Raises LookupError for a question that the revision does not hold.
    """
    asked: dict[ObjectiveKey, list[tuple[Fraction, Fraction]]] = {}
    for question_id, earned in marks.items():
        common = quiz.question(question_id).common
        if common.objective:
            pair = (Fraction(earned, 100), Fraction(common.points))
            asked.setdefault(objective_key(module, common.objective), []).append(pair)
    return {key: _share(attempt, pairs, tells_points=tells_points) for key, pairs in asked.items()}


def best_of(shares: Iterable[Share]) -> Share | None:
    """The share of which most was earned, the earliest of equal ones; None for none."""
    return max(shares, key=lambda share: (share.rank, -share.attempt), default=None)


def _share(attempt: int, pairs: list[tuple[Fraction, Fraction]], *, tells_points: bool) -> Share:
    return Share(
        attempt=attempt,
        questions=len(pairs),
        points=sum((earned for earned, _ in pairs), Fraction(0)) if tells_points else None,
        possible=sum((possible for _, possible in pairs), Fraction(0)) if tells_points else None,
        is_full=all(earned >= possible for earned, possible in pairs),
    )
