"""One answer as a marker sees it: without a name until its result is given."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.rendered import RenderedTexts
from trainer.curriculum.safe_html import Html
from trainer.errors import NotFound
from trainer.queries.marking_queue import extended_of, turns_of
from trainer.queries.questions import QuestionView, question_view
from trainer.quizzes.drawing import layout_from_json
from trainer.quizzes.marking import Turn, may_see, settled
from trainer.quizzes.questions.extended import Extended
from trainer.quizzes.questions.question import BLANK
from trainer.storage.answers import so_far
from trainer.storage.database import Database
from trainer.storage.learning import Attempt, Score
from trainer.storage.marking import MarkingDraft
from trainer.storage.marking_rows import ToMark, answer_to_mark, answers_within_reach, may_mark
from trainer.storage.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricRow:
    """An item of the rubric, and whether it is ticked; `for_markers` is for markers alone."""

    key: str
    text: Html
    points: Fraction
    for_learner: Html | None
    for_markers: str
    is_ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingView:
    """What somebody gave: the texts of the items, the points, and words for whoever wrote the answer."""

    marker: str
    is_own: bool
    turn: Turn
    items: tuple[Html, ...]
    points: Fraction
    words: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """An answer with its rubric. `turn` is what the actor may do, None for nothing; `is_settled` once one stands.

    `person` is told once the result is given, with `enrolment_id` and `attempt_id`. `seen` and `draft` are the
    numbers that the form carries.
    """

    id: UUID
    course: str
    slug: str
    quiz: str
    question: str
    view: QuestionView
    words: str
    characters: int
    possible: Fraction
    rubric: tuple[RubricRow, ...]
    note: str
    turn: Turn | None
    is_settled: bool
    markers: int
    may_differ: Fraction
    given: tuple[MarkingView, ...]
    seen: int
    draft: int
    draft_at: datetime | None
    place: int
    total: int
    before_id: UUID | None
    after_id: UUID | None
    person: str | None
    enrolment_id: UUID | None
    attempt_id: UUID | None


def answer_page(session: Session, database: Database, actor: Actor, answer_id: UUID) -> AnswerPage:
    """An answer that the actor may mark: nine statements, whatever their number. Raises NotFound."""
    answer = answer_to_mark(session, answer_id)
    if answer is None or not may_mark(actor, answer):
        raise NotFound("There is no such page.")
    question = extended_of(session, database, answer)
    texts = _texts(session, database, answer)
    layout = layout_from_json(session.scalars(select(Attempt.layout).where(Attempt.id == answer.attempt_id)).one())
    saved = so_far(session, answer.attempt_id, answer.question).answers.get(answer.question)
    response = saved.response if saved else BLANK
    draft = session.get(MarkingDraft, (answer.id, actor.person_id))
    stands = settled(question, answer.markings)
    received = frozenset(json.loads(draft.items)) if draft else stands.received if stands else frozenset()
    turn = turns_of(session, database, actor, [answer])[answer.id]
    place, total, before, after = _around(session, database, actor, answer)
    person = _person(session, answer)
    own = [each for each in answer.given if each.marking.marker_id == actor.person_id]
    shown = answer.given if may_see(question, answer.markings) else own
    return AnswerPage(
        id=answer.id,
        course=answer.course,
        slug=answer.slug,
        quiz=database.library.quiz(session, answer.revision_id).title,
        question=answer.question,
        view=question_view(question, layout.placed(answer.question), layout.salt, texts, number=place),
        words=question.words_of(response),
        characters=len(question.words_of(response)),
        possible=question.common.points,
        rubric=_rubric(question, texts, received),
        note=draft.words if draft else "",
        turn=turn,
        is_settled=stands is not None,
        markers=question.markers,
        may_differ=question.may_differ,
        given=tuple(
            MarkingView(
                marker=each.marker,
                is_own=each.marking.marker_id == actor.person_id,
                turn=each.marking.turn,
                items=tuple(texts.html(i.text.text) for i in question.rubric if i.key in each.marking.received),
                points=question.points_for(each.marking.received),
                words=each.words,
                at=each.at,
            )
            for each in shown
        ),
        seen=len(answer.given),
        draft=draft.number if draft else 0,
        draft_at=draft.changed_at if draft else None,
        place=place,
        total=total,
        before_id=before,
        after_id=after,
        person=person,
        enrolment_id=answer.enrolment_id if person else None,
        attempt_id=answer.attempt_id if person else None,
    )


def next_for(session: Session, database: Database, actor: Actor, answer_id: UUID) -> UUID | None:
    """The next answer to the same question that waits for the actor, after this one and then from the start."""
    answer = answer_to_mark(session, answer_id)
    if answer is None or not may_mark(actor, answer):
        raise NotFound("There is no such page.")
    waiting = [each for each in _waiting(session, database, actor, answer) if each != answer_id]
    return next((each for each in waiting if each.hex > answer_id.hex), waiting[0] if waiting else None)


def _waiting(session: Session, database: Database, actor: Actor, answer: ToMark) -> Sequence[UUID]:
    """The answers to the same question that wait for the actor, in the order of the queue."""
    subject = (answer.document_id, answer.question)
    same = [each for each in answers_within_reach(session, actor) if (each.document_id, each.question) == subject]
    turns = turns_of(session, database, actor, same)
    return sorted((each.id for each in same if turns[each.id]), key=lambda each: each.hex)


def _around(
    session: Session, database: Database, actor: Actor, answer: ToMark
) -> tuple[int, int, UUID | None, UUID | None]:
    """The place of an answer among those that wait, how many these are, and its neighbours."""
    waiting = _waiting(session, database, actor, answer)
    before = [each for each in waiting if each.hex < answer.id.hex]
    after = [each for each in waiting if each.hex > answer.id.hex]
    return len(before) + 1, len(waiting), before[-1] if before else None, after[0] if after else None


def _rubric(question: Extended, texts: RenderedTexts, received: frozenset[str]) -> tuple[RubricRow, ...]:
    return tuple(
        RubricRow(
            key=item.key,
            text=texts.html(item.text.text),
            points=item.points,
            for_learner=texts.html(item.for_learner.text) if item.for_learner else None,
            for_markers=item.for_markers,
            is_ticked=item.key in received,
        )
        for item in question.rubric
    )


def _texts(session: Session, database: Database, answer: ToMark) -> RenderedTexts:
    edition = database.library.edition(session, answer.edition_id)
    return database.library.rendered_texts(session, edition, answer.path)


def _person(session: Session, answer: ToMark) -> str | None:
    """Who wrote the answer, once nothing of their attempt is to be marked any more."""
    is_scored = exists().where(Score.attempt_id == answer.attempt_id)
    return session.scalar(select(Person.name).where(Person.id == answer.person_id, is_scored))
