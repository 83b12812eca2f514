"""Case: several questions about one vignette."""

from fractions import Fraction
from random import Random

from tests.quizzes.reading import answer, problems_of, question_from
from trainer.quizzes.questions.question import BLANK

EVENING = """
type: case
prompt: 'A patient telephones on the evening after a session.'
cite: [b]
parts:
  - id: first
    type: single-choice
    prompt: What comes first?
    points: 3
    cite: [a]
    options:
      - {id: listen, text: Listen, correct: true, why: It tells how urgent it is.}
      - {id: advise, text: Advise, why: Not before one knows.}
  - id: then
    type: fill-in
    prompt: 'Then call the {{who}}.'
    gaps: {who: {accept: [prescriber], why: They decide.}}
  - id: share
    type: calculated
    prompt: 'What is half of {{n}}?'
    values: [n from 2 to 8 by 2]
    answer: n / 2
    why: '{{answer}}.'
"""
LAID_OUT = {"first/choice": ("advise", "listen"), "share/n": ("8",)}


def test_parts_share_the_points_by_their_own() -> None:
    question = question_from(EVENING)

    def mark(**values: str) -> Fraction:
        return question.mark(
            answer(question, {name.replace("_", "/"): (each,) for name, each in values.items()}), LAID_OUT
        )

    assert mark(first_choice="listen", then_who="Prescriber", share_value="4") == 1
    assert mark(first_choice="listen") == Fraction(3, 5)
    assert mark(first_choice="advise", then_who="prescriber") == Fraction(1, 5)
    assert mark(share_value="3") == 0
    assert question.mark(BLANK, LAID_OUT) == 0


def test_each_part_is_laid_out_by_itself() -> None:
    question = question_from(EVENING)

    arrangement = question.arrange(Random(3), shuffle=True)

    assert set(arrangement) == {"first/choice", "share/n"}
    assert [slot.name for slot in question.slots(LAID_OUT)] == ["first/choice", "then/who", "share/value"]
    assert [choice.key for choice in question.slots(LAID_OUT)[0].choices] == ["advise", "listen"]


def test_words_and_keys_are_kept_apart_by_part() -> None:
    question = question_from(EVENING)

    response = answer(question, {"then/who": ("prescriber",), "first/choice": ("listen",)})

    assert response.chosen == (("first/choice", ("listen",)),)
    assert response.written == (("then/who", "prescriber"),)


def test_feedback_speaks_of_each_part() -> None:
    said = question_from(EVENING).remarks(BLANK, LAID_OUT)

    assert [(remark.slot, remark.key) for remark in said] == [
        ("first/choice", "advise"),
        ("first/choice", "listen"),
        ("then/who", None),
        ("share/value", None),
    ]
    assert said[3].answer_words == "4"


def test_a_mistake_in_one_part_is_said_of_the_whole_and_nothing_is_kept() -> None:
    question = question_from(EVENING)

    assert isinstance(question.respond({"first/choice": ("listen",), "share/value": ("many",)}), str)
    assert isinstance(question.respond({"elsewhere/choice": ("listen",)}), str)


def test_the_sources_of_the_parts_are_those_of_the_case() -> None:
    assert sorted(text.text for text in question_from(EVENING).common.cite) == ["a", "b"]


def test_what_a_person_marks_cannot_be_part_of_a_case() -> None:
    problems = problems_of(
        EVENING.replace("type: fill-in", "type: extended").replace(
            "    gaps: {who: {accept: [prescriber], why: They decide.}}\n", ""
        )
    )

    assert [each for each in problems if "cannot be part of a case" in each]


def test_two_parts_of_one_id_and_a_single_part_are_refused() -> None:
    assert [each for each in problems_of(EVENING.replace("id: then", "id: first")) if "'first' stands twice" in each]
    alone = EVENING[: EVENING.index("  - id: then")]
    assert [each for each in problems_of(alone) if "there are fewer than two parts" in each]
