"""How many questions on each objective an attempt at a quiz draws."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.quizzes.drawing import module_of
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
    """The share of each objective, those that questions name and that are not listed last ('' for none).

    As `drawing.draw` draws: evenly over modules where the quiz is about several, in each evenly over objectives.
    """
    named = [question.common.objective or "" for question in quiz.questions]
    available = Counter(named)
    critical = Counter(
        question.common.objective or "" for question in quiz.questions if question.common.safety_critical
    )
    modules: dict[str, list[str]] = {}
    for question in quiz.questions:
        objective = question.common.objective or ""
        if objective not in modules.setdefault(module_of(question), []):
            modules[module_of(question)].append(objective)
    fewest, most = _drawn(_summed(available, modules), _summed(critical, modules), quiz.drawn_count)
    least_of, most_of = dict[str, int](), dict[str, int]()
    for module, inside in modules.items():
        own, own_critical = ({each: counts[each] for each in inside} for counts in (available, critical))
        least_of |= _drawn(own, own_critical, fewest[module])[0]
        most_of |= _drawn(own, own_critical, most[module])[1]
    return tuple(
        ObjectiveShare(
            objective=objective,
            available=available[objective],
            critical=critical[objective],
            least=least_of.get(objective, 0),
            most=most_of.get(objective, 0),
        )
        for objective in dict.fromkeys((*objectives, *named))
    )


def _summed(counts: Mapping[str, int], modules: Mapping[str, Sequence[str]]) -> dict[str, int]:
    return {module: sum(counts[each] for each in inside) for module, inside in modules.items()}


def _drawn(
    available: Mapping[str, int], critical: Mapping[str, int], count: int
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How few and how many of each are held: safety-critical ones, then always one of what has the fewest."""
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
