"""What observed encounters say of competencies: who sees which ratings, what carries a signature, who agrees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from trainer.curriculum.requirements.competency import LEVELS, Competency
from trainer.curriculum.requirements.requirement import many

BLIND_FOR: Final = timedelta(days=14)
"""How long the first observer's ratings wait for the second's before they are shown without them."""
FEWEST_PAIRS: Final = 5
"""From fewer pairs of ratings no figure of agreement is given."""


class Setting(StrEnum):
    """Where a trainee was watched."""

    LIVE = "live"
    SIMULATION = "simulation"

    @property
    def word(self) -> str:
        """The setting as people say it."""
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFact:
    """A competency was seen in so many encounters, the last of them recorded at `at`, whether it was signed or not."""

    times: int
    at: datetime

    @property
    def words(self) -> str:
        """How often, in a sentence."""
        return f"Observed {'once' if self.times == 1 else f'{self.times} times'}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """An encounter as its rules see it: who was asked to rate it, when, and who rated which item at which level.

    `levels` holds, for each observer who has rated, the level of each item; 0 is not seen.
    """

    id: UUID
    first_id: UUID
    second_id: UUID | None
    recorded_on: date
    levels: Mapping[UUID, Mapping[str, int]]
    is_withdrawn: bool = False

    @property
    def waits_for_second(self) -> bool:
        """Whether a second observer was asked and has not rated yet."""
        return self.second_id is not None and self.second_id not in self.levels and not self.is_withdrawn

    @property
    def hidden_until(self) -> date:
        """The first day on which the ratings are shown even without the second observer's."""
        return self.recorded_on + BLIND_FOR

    def shows_ratings(self, today: date) -> bool:
        """Whether the ratings may be seen, and count: both are in, only one was asked for, or the wait is over."""
        return not self.waits_for_second or today >= self.hidden_until

    def shows_ratings_to(self, person_id: UUID, today: date) -> bool:
        """Whether a person may see the ratings: the first observer always, the second never before their own."""
        if person_id == self.first_id:
            return True
        return self.shows_ratings(today) and not (self.waits_for_second and person_id == self.second_id)

    def level(self, item: str) -> int:
        """The level that was seen: of two observers who saw the item, the lower one."""
        seen = [levels[item] for levels in self.levels.values() if levels.get(item)]
        return min(seen, default=0)


def carrying(encounters: Sequence[Observed], item: str, level: int, today: date) -> tuple[Observed, ...]:
    """The encounters in which an item was seen at a level or above, as far as their ratings may be seen."""
    return tuple(
        each for each in encounters if not each.is_withdrawn and each.shows_ratings(today) and each.level(item) >= level
    )


def missing_for(competency: Competency, encounters: Sequence[Observed], level: int, today: date) -> str:
    """What keeps a competency from being signed at a level, in a sentence; empty where nothing does."""
    if level < competency.level:
        return f"{asked(competency)} is asked for; level {level} ({LEVELS[level]}) is below it."
    carried = len(carrying(encounters, competency.item, level, today))
    if carried >= competency.observed:
        return ""
    more = competency.observed - carried
    wanted = many(competency.observed, "encounter that is", "encounters that are")
    sentence = (
        f"Level {level} ({LEVELS[level]}) was seen in {carried} of {wanted} asked for; "
        f"{many(more, 'further one is', 'further ones are')} missing."
    )
    hidden = sum(each.waits_for_second and not each.shows_ratings(today) for each in encounters)
    if hidden:
        sentence += f" {many(hidden, 'encounter waits', 'encounters wait')} for a second observer's ratings."
    return sentence


def asked(competency: Competency) -> str:
    """What a competency asks for, such as 'Level 3 (independent) in 2 separate encounters'."""
    words = f"Level {competency.level} ({LEVELS[competency.level]})"
    return f"{words} in {competency.observed} separate encounters" if competency.observed > 1 else words


def pairs(observed: Observed) -> Mapping[str, tuple[int, int]]:
    """The items that both observers saw, with the first's level and the second's."""
    if observed.second_id is None or observed.second_id not in observed.levels:
        return {}
    first, second = observed.levels[observed.first_id], observed.levels[observed.second_id]
    return {item: (level, second[item]) for item, level in first.items() if level and second.get(item)}


def agreement(found: Sequence[tuple[int, int]]) -> str:
    """How many pairs of levels agree, in words; empty where there are too few to say."""
    if len(found) < FEWEST_PAIRS:
        return ""
    exactly = sum(first == second for first, second in found)
    nearly = sum(abs(first - second) <= 1 for first, second in found)
    return (
        f"Of {len(found)} competencies that both observers saw, they rated {exactly} exactly alike "
        f"and {nearly} within one level."
    )
