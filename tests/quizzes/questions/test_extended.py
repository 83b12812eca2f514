"""Extended answer: a text that a person marks with a rubric."""

from fractions import Fraction

import pytest

from tests.quizzes.reading import problems_of, quiz_from
from trainer.quizzes.questions.extended import Extended
from trainer.quizzes.questions.question import BLANK, Response

SILENCE = """
- id: waits
  type: extended
  objective: o
  prompt: A patient has been silent for an hour. What do you do?
  points: 3
  longest: 200
  rubric:
    - {id: stays, text: Stays, points: 2, for_learner: Silence is work., for_markers: In the room.}
    - {id: notes, text: Takes notes, points: 1, for_learner: Notes help.}
"""


MODULE = "module: ../curriculum/pharmacology/routes.md\n"


def extended(text: str = SILENCE) -> Extended:
    quiz, found = quiz_from(MODULE, text)
    assert found == []
    assert quiz is not None
    [question] = quiz.questions
    assert isinstance(question, Extended)
    return question


def problems(text: str, terms: str = "") -> list[str]:
    return quiz_from(f"{MODULE}{terms}\n", text)[1]


def test_its_rubric_is_read_as_it_stands() -> None:
    question = extended()

    assert [(item.key, item.points, item.for_markers) for item in question.rubric] == [
        ("stays", Fraction(2), "In the room."),
        ("notes", Fraction(1), ""),
    ]
    assert (question.markers, question.longest) == (1, 200)


def test_the_points_received_are_those_of_the_items() -> None:
    question = extended()

    assert question.points_for(frozenset({"stays"})) == 2
    assert question.points_for(frozenset({"stays", "notes", "gone"})) == 3
    assert question.points_for(frozenset()) == 0


def test_words_are_kept_as_they_were_typed_but_for_the_ends() -> None:
    question = extended()

    assert question.respond({"answer": (" Zwei\r\n\r\nZeilen \n",)}) == Response(
        written=(("answer", "Zwei\n\nZeilen"),)
    )
    assert question.respond({"answer": ("  \n",)}) == BLANK
    assert question.respond({}) == BLANK


def test_an_answer_that_is_too_long_is_refused_in_words() -> None:
    question = extended()

    assert question.respond({"answer": ("x" * 200,)}) == Response(written=(("answer", "x" * 200),))
    assert question.respond({"answer": ("x" * 201,)}) == "Shorten your answer to 200 characters; it has 201."


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ud800"])
def test_signs_that_cannot_be_kept_are_refused(sign: str) -> None:
    assert "type it instead" in str(extended().respond({"answer": (f"a{sign}b",)}))


def test_nothing_but_the_answer_is_taken() -> None:
    assert isinstance(extended().respond({"other": ("x",)}), str)


def test_no_machine_marks_it_and_the_markers_notes_are_no_text_of_the_page() -> None:
    question = extended()

    assert question.is_marked_by_person
    assert question.mark(Response(written=(("answer", "Stay."),)), {}) == 0
    assert "In the room." not in [text.text for text in question.texts()]


def test_points_that_do_not_add_up_are_a_problem_with_the_sum() -> None:
    [problem] = problems(SILENCE.replace("points: 3", "points: 4"))

    assert problem.startswith("12: error: the items of the rubric have 3 points together, and the question has 4")


def test_a_rubric_is_needed() -> None:
    [problem] = problems(SILENCE[: SILENCE.index("  rubric:")])

    assert "add 'rubric:'" in problem


def test_the_distance_of_two_markers_needs_two() -> None:
    [problem] = problems(SILENCE.replace("longest: 200", "may_differ: 2"))

    assert "add 'markers: 2'" in problem
    assert extended(SILENCE.replace("longest: 200", "markers: 2\n  may_differ: 0.5")).may_differ == Fraction(1, 2)


def test_a_knowledge_check_waits_for_nobody() -> None:
    keys = "type: extended\nrubric: [{id: a, text: A, points: 1, for_learner: So.}]\n"

    assert [line for line in problems_of(keys) if "nobody marks it" in line]


@pytest.mark.parametrize("terms", ["feedback: after-each", "tries: 2", "certainty: beside"])
def test_what_needs_an_answer_at_once_is_an_impossible_pairing(terms: str) -> None:
    assert any("marked by a person" in line for line in problems(SILENCE, terms))
