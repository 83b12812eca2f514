"""Why somebody is not complete: every unmet rule, in the words that all pages show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.curriculum.small_outline import (
    TERMS,
    attempt,
    completion,
    course,
    day,
    finished,
    module,
    pre_test,
    quiz_outline,
    read_all,
    rules,
)
from trainer.curriculum.course import ModulesRule, QuizzesRule, Rules
from trainer.curriculum.outline import ModuleOutline, Outline
from trainer.curriculum.progress import AttemptFact, Facts, GrantFact, RequestFact, fold
from trainer.curriculum.state import Unmet, left_at_module, why_module, why_not_complete
from trainer.quizzes.quiz import Terms

FIRST = module("basics/first", quiz=TERMS)
PLAIN = module("basics/plain")


def unmet(outline: Outline, facts: Facts, asked: Rules | None = None) -> tuple[Unmet, ...]:
    """What is not met on the tenth, in an enrolment that was folded then."""
    held = asked or outline.rules
    return why_not_complete(outline, held, fold(outline, held, facts, day(10)).standings, day(10))


def sentences(only: ModuleOutline, facts: Facts) -> list[str]:
    return [each.sentence for each in unmet(course(only), facts)]


def test_every_unmet_rule_is_named_with_its_item_in_the_course_s_order() -> None:
    outline = course(PLAIN, FIRST, quizzes=[quiz_outline("final")])

    assert unmet(outline, Facts()) == (
        Unmet(
            item="module:basics/plain",
            title="Plain",
            sentence="0 of 2 sections are finished. Still to read: “Begin”, “End”.",
        ),
        Unmet(
            item="module:basics/first",
            title="First",
            sentence="0 of 2 sections are finished. Still to read: “Begin”, “End”.",
        ),
        Unmet(
            item="quiz:first",
            title="Quiz first",
            sentence="The quiz is not yet passed; the pass mark is 80 %, and no attempt has been submitted.",
        ),
        Unmet(
            item="quiz:final",
            title="Quiz final",
            sentence="The quiz is not yet passed; the pass mark is 80 %, and no attempt has been submitted.",
        ),
    )


@pytest.mark.parametrize(
    ("read", "sentence"),
    [
        ([], "0 of 3 sections are finished. Still to read: “A”, “B”, “C”."),
        (["a"], "1 of 3 sections is finished. Still to read: “B”, “C”."),
        (["a", "c"], "2 of 3 sections are finished. Still to read: “B”."),
    ],
)
def test_the_sections_left_are_counted_and_named(read: Sequence[str], sentence: str) -> None:
    facts = Facts(readings=[finished("basics/plain", section) for section in read])

    assert sentences(module("basics/plain", ("a", "b", "c")), facts) == [sentence]


def test_a_section_whose_title_holds_quotation_marks_is_quoted_once() -> None:
    spoken = replace(PLAIN, sections=(replace(PLAIN.sections[0], title='"The same dose"'), PLAIN.sections[1]))

    assert sentences(spoken, Facts()) == ["0 of 2 sections are finished. Still to read: “‘The same dose’”, “End”."]


def test_sections_whose_text_was_changed_are_named_apart() -> None:
    changed = module("basics/plain", ("a", "b", "c"), revision=2, changed_at={"b": 2})
    facts = Facts(readings=[finished("basics/plain", "a"), finished("basics/plain", "b")])

    assert sentences(changed, facts) == [
        "1 of 3 sections is finished. Still to read: “C”. To read again, because the text was changed: “B”."
    ]


@pytest.mark.parametrize(
    ("attempts", "sentence"),
    [
        (
            [attempt("first", 1, 300)],
            "The quiz is not yet passed: the best result of one attempt is 75 %; the pass mark is 80 %.",
        ),
        (
            [attempt("first", 1, 300), attempt("first", 2, 100)],
            "The quiz is not yet passed: the best result of 2 attempts is 75 %; the pass mark is 80 %.",
        ),
        (
            [attempt("first", 1, 319)],
            "The quiz is not yet passed: the best result of one attempt is 79 %; the pass mark is 80 %.",
        ),
        (
            [attempt("first", 1, 390, critical=True)],
            "The quiz is not yet passed: the best result of one attempt is 97 %; the pass mark is 80 %. "
            "A safety-critical question was wrong, which fails an attempt whatever the total.",
        ),
        (
            [attempt("first", 1)],
            "The quiz is not yet passed; the pass mark is 80 %, and no attempt has been submitted. "
            "Attempt 1 is open and not yet submitted.",
        ),
        (
            [attempt("first", 1, 200), attempt("first", 2)],
            "The quiz is not yet passed: the best result of one attempt is 50 %; the pass mark is 80 %. "
            "Attempt 2 is open and not yet submitted.",
        ),
        (
            [attempt("first", number, 200) for number in (1, 2, 3)],
            "The quiz is not yet passed: the best result of 3 attempts is 50 %; the pass mark is 80 %. "
            "All 3 attempts are used. A supervisor can open another.",
        ),
    ],
)
def test_what_the_attempts_at_a_quiz_came_to(attempts: Sequence[AttemptFact], sentence: str) -> None:
    assert sentences(FIRST, Facts(readings=read_all(FIRST), attempts=attempts)) == [sentence]


def test_the_only_attempt_is_used() -> None:
    once = module("basics/first", quiz=Terms(attempts=1))

    assert sentences(once, Facts(readings=read_all(once), attempts=[attempt("first", 1, 200)])) == [
        "The quiz is not yet passed: the best result of one attempt is 50 %; the pass mark is 80 %. "
        "The one attempt is used. A supervisor can open another."
    ]


def test_another_attempt_was_asked_for() -> None:
    facts = Facts(
        readings=read_all(FIRST),
        attempts=[attempt("first", number, 0) for number in (1, 2, 3)],
        requests=[RequestFact(path="quizzes/first.yml", number=1)],
    )

    assert sentences(FIRST, facts) == [
        "The quiz is not yet passed: the best result of 3 attempts is 0 %; the pass mark is 80 %. "
        "All 3 attempts are used. Another one has been asked for."
    ]


def test_another_attempt_was_granted() -> None:
    facts = Facts(
        readings=read_all(FIRST),
        attempts=[attempt("first", number, 0) for number in (1, 2, 3)],
        requests=[RequestFact(path="quizzes/first.yml", number=1)],
        grants=[GrantFact(path="quizzes/first.yml", attempts=1, answers=1)],
    )

    assert sentences(FIRST, facts) == [
        "The quiz is not yet passed: the best result of 3 attempts is 0 %; the pass mark is 80 %."
    ]


def test_the_wait_between_two_attempts_is_told_with_its_end() -> None:
    waiting = module("basics/first", quiz=Terms(wait_hours=48))
    handed_in = attempt("first", 1, 200, at=9)  # at ten in the morning of the ninth

    (found,) = unmet(course(waiting), Facts(readings=read_all(waiting), attempts=[handed_in]))

    assert found.until == day(11) + timedelta(hours=1)


def test_no_wait_is_told_when_it_is_over() -> None:
    waiting = module("basics/first", quiz=Terms(wait_hours=24))
    handed_in = attempt("first", 1, 200, at=8)

    (found,) = unmet(course(waiting), Facts(readings=read_all(waiting), attempts=[handed_in]))

    assert found.until is None


def test_a_pre_test_only_has_to_be_handed_in() -> None:
    outline = course(PLAIN, quizzes=[quiz_outline("before", pre_test())])

    assert unmet(outline, Facts(readings=read_all(PLAIN))) == (
        Unmet(item="quiz:before", title="Quiz before", sentence="The quiz is not yet submitted; any result counts."),
    )


def test_a_pre_test_that_is_open() -> None:
    outline = course(PLAIN, quizzes=[quiz_outline("before", pre_test())])
    facts = Facts(readings=read_all(PLAIN), attempts=[attempt("before")])

    assert [each.sentence for each in unmet(outline, facts)] == [
        "The quiz is not yet submitted; any result counts. Attempt 1 is open and not yet submitted."
    ]


def test_nothing_is_unmet_in_a_complete_course() -> None:
    outline = course(PLAIN)

    assert unmet(outline, Facts(readings=read_all(PLAIN))) == ()
    assert unmet(outline, Facts(completions=[completion("course")])) == ()


def test_a_completed_module_is_not_unmet_though_its_text_changed() -> None:
    changed = module("basics/plain", revision=2, changed_at={"end": 2})
    outline = course(changed, FIRST)
    facts = Facts(completions=[completion("module:basics/plain")])

    assert {each.item for each in unmet(outline, facts)} == {"module:basics/first", "quiz:first"}


def test_only_what_the_rules_ask_for_is_unmet() -> None:
    outline = course(FIRST, PLAIN)

    assert {each.item for each in unmet(outline, Facts(), rules("basics/plain"))} == {"module:basics/plain"}
    reading_only = rules("basics/first", quizzes=QuizzesRule.NONE)
    assert {each.item for each in unmet(outline, Facts(), reading_only)} == {"module:basics/first"}
    quizzes_only = rules("basics/first", read=ModulesRule.NONE)
    assert {each.item for each in unmet(outline, Facts(), quizzes_only)} == {"quiz:first"}


def test_a_retired_module_is_unmet_by_nobody() -> None:
    assert {each.item for each in unmet(course(PLAIN), Facts(), rules("basics/first", "basics/plain"))} == {
        "module:basics/plain"
    }


def test_a_course_that_asks_for_nothing_says_so() -> None:
    outline = course(PLAIN)
    nothing = rules("basics/plain", read=ModulesRule.NONE, quizzes=QuizzesRule.NONE)

    assert unmet(outline, Facts(), nothing) == (
        Unmet(
            item="course",
            title="A small course",
            sentence="The course asks for nothing yet, so it cannot be completed.",
        ),
    )


def test_one_module_tells_its_own_rules() -> None:
    outline = course(FIRST, PLAIN)
    facts = Facts(readings=read_all(FIRST))
    standings = fold(outline, outline.rules, facts, day(10)).standings

    assert [each.item for each in why_module(FIRST, outline.rules, standings, day(10))] == ["quiz:first"]


def test_the_sentences_of_a_module_are_the_same_in_a_list_without_the_hour() -> None:
    waiting = module("basics/first", quiz=Terms(wait_hours=48))
    outline = course(waiting)
    for attempts in ([], [attempt("first")], [attempt("first", 1, 200, at=9)], [attempt("first", 1, 400, passed=True)]):
        standings = fold(outline, outline.rules, Facts(attempts=attempts), day(10)).standings
        told = [each.sentence for each in why_module(waiting, outline.rules, standings, day(10))]

        assert list(left_at_module(waiting, outline.rules, standings)) == told
        assert told[0] == "0 of 2 sections are finished. Still to read: “Begin”, “End”."
