"""The word for where somebody stands in an item today, and whether a module is open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.curriculum.small_outline import (
    TERMS,
    attempt,
    completion,
    course,
    day,
    finished,
    module,
    opened,
    pre_test,
    quiz_outline,
    read_all,
    rules,
)
from trainer.curriculum.course import ModulesRule, QuizzesRule, Rules
from trainer.curriculum.outline import ModuleOutline, Outline
from trainer.curriculum.progress import AttemptFact, Facts, GrantFact, fold
from trainer.curriculum.standing import Standings
from trainer.curriculum.state import (
    State,
    is_open,
    is_stuck,
    missing_prerequisites,
    module_state,
    open_modules,
    quiz_state,
)

FIRST = module("basics/first", quiz=TERMS)
PLAIN = module("basics/plain")
OUTLINE = course(FIRST, PLAIN, quizzes=[quiz_outline("final")])
ENDS_ON = date(2026, 11, 15)
PASSED = attempt("first", 1, 400, passed=True)
THREE_FAILED = [attempt("first", number, 100, at=number) for number in (1, 2, 3)]


def standings(facts: Facts, outline: Outline = OUTLINE, asked: Rules | None = None) -> Standings:
    return fold(outline, asked or outline.rules, facts, day(10)).standings


def state(
    facts: Facts, outline: ModuleOutline = FIRST, *, asked: Rules = OUTLINE.rules, today: date = date(2026, 11, 10)
) -> State:
    return module_state(outline, asked, standings(facts, asked=asked), ends_on=ENDS_ON, today=today)


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        (Facts(), "not started"),
        (Facts(readings=[opened("basics/first", "begin")]), "reading"),
        (Facts(readings=[finished("basics/first", "begin")]), "reading"),
        (Facts(readings=read_all(FIRST)), "quiz open"),
        (Facts(attempts=[attempt("first")]), "quiz open"),
        (Facts(readings=read_all(FIRST), attempts=[attempt("first", 1, 100)]), "quiz open"),
        (Facts(attempts=[PASSED]), "reading"),
        (Facts(attempts=THREE_FAILED), "help needed"),
        (Facts(attempts=[*THREE_FAILED[:2], attempt("first", 3)]), "quiz open"),
        (Facts(readings=read_all(FIRST), attempts=[PASSED]), "done"),
        (Facts(completions=[completion("module:basics/first")]), "done"),
    ],
)
def test_the_state_of_a_module_with_a_quiz(facts: Facts, word: str) -> None:
    assert state(facts).word == word


def test_a_granted_attempt_ends_the_need_for_help() -> None:
    facts = Facts(attempts=THREE_FAILED, grants=[GrantFact(path="quizzes/first.yml", attempts=1, answers=0)])

    assert state(facts) is State.QUIZ_OPEN


def test_a_completed_module_is_changed_since_after_a_material_change() -> None:
    changed = module("basics/first", quiz=TERMS, revision=2, changed_at={"end": 2})
    outline = course(changed)
    facts = Facts(readings=read_all(FIRST), completions=[completion("module:basics/first")])

    found = module_state(changed, outline.rules, standings(facts, outline), ends_on=ENDS_ON, today=ENDS_ON)

    assert found.word == "changed since"


def test_nothing_is_overdue_on_the_last_day() -> None:
    assert state(Facts(), today=ENDS_ON) is State.NOT_STARTED


def test_what_is_not_done_is_overdue_the_day_after() -> None:
    assert state(Facts(), today=date(2026, 11, 16)) is State.OVERDUE
    assert state(Facts(readings=read_all(FIRST)), today=date(2026, 11, 16)) is State.OVERDUE


def test_nothing_is_overdue_without_a_last_day() -> None:
    found = module_state(FIRST, OUTLINE.rules, standings(Facts()), ends_on=None, today=date(2026, 12, 31))

    assert found is State.NOT_STARTED


def test_who_needs_help_is_not_called_overdue() -> None:
    assert state(Facts(attempts=THREE_FAILED), today=date(2026, 12, 1)) is State.HELP_NEEDED


def test_what_is_done_is_never_overdue() -> None:
    assert state(Facts(completions=[completion("module:basics/first")]), today=date(2026, 12, 1)) is State.DONE


@pytest.mark.parametrize(
    "asked",
    [
        rules("basics/plain"),
        rules("basics/first", read=ModulesRule.NONE, quizzes=QuizzesRule.NONE),
    ],
)
def test_a_module_that_is_not_asked_for_is_never_overdue(asked: Rules) -> None:
    assert state(Facts(), asked=asked, today=date(2026, 12, 1)) is State.NOT_STARTED


def test_a_quiz_that_is_only_offered_neither_holds_up_nor_needs_help() -> None:
    offered = rules("basics/first", quizzes=QuizzesRule.NONE)
    facts = Facts(readings=[opened("basics/first", "begin")], attempts=THREE_FAILED)

    assert state(facts, asked=offered) is State.READING


def test_an_open_attempt_at_an_offered_quiz_is_still_shown() -> None:
    offered = rules("basics/first", quizzes=QuizzesRule.NONE)

    assert state(Facts(attempts=[attempt("first")]), asked=offered) is State.QUIZ_OPEN


FINAL_FAILED = [attempt("final", number, 100) for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("attempts", "today", "word"),
    [
        ([], date(2026, 11, 10), "not started"),
        ([], date(2026, 11, 16), "overdue"),
        ([attempt("final")], date(2026, 11, 10), "quiz open"),
        ([attempt("final", 1, 100)], date(2026, 11, 10), "quiz open"),
        (FINAL_FAILED, date(2026, 11, 10), "help needed"),
        ([attempt("final", 1, 400, passed=True)], date(2026, 12, 1), "done"),
    ],
)
def test_the_state_of_a_quiz_of_the_course(attempts: Sequence[AttemptFact], today: date, word: str) -> None:
    reached = standings(Facts(attempts=attempts))

    assert quiz_state(quiz_outline("final"), OUTLINE.rules, reached, ends_on=ENDS_ON, today=today).word == word


@pytest.mark.parametrize(("attempts", "word"), [([], "not started"), (FINAL_FAILED, "quiz open")])
def test_a_quiz_of_the_course_that_is_only_offered_is_neither_overdue_nor_stuck(
    attempts: Sequence[AttemptFact], word: str
) -> None:
    offered = replace(OUTLINE.rules, quizzes=QuizzesRule.NONE)
    reached = standings(Facts(attempts=attempts), asked=offered)

    found = quiz_state(quiz_outline("final"), offered, reached, ends_on=ENDS_ON, today=date(2026, 12, 1))

    assert found.word == word


def test_a_pre_test_is_done_when_it_is_handed_in() -> None:
    before = quiz_outline("before", pre_test())
    outline = course(PLAIN, quizzes=[before])
    reached = standings(Facts(attempts=[attempt("before", 1, 0)]), outline)

    assert quiz_state(before, outline.rules, reached, ends_on=None, today=ENDS_ON) is State.DONE


def test_nobody_is_stuck_in_a_pre_test_that_was_handed_in() -> None:
    once = quiz_outline("before", pre_test(attempts=1))
    outline = course(PLAIN, quizzes=[once])
    reached = standings(Facts(attempts=[attempt("before", 1, 0)]), outline)

    assert not is_stuck(once, reached.quiz("before"))


SECOND = module("basics/second", requires=["basics/first", "basics/plain"], quiz=TERMS)
CHAIN = course(FIRST, PLAIN, SECOND)


def test_a_module_opens_when_all_that_it_requires_is_complete() -> None:
    one = Facts(completions=[completion("module:basics/first")])
    both = Facts(completions=[completion("module:basics/first"), completion("module:basics/plain")])

    assert not is_open(SECOND, CHAIN, standings(one, CHAIN))
    assert missing_prerequisites(SECOND, CHAIN, standings(one, CHAIN)) == (PLAIN,)
    assert is_open(SECOND, CHAIN, standings(both, CHAIN))


def test_a_retired_prerequisite_is_asked_of_nobody() -> None:
    without_plain = course(FIRST, SECOND)
    facts = Facts(completions=[completion("module:basics/first")])

    assert is_open(SECOND, without_plain, standings(facts, without_plain))


@pytest.mark.parametrize(
    "facts",
    [
        Facts(readings=[opened("basics/second", "begin")]),
        Facts(completions=[completion("module:basics/second")]),
        Facts(attempts=[attempt("second")]),
    ],
)
def test_what_was_once_opened_stays_open_whatever_is_required_later(facts: Facts) -> None:
    assert is_open(SECOND, CHAIN, standings(facts, CHAIN))


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        (Facts(), {"basics/first", "basics/orphan"}),
        (Facts(readings=[opened("basics/third", "begin")]), {"basics/first", "basics/orphan", "basics/third"}),
        (Facts(attempts=[attempt("second")]), {"basics/first", "basics/orphan", "basics/second"}),
        (Facts(completions=[completion("module:basics/first")]), {"basics/first", "basics/orphan", "basics/second"}),
    ],
)
def test_the_open_modules_are_those_of_which_each_is_open(facts: Facts, keys: set[str]) -> None:
    outline = course(
        module("basics/first"),
        module("basics/second", quiz=TERMS, requires=["basics/first"]),
        module("basics/third", requires=["basics/second", "basics/first"]),
        module("basics/orphan", requires=["basics/retired"]),
    )
    reached = standings(facts, outline)
    assert open_modules(outline, reached) == keys
    assert {each.key for each in outline.modules() if is_open(each, outline, reached)} == keys
