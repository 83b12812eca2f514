"""Reads the answers that count: of an attempt, and to knowledge checks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from trainer.quizzes.certainty import Certainty
from trainer.quizzes.questions.question import Response
from trainer.quizzes.response_text import response_from_json
from trainer.quizzes.scoring import Given
from trainer.storage.learning import Answer, Attempt, CheckAnswer, Submission
from trainer.storage.people import Words
from trainer.storage.prepared import run


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAnswer:
    """The latest answer to a question. Words that were erased are missing from the response.

    `tried` is the try at which it was checked, None where it was only saved; `tries` how many there were so far.
    `is_erased` tells that words were typed and are gone, where many attempts are read.
    """

    question: str
    number: int
    response: Response
    is_final: bool
    at: datetime
    tried: int | None = None
    tries: int = 0
    certainty: Certainty | None = None
    is_erased: bool = False

    @property
    def given(self) -> Given:
        """What counts: an answer that was never checked counts as the next try."""
        return Given(response=self.response, tried=self.tried or self.tries + 1, certainty=self.certainty)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """Whether an attempt was handed in, and the answers that count, by question."""

    is_submitted: bool
    answers: Mapping[str, SavedAnswer]


def latest_answers(session: Session, attempt_id: UUID) -> tuple[SavedAnswer, ...]:
    """The answer with the highest number to each question of an attempt: one statement."""
    return tuple(_saved(row) for row in run(session, _TO_ALL, attempt_id=attempt_id))


def saved_answers(session: Session, attempt_ids: Sequence[UUID]) -> Mapping[UUID, Mapping[str, SavedAnswer]]:
    """The answers that count in some attempts, by attempt and question: one statement, for up to 500."""
    found: dict[UUID, dict[str, SavedAnswer]] = defaultdict(dict)
    for row in run(session, _TO_MANY, attempt_ids=list(attempt_ids)):
        is_erased = row.text_id is not None and row.words is None
        found[row.attempt_id][row.question] = replace(_saved(row), is_erased=is_erased)
    return found


def so_far(session: Session, attempt_id: UUID, question: str | None = None) -> SoFar:
    """Where an attempt stands, with the answers to all its questions or to one: one statement."""
    rows = (
        run(session, _ALL_SO_FAR, attempt_id=attempt_id)
        if question is None
        else run(session, _ONE_SO_FAR, attempt_id=attempt_id, question=question)
    ).all()
    return SoFar(
        is_submitted=any(row.is_submitted for row in rows),
        answers={row.question: _saved(row) for row in rows if row.question is not None},
    )


def _saved(row: Row[*tuple[Any, ...]]) -> SavedAnswer:  # of _TO_ALL or _ALL_SO_FAR
    return SavedAnswer(
        question=row.question,
        number=row.number,
        response=response_from_json(row.chosen, row.words or "{}"),
        is_final=row.is_final,
        at=row.at,
        tried=row.tried,
        tries=row.tries or 0,
        certainty=Certainty(row.certainty) if row.certainty else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedAnswer:
    """The latest answer to a knowledge check. Words that were erased are missing from the response."""

    number: int
    response: Response


def latest_check_answers(session: Session, enrolment_id: UUID, revision_id: UUID) -> Mapping[str, CheckedAnswer]:
    """The latest answer to each knowledge check of a module's revision, by the check's id: one statement."""
    rows = run(session, _TO_CHECKS, enrolment_id=enrolment_id, revision_id=revision_id)
    return {
        row.check_id: CheckedAnswer(number=row.number, response=response_from_json(row.chosen, row.words or "{}"))
        for row in rows
    }


def _highest_answer() -> ScalarSelect[int]:
    other = aliased(Answer)
    same = (other.attempt_id == Answer.attempt_id, other.question == Answer.question)
    return select(func.max(other.number)).where(*same).scalar_subquery()


def _highest_check_answer() -> ScalarSelect[int]:
    other = aliased(CheckAnswer)
    same = (
        other.enrolment_id == CheckAnswer.enrolment_id,
        other.revision_id == CheckAnswer.revision_id,
        other.check_id == CheckAnswer.check_id,
    )
    return select(func.max(other.number)).where(*same).scalar_subquery()


def _tries() -> ColumnElement[int]:
    other = aliased(Answer)
    same = (other.attempt_id == Answer.attempt_id, other.question == Answer.question)
    return select(func.max(other.tried)).where(*same).scalar_subquery().label("tries")


_ANSWER: Final = (
    Answer.question,
    Answer.number,
    Answer.chosen,
    Answer.is_final,
    Answer.at,
    Answer.tried,
    Answer.certainty,
    _tries(),
    Words.words,
)
_TO_ALL: Final = (
    select(*_ANSWER)
    .outerjoin(Words, Answer.text_id == Words.id)
    .where(Answer.attempt_id == bindparam("attempt_id"), Answer.number == _highest_answer())
)
_TO_MANY: Final[Select[*tuple[Any, ...]]] = (  # _ANSWER, whose it is, and whether words were typed
    select(Answer.attempt_id, Answer.text_id, *_ANSWER)
    .outerjoin(Words, Answer.text_id == Words.id)
    .where(Answer.attempt_id.in_(bindparam("attempt_ids", expanding=True)), Answer.number == _highest_answer())
)
_IS_SUBMITTED: Final = exists().where(Submission.attempt_id == Attempt.id).label("is_submitted")
_LATEST: Final = (Answer.attempt_id == Attempt.id, Answer.number == _highest_answer())


def _so_far(*further: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:  # _ANSWER, and whether it was handed in
    return (
        select(_IS_SUBMITTED, *_ANSWER)
        .select_from(Attempt)
        .outerjoin(Answer, and_(*_LATEST, *further))
        .outerjoin(Words, Answer.text_id == Words.id)
        .where(Attempt.id == bindparam("attempt_id"))
    )


_ALL_SO_FAR: Final = _so_far()
_ONE_SO_FAR: Final = _so_far(Answer.question == bindparam("question"))
_TO_CHECKS: Final = (
    select(CheckAnswer.check_id, CheckAnswer.number, CheckAnswer.chosen, Words.words)
    .outerjoin(Words, CheckAnswer.text_id == Words.id)
    .where(
        CheckAnswer.enrolment_id == bindparam("enrolment_id"),
        CheckAnswer.revision_id == bindparam("revision_id"),
        CheckAnswer.number == _highest_check_answer(),
    )
)
