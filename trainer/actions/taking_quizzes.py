"""A trainee starts an attempt, saves answers and hands it in."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final
from uuid import uuid4

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from trainer.access import Actor, require_own
from trainer.actions.folding import refold
from trainer.actions.own_enrolment import hold_own_enrolment
from trainer.actions.scoring import submit_and_score
from trainer.clock import Now
from trainer.curriculum.outline import QuizOutline
from trainer.curriculum.standing import Standings
from trainer.curriculum.state import is_open, permission_at, terms_for
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.ids import SYSTEM, AttemptId
from trainer.quizzes.asking import read
from trainer.quizzes.attempts import (
    AlreadyPassed,
    HasClosed,
    IsBeingMarked,
    IsOpen,
    MayStart,
    MustWait,
    NoneLeft,
    OpensLater,
    due_at,
    is_over,
)
from trainer.quizzes.certainty import Certainty
from trainer.quizzes.certainty_form import read_certainty
from trainer.quizzes.codes import code
from trainer.quizzes.drawing import Layout, draw, layout_from_json, layout_to_json
from trainer.quizzes.questions.question import BLANK, Response
from trainer.quizzes.quiz import Quiz, Terms
from trainer.quizzes.response_text import chosen_to_json, written_to_json
from trainer.quizzes.trying import Kept, check, may_check
from trainer.storage.adding import add, add_once, add_words
from trainer.storage.answers import SavedAnswer, SoFar, so_far
from trainer.storage.attempts import AttemptRow, attempt_by_id, hold_attempt
from trainer.storage.database import Database
from trainer.storage.learning import Answer, Attempt, AttemptRequest, Submission
from trainer.storage.prepared import run
from trainer.storage.standings import current_standings

_LAYOUTS: Final = 300  # some 5 KB each
_SUBMISSION: Final = select(Submission.id).where(Submission.attempt_id == bindparam("attempt_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """An answer as it stands: its number, which the next form carries, and when it was saved."""

    number: int
    at: datetime


def start(database: Database, actor: Actor, course: str, slug: str, now: Now) -> AttemptId:
    """Begin an attempt, or give back the one that is open, so that a double click starts one.

    Raises NotAllowed while a wait lasts, and where the quiz is passed, closed or used up.
    """
    with database.writing() as session:
        enrolment, edition = hold_own_enrolment(session, database, actor, course, now)
        outline = edition.outline.quiz(slug)
        if outline is None:
            raise NotFound("There is no such quiz.")
        standings = current_standings(session, database.library, enrolment, now.at)
        module = edition.outline.module(outline.module) if outline.module else None
        if module and not is_open(module, edition.outline, standings):
            raise NotAllowed("The module of this quiz is not open yet.")
        running = standings.quiz(slug).open_attempt
        if running:
            return AttemptId(running)
        _require_start(outline, standings, now)
        ref = edition.revisions[outline.path]
        layout = draw(
            database.library.quiz(session, ref.revision_id), seed=secrets.randbits(32), salt=secrets.token_hex(8)
        )
        attempt = Attempt(
            id=uuid4(),
            person_id=actor.person_id,
            actor_id=actor.person_id,
            at=now.at,
            enrolment_id=enrolment.enrolment_id,
            document_id=ref.document_id,
            number=standings.quiz(slug).attempts + 1,
            revision_id=ref.revision_id,
            edition_id=enrolment.edition_id,
            layout=layout_to_json(layout),
            due_at=due_at(now.at, terms_for(outline, standings.quiz(slug)), now.zone),
        )
        add(session, attempt)
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()
        return AttemptId(attempt.id)


def answer(
    database: Database,
    actor: Actor,
    attempt_id: AttemptId,
    question_code: str,
    form: Mapping[str, Sequence[str]],
    seen: int,
    now: Now,
    *,
    is_final: bool = False,
) -> Saved:
    """Save an answer after the one with the number that the form saw; saving the same again changes nothing.

    With `is_final` the answer is checked, where the quiz lets one: it is given for good, or is one of several
    tries. Raises Invalid where the form holds no readable answer; Stale, holding the Response that stands, where
    another answer was saved since; NotAllowed when the attempt is over, its grace too.
    """
    with database.writing() as session:
        row = _hold(session, actor, attempt_id, now)
        layout = _layout(row.layout)
        question_id = _question_id(row.layout, question_code)
        reached = so_far(session, attempt_id, question_id)
        quiz = database.library.quiz(session, row.revision_id)
        _require_running(row, quiz, reached, now)
        question, placed = quiz.question(question_id), layout.placed(question_id)
        response = read(question, placed, layout.salt, form)
        if isinstance(response, str):
            raise Invalid([(question_code, response)])
        last = reached.answers.get(question_id)
        kept = Kept(certainty=_certainty(quiz.terms, question_code, form, last))
        is_check = is_final and may_check(quiz.terms)
        if is_check and response == BLANK:
            raise Invalid([(question_code, "Answer first; after that you can check your answer.")])
        if last:
            is_same = last.response == response and last.certainty == kept.certainty
            if is_same and (not is_check or last.is_final or last.tried):
                return Saved(number=last.number, at=last.at)
            if last.is_final:
                raise NotAllowed("This question was answered for good; the answer can no longer be changed.")
            if last.number != seen:
                raise Stale("Another answer was saved since this page was opened.", last.response)
        elif seen != 0:
            raise Stale("This page is out of date; open the question again.", None)
        if is_check:
            kept = check(quiz.terms, question, placed.arrangement, response, kept, tries=last.tries if last else 0)
        saved = Saved(number=seen + 1, at=now.at)
        if not _add_answer(session, actor, attempt_id, question_id, response, saved, kept):
            raise Stale("Another answer was saved at the same moment.", None)
        session.commit()
        return saved


def read_answer(
    database: Database, actor: Actor, attempt_id: AttemptId, question_code: str, form: Mapping[str, Sequence[str]]
) -> Response | None:
    """What a form answers, without saving it; None where it cannot be read."""
    with database.reading() as session:
        row = _own(actor, attempt_by_id(session, attempt_id))
        quiz, layout = database.library.quiz(session, row.revision_id), _layout(row.layout)
    question_id = _question_id(row.layout, question_code)
    response = read(quiz.question(question_id), layout.placed(question_id), layout.salt, form)
    return None if isinstance(response, str) else response


def submit(database: Database, actor: Actor, attempt_id: AttemptId, now: Now) -> None:
    """Hand an attempt in and score it, dated at the latest at its due time; once handed in, nothing more happens."""
    with database.writing() as session:
        row = _hold(session, actor, attempt_id, now)
        quiz = database.library.quiz(session, row.revision_id)
        submitted_at = min(now.at, row.due_at) if row.due_at else now.at
        by = SYSTEM if is_over(row.due_at, quiz.terms, now.at) else actor.person_id
        if submit_and_score(session, database, row, by, submitted_at, now):
            session.commit()


def close_when_due(database: Database, actor: Actor, attempt_id: AttemptId, now: Now) -> None:
    """Hand an attempt in whose time is over, its grace too, dated at its due time; otherwise do nothing."""
    with database.reading() as session:
        row = _own(actor, attempt_by_id(session, attempt_id))
        is_submitted = _is_submitted(session, attempt_id)
        terms = database.library.quiz(session, row.revision_id).terms
    if not is_submitted and is_over(row.due_at, terms, now.at):
        submit(database, actor, attempt_id, now)


def ask_for_attempt(database: Database, actor: Actor, course: str, slug: str, now: Now) -> None:
    """Ask a supervisor for another attempt at a quiz; asking again while nobody has answered changes nothing."""
    with database.writing() as session:
        enrolment, edition = hold_own_enrolment(session, database, actor, course, now)
        outline = edition.outline.quiz(slug)
        if outline is None:
            raise NotFound("There is no such quiz.")
        reached = current_standings(session, database.library, enrolment, now.at).quiz(slug)
        if reached.is_asked_for:
            return
        if not isinstance(permission_at(outline, reached, now.at, now.today), NoneLeft):
            raise NotAllowed("You do not need another attempt at this quiz now.")
        document_id = edition.revisions[outline.path].document_id
        asked = session.scalars(
            select(AttemptRequest.number).where(
                AttemptRequest.enrolment_id == enrolment.enrolment_id, AttemptRequest.document_id == document_id
            )
        ).all()
        request = AttemptRequest(
            person_id=actor.person_id,
            actor_id=actor.person_id,
            at=now.at,
            enrolment_id=enrolment.enrolment_id,
            document_id=document_id,
            number=max(asked, default=0) + 1,
        )
        add(session, request)
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()


def _hold(session: Session, actor: Actor, attempt_id: AttemptId, now: Now) -> AttemptRow:
    """An own attempt, held. Where its time seems over it is read again: waiting for the lock, it may be extended."""
    row = _own(actor, hold_attempt(session, attempt_id))
    is_late = row.due_at is not None and now.at >= row.due_at
    return _own(actor, attempt_by_id(session, attempt_id)) if is_late else row


def _own(actor: Actor, row: AttemptRow | None) -> AttemptRow:
    if row is None:
        raise NotFound("There is no such attempt.")
    require_own(actor, row.person_id)
    return row


def _require_running(row: AttemptRow, quiz: Quiz, reached: SoFar, now: Now) -> None:
    if reached.is_submitted:
        raise NotAllowed("This attempt was submitted; its answers can no longer be changed.")
    if is_over(row.due_at, quiz.terms, now.at):
        raise NotAllowed("The time of this attempt is over; the answers saved until then count.")


def _certainty(
    terms: Terms, question_code: str, form: Mapping[str, Sequence[str]], last: SavedAnswer | None
) -> Certainty | None:
    """How sure somebody says to be, where the quiz asks; what was said before the first try stands."""
    if terms.behaviour.certainty is None or (last and last.tries):
        return last.certainty if last else None
    sure = read_certainty(form)
    if isinstance(sure, str):
        raise Invalid([(question_code, sure)])
    return sure


def _is_submitted(session: Session, attempt_id: AttemptId) -> bool:
    return run(session, _SUBMISSION, attempt_id=attempt_id).first() is not None


@lru_cache(_LAYOUTS)
def _layout(text: str) -> Layout:
    """The layout of an attempt; it never changes, and the same person comes back to it with every answer."""
    return layout_from_json(text)


def _question_id(layout: str, question_code: str) -> str:
    found = _questions_by_code(layout).get(question_code)
    if found is None:
        raise NotFound("This attempt holds no such question.")
    return found


@lru_cache(_LAYOUTS)
def _questions_by_code(text: str) -> Mapping[str, str]:
    layout = _layout(text)
    return {code(layout.salt, "question", placed.id): placed.id for placed in layout.questions}


def _require_start(outline: QuizOutline, standings: Standings, now: Now) -> None:
    reached = standings.quiz(outline.slug)
    match permission_at(outline, reached, now.at, now.today):
        case MayStart() | IsOpen():
            return
        case MustWait():
            raise NotAllowed("The wait between two attempts is not over yet.")
        case OpensLater():
            raise NotAllowed("This quiz is not open yet.")
        case HasClosed():
            raise NotAllowed("This quiz has closed; a supervisor can give you a later day.")
        case IsBeingMarked():
            raise NotAllowed("Your last attempt is still being marked.")
        case NoneLeft():
            raise NotAllowed("All attempts at this quiz are used.")
        case AlreadyPassed():
            raise NotAllowed("You have passed this quiz.")


def _add_answer(
    session: Session,
    actor: Actor,
    attempt_id: AttemptId,
    question_id: str,
    response: Response,
    saved: Saved,
    kept: Kept,
) -> bool:
    text_id, digest = None, None
    if response.written:
        text_id, digest = add_words(session, actor.person_id, "answer", written_to_json(response))
    return add_once(
        session,
        Answer,
        person_id=actor.person_id,
        actor_id=actor.person_id,
        at=saved.at,
        attempt_id=attempt_id,
        question=question_id,
        number=saved.number,
        chosen=chosen_to_json(response),
        text_id=text_id,
        text_digest=digest,
        is_final=kept.is_final,
        tried=kept.tried,
        certainty=kept.certainty,
    )
