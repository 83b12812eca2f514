"""What the tests of quizzes are given: a quiz of every type."""

import pytest

from tests.support.shared_questions import PEAKS, SIGNS, STEPS, TRANSFER
from trainer.quizzes.parsing import parse_quiz
from trainer.quizzes.quiz import Quiz

ONE_OF_EACH = (
    """\
title: Routes
module: ../curriculum/pharmacology/routes.md
pass_mark: 80
attempts: 3
wait_hours: 24
minutes: 20
questions:
  - id: im-peak
    type: single-choice
    objective: compare-routes
    safety_critical: true
    prompt: When does the concentration peak after an intramuscular injection?
    options:
      - id: within-20
        text: Within about twenty minutes
        correct: true
        why: Median peaks of 15 to 30 minutes were measured [@hirlinger1984].
      - {id: at-once, text: At once, why: The muscle has to give it up first.}
      - {id: after-2-h, text: After two hours, why: That is later than any route peaks.}
    cite: [hirlinger1984]
    read_again: ../curriculum/pharmacology/routes.md#time-to-peak
"""
    + SIGNS.substitute(objective="compare-routes")
    + TRANSFER.substitute(objective="translate-doses")
    + """\
  - id: hours
    type: numeric
    objective: compare-routes
    prompt: How long?
    answer: 3
    tolerance: 0.5
    unit: h
    why: It was measured.
"""
    + PEAKS.substitute(objective="compare-routes")
    + STEPS.substitute(objective="translate-doses")
    + """\
  - id: whom
    type: fill-in
    objective: translate-doses
    prompt: 'Call the {{who}} {{when}}.'
    gaps:
      who:
        options:
          - {id: p, text: prescriber, correct: true, why: They decide.}
          - {id: f, text: family, why: They do not decide.}
      when: {accept: [first, at once], why: It cannot wait.}
"""
)


@pytest.fixture
def one_of_each() -> str:
    """The text of a quiz with a question of each type and no problem."""
    return ONE_OF_EACH


@pytest.fixture
def routes() -> Quiz:
    """A quiz with a question of each type."""
    quiz, problems = parse_quiz("quizzes/routes.yml", ONE_OF_EACH)
    assert problems == ()
    assert quiz is not None
    return quiz
