"""What observed encounters say: who sees ratings, what carries a signature, who agrees."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

from trainer.curriculum.observing import Observed, agreement, carrying, missing_for, pairs
from trainer.curriculum.requirements.competency import Competency

CONSENT = Competency(id="consent", title="Consent", level=3, observed=2, anchors={})
FIRST, SECOND = uuid4(), uuid4()
TODAY = date(2026, 11, 23)


def encounter(
    first: Mapping[str, int],
    second: Mapping[str, int] | None = None,
    *,
    asked: bool = False,
    recorded: date = TODAY,
    withdrawn: bool = False,
) -> Observed:
    levels: dict[UUID, Mapping[str, int]] = {FIRST: first}
    if second is not None:
        levels[SECOND] = second
    return Observed(
        id=uuid4(),
        first_id=FIRST,
        second_id=SECOND if asked or second is not None else None,
        recorded_on=recorded,
        levels=levels,
        is_withdrawn=withdrawn,
    )


def saw(level: int) -> Mapping[str, int]:
    return {CONSENT.item: level}


def test_two_encounters_at_the_level_carry_a_signature() -> None:
    assert missing_for(CONSENT, [encounter(saw(3)), encounter(saw(3))], 3, TODAY) == ""


def test_one_encounter_is_too_few_and_says_how_many_are_missing() -> None:
    assert missing_for(CONSENT, [encounter(saw(3)), encounter(saw(2))], 3, TODAY) == (
        "Level 3 (independent) was seen in 1 of 2 encounters that are asked for; 1 further one is missing."
    )


def test_a_level_below_the_one_asked_for_is_never_enough() -> None:
    assert missing_for(CONSENT, [encounter(saw(2)), encounter(saw(2))], 2, TODAY) == (
        "Level 3 (independent) in 2 separate encounters is asked for; level 2 (safe with prompting) is below it."
    )


def test_a_withdrawn_encounter_carries_nothing() -> None:
    seen = [encounter(saw(3)), encounter(saw(3), withdrawn=True)]
    assert len(carrying(seen, CONSENT.item, 3, TODAY)) == 1


def test_of_two_observers_the_lower_level_counts() -> None:
    assert carrying([encounter(saw(3), saw(2))], CONSENT.item, 3, TODAY) == ()


def test_a_second_observer_who_did_not_see_it_takes_nothing_away() -> None:
    assert len(carrying([encounter(saw(3), saw(0))], CONSENT.item, 3, TODAY)) == 1


def test_ratings_wait_for_the_second_observer_and_the_sentence_says_so() -> None:
    waits = encounter(saw(3), asked=True)
    assert not waits.shows_ratings(TODAY)
    assert missing_for(CONSENT, [encounter(saw(3)), waits], 3, TODAY) == (
        "Level 3 (independent) was seen in 1 of 2 encounters that are asked for; 1 further one is missing. "
        "1 encounter waits for a second observer's ratings."
    )


def test_after_fourteen_days_the_first_ratings_count_without_the_second() -> None:
    waits = encounter(saw(3), asked=True, recorded=date(2026, 11, 9))
    assert not waits.shows_ratings(date(2026, 11, 22))
    assert waits.shows_ratings(date(2026, 11, 23))


def test_the_second_observer_sees_no_rating_before_their_own_however_long_it_takes() -> None:
    waits = encounter(saw(3), asked=True, recorded=date(2026, 11, 9))
    somebody = uuid4()
    assert [waits.shows_ratings_to(who, date(2026, 11, 22)) for who in (FIRST, SECOND, somebody)] == [
        True,
        False,
        False,
    ]
    assert [waits.shows_ratings_to(who, date(2026, 12, 24)) for who in (FIRST, SECOND, somebody)] == [True, False, True]


def test_pairs_are_the_items_that_both_saw() -> None:
    both = encounter({"a": 3, "b": 2, "c": 0}, {"a": 2, "b": 0, "c": 1})
    assert pairs(both) == {"a": (3, 2)}


def test_no_figure_of_agreement_comes_from_four_pairs() -> None:
    assert agreement([(3, 3)] * 4) == ""


def test_five_pairs_are_told_exactly_alike_and_within_one_level() -> None:
    assert agreement([(3, 3), (3, 2), (1, 3), (2, 2), (1, 1)]) == (
        "Of 5 competencies that both observers saw, they rated 3 exactly alike and 4 within one level."
    )
