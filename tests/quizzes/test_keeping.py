"""Reviews are scheduled as FSRS-6 is published, and as it was pinned."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quizzes.reading import question_from, usable_quiz
from trainer.quizzes.certainty import Certainty
from trainer.quizzes.keeping import (
    CURRENT,
    SCHEDULINGS,
    Happened,
    Happening,
    Memory,
    Rating,
    Scheduling,
    can_be_kept,
    fold,
    rating_of,
    retrievability,
    reviewed,
)

DAY = date(2022, 11, 29)
PINNED = SCHEDULINGS[CURRENT]
AGAIN, HARD, GOOD, EASY = Rating


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def course_of(ratings: Sequence[Rating], days: Sequence[int], scheduling: Scheduling = PINNED) -> list[Memory]:
    """The memory after each of some reviews, each so many days after the first."""
    memory: Memory | None = None
    memories: list[Memory] = []
    for rating, day in zip(ratings, days, strict=True):
        memory = reviewed(memory, rating, after(day), scheduling)
        memories.append(memory)
    return memories


# -- values that others publish --------------------------------------------------------------------------------------

# py-fsrs, tests/test_basic.py, test_memo_state (within 1e-4); fsrs-rs, src/inference.rs, test_memory_state, expects the
# same of the same reviews.
PUBLISHED_RATINGS = (AGAIN, GOOD, GOOD, GOOD, GOOD, GOOD)
PUBLISHED_DAYS = (0, 0, 1, 4, 12, 33)


def test_the_state_that_the_package_publishes_is_reached() -> None:
    last = course_of(PUBLISHED_RATINGS, PUBLISHED_DAYS)[-1]
    assert last.stability == pytest.approx(53.62691, abs=1e-4)
    assert last.difficulty == pytest.approx(6.3574867, abs=1e-4)


def test_the_state_that_is_published_without_same_day_reviews_is_reached() -> None:
    # fsrs-rs, src/inference.rs, test_memory_state: w17, w18 and w19 are 0.
    without = replace(PINNED, parameters=(*PINNED.parameters[:17], 0.0, 0.0, 0.0, PINNED.parameters[20]))
    last = course_of(PUBLISHED_RATINGS, PUBLISHED_DAYS, without)[-1]
    assert last.stability == pytest.approx(53.335106, abs=1e-4)
    assert last.difficulty == pytest.approx(6.3574867, abs=1e-4)


def test_the_first_state_is_the_published_one() -> None:
    # fsrs-rs, src/inference.rs: stability and difficulty after a first review.
    published = {AGAIN: (0.212, 6.4133), HARD: (1.2931, 5.1121707), GOOD: (2.3065, 2.118104), EASY: (8.2956, 1.0)}
    for rating, (stability, difficulty) in published.items():
        memory = reviewed(None, rating, DAY, PINNED)
        assert memory.stability == pytest.approx(stability, abs=1e-6)
        assert memory.difficulty == pytest.approx(difficulty, abs=1e-6)


def test_the_intervals_that_the_package_publishes_follow() -> None:
    # py-fsrs, tests/test_basic.py, test_review_card: [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21], each review on
    # the day on which it was due. Its zeros are steps of minutes; a daily review has none.
    ratings = (*(GOOD,) * 6, *(AGAIN,) * 2, *(GOOD,) * 5)
    days = (0, 0, 2, 13, 59, 222, 720, 720, 720, 722, 726, 733, 745)
    memories = course_of(ratings, days, replace(PINNED, longest=36500))
    intervals = [(each.due_on - each.last_on).days for each in memories]
    assert intervals[1:6] == [2, 11, 46, 163, 498]
    assert intervals[8:] == [2, 4, 7, 12, 21]


def test_ten_easy_reviews_on_a_day_leave_the_least_difficulty() -> None:
    # py-fsrs, tests/test_basic.py, test_repeated_correct_reviews
    assert course_of((EASY,) * 10, (0,) * 10)[-1].difficulty == 1.0


def test_what_is_forgotten_again_and_again_keeps_the_least_stability() -> None:
    # py-fsrs, tests/test_basic.py, test_stability_lower_bound
    assert all(each.stability >= 0.001 for each in course_of((AGAIN,) * 500, range(0, 1000, 2)))


def test_what_is_pinned_is_what_was_published() -> None:
    # py-fsrs 6.3, fsrs/scheduler.py, DEFAULT_PARAMETERS, and desired_retention. Facts name them: they never change.
    assert SCHEDULINGS["fsrs-6/1"].parameters == (
        0.212,
        1.2931,
        2.3065,
        8.2956,
        6.4133,
        0.8334,
        3.0194,
        0.001,
        1.8722,
        0.1666,
        0.796,
        1.4835,
        0.0614,
        0.2629,
        1.6483,
        0.6014,
        1.8729,
        0.5425,
        0.0912,
        0.0658,
        0.1542,
    )
    assert (SCHEDULINGS["fsrs-6/1"].retention, SCHEDULINGS["fsrs-6/1"].longest) == (0.9, 365)


# -- the formulas, by hand -------------------------------------------------------------------------------------------

W = PINNED.parameters
FACTOR = 0.9 ** (-1 / W[20]) - 1


def by_hand(stability: float, difficulty: float, days: int, rating: int) -> tuple[float, float]:
    """Stability and difficulty after a review: FSRS-6 as its authors write it.

    From the wiki of open-spaced-repetition, "The Algorithm".
    """
    recall = (1 + FACTOR * days / stability) ** -W[20]
    if days == 0:
        grows = math.exp(W[17] * (rating - 3 + W[18])) * stability ** -W[19]
        next_stability = stability * (max(grows, 1) if rating > 1 else grows)
    elif rating == 1:
        forgotten = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1) * math.exp(W[14] * (1 - recall))
        next_stability = min(forgotten, stability / math.exp(W[17] * W[18]))
    else:
        bonus = {2: W[15], 3: 1.0, 4: W[16]}[rating]
        growth = math.exp(W[8]) * (11 - difficulty) * stability ** -W[9] * (math.exp(W[10] * (1 - recall)) - 1)
        next_stability = stability * (1 + growth * bonus)
    damped = difficulty - W[6] * (rating - 3) * (10 - difficulty) / 9
    easiest = W[4] - math.exp(W[5] * 3) + 1
    reverted = W[7] * easiest + (1 - W[7]) * damped
    return max(next_stability, 0.001), min(max(reverted, 1), 10)


@given(
    stability=st.floats(0.05, 400),
    difficulty=st.floats(1, 10),
    days=st.integers(0, 800),
    rating=st.sampled_from(list(Rating)),
)
def test_a_review_follows_the_formulas(stability: float, difficulty: float, days: int, rating: Rating) -> None:
    before = Memory(stability=stability, difficulty=difficulty, last_on=DAY, due_on=after(1))
    memory = reviewed(before, rating, after(days), PINNED)
    wanted = by_hand(stability, difficulty, days, rating)
    assert (memory.stability, memory.difficulty) == pytest.approx(wanted, rel=1e-9)
    days_to_next = (memory.due_on - memory.last_on).days
    # The interval that leaves a retrievability of 0.9 is the stability itself; what was not known comes back tomorrow.
    assert days_to_next == (1 if rating is AGAIN else min(max(round(wanted[0]), 1), 365))


def test_reviews_written_out() -> None:
    # Good on the first day, Good when due, Again when due; computed from the formulas with 40 decimal digits.
    first, second, third = course_of((GOOD, GOOD, AGAIN), (0, 2, 13))
    # D = 6.4133 - e^(2 0.8334) + 1
    assert (first.stability, first.difficulty) == pytest.approx((2.3065, 2.1181039704590), abs=1e-12)
    # R = (1 + 0.98034649441348 2/2.3065)^-0.1542 = 0.90949325597736
    # S = 2.3065 (1 + e^1.8722 (11 - 2.118104) 2.3065^-0.1666 (e^(0.796 (1 - R)) - 1))
    assert (second.stability, second.difficulty) == pytest.approx((10.9643323358207, 2.1112142357854), abs=1e-11)
    # R = 0.89977671762718; S = 1.4835 2.111214^-0.0614 (11.964332^0.2629 - 1) e^(1.6483 (1 - R))
    assert (third.stability, third.difficulty) == pytest.approx((1.5383372358833, 7.3922381323427), abs=1e-11)
    assert [each.due_on for each in (first, second, third)] == [after(2), after(13), after(14)]


def test_retrievability_is_nine_tenths_after_the_stability() -> None:
    assert retrievability(10, DAY, DAY, PINNED) == 1
    assert retrievability(10, DAY, after(10), PINNED) == pytest.approx(0.9, abs=1e-12)
    assert retrievability(10, DAY, after(100), PINNED) == pytest.approx((1 + FACTOR * 10) ** -0.1542, abs=1e-12)


def test_a_review_before_the_last_one_is_as_on_the_same_day() -> None:
    memory = reviewed(reviewed(None, GOOD, DAY, PINNED), GOOD, after(-3), PINNED)
    assert memory.stability == pytest.approx(by_hand(2.3065, 2.118104, 0, 3)[0], rel=1e-6)


# -- what becomes of a question --------------------------------------------------------------------------------------


def quiz(rating: Rating, day: int = 0) -> Happened:
    return Happened(kind=Happening.QUIZ, on=after(day), rating=rating)


def review(rating: Rating, day: int) -> Happened:
    return Happened(kind=Happening.REVIEW, on=after(day), rating=rating)


def word(rating: Rating, day: int) -> Happened:
    return Happened(kind=Happening.WORD, on=after(day), rating=rating)


def left(day: int) -> Happened:
    return Happened(kind=Happening.LEFT, on=after(day))


def test_a_question_is_asked_by_how_it_was_answered_in_the_quiz() -> None:
    assert [fold(DAY, [quiz(rating)]).due_on for rating in Rating] == [after(1), after(1), after(2), after(8)]


def test_a_question_of_which_only_the_reasons_are_on_record_is_asked_on_the_next_day() -> None:
    kept = fold(DAY, [])
    assert (kept.memory, kept.due_on) == (None, after(1))


def test_ones_own_word_takes_the_place_of_the_rating_before_it() -> None:
    good = [quiz(GOOD), review(GOOD, 2)]
    assert fold(DAY, [*good, word(EASY, 2)]) == fold(DAY, [quiz(GOOD), review(EASY, 2)])
    assert fold(DAY, [*good, word(EASY, 2), word(HARD, 2)]) == fold(DAY, [quiz(GOOD), review(HARD, 2)])


def test_what_was_left_is_asked_no_more_until_it_is_taken_up() -> None:
    known = [quiz(GOOD), left(1)]
    assert fold(DAY, known).due_on is None
    again = fold(DAY, [*known, Happened(kind=Happening.TAKEN_UP, on=after(3))])
    assert again == fold(DAY, [quiz(GOOD)])


def test_what_was_left_comes_back_when_a_later_quiz_shows_otherwise() -> None:
    assert fold(DAY, [quiz(GOOD), left(1), quiz(GOOD, 5)]).due_on is None
    assert fold(DAY, [quiz(GOOD), left(1), quiz(AGAIN, 5)]).due_on is not None


@given(st.lists(st.tuples(st.sampled_from(list(Rating)), st.integers(0, 60)), max_size=30))
def test_whatever_was_answered_the_next_review_is_within_a_year_and_not_today(
    answers: list[tuple[Rating, int]],
) -> None:
    day, happened = 0, []
    for rating, gap in answers:
        day += gap
        happened.append(review(rating, day))
    kept = fold(DAY, happened)
    assert kept.due_on is not None
    assert after(day + 1) <= kept.due_on <= after(day + 365)


# -- how an answer is rated ------------------------------------------------------------------------------------------

CHOICE = """
type: single-choice
options: [{id: a, text: A, correct: true, why: Yes.}, {id: b, text: B, why: No.}]
"""
EXTENDED = """
- id: waits
  type: extended
  objective: pharmacology/routes#compare-routes
  prompt: What do you do?
  rubric: [{id: asks, text: Asks first, points: 1, for_learner: It is theirs.}]
"""
PANEL = """
type: panel-rating
panel: Two supervisors.
least: 1
most: 7
low: not at all
high: fully
none_from: 2
aspects: [{id: presence, text: Stays present, ratings: 6 5 6, why: The guide waits.}]
"""


def test_right_is_good_and_anything_less_is_again() -> None:
    question = question_from(CHOICE)
    assert rating_of(question, Fraction(1)) is GOOD
    assert [rating_of(question, Fraction(each, 4)) for each in (0, 2, 3)] == [AGAIN, AGAIN, AGAIN]


def test_what_was_right_at_a_later_try_was_not_known() -> None:
    assert rating_of(question_from(CHOICE), Fraction(1), tried=2) is AGAIN


def test_certainty_tells_hard_from_easy() -> None:
    question = question_from(CHOICE)
    assert [rating_of(question, Fraction(1), certainty) for certainty in Certainty] == [HARD, GOOD, EASY]
    assert [rating_of(question, Fraction(0), certainty) for certainty in Certainty] == [AGAIN, AGAIN, AGAIN]


def test_a_rating_near_that_of_the_panel_counts_as_right() -> None:
    question = question_from(PANEL)
    assert [rating_of(question, Fraction(each, 4)) for each in (4, 3, 2)] == [GOOD, GOOD, AGAIN]


def test_what_a_person_marks_is_not_kept() -> None:
    assert can_be_kept(question_from(CHOICE))
    assert not can_be_kept(usable_quiz("purpose: final\n", EXTENDED).questions[0])
