"""Goes through every moment that a branching case can come to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from trainer.quizzes.cases.case import BranchingCase
from trainer.quizzes.cases.playing import changed, next_scene, start_of

MOST: Final = 20_000
"""A case with more moments than these is judged by its scenes alone."""
_Moment: TypeAlias = tuple[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """The scenes that runs meet, and those in which a run can be without any way left to an ending."""

    met: frozenset[str]
    stuck: frozenset[str]


def every_moment(case: BranchingCase) -> Moments | None:
    """Every scene with every state in which a run can be there; None where these are too many."""
    scenes = {scene.id: scene for scene in case.scenes}
    names = _asked(case)
    back: dict[_Moment, list[_Moment]] = {}
    for variation in case.variations:
        start = start_of(case, variation)
        back.setdefault((case.first, tuple(start[name] for name in names)), [])
    waiting = list(back)
    while waiting:
        moment = waiting.pop()
        for following in _following(case, moment, names):
            if following not in back:
                if len(back) == MOST:
                    return None
                back[following] = []
                waiting.append(following)
            back[following].append(moment)
    free = _leading_to([moment for moment in back if scenes[moment[0]].ending], back)
    return Moments(
        met=frozenset(moment[0] for moment in back),
        stuck=frozenset(moment[0] for moment in back if moment not in free),
    )


def _asked(case: BranchingCase) -> list[str]:
    """The measures that any condition asks for: each goes its own way, so that the others change nothing."""
    branches = [branch for scene in case.scenes for choice in scene.choices for branch in choice.then]
    asked = {key for branch in branches for key in (*branch.at_least, *branch.below)}
    return [measure.id for measure in case.state if measure.id in asked]


def _following(case: BranchingCase, moment: _Moment, names: list[str]) -> Iterator[_Moment]:
    state = start_of(case, case.variations[0]) | dict(zip(names, moment[1], strict=True))
    for choice in case.scene(moment[0]).choices:
        after = changed(case, state, choice)
        yield next_scene(choice, after), tuple(after[name] for name in names)


def _leading_to(ends: list[_Moment], back: Mapping[_Moment, list[_Moment]]) -> set[_Moment]:
    waiting, met = list(ends), set(ends)
    while waiting:
        for earlier in back[waiting.pop()]:
            if earlier not in met:
                met.add(earlier)
                waiting.append(earlier)
    return met
