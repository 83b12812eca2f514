"""What the tests of quizzes are given: a quiz of every type."""

import pytest

from tests.support.shared_questions import PEAKS, SIGNS, STEPS, TRANSFER
from trainer.quizzes.parsing import parse_quiz
from trainer.quizzes.questions import TYPES
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


FURTHER = """\
  - id: share
    type: calculated
    objective: compare-routes
    prompt: 'What is half of {{n}} and {{m}}?'
    values: [n from 2 to 8 by 2, m from 0.5 to 3.5 by 0.5]
    answer: (n + m) / 2
    tolerance: 0.1
    why: 'It is {{answer}}.'
  - id: session
    type: panel-rating
    objective: translate-doses
    prompt: Rate the passage.
    panel: Three people, in 2026.
    most: 5
    aspects:
      - {id: presence, text: Presence, ratings: 3 4 4, why: So.}
      - {id: pace, text: Pace, ratings: 1 2 5 5, why: So.}
  - id: place
    type: hotspot
    objective: translate-doses
    prompt: Where?
    figure: '![Two places](../curriculum/figures/two.svg)'
    regions:
      - {id: l, text: Left, at: 0 0 50 100, correct: true, why: So.}
      - {id: r, text: Right, at: 50 0 50 100, why: No.}
  - id: evening
    type: case
    objective: translate-doses
    prompt: An evening call.
    parts:
      - id: who
        type: single-choice
        prompt: Who?
        points: 2
        options: [{id: p, text: P, correct: true, why: So.}, {id: f, text: F, why: Not so.}]
      - {id: when, type: fill-in, prompt: 'At {{hour}}.', gaps: {hour: {accept: [once], why: So.}}}
      - {id: half, type: calculated, prompt: 'Of {{n}}?', values: [n from 2 to 8], answer: n / 2, why: So.}
  - id: waits
    type: extended
    objective: translate-doses
    prompt: What do you do?
    points: 3
    markers: 2
    rubric:
      - {id: stays, text: Stays, points: 2, for_learner: So., for_markers: In the room.}
      - {id: notes, text: Notes, points: 1, for_learner: So.}
"""


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


@pytest.fixture
def every_type() -> Quiz:
    """A quiz with a question of each type, those too whose values differ from attempt to attempt: 15 points."""
    quiz, problems = parse_quiz("quizzes/routes.yml", ONE_OF_EACH + FURTHER)
    assert problems == ()
    assert quiz is not None
    assert {question.type for question in quiz.questions if not question.is_marked_by_person} == {
        name for name, kind in TYPES.items() if not kind.is_marked_by_person
    }
    return quiz
