"""How many questions on each objective an attempt at a quiz draws."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.quizzes.quiz import Quiz


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveShare:
    """An objective: how many questions there are, and how few and how many an attempt holds."""

    objective: str
    available: int
    critical: int
    least: int
    most: int


def blueprint(quiz: Quiz, objectives: Sequence[str]) -> tuple[ObjectiveShare, ...]:
    """The share of each objective, those that questions name and that are not listed last ('' for none)."""
    named = [question.common.objective or "" for question in quiz.questions]
    available = Counter(named)
    critical = Counter(
        question.common.objective or "" for question in quiz.questions if question.common.safety_critical
    )
    least, most = _drawn(available, critical, quiz.drawn_count)
    return tuple(
        ObjectiveShare(
            objective=objective,
            available=available[objective],
            critical=critical[objective],
            least=least.get(objective, 0),
            most=most.get(objective, 0),
        )
        for objective in dict.fromkeys((*objectives, *named))
    )


def _drawn(
    available: Mapping[str, int], critical: Mapping[str, int], count: int
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """As `drawing.draw` draws: safety-critical questions, then always one for an objective that has the fewest."""
    held = Counter(critical)
    left = min(count, sum(available.values())) - sum(held.values())
    while left > 0:
        waiting = [objective for objective in available if held[objective] < available[objective]]
        fewest = min(held[objective] for objective in waiting)
        tied = [objective for objective in waiting if held[objective] == fewest]
        if len(tied) > left:
            return held, held + Counter(tied)
        held.update(tied)
        left -= len(tied)
    return held, held
