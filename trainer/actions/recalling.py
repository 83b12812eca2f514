"""Somebody reviews a question that they keep, says how well they knew it, leaves it, or lets reviews rest."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.own_enrolment import hold_own_enrolment
from trainer.clock import Now
from trainer.curriculum.recalling import rests
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.quizzes.asking import read
from trainer.quizzes.keeping import CURRENT, Happening, Rating, rating_of
from trainer.quizzes.questions.question import BLANK, Response
from trainer.quizzes.response_text import chosen_to_json, written_to_json
from trainer.storage.adding import add_once, add_values, add_words
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.kept_questions import KeptQuestion, kept_questions
from trainer.storage.recall_rows import cards_of, fold_cards, happened_since, newest_review, recall_by_id
from trainer.storage.recalls import Recall, RecallChoice
from trainer.storage.standings import current_standings

UNKNOWN: Final = "unknown"
"""The name in a form that says that somebody does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The review that counts; `is_repeat` where it had been recorded before."""

    id: UUID
    is_repeat: bool


def answer(
    database: Database,
    actor: Actor,
    course: str,
    name: str,
    form: Mapping[str, Sequence[str]],
    seen: int,
    now: Now,
) -> Answered:
    """Record how somebody answered a question in their review, and when it is asked again.

    `seen` is how much had happened to it when it was asked; who sends an older form is led to what they answered
    then. Raises NotFound, NotAllowed while it is not asked, and Invalid where the form holds no answer.
    """
    with database.writing() as session:
        enrolment, kept = _hold(session, database, actor, course, name, now)
        card = kept.card
        if seen != card.number:
            earlier = newest_review(session, enrolment.enrolment_id, card.document_id, card.question)
            if earlier is None:
                raise NotFound("This question is asked otherwise now. Go back to your review.")
            return Answered(id=earlier, is_repeat=True)
        if card.due_on is None or card.due_on > now.today:
            raise NotAllowed("This question is not due yet.")
        standings = current_standings(session, database.library, enrolment, now.at)
        if rests(kept.quiz, standings.quiz(kept.quiz.slug)):
            raise NotAllowed("This question rests while its quiz can be taken.")
        laid_out = kept.laid_out(enrolment.enrolment_id, seen)
        response = _read(kept, form, read(laid_out.question, laid_out.placed, laid_out.salt, form))
        fraction = laid_out.question.mark(response, laid_out.placed.arrangement)
        text_id, digest = None, None
        if response.written:
            text_id, digest = add_words(session, actor.person_id, "review answer", written_to_json(response))
        recall_id = _add(
            session,
            actor,
            enrolment,
            kept,
            Happening.REVIEW,
            now,
            rating=rating_of(laid_out.question, fraction),
            arrangement=json.dumps(dict(laid_out.placed.arrangement), sort_keys=True, separators=(",", ":")),
            chosen=chosen_to_json(response),
            text_id=text_id,
            text_digest=digest,
        )
        session.commit()
        return Answered(id=recall_id, is_repeat=False)


def judge(database: Database, actor: Actor, course: str, recall_id: UUID, word: str, now: Now) -> None:
    """Say in one's own word how well one knew what one answered rightly in the last review of a question.

    The same word again adds nothing. Raises NotFound; Invalid for what is no word; NotAllowed for a wrong answer, and
    after something else happened to the question.
    """
    words = {"hard": Rating.HARD, "good": Rating.GOOD, "easy": Rating.EASY}
    with database.writing() as session:
        enrolment, _ = hold_own_enrolment(session, database, actor, course, now)
        recall = recall_by_id(session, recall_id)
        if recall is None or recall.enrolment_id != enrolment.enrolment_id:
            raise NotFound("There is no such answer.")
        if word not in words:
            raise Invalid([("word", "Choose hard, good or easy.")])
        if recall.rating == Rating.AGAIN:
            raise NotAllowed("A question that was not known is asked again on the next day.")
        since = happened_since(session, recall)
        if any(kind != Happening.WORD for kind, _ in since):
            raise NotAllowed("This question was asked again since.")
        if words[word] == (since[-1][1] if since else recall.rating):
            return
        own = (enrolment.enrolment_id, recall.document_id, recall.question)
        row = _values(actor, own, recall.number + len(since) + 1, recall.revision_id, Happening.WORD, now)
        add_values(session, Recall, {**row, "id": uuid4(), "rating": words[word]})
        fold_cards(session, [enrolment.enrolment_id], now.zone, recall.document_id, recall.question)
        session.commit()


def leave(database: Database, actor: Actor, course: str, name: str, now: Now, *, taken_up: bool = False) -> None:
    """Ask a question no more ("I know this"), or, where it is `taken_up`, again. Twice does nothing more."""
    with database.writing() as session:
        enrolment, kept = _hold(session, database, actor, course, name, now)
        if (kept.card.due_on is not None) is taken_up:
            return
        _add(session, actor, enrolment, kept, Happening.TAKEN_UP if taken_up else Happening.LEFT, now)
        session.commit()


def choose(database: Database, actor: Actor, course: str, now: Now, *, rests: bool, by_mail: bool) -> None:
    """Let reviews rest, or be reminded of them by mail."""
    with database.writing() as session:
        enrolment, _ = hold_own_enrolment(session, database, actor, course, now)
        own, values = enrolment.enrolment_id, {"rests": rests, "by_mail": by_mail, "changed_at": now.at}
        if not add_once(session, RecallChoice, enrolment_id=own, **values):
            session.execute(update(RecallChoice).where(RecallChoice.enrolment_id == own).values(**values))
        session.commit()


def _hold(
    session: Session, database: Database, actor: Actor, course: str, name: str, now: Now
) -> tuple[EnrolmentRow, KeptQuestion]:
    enrolment, edition = hold_own_enrolment(session, database, actor, course, now)
    cards = cards_of(session, enrolment.enrolment_id)
    for kept in kept_questions(session, database.library, edition, cards):
        if kept.name(enrolment.enrolment_id) == name:
            return enrolment, kept
    raise NotFound("This question is no longer asked.")


def _read(kept: KeptQuestion, form: Mapping[str, Sequence[str]], response: Response | str) -> Response:
    if UNKNOWN in form:
        return BLANK
    if isinstance(response, str):
        raise Invalid([(kept.card.question, response)])
    if response == BLANK:
        raise Invalid([(kept.card.question, "Answer it first, or say that you do not know.")])
    return response


def _add(
    session: Session,
    actor: Actor,
    enrolment: EnrolmentRow,
    kept: KeptQuestion,
    kind: Happening,
    now: Now,
    **more: object,
) -> UUID:
    card = kept.card
    own = (enrolment.enrolment_id, card.document_id, card.question)
    row = _values(actor, own, card.number + 1, kept.ref.revision_id, kind, now)
    recall_id = uuid4()
    add_values(session, Recall, {**row, "id": recall_id, **more})
    fold_cards(session, [enrolment.enrolment_id], now.zone, card.document_id, card.question)
    return recall_id


def _values(
    actor: Actor, own: tuple[UUID, UUID, str], number: int, revision_id: UUID, kind: Happening, now: Now
) -> dict[str, object]:
    return {
        "person_id": actor.person_id,
        "actor_id": actor.person_id,
        "at": now.at,
        "enrolment_id": own[0],
        "document_id": own[1],
        "question": own[2],
        "number": number,
        "kind": kind.value,
        "scheduling": CURRENT,
        "revision_id": revision_id,
    }
