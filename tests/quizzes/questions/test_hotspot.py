"""Hotspot: one of several marked regions of a figure."""

from random import Random

import pytest

from tests.quizzes.reading import answer, problems_of, question_from
from trainer.quizzes.questions.question import BLANK, Area

MONITOR = """
type: hotspot
prompt: Which line is the pulse?
figure: '![A monitor with three lines](../figures/monitor.svg)'
regions:
  - {id: top, text: The upper line, at: 5 5 90 25, correct: true, why: It says so beside it.}
  - {id: middle, text: The middle line, at: 5 35 90 25, why: That is breathing.}
  - {id: bottom, text: The lower line, at: 5 65 90 30, why: That is saturation.}
"""


@pytest.mark.parametrize(("key", "mark"), [("top", 1), ("middle", 0), ("bottom", 0)])
def test_the_right_region_earns_everything(key: str, mark: int) -> None:
    question = question_from(MONITOR)

    assert question.mark(answer(question, {"choice": (key,)}), {}) == mark
    assert question.mark(BLANK, {}) == 0


def test_regions_are_shown_in_the_order_of_the_attempt_with_where_they_lie() -> None:
    question = question_from(MONITOR)

    (slot,) = question.slots({"choice": ("bottom", "top", "middle")})

    assert [(choice.key, choice.area) for choice in slot.choices] == [
        ("bottom", Area(left=5, top=65, width=90, height=30)),
        ("top", Area(left=5, top=5, width=90, height=25)),
        ("middle", Area(left=5, top=35, width=90, height=25)),
    ]
    assert set(question.arrange(Random(1), shuffle=True)["choice"]) == {"top", "middle", "bottom"}


def test_a_region_that_is_not_there_is_refused() -> None:
    assert isinstance(question_from(MONITOR).respond({"choice": ("left",)}), str)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "5 5 90 25",
            "5 5 90",
            "error: '5 5 90' is no place in the figure; write left, top, width and height in per cent of the figure, "
            "as in 'at: 10 20 30 15'",
        ),
        (
            "5 5 90 25",
            "50 5 90 25",
            "error: the region '50 5 90 25' reaches beyond the figure or has no size; write left, top, width and "
            "height in per cent of the figure, as in 'at: 10 20 30 15'",
        ),
        (", correct: true", "", "error: exactly one region is right; write 'correct: true' at one"),
        (
            "'![A monitor with three lines](../figures/monitor.svg)'",
            "monitor.svg",
            "error: this is no figure on its own with words for who does not see it; add 'figure: '![what it shows]"
            "(../curriculum/figures/NAME.svg)'' with a figure of the course",
        ),
    ],
)
def test_what_makes_no_question_says_what_to_change(old: str, new: str, problem: str) -> None:
    assert problem in [each.partition(": ")[2] for each in problems_of(MONITOR.replace(old, new))]
