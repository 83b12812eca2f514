"""A quiz with an extended question, and people who hand it in and mark it."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import select

from tests.support.attempts import Given, Taken, finish
from tests.support.care_course import care_course
from tests.support.clinic import after, publish
from trainer.access import Actor
from trainer.actions import marking
from trainer.actions.folding import refold_outdated
from trainer.actions.marking import Judgement
from trainer.clock import Now
from trainer.storage.database import Database
from trainer.storage.learning import Score
from trainer.storage.marking import AnswerToMark

QUIZ: Final = "waiting"
_QUIZ: Final = """\
title: What to do while waiting
purpose: final
pass_mark: 60
questions:
  - id: waits
    type: extended
    objective: pharmacology/routes#compare
    points: 4
    prompt: A patient has been silent for an hour. What do you do, and why?
    {more}rubric:
      - id: stays
        text: Stays with the person
        points: 2
        for_learner: Silence is no emergency.
        for_markers: Sitting in the room is enough.
      - {{id: notes, text: Notes what was seen, points: 1, for_learner: Notes help the next shift.}}
      - {{id: calls, text: Says when to call the physician, points: 1, for_learner: Before the dose wears off.}}
  - id: calm
    type: numeric
    objective: pharmacology/routes#compare
    prompt: How many minutes of silence are an emergency?
    answer: 0
    why: Silence is often work.
"""
TWO_MARKERS: Final = "markers: 2\n    may_differ: 1\n    "
ANSWERS: Final[dict[str, Given]] = {"waits": "I stay in the room, and write down what I see.", "calm": "0"}


def quiz_text(more: str = "") -> str:
    """The quiz; `more` are further keys of its question."""
    return _QUIZ.format(more=more)


def with_extended_question(
    database: Database, more: str = "", *, replaced: tuple[tuple[str, str], ...] = (), now: Now | None = None
) -> None:
    """Publish the quiz in the clinic's course; `more` are further keys of its question, `replaced` what is changed."""
    text = quiz_text(more)
    for old, new in replaced:
        text = text.replace(old, new)
    at = now or after(hours=1)
    publish(database, care_course({"quizzes/waiting.yml": text}), at)
    list(refold_outdated(database, at))


def hand_in(database: Database, actor: Actor, now: Now, words: str = "") -> Taken:
    """Answer the quiz and hand it in."""
    return finish(database, actor, QUIZ, {**ANSWERS, **({"waits": words} if words else {})}, now)


def answer_of(attempt: Taken) -> UUID:
    """The answer of an attempt that waits for markers."""
    with attempt.database.reading() as session:
        return session.scalars(select(AnswerToMark.id).where(AnswerToMark.attempt_id == attempt.id)).one()


def judgement(items: Iterable[str], words: str = "", *, seen: int = 0, draft: int = 0) -> Judgement:
    """What a marker's form carries."""
    return Judgement(items=frozenset(items), words=words, seen=seen, draft=draft)


def mark(attempt: Taken, marker: Actor, items: Iterable[str], now: Now, words: str = "", *, seen: int = 0) -> None:
    """Mark the answer of an attempt."""
    marking.mark(attempt.database, marker, answer_of(attempt), judgement(items, words, seen=seen), now)


def points_of(attempt: Taken) -> list[int]:
    """The points of each score of an attempt, in hundredths."""
    scores: list[Score] = attempt.scores()
    return [score.points for score in scores]
