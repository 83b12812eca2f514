"""What a play of a branching case earned, competency by competency."""

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.quizzes.cases.playing import Play


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """Points in a competency, of those that could be earned at the decisions that were met."""

    competency: str
    points: int
    possible: int


def earned(play: Play) -> tuple[Earned, ...]:
    """The points of a play in the order of the case's competencies; none of those that no decision told about."""
    found = []
    for competency in play.case.competencies:
        points = sum(step.choice.points.get(competency, 0) for step in play.steps)
        possible = sum(max(choice.points.get(competency, 0) for choice in step.scene.choices) for step in play.steps)
        if possible:
            found.append(Earned(competency=competency, points=points, possible=possible))
    return tuple(found)


def together(plays: Iterable[Play]) -> tuple[Earned, ...]:
    """The points of many plays, by competency."""
    sums: dict[str, tuple[int, int]] = {}
    for each in plays:
        for one in earned(each):
            points, possible = sums.get(one.competency, (0, 0))
            sums[one.competency] = points + one.points, possible + one.possible
    return tuple(Earned(competency=key, points=points, possible=most) for key, (points, most) in sums.items())


def best(plays: Iterable[Play]) -> Play | None:
    """The best of plays that are over: without a critical error first, then by the share of points, then the last."""
    over = [each for each in plays if each.is_over]
    return max(reversed(over), key=_rank, default=None)


def _rank(play: Play) -> tuple[bool, float]:
    found = earned(play)
    possible = sum(each.possible for each in found)
    return play.critical_error is None, sum(each.points for each in found) / possible if possible else 0.0
