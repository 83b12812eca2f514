"""Plays a branching case: from choices to scenes, measures and time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.quizzes.cases.case import BranchingCase, Choice, Scene, Variation


class NoSuchChoice(Exception):
    """A choice was made that the scene, or an ending, does not offer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What the monitor would show: the clock in minutes, and every measure, hidden ones too."""

    clock: int
    state: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A choice that was made, in its scene, with the moment that it led to."""

    scene: Scene
    choice: Choice
    before: Moment
    after: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """A case as far as it was played. `scene` is where it stands now, an ending once it is over."""

    case: BranchingCase
    variation: Variation
    steps: tuple[Step, ...]
    scene: Scene
    start: Moment

    @property
    def now(self) -> Moment:
        """The moment now."""
        return self.steps[-1].after if self.steps else self.start

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Every moment from the start on."""
        return (self.start, *(step.after for step in self.steps))

    @property
    def is_over(self) -> bool:
        """Whether an ending is reached."""
        return self.scene.ending is not None

    @property
    def critical_error(self) -> Step | None:
        """The choice that ended it, where that was a critical error."""
        return self.steps[-1] if self.steps and self.steps[-1].choice.is_critical else None


def play(case: BranchingCase, variation_id: str, choices: Sequence[str]) -> Play:
    """Play choices from the first scene on: the same choices always lead to the same.

    Raises NoSuchChoice for a choice that is not offered, KeyError for an unknown variation.
    """
    variation = case.variation(variation_id)
    scene = case.scene(case.first)
    moment = start = Moment(clock=case.clock, state=start_of(case, variation))
    steps = []
    for choice_id in choices:
        choice = scene.choice(choice_id)
        if choice is None:
            raise NoSuchChoice(f"{scene.id} offers no {choice_id}")
        after = Moment(clock=moment.clock + choice.minutes, state=changed(case, moment.state, choice))
        steps.append(Step(scene=scene, choice=choice, before=moment, after=after))
        scene, moment = case.scene(next_scene(choice, after.state)), after
    return Play(case=case, variation=variation, steps=tuple(steps), scene=scene, start=start)


def start_of(case: BranchingCase, variation: Variation) -> dict[str, int]:
    """The measures with which a variation begins."""
    return {measure.id: measure.within(variation.start.get(measure.id, measure.start)) for measure in case.state}


def changed(case: BranchingCase, state: Mapping[str, int], choice: Choice) -> Mapping[str, int]:
    """The measures after a choice, none beyond what it can be."""
    return {each.id: each.within(state[each.id] + choice.change.get(each.id, 0)) for each in case.state}


def next_scene(choice: Choice, state: Mapping[str, int]) -> str:
    """Where a choice leads in a state: the first line whose conditions hold; the last has none."""
    return next(branch.scene for branch in choice.then if branch.holds(state))


def draw_variation(case: BranchingCase, last: str | None, chance: int) -> str:
    """The variation of the next run: another one than the last where there is another; the first run has the first."""
    ids = [variation.id for variation in case.variations]
    if last is None:
        return ids[0]
    others = [each for each in ids if each != last] or ids
    return others[chance % len(others)]
