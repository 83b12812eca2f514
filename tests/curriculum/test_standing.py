"""Standings as they are stored: equal ones give equal text, and come back as they were."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from trainer.curriculum.standing import (
    COURSE,
    EMPTY,
    CourseStanding,
    ModuleStanding,
    QuizStanding,
    Standing,
    Standings,
    from_json,
    gather,
    module_item,
    quiz_item,
    to_json,
)

AT = datetime(2026, 11, 2, 9, 30, 15, 123456, tzinfo=UTC)
ATTEMPT = UUID("5a0fb1a5-2df4-4f0e-9a54-6f6a3d6f7c11")
MODULE = ModuleStanding(
    item="module:basics/first",
    finished=("begin",),
    again=("end",),
    opened=("begin", "end"),
    last_at=AT,
    completed_at=AT,
    revision=3,
)
QUIZ = QuizStanding(
    item="quiz:first",
    attempts=2,
    granted=1,
    is_asked_for=True,
    open_attempt=ATTEMPT,
    open_until=AT + timedelta(minutes=20),
    submitted=1,
    last_submitted_at=AT,
    best_points=250,
    best_maximum=400,
    missed_critical=True,
    last_at=AT,
)

moments = some.none() | some.datetimes(timezones=some.just(UTC))
counts = some.integers(0, 1000)
ids = some.lists(some.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True), max_size=4).map(tuple)
module_standings = some.builds(
    ModuleStanding,
    item=some.just("module:basics/first"),
    finished=ids,
    again=ids,
    opened=ids,
    last_at=moments,
    completed_at=moments,
    revision=counts,
)
quiz_standings = some.builds(
    QuizStanding,
    item=some.just("quiz:first"),
    attempts=counts,
    is_asked_for=some.booleans(),
    open_attempt=some.none() | some.uuids(),
    best_points=some.none() | counts,
    last_submitted_at=moments,
    completed_at=moments,
)


def test_a_standing_as_it_is_stored() -> None:
    assert to_json(MODULE) == (
        '{"again":["end"],"completed_at":"2026-11-02T09:30:15.123456+00:00","finished":["begin"],'
        '"is_excused":false,"item":"module:basics/first","last_at":"2026-11-02T09:30:15.123456+00:00",'
        '"opened":["begin","end"],"revision":3}'
    )


@pytest.mark.parametrize("standing", [MODULE, QUIZ, CourseStanding(completed_at=AT), CourseStanding()])
def test_a_standing_comes_back_as_it_was(standing: Standing) -> None:
    assert from_json(to_json(standing), standing.item) == standing


@given(module_standings | quiz_standings)
def test_every_standing_comes_back_as_it_was(standing: ModuleStanding | QuizStanding) -> None:
    again = from_json(to_json(standing), standing.item)

    assert again == standing
    assert to_json(again) == to_json(standing)


def test_items_are_named_by_what_they_are() -> None:
    assert module_item("basics/first") == "module:basics/first"
    assert quiz_item("first") == "quiz:first"
    assert COURSE == "course"


def test_stored_standings_are_put_together_by_item() -> None:
    stored = {each.item: to_json(each) for each in (MODULE, QUIZ, CourseStanding(completed_at=AT))}

    standings = gather(stored)

    assert standings.module("basics/first") == MODULE
    assert standings.quiz("first") == QUIZ
    assert standings.course.completed_at == AT


def test_what_nobody_touched_has_an_empty_standing() -> None:
    assert gather({}) == EMPTY
    assert EMPTY.module("basics/first") == ModuleStanding(item="module:basics/first")
    assert EMPTY.quiz("first") == QuizStanding(item="quiz:first")
    assert EMPTY.course.completed_at is None


def test_all_standings_come_in_a_fixed_order() -> None:
    second = ModuleStanding(item="module:basics/second")
    standings = Standings(
        modules={"basics/second": second, "basics/first": MODULE}, quizzes={"first": QUIZ}, course=CourseStanding()
    )

    assert [each.item for each in standings.all()] == [
        "module:basics/first",
        "module:basics/second",
        "quiz:first",
        "course",
    ]


def test_changed_since_is_said_only_of_what_is_complete() -> None:
    assert MODULE.is_changed_since
    assert not ModuleStanding(item="module:a/b", again=("end",)).is_changed_since
    assert not ModuleStanding(item="module:a/b", completed_at=AT).is_changed_since
