"""Daily reviews in tests: whoever was shown reasons answers by the keys that authors wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tests.support.attempts import RIGHT_ROUTES, Given, Taken, finish
from tests.support.clinic import COURSE, enrolment_of
from trainer.access import Actor
from trainer.actions import recalling
from trainer.actions.recalling import Answered
from trainer.actions.showing_reasons import note_reasons_shown
from trainer.clock import Now
from trainer.queries.reader import reader_of
from trainer.queries.recalling import ReviewPage, review_page
from trainer.quizzes.asking import ask
from trainer.quizzes.questions.question import Control
from trainer.storage.database import Database
from trainer.storage.kept_questions import KeptQuestion, kept_questions
from trainer.storage.recall_rows import cards_of
from trainer.storage.recalls import Recall


@dataclass(frozen=True, slots=True)
class Keeper:
    """Somebody who keeps questions of the care course."""

    database: Database
    actor: Actor

    def take(self, quiz: str, answers: Mapping[str, Given], now: Now) -> Taken:
        """Take a quiz and see the reasons."""
        attempt = finish(self.database, self.actor, quiz, answers, now)
        note_reasons_shown(self.database, self.actor, attempt.id, now)
        return attempt

    def kept(self, now: Now) -> dict[str, KeptQuestion]:
        """What is kept, by the author's id of the question."""
        with self.database.reading() as session:
            reader = reader_of(session, self.database, self.actor, COURSE, now)
            cards = cards_of(session, enrolment_of(self.database, self.actor))
            found = kept_questions(session, self.database.library, reader.edition, cards)
        return {each.card.question: each for each in found}

    def due_on(self, now: Now) -> dict[str, date | None]:
        """When each question is asked again."""
        return {question: kept.card.due_on for question, kept in self.kept(now).items()}

    def page(self, now: Now, sets: int = 1) -> ReviewPage:
        """The page of the daily review."""
        with self.database.reading() as session:
            return review_page(session, self.database, self.actor, COURSE, now, sets=sets)

    def name(self, question: str, now: Now) -> str:
        """The name of a question in addresses."""
        return self.kept(now)[question].name(enrolment_of(self.database, self.actor))

    def form(self, question: str, given: Given, now: Now, seen: int | None = None) -> dict[str, list[str]]:
        """The form that the page sends for an answer."""
        kept = self.kept(now)[question]
        laid_out = kept.laid_out(enrolment_of(self.database, self.actor), kept.card.number if seen is None else seen)
        asked = ask(laid_out.question, laid_out.placed, laid_out.salt)
        by_place = given if isinstance(given, Mapping) else {asked.slots[0].secret_name: given}
        slots = {slot.secret_name: slot for slot in asked.slots}
        form = {}
        for place, chosen in by_place.items():
            slot, keys = slots[place], [chosen] if isinstance(chosen, str) else list(chosen)
            typed = slot.control in (Control.NUMBER, Control.TEXT, Control.LONG_TEXT)
            by_key = {choice.secret_key: choice.value for choice in slot.choices}
            form[slot.name] = keys if typed else [by_key[key] for key in keys]
        return form

    def answer(self, question: str, given: Given, now: Now) -> Answered:
        """Answer a question of the review."""
        seen, form = self.kept(now)[question].card.number, self.form(question, given, now)
        return recalling.answer(self.database, self.actor, COURSE, self.name(question, now), form, seen, now)

    def recalls(self) -> list[Recall]:
        """All that is on record, in its order."""
        with self.database.reading() as session:
            own = Recall.enrolment_id == enrolment_of(self.database, self.actor)
            return list(session.scalars(select(Recall).where(own).order_by(Recall.at, Recall.question, Recall.number)))

    def enrolment(self) -> UUID:
        """Their enrolment."""
        return enrolment_of(self.database, self.actor)


def keeper_of_routes(database: Database, actor: Actor, now: Now, **wrong: Given) -> Keeper:
    """Somebody who took the quiz `routes`, all right but for what is given here, and saw the reasons."""
    keeper = Keeper(database, actor)
    answers = {name: wrong.get(name.replace("-", "_"), given) for name, given in RIGHT_ROUTES.items()}
    keeper.take("routes", answers, now)
    return keeper
