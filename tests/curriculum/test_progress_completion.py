"""When a module and a course are complete, by each of the rules that a course may have."""

from dataclasses import replace

import pytest

from tests.curriculum.small_outline import (
    TERMS,
    attempt,
    completion,
    course,
    day,
    finished,
    module,
    named,
    quiz_outline,
    read_all,
    rules,
)
from trainer.curriculum.course import ModulesRule, QuizzesRule
from trainer.curriculum.progress import Facts, fold
from trainer.curriculum.standing import COURSE

FIRST = module("basics/first", quiz=TERMS)
PLAIN = module("basics/plain")
BOTH = course(FIRST, PLAIN)
PASSED = attempt("first", 1, 400, passed=True)
FAILED = attempt("first", 1, 100)

READ_FIRST = read_all(FIRST)
READ_PLAIN = read_all(PLAIN)


@pytest.mark.parametrize(
    ("read", "quizzes", "facts", "complete"),
    [
        # Everything is read and passed.
        ("all", "passed", Facts(readings=READ_FIRST), []),
        ("all", "passed", Facts(attempts=[PASSED]), []),
        ("all", "passed", Facts(readings=READ_FIRST, attempts=[FAILED]), []),
        ("all", "passed", Facts(readings=READ_FIRST, attempts=[PASSED]), ["module:basics/first"]),
        ("all", "passed", Facts(readings=READ_PLAIN), ["module:basics/plain"]),
        # Everything is read; quizzes are offered.
        ("all", "none", Facts(attempts=[PASSED]), []),
        ("all", "none", Facts(readings=READ_FIRST, attempts=[FAILED]), ["module:basics/first"]),
        # Quizzes are passed; reading is offered, and asked for only where there is no quiz.
        ("none", "passed", Facts(readings=READ_FIRST), []),
        ("none", "passed", Facts(attempts=[PASSED]), ["module:basics/first"]),
        ("none", "passed", Facts(readings=READ_PLAIN), ["module:basics/plain"]),
        # Nothing is asked for; whoever reads a module has still read it.
        ("none", "none", Facts(attempts=[PASSED]), []),
        ("none", "none", Facts(readings=READ_PLAIN), ["module:basics/plain"]),
    ],
)
def test_what_completes_a_module(read: str, quizzes: str, facts: Facts, complete: list[str]) -> None:
    asked = rules("basics/first", "basics/plain", read=ModulesRule(read), quizzes=QuizzesRule(quizzes))

    folded = fold(BOTH, asked, facts, day(20))

    assert [found.item for found in folded.found] == complete


def test_the_course_is_complete_with_the_last_of_its_modules() -> None:
    facts = Facts(readings=[*READ_FIRST, *READ_PLAIN], attempts=[PASSED])

    folded = fold(BOTH, BOTH.rules, facts, day(20))

    assert [found.item for found in folded.found] == ["module:basics/first", "module:basics/plain", COURSE]
    assert folded.standings.course.completed_at == day(20)


def test_a_completion_names_its_document_and_the_facts_counted() -> None:
    facts = Facts(readings=READ_FIRST, attempts=[PASSED])

    (found,) = fold(BOTH, BOTH.rules, facts, day(20)).found

    assert found.path == "curriculum/basics/first.md"
    assert set(found.counted) == {
        named("finished basics/first begin 1"),
        named("finished basics/first end 1"),
        named("score first 1"),
    }


def test_the_course_s_completion_rests_on_the_items_that_were_asked_for() -> None:
    extra = module("basics/extra")
    outline = course(FIRST, PLAIN, extra, quizzes=[quiz_outline("final")])
    facts = Facts(
        readings=[*READ_FIRST, *READ_PLAIN, *read_all(extra)],
        attempts=[PASSED, attempt("final", 1, 400, passed=True)],
    )

    folded = fold(outline, rules("basics/first", "basics/plain"), facts, day(20))

    (found,) = (found for found in folded.found if found.item == COURSE)
    assert found.path == "curriculum/course.yml"
    assert found.rests_on == ("module:basics/first", "module:basics/plain", "quiz:final")


def test_a_reading_that_an_earlier_text_got_is_not_counted() -> None:
    outline = course(module("basics/first", revision=2, changed_at={"end": 2}))
    readings = [*read_all(FIRST), finished("basics/first", "end", revision=2, at=4)]

    found, _course = fold(outline, outline.rules, Facts(readings=readings), day(20)).found

    assert set(found.counted) == {
        named("finished basics/first begin 1"),
        named("finished basics/first end 2"),
    }


def test_a_completion_is_found_once() -> None:
    facts = Facts(readings=READ_PLAIN, completions=[completion("module:basics/plain", at=3)])

    folded = fold(BOTH, BOTH.rules, facts, day(20))

    assert folded.found == ()
    assert folded.standings.module("basics/plain").completed_at == day(3)


def test_what_a_quiz_completes_is_not_changed_since_that_day() -> None:
    quizzes_only = rules("basics/first", read=ModulesRule.NONE)
    changed = course(module("basics/first", quiz=TERMS, revision=2, changed_at={"end": 2}))
    facts = Facts(readings=READ_FIRST, attempts=[PASSED])  # 'end' was read before it was changed

    found = fold(changed, quizzes_only, facts, day(20))
    recorded = replace(facts, completions=[completion("module:basics/first", revision=2, at=20)])
    later = fold(changed, quizzes_only, recorded, day(21))

    assert not found.standings.module("basics/first").is_changed_since
    assert later.standings.module("basics/first") == found.standings.module("basics/first")


def test_the_completed_course_stays_complete_when_more_is_asked() -> None:
    done = [completion("module:basics/plain"), completion(COURSE, at=4)]

    folded = fold(BOTH, BOTH.rules, Facts(completions=done), day(20))

    assert folded.found == ()
    assert folded.standings.course.completed_at == day(4)


def test_the_latest_completion_of_an_item_is_shown() -> None:
    again = [completion("module:basics/plain", number=2, at=9), completion("module:basics/plain", number=1, at=3)]

    folded = fold(BOTH, BOTH.rules, Facts(completions=again), day(20))

    assert folded.standings.module("basics/plain").completed_at == day(9)


def test_modules_that_the_rules_do_not_name_are_not_asked_for() -> None:
    folded = fold(BOTH, rules("basics/plain"), Facts(readings=READ_PLAIN), day(20))

    assert [found.item for found in folded.found] == ["module:basics/plain", COURSE]


def test_a_retired_module_is_required_of_nobody() -> None:
    without_first = course(PLAIN)

    folded = fold(without_first, rules("basics/first", "basics/plain"), Facts(readings=READ_PLAIN), day(20))

    assert folded.standings.course.completed_at == day(20)
    assert "basics/first" not in folded.standings.modules


def test_a_quiz_of_the_course_is_asked_for_where_quizzes_are() -> None:
    outline = course(PLAIN, quizzes=[quiz_outline("final")])
    read = Facts(readings=READ_PLAIN)

    asked = fold(outline, rules("basics/plain"), read, day(20))
    not_asked = fold(outline, rules("basics/plain", quizzes=QuizzesRule.NONE), read, day(20))

    assert asked.standings.course.completed_at is None
    assert not_asked.standings.course.completed_at == day(20)


def test_rules_that_ask_for_nothing_are_never_met() -> None:
    nothing = rules("basics/plain", read=ModulesRule.NONE, quizzes=QuizzesRule.NONE)

    folded = fold(BOTH, nothing, Facts(readings=READ_PLAIN), day(20))

    assert folded.standings.course.completed_at is None


def test_a_course_whose_required_modules_are_all_retired_is_not_complete() -> None:
    folded = fold(BOTH, rules("basics/gone"), Facts(), day(20))

    assert folded.found == ()


def test_what_a_module_requires_opens_it_and_never_completes_it() -> None:
    second = module("basics/second", requires=["basics/first"])
    outline = course(FIRST, second)

    folded = fold(outline, outline.rules, Facts(readings=read_all(second)), day(20))

    assert [found.item for found in folded.found] == ["module:basics/second"]


def test_a_module_gone_and_back_keeps_its_completion() -> None:
    facts = Facts(completions=[completion("module:basics/first", at=2)])

    gone = fold(course(PLAIN), rules("basics/plain"), facts, day(20))
    back = fold(BOTH, BOTH.rules, facts, day(20))

    assert gone.standings.modules.keys() == {"basics/plain"}
    assert back.standings.module("basics/first").completed_at == day(2)


def test_a_new_quiz_is_asked_of_those_who_have_not_completed_the_module() -> None:
    read = Facts(readings=READ_FIRST)
    completed = Facts(readings=READ_FIRST, completions=[completion("module:basics/first", at=2)])

    assert fold(BOTH, BOTH.rules, read, day(20)).standings.module("basics/first").completed_at is None
    assert fold(BOTH, BOTH.rules, completed, day(20)).standings.module("basics/first").completed_at == day(2)
