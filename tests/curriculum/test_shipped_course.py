"""The course that comes with the program is whole: every area, every objective, the pool, the cases."""

from collections import Counter
from functools import cache

import pytest

from tests.house.source import ROOT
from trainer.course_folder import read_folder
from trainer.curriculum.assembling import assemble
from trainer.curriculum.course import Course
from trainer.quizzes.drawing import draw, module_of
from trainer.quizzes.quiz import Purpose, Quiz


@cache
def course() -> Course:
    return assemble(read_folder(ROOT)[0]).course()


def quizzes(purpose: Purpose) -> list[Quiz]:
    return [quiz for quiz in course().quizzes if quiz.terms.purpose is purpose]


def test_there_are_eight_modules_in_each_of_three_areas() -> None:
    assert [(area.id, len(area.modules)) for area in course().file.areas] == [
        ("pharmacology", 8),
        ("psychotherapeutic-techniques", 8),
        ("guiding-altered-states", 8),
    ]
    assert len(course().modules) == 24


def test_every_module_has_a_quiz_of_ten_questions_and_three_types_or_more() -> None:
    assert {quiz.module for quiz in quizzes(Purpose.MODULE)} == {module.path for module in course().modules.values()}
    for quiz in quizzes(Purpose.MODULE):
        assert quiz.drawn_count >= 10, quiz.path
        assert len({question.type for question in quiz.questions}) >= 3, quiz.path


def test_five_gates_want_every_safety_critical_question_right() -> None:
    gates = {quiz.path: quiz.critical_count for quiz in course().quizzes if quiz.terms.gate}

    assert set(gates) == {
        f"quizzes/{name}.yml"
        for name in ("contraindications", "interactions", "monitoring", "suicidality", "consent-and-touch")
    }
    assert min(gates.values()) >= 2


def test_every_objective_is_tested_twice_or_more() -> None:
    tested = Counter(
        (key, question.common.objective)
        for key, module in course().modules.items()
        for quiz in quizzes(Purpose.MODULE)
        if quiz.module == module.path
        for question in quiz.questions
    )
    objectives = {(key, each.id) for key, module in course().modules.items() for each in module.objectives}

    assert {each for each in objectives if tested[each] < 2} == set()


def test_there_are_three_hundred_questions_and_a_pool_apart_of_a_hundred_and_fifty() -> None:
    [final] = quizzes(Purpose.FINAL)

    assert sum(len(quiz.questions) for quiz in quizzes(Purpose.MODULE)) >= 300
    assert len(final.questions) >= 150


def test_the_pre_test_asks_from_the_pool_of_the_final_word_for_word() -> None:
    begins, ends = ((ROOT / f"quizzes/{name}.yml").read_text("utf-8") for name in ("pre-test", "final"))

    assert begins.partition("\nquestions:\n")[2] == ends.partition("\nquestions:\n")[2] != ""


@pytest.mark.parametrize("purpose", [Purpose.PRE_TEST, Purpose.FINAL])
def test_sixty_questions_are_drawn_over_all_modules(purpose: Purpose) -> None:
    [quiz] = quizzes(purpose)

    for seed in range(20):
        drawn = draw(quiz, seed=seed, salt="s").questions
        held = Counter(module_of(quiz.question(placed.id)) for placed in drawn)
        assert len(drawn) == 60
        assert (len(held), min(held.values()), max(held.values())) == (24, 2, 3)


def test_there_are_six_cases_and_a_glossary_of_a_hundred_and_twenty_terms() -> None:
    assert len(course().cases) == 6
    assert len(course().glossary) >= 120
