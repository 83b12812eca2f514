"""Taking a quiz in tests: forms made of the keys that authors wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from tests.support.clinic import COURSE
from trainer.access import Actor
from trainer.actions import taking_quizzes
from trainer.actions.taking_quizzes import Saved
from trainer.clock import Now
from trainer.ids import AttemptId
from trainer.queries.attempt import AttemptHead, attempt_head
from trainer.quizzes.asking import AskedSlot, ask
from trainer.quizzes.codes import code
from trainer.quizzes.questions.question import Control
from trainer.storage.database import Database
from trainer.storage.learning import Score

Given = str | Sequence[str] | Mapping[str, str | Sequence[str]]
"""An answer by the author's keys: for the only place of a question, or by place."""

RIGHT_ROUTES: Mapping[str, Given] = {
    "im-peak": "within-20",
    "signs": ("chest-pain", "no-urine"),
    "transfer": "false",
    "hours": "3",
    "peaks": {"vein": "vein", "muscle": "muscle"},
    "steps": {"1": "ask", "2": "call", "3": "note"},
    "whom": {"who": "doctor", "when": "at the onset"},
}
"""Full points in the quiz `routes`."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An attempt of somebody, whose questions are named as the authors named them."""

    database: Database
    actor: Actor
    id: AttemptId
    head: AttemptHead

    def code(self, question: str) -> str:
        """The name under which pages know a question."""
        return code(self.head.layout.salt, "question", question)

    def form(self, question: str, given: Given) -> dict[str, list[str]]:
        """The form that a page sends for an answer."""
        asked = ask(self.head.quiz.question(question), self.head.layout.placed(question), self.head.layout.salt)
        by_place = given if isinstance(given, Mapping) else {asked.slots[0].secret_name: given}
        slots = {slot.secret_name: slot for slot in asked.slots}
        return {slots[name].name: _values(slots[name], chosen) for name, chosen in by_place.items()}

    def answer(self, question: str, given: Given, now: Now, *, seen: int = 0, is_final: bool = False) -> Saved:
        """Save an answer."""
        form = self.form(question, given)
        return taking_quizzes.answer(
            self.database, self.actor, self.id, self.code(question), form, seen, now, is_final=is_final
        )

    def submit(self, now: Now) -> None:
        """Hand the attempt in."""
        taking_quizzes.submit(self.database, self.actor, self.id, now)

    def scores(self) -> list[Score]:
        """Its scores in order."""
        with self.database.reading() as session:
            return list(session.scalars(select(Score).where(Score.attempt_id == self.id).order_by(Score.number)))


def begin(database: Database, actor: Actor, quiz: str, now: Now) -> Taken:
    """Start an attempt, or take up the one that is open."""
    return taken(database, actor, taking_quizzes.start(database, actor, COURSE, quiz, now))


def taken(database: Database, actor: Actor, attempt_id: UUID) -> Taken:
    """An attempt by its id."""
    with database.reading() as session:
        head, _ = attempt_head(session, database, attempt_id)
    return Taken(database, actor, AttemptId(attempt_id), head)


def finish(database: Database, actor: Actor, quiz: str, answers: Mapping[str, Given], now: Now) -> Taken:
    """Take a quiz from start to end."""
    attempt = begin(database, actor, quiz, now)
    for question, given in answers.items():
        attempt.answer(question, given, now)
    attempt.submit(now)
    return attempt


def _values(slot: AskedSlot, given: str | Sequence[str]) -> list[str]:
    keys = [given] if isinstance(given, str) else list(given)
    if slot.control in (Control.NUMBER, Control.TEXT, Control.LONG_TEXT):
        return keys
    by_key = {choice.secret_key: choice.value for choice in slot.choices}
    return [by_key[key] for key in keys]
