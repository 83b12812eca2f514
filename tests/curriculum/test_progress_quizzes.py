"""Where somebody stands in a quiz, by the attempts, requests and grants of an enrolment."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

from tests.curriculum.small_outline import (
    TERMS,
    attempt,
    completion,
    course,
    day,
    module,
    named,
    pre_test,
    quiz_outline,
)
from trainer.curriculum.course import Rules
from trainer.curriculum.progress import AttemptFact, Facts, GrantFact, RequestFact, fold
from trainer.curriculum.standing import QuizStanding
from trainer.quizzes.policy import Counts, Policy

PATH = "quizzes/first.yml"
FIRST = module("basics/first", quiz=TERMS)


def result_by(counts: Counts, *attempts: AttemptFact) -> QuizStanding:
    """Where somebody stands in a quiz with two attempts for everybody, where this attempt counts."""
    outline = course(module("basics/first", quiz=replace(TERMS, attempts=2, policy=Policy(counts=counts))))
    return fold(outline, outline.rules, Facts(attempts=attempts), day(20)).standings.quiz("first")


def reached(attempts: Sequence[AttemptFact] = (), **further: Sequence[RequestFact | GrantFact]) -> QuizStanding:
    """Where somebody stands in the quiz of a module of which nothing was read."""
    outline = course(FIRST)
    facts = Facts(attempts=attempts, **further)  # type: ignore[arg-type]  # each name with its own kind of fact
    return fold(outline, outline.rules, facts, day(20)).standings.quiz("first")


def test_a_quiz_that_nobody_touched() -> None:
    assert reached() == QuizStanding(item="quiz:first")


def test_an_open_attempt_is_named_with_its_due_time() -> None:
    standing = reached([attempt("first", at=3, minutes=20)])

    assert standing == QuizStanding(
        item="quiz:first",
        attempts=1,
        open_attempt=named("attempt first 1"),
        open_until=day(3) + timedelta(minutes=20),
        last_at=day(3),
    )


def test_a_failed_attempt() -> None:
    standing = reached([attempt("first", 1, 250, at=3)])

    assert standing == QuizStanding(
        item="quiz:first",
        attempts=1,
        submitted=1,
        last_submitted_at=day(3) + timedelta(hours=1),
        best_points=250,
        best_maximum=400,
        last_at=day(3) + timedelta(hours=1),
    )


def test_the_best_attempt_is_kept_not_the_latest() -> None:
    standing = reached([attempt("first", 1, 300), attempt("first", 2, 200, at=2)])

    assert (standing.best_points, standing.best_maximum) == (300, 400)
    assert standing.submitted == 2


def test_a_passed_attempt_is_better_than_one_with_more_points_that_failed_on_safety() -> None:
    standing = reached([attempt("first", 1, 390, critical=True), attempt("first", 2, 330, passed=True)])

    assert standing.is_passed
    assert standing.best_points == 330
    assert not standing.missed_critical


def test_whether_a_safety_critical_question_was_missed_is_said_of_the_best_attempt() -> None:
    assert not reached([attempt("first", 1, 100, critical=True), attempt("first", 2, 300)]).missed_critical
    assert reached([attempt("first", 1, 100), attempt("first", 2, 390, critical=True)]).missed_critical


def test_a_passed_attempt_stays_passed_whatever_the_terms_are_today() -> None:
    stricter = module("basics/first", quiz=quiz_outline("first").terms.__class__(pass_mark=100, attempts=1))
    outline = course(stricter)

    folded = fold(outline, outline.rules, Facts(attempts=[attempt("first", 1, 330, passed=True)]), day(20))

    assert folded.standings.quiz("first").is_passed


def test_an_attempt_without_a_score_is_open_and_passes_nothing() -> None:
    assert not reached([attempt("first", 1, passed=True)]).is_passed


def test_granted_attempts_add_up() -> None:
    grants = [GrantFact(path=PATH, attempts=1, answers=0), GrantFact(path=PATH, attempts=2, answers=0)]

    assert reached(grants=grants).granted == 3


def test_a_request_waits_until_a_grant_answers_it() -> None:
    first, second = RequestFact(path=PATH, number=1), RequestFact(path=PATH, number=2)
    answer_to_first = GrantFact(path=PATH, attempts=1, answers=1)

    assert reached(requests=[first]).is_asked_for
    assert not reached(requests=[first], grants=[answer_to_first]).is_asked_for
    assert reached(requests=[first, second], grants=[answer_to_first]).is_asked_for


def test_a_grant_that_nobody_asked_for_answers_no_later_request() -> None:
    unasked = GrantFact(path=PATH, attempts=1, answers=0)

    assert reached(requests=[RequestFact(path=PATH, number=1)], grants=[unasked]).is_asked_for


def test_the_facts_of_another_quiz_do_not_count() -> None:
    standing = reached(
        [attempt("other", 1, 400, passed=True)],
        requests=[RequestFact(path="quizzes/other.yml", number=1)],
        grants=[GrantFact(path="quizzes/other.yml", attempts=1, answers=0)],
    )

    assert standing == QuizStanding(item="quiz:first")


def test_equally_good_attempts_are_told_apart_by_number_not_by_the_order_of_facts() -> None:
    half = attempt("first", 1, 200)
    same_of_less = AttemptFact(
        id=named("b"), path=PATH, number=2, started_at=day(2), submitted_at=day(2), points=100, maximum=200
    )

    found = {reached(list(order)).best_points for order in permutations([half, same_of_less])}

    assert found == {200}


def test_a_quiz_of_the_course_is_complete_when_it_is_passed() -> None:
    outline = course(FIRST, quizzes=[quiz_outline("final")])

    failed = fold(outline, outline.rules, Facts(attempts=[attempt("final", 1, 100)]), day(20))
    passed = fold(outline, outline.rules, Facts(attempts=[attempt("final", 1, 400, passed=True)]), day(20))

    assert failed.found == ()
    assert [(found.item, found.path, found.counted) for found in passed.found] == [
        ("quiz:final", "quizzes/final.yml", (named("score final 1"),))
    ]
    assert passed.standings.quiz("final").completed_at == day(20)


def test_a_pre_test_counts_when_it_is_submitted() -> None:
    outline = course(FIRST, quizzes=[quiz_outline("before", pre_test())])

    begun = fold(outline, outline.rules, Facts(attempts=[attempt("before")]), day(20))
    handed_in = fold(outline, outline.rules, Facts(attempts=[attempt("before", 1, 0)]), day(20))

    assert begun.found == ()
    assert [found.item for found in handed_in.found] == ["quiz:before"]
    assert handed_in.found[0].counted == (named("score before 1"),)


def test_a_completed_quiz_stays_complete_though_it_became_something_that_must_be_passed() -> None:
    outline = course(FIRST, quizzes=[quiz_outline("before")])
    facts = Facts(attempts=[attempt("before", 1, 0)], completions=[completion("quiz:before", at=3)])

    folded = fold(outline, Rules(modules=()), facts, day(20))

    assert folded.standings.quiz("before").completed_at == day(3)


def test_the_result_is_that_of_the_attempt_that_counts() -> None:
    passed, failed = attempt("first", 1, 400, passed=True), attempt("first", 2, 200, at=2)

    assert (result_by(Counts.BEST, passed, failed).best_points, result_by(Counts.BEST, passed, failed).is_passed) == (
        400,
        True,
    )
    assert (result_by(Counts.LAST, passed, failed).best_points, result_by(Counts.LAST, passed, failed).is_passed) == (
        200,
        False,
    )


def test_where_the_first_attempt_counts_only_granted_ones_can_put_it_right() -> None:
    failed, again = attempt("first", 1, 200), attempt("first", 2, 400, at=2, passed=True)
    granted = attempt("first", 3, 400, at=3, passed=True)

    assert not result_by(Counts.FIRST, failed, again).is_passed
    assert result_by(Counts.FIRST, failed, again, granted).is_passed
