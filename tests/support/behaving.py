"""The quiz `presence` of the care course, taken with tries, hints and certainty."""

from tests.support.attempts import Taken, begin
from tests.support.care_course import care_course
from tests.support.clinic import after, publish
from trainer.access import Actor
from trainer.storage.database import Database

_QUIZ = """\
title: Presence
module: ../curriculum/sessions/presence.md
attempts: 3
{terms}
questions:
  - id: stay
    type: single-choice
    objective: compare
    prompt: Do you stay?
{hints}
    options:
      - {{id: always, text: Always, correct: true, why: Reason for stay.}}
      - {{id: at-times, text: At times, why: Reason against at times.}}
      - {{id: never, text: Never, why: Reason against never.}}
      - {{id: later, text: Later, why: Reason against later.}}
  - id: waiting
    type: multiple-choice
    objective: compare
    prompt: What do you wait for?
    options:
      - {{id: calm, text: Calm, correct: true, why: Reason for calm.}}
      - {{id: words, text: Words, correct: true, why: Reason for words.}}
      - {{id: nothing, text: Nothing, why: Reason against nothing.}}
"""
TRIES = "tries: 3"
CERTAINTY = "certainty: beside"
HINTS = '    hints: ["Think of *leaving*.", "One is right."]'


def behaving(database: Database, terms: str, hints: str = "") -> None:
    """Publish the care course with these terms of the quiz `presence`."""
    publish(database, care_course({"quizzes/presence.yml": _QUIZ.format(terms=terms, hints=hints)}), after())


def begin_behaving(database: Database, actor: Actor, terms: str, hints: str = "") -> Taken:
    """Publish those terms, and begin an attempt by them."""
    behaving(database, terms, hints)
    return begin(database, actor, "presence", after())
