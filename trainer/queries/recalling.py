"""The daily review: one question that is due, or its answer with the reasons."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.recalling import Remembered, in_order, left_today, minutes_words, rests
from trainer.errors import NotFound
from trainer.queries.questions import FeedbackView, QuestionView, feedback_view, question_view
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.queries.reading_again import read_again_link, short_sources
from trainer.quizzes.drawing import Placed
from trainer.quizzes.keeping import AT_ONCE, CURRENT, Happened, Happening, Rating, fold
from trainer.quizzes.response_text import response_from_json
from trainer.storage.database import Database
from trainer.storage.kept_questions import KeptQuestion, kept_questions
from trainer.storage.recall_rows import (
    CardRow,
    RecallRow,
    cards_of,
    happened_since,
    happened_to,
    recall_by_id,
    today_of,
)

_WORDS: Final = (("hard", Rating.HARD), ("good", Rating.GOOD), ("easy", Rating.EASY))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedNow:
    """The question that is asked: its opaque name in addresses, and how much had happened to it so far."""

    name: str
    seen: int
    question: QuestionView
    quiz: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """A daily review: the question that is asked, None where none is now.

    `number` of `total` is its place in this review; `more` questions are due beyond it. Without a question `kept` and
    `next_on` say why.
    """

    course: CourseHead
    asked: AskedNow | None
    number: int
    total: int
    minutes: str
    sets: int
    more: int
    reviewed: int
    rests: bool
    kept: int
    next_on: date | None
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChoice:
    """A word for how well it was known, and in how many days it is asked again then."""

    word: str
    days: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedPage:
    """A question that was answered in a review, with its reasons. `words` is empty for what was not known.

    `name` is that of the question in addresses; `days` until it is asked again, None where it was left since.
    """

    course: CourseHead
    id: UUID
    name: str
    question: QuestionView
    feedback: FeedbackView
    quiz: str
    words: tuple[WordChoice, ...]
    days: int | None
    left: int
    sets: int


def review_page(
    session: Session, database: Database, actor: Actor, course: str, now: Now, *, sets: int = 1
) -> ReviewPage:
    """The next question of one's daily review: four statements for texts that were read before. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    enrolment_id = enrolment_of(reader)
    today = today_of(session, enrolment_id, now.today, now.zone)
    every = kept_questions(session, database.library, reader.edition, cards_of(session, enrolment_id))
    due = () if today.rests else _due(reader, every, now.today)
    left = left_today(len(due), today.reviewed, sets)
    before = max(0, today.reviewed - AT_ONCE * (sets - 1))
    return ReviewPage(
        course=reader.head,
        asked=_asked(session, database, reader, due[0]) if left else None,
        number=before + 1,
        total=before + left,
        minutes=minutes_words(before + left),
        sets=sets,
        more=len(due) - left,
        reviewed=today.reviewed,
        rests=today.rests,
        kept=len(every),
        next_on=min((each.card.due_on for each in every if each.card.due_on), default=None),
        today=now.today,
    )


def reviewed_page(
    session: Session, database: Database, actor: Actor, course: str, recall_id: UUID, now: Now, *, sets: int = 1
) -> ReviewedPage | None:
    """What one answered in a review, and why it is so; None where the question changed since. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    enrolment_id, recall = enrolment_of(reader), recall_by_id(session, recall_id)
    if recall is None or recall.enrolment_id != enrolment_id:
        raise NotFound("There is no such answer.")
    every = kept_questions(session, database.library, reader.edition, cards_of(session, enrolment_id))
    own = (recall.document_id, recall.question)
    kept = next((each for each in every if (each.card.document_id, each.card.question) == own), None)
    if kept is None or kept.ref.revision_id != recall.revision_id:
        return None
    question, feedback = _explained(session, database, reader, kept, recall)
    today = today_of(session, enrolment_id, now.today, now.zone)
    return ReviewedPage(
        course=reader.head,
        id=recall.id,
        name=kept.name(enrolment_id),
        question=question,
        feedback=feedback,
        quiz=kept.quiz.title,
        words=_words(session, recall, now),
        days=(kept.card.due_on - now.today).days if kept.card.due_on else None,
        left=left_today(len(_due(reader, every, now.today)), today.reviewed, sets),
        sets=sets,
    )


def due_of(session: Session, database: Database, reader: Reader, cards: Sequence[tuple[UUID, str]]) -> int:
    """How many of the questions that are due can be asked; no statement for texts that were read before."""
    rows = [
        CardRow(document_id=document_id, question=question, number=0, stability=None, last_on=None, due_on=date.min)
        for document_id, question in cards
    ]
    found = kept_questions(session, database.library, reader.edition, rows)
    return sum(not rests(each.quiz, reader.standings.quiz(each.quiz.slug)) for each in found)


def enrolment_of(reader: Reader) -> UUID:
    """The enrolment whose review it is. Raises NotFound for staff, who keep nothing."""
    if reader.enrolment is None:
        raise NotFound("There is no such page.")
    return reader.enrolment.enrolment_id


def _due(reader: Reader, every: Sequence[KeptQuestion], today: date) -> tuple[KeptQuestion, ...]:
    due = (
        (each, Remembered(stability=each.card.stability, last_on=each.card.last_on), each.name(reader.edition_id))
        for each in every
        if each.card.due_on and each.card.due_on <= today
        if not rests(each.quiz, reader.standings.quiz(each.quiz.slug))
    )
    return in_order(due, today)


def _asked(session: Session, database: Database, reader: Reader, kept: KeptQuestion) -> AskedNow:
    enrolment_id = enrolment_of(reader)
    laid_out = kept.laid_out(enrolment_id, kept.card.number)
    texts = database.library.rendered_texts(session, reader.edition, kept.quiz.path)
    return AskedNow(
        name=kept.name(enrolment_id),
        seen=kept.card.number,
        question=question_view(kept.question, laid_out.placed, laid_out.salt, texts, number=0),
        quiz=kept.quiz.title,
    )


def _explained(
    session: Session, database: Database, reader: Reader, kept: KeptQuestion, recall: RecallRow
) -> tuple[QuestionView, FeedbackView]:
    arrangement = {name: tuple(keys) for name, keys in json.loads(recall.arrangement).items()}
    placed = Placed(id=recall.question, arrangement=arrangement)
    response = response_from_json(recall.chosen, recall.words or "{}")
    texts = database.library.rendered_texts(session, reader.edition, kept.quiz.path)
    salt = recall.id.hex
    fraction: Fraction = kept.question.mark(response, arrangement)
    feedback = feedback_view(
        kept.question,
        placed,
        salt,
        texts,
        response,
        fraction=fraction,
        sources=short_sources(texts, kept.question),
        read_again=read_again_link(reader.edition.outline, kept.question),
    )
    return question_view(kept.question, placed, salt, texts, number=0, response=response), feedback


def _words(session: Session, recall: RecallRow, now: Now) -> tuple[WordChoice, ...]:
    """What one may say of an answer, as long as nothing but such words happened since."""
    since = happened_since(session, recall)
    if recall.rating == Rating.AGAIN or any(kind != Happening.WORD for kind, _ in since):
        return ()
    happened = happened_to(session, recall.enrolment_id, recall.document_id, recall.question, now.zone)
    until = [each for each, number in happened if number <= recall.number]
    chosen = since[-1][1] if since else recall.rating
    said = []
    for word, rating in _WORDS:
        kept = fold(now.today, [*until, Happened(kind=Happening.WORD, on=now.today, rating=rating, scheduling=CURRENT)])
        if kept.due_on:
            said.append(WordChoice(word=word, days=(kept.due_on - until[-1].on).days, is_chosen=rating == chosen))
    return tuple(said)
