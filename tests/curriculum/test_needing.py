"""What the people of a cohort need somebody for, in the words that a supervisor reads."""

from dataclasses import replace
from datetime import date

import pytest

from trainer.curriculum.needing import Need, NeedKind, Trouble, Way, needs_of

TODAY = date(2026, 11, 23)
AT_WORK = Way(
    troubles=(),
    left=(),
    ends_on=date(2027, 1, 31),
    last_on=date(2026, 11, 20),
    since=date(2026, 9, 1),
    is_complete=False,
    is_paused=False,
)
ROUTES = Trouble(slug="routes", title="Routes", failed=2, left=1, is_asked_for=False)


def whys(way: Way) -> list[tuple[str, str]]:
    return [(need.kind.value, need.why) for need in needs_of(way, TODAY)]


def test_somebody_who_is_at_work_needs_nothing() -> None:
    assert whys(AT_WORK) == []


def test_two_failed_attempts_are_told_with_what_is_left() -> None:
    stuck = replace(AT_WORK, troubles=(ROUTES, replace(ROUTES, title="Signs", failed=3, left=0)))

    assert whys(stuck) == [
        ("stuck", "“Routes” is not passed after 2 attempts; 1 attempt is left."),
        ("stuck", "“Signs” is not passed after 3 attempts; no attempt is left."),
    ]


def test_asking_for_an_attempt_comes_first_and_names_the_quiz() -> None:
    asking = replace(ROUTES, slug="mood", title="Mood", failed=1, left=0, is_asked_for=True)

    needs = needs_of(replace(AT_WORK, troubles=(ROUTES, asking)), TODAY)

    assert [need.kind for need in needs] == [NeedKind.ASKS, NeedKind.STUCK]
    assert needs[0] == Need(
        kind=NeedKind.ASKS, why="Asks for another attempt at “Mood”, not passed after 1 attempt.", quiz="mood"
    )


def test_fourteen_quiet_days_are_silence_and_thirteen_are_not() -> None:
    assert whys(replace(AT_WORK, last_on=date(2026, 11, 10))) == []
    assert whys(replace(AT_WORK, last_on=date(2026, 11, 9))) == [
        ("silent", "Has done nothing for 14 days, since 9 November 2026.")
    ]


def test_silence_counts_from_the_day_on_which_the_course_began_for_somebody() -> None:
    assert whys(replace(AT_WORK, last_on=None, since=date(2026, 11, 10))) == []
    assert whys(replace(AT_WORK, last_on=None, since=date(2026, 11, 1))) == [
        ("silent", "Has done nothing yet, 22 days after 1 November 2026, when the course began.")
    ]
    assert whys(replace(AT_WORK, last_on=date(2026, 9, 9), since=date(2026, 11, 20))) == []


def test_a_cohort_that_has_not_begun_is_not_silent() -> None:
    assert whys(replace(AT_WORK, last_on=None, since=date(2026, 12, 1))) == []


def test_what_is_overdue_is_named_with_the_day_and_with_the_silence() -> None:
    over = replace(AT_WORK, left=("A", "B", "C", "D", "E"), ends_on=date(2026, 11, 3), last_on=date(2026, 10, 30))

    assert whys(over) == [
        (
            "overdue",
            "“A”, “B”, “C” and 2 more were to be done by 3 November 2026."
            " Has done nothing for 24 days, since 30 October 2026.",
        )
    ]
    assert whys(replace(over, left=("A",), last_on=TODAY)) == [("overdue", "“A” was to be done by 3 November 2026.")]


@pytest.mark.parametrize("is_complete", [True, False])
def test_those_who_are_done_or_pause_need_nothing_but_what_they_ask_for(is_complete: bool) -> None:
    behind = replace(AT_WORK, troubles=(ROUTES,), left=("A",), last_on=date(2026, 9, 9))
    way = replace(behind, is_complete=is_complete, is_paused=not is_complete)

    assert whys(way) == []
    asking = replace(way, troubles=(replace(ROUTES, is_asked_for=True),))
    assert [kind for kind, _ in whys(asking)] == ["asks"]
