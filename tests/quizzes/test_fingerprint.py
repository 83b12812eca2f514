"""A question is named by what it asks and why."""

import pytest

from trainer.quizzes.fingerprint import question_digest
from trainer.quizzes.parsing import parse_quiz

QUIZ = """\
title: Routes
module: ../curriculum/pharmacology/routes.md
questions:
  - id: peak
    type: single-choice
    objective: one
    prompt: When is the peak?
    options:
      - {id: soon, text: Soon, correct: true, why: Medians were short.}
      - {id: late, text: Late, why: That is by mouth.}
"""


def digest(text: str, path: str = "quizzes/routes.yml") -> str:
    quiz, _ = parse_quiz("quizzes/routes.yml", text)
    assert quiz is not None
    return question_digest(path, quiz.questions[0])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("When is the peak?", "When is the peak reached?"),
        ("text: Soon", "text: At once"),
        ("why: That is by mouth.", "why: That is a troche."),
        (", correct: true, why: Medians", ", why: Medians"),
        ("id: peak", "id: top"),
    ],
)
def test_a_question_that_was_changed_has_another_name(old: str, new: str) -> None:
    assert old in QUIZ
    changed = QUIZ.replace(old, new)
    if "correct" not in changed:
        changed = changed.replace("text: Late", "text: Late, correct: true")
    assert digest(changed) != digest(QUIZ)


def test_what_stands_around_a_question_does_not_name_it() -> None:
    elsewhere = QUIZ.replace("title: Routes", "title: Routes\npass_mark: 90").replace(
        "objective: one", "objective: two"
    )
    assert digest(elsewhere.replace("type:", "points: 2\n    type:")) == digest(QUIZ)


def test_the_same_question_in_another_quiz_is_another() -> None:
    assert digest(QUIZ, "quizzes/other.yml") != digest(QUIZ)
