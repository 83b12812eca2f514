"""Words for people can be removed from a branching case, and nothing that runs rest on."""

import pytest

from tests.support.branching_cases import CASE, PATH
from trainer.curriculum.redacting import places_of
from trainer.curriculum.redacting_shape import why_not_same


def problems(words: str) -> int:
    places = places_of(CASE, words)
    assert places, words
    return len(why_not_same(PATH, CASE, places))


@pytest.mark.parametrize(
    "words",
    [
        "Mara has come",
        "She arrives late",
        "just* start",
        "Start at once",
        "She nods.",
        "not for the therapist",
        "As told",
    ],
)
def test_words_for_people_can_be_removed(words: str) -> None:
    assert problems(words) == 0


@pytest.mark.parametrize("words", ["start-now", "systolic: 164", "first: arrival", "scope", "routes.md", "usual"])
def test_what_runs_rest_on_stays(words: str) -> None:
    assert problems(words) > 0
