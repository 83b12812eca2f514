"""People of the demonstration answer an extended question, and supervisors mark it."""

from collections.abc import Mapping, Sequence
from typing import Final

from trainer.access import Actor
from trainer.actions import marking
from trainer.actions.marking import Judgement
from trainer.clock import Now
from trainer.demonstration.learner import Learner
from trainer.storage.marking_rows import ToMark, answers_within_reach

MODULE: Final = "guiding-altered-states/presence"
QUIZ: Final = "presence"
_PATH: Final = f"quizzes/{QUIZ}.yml"
_QUESTION: Final = """
  - id: first-hour
    type: extended
    objective: run-checklist
    points: 3
    prompt: >-
      The patient has been silent since the dose, an hour ago, and the numbers are as they should be. What do you do,
      what do you leave undone, and why?
    rubric:
      - id: stays
        text: Stays in the room and says little or nothing
        for_learner: Silence after the dose is often work. Your presence is what carries it.
        for_markers: It need not say "silence"; "I do not disturb" is enough. Talking to keep contact is not.
      - id: watches
        text: Names what is watched, by whom
        for_learner: Two tracks, two people; yours is the patient.
      - id: ends
        text: Says what would end the waiting
        for_learner: Decide beforehand what you act on, so that you do not act from unease.
"""


def with_extended_question(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The course with one more question in a quiz, where it is the course that comes with the platform."""
    if _PATH not in files or b"objective: run-checklist" not in files[_PATH]:
        return files
    return {**files, _PATH: files[_PATH].rstrip(b"\n") + b"\n" + _QUESTION.encode()}


def hand_in(learners: Sequence[Learner]) -> None:
    """Let some hand in what a person must mark."""
    for days, learner in enumerate(learners, start=1):
        learner.read(MODULE, days + 0.9)
        learner.attempt(QUIZ, days + 0.5)


def begin_to_mark(supervisor: Actor, learner: Learner) -> None:
    """Mark one of the answers that wait for a supervisor, and leave the next half done."""
    waiting = _waiting(supervisor, learner)
    for answer in waiting[:1]:
        words = "You see a lot. Say next time what would make you call."
        marking.mark(learner.database, supervisor, answer.id, _judgement(words), learner.days_ago(0.4))
    for answer in waiting[1:2]:
        marking.save_draft(learner.database, supervisor, answer.id, _judgement(""), learner.days_ago(0.3))


def mark_for(learner: Learner, supervisor: Actor, now: Now) -> None:
    """Mark everything of one person that waits."""
    for answer in _waiting(supervisor, learner):
        if answer.person_id == learner.actor.person_id:
            marking.mark(learner.database, supervisor, answer.id, _judgement("Good, and well founded."), now)


def _waiting(supervisor: Actor, learner: Learner) -> list[ToMark]:
    with learner.database.reading() as session:
        return [each for each in answers_within_reach(session, supervisor) if not each.given]


def _judgement(words: str) -> Judgement:
    return Judgement(items=frozenset({"stays", "watches"}), words=words, seen=0, draft=0)
