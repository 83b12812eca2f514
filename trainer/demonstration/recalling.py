"""Lets people of the demonstration review what they keep, some often and some seldom."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from trainer.actions import recalling
from trainer.clock import Now
from trainer.curriculum.recalling import rests
from trainer.demonstration.answering import right_form, wrong_form
from trainer.demonstration.learner import Learner
from trainer.queries.reader import reader_of
from trainer.quizzes.keeping import AT_ONCE
from trainer.storage.kept_questions import KeptQuestion, kept_questions
from trainer.storage.recall_rows import cards_of

_DAYS: Final = (18.0, 16.0, 15.0, 12.0, 10.0, 7.0, 4.0, 3.0, 2.0, 1.0)
"""How many days ago somebody reviews who does so often."""
_SELDOM: Final = (14.0, 2.0)
_OFTEN: Final = frozenset({"trainee@example.org", "ana@example.org", "chidi@example.org"})
_REMINDED: Final = "trainee@example.org"


def review(by_address: Mapping[str, Learner]) -> None:
    """Everybody who keeps questions reviews them, right mostly; one leaves a question, one is reminded by mail."""
    for place, (address, learner) in enumerate(by_address.items()):
        days = _DAYS[:6] if address == _REMINDED else _DAYS if address in _OFTEN else _SELDOM
        for day in days:
            review_due(learner, learner.days_ago(day), place + int(day))
        if address == _REMINDED:
            _leave_one(learner, learner.days_ago(0.2))
            recalling.choose(
                learner.database, learner.actor, learner.course, learner.days_ago(0.2), rests=False, by_mail=True
            )


def review_due(learner: Learner, now: Now, turn: int) -> None:
    """Somebody reviews what is due, a few questions at most; `turn` decides which they know."""
    for place, (name, kept, enrolment_id) in enumerate(_kept(learner, now, due=True)[:AT_ONCE]):
        asked = kept.laid_out(enrolment_id, kept.card.number)
        is_known = (place + turn) % 5 > 0
        form = (right_form if is_known else wrong_form)(asked.question, asked.placed, asked.salt)
        answered = recalling.answer(learner.database, learner.actor, learner.course, name, form, kept.card.number, now)
        if is_known and (place + turn) % 3 == 0:
            word = "easy" if turn % 2 else "hard"
            recalling.judge(learner.database, learner.actor, learner.course, answered.id, word, now)


def _leave_one(learner: Learner, now: Now) -> None:
    for name, _, _ in _kept(learner, now, due=False)[-1:]:
        recalling.leave(learner.database, learner.actor, learner.course, name, now)


def _kept(learner: Learner, now: Now, *, due: bool) -> list[tuple[str, KeptQuestion, UUID]]:
    """What somebody keeps, or of it what is due, each with its name in addresses and their enrolment."""
    with learner.database.reading() as session:
        reader = reader_of(session, learner.database, learner.actor, learner.course, now)
        if reader.enrolment is None:
            return []
        enrolment_id = reader.enrolment.enrolment_id
        every = kept_questions(session, learner.database.library, reader.edition, cards_of(session, enrolment_id))
    return [
        (each.name(enrolment_id), each, enrolment_id)
        for each in sorted(every, key=lambda each: (each.quiz.slug, each.card.question))
        if not due or (each.card.due_on is not None and each.card.due_on <= now.today)
        if not rests(each.quiz, reader.standings.quiz(each.quiz.slug))
    ]
