"""Reads what the attempts at a quiz earned at each question, without names."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from trainer.quizzes.certainty import Certainty
from trainer.quizzes.statistics.times import Saves
from trainer.storage.content import Revision
from trainer.storage.learning import Answer, Attempt, Enrolment, Score, Submission
from trainer.storage.prepared import run

Ids: TypeAlias = tuple[str, ...]
_AT_A_TIME: Final = 500


@dataclass(frozen=True, slots=True)
class AttemptMarks:
    """The marks of an attempt in whole hundredths, question by question as `ids`, by the score that counts.

    `seen` is the number of the revision that it was taken on, `key` of the one by whose key it was scored.
    """

    attempt_id: UUID
    seen: int
    key: int
    ids: Ids
    marks: tuple[int, ...]


def attempt_marks(session: Session, document_id: UUID, *, first: bool) -> tuple[AttemptMarks, ...]:
    """The scored attempts at a quiz, or of everybody the first one only: one statement.

    A person's first attempt is that of the earliest enrolment in which they began one.
    """
    read = _Reader()
    counted: dict[UUID, tuple[int, AttemptMarks]] = {}
    for some in run(session, _FIRST if first else _ALL, document_id=document_id).partitions(_AT_A_TIME):
        for attempt_id, seen, key, number, marks in some:
            # Of several scores of an attempt the highest number counts. To sort them costs the database a second.
            if attempt_id not in counted or counted[attempt_id][0] < number:
                counted[attempt_id] = number, AttemptMarks(attempt_id, seen, key, *read(marks))
    return tuple(marks for _, marks in counted.values())


def count_scores(session: Session, document_id: UUID) -> int:
    """How many scores there are of a quiz, which only grows: while it is the same, so are the marks. One statement."""
    return session.execute(_COUNT, {"document_id": document_id}).scalar_one()


class _Number(dict[str, int]):
    def __missing__(self, piece: str) -> int:
        self[piece] = number = int(piece.strip(":,}"))
        return number


class _Reader:
    """Reads the JSON in which scores keep marks: for thousands of long texts several times as fast as json does."""

    def __init__(self) -> None:
        self._numbers = _Number()
        self._ids: dict[Ids, Ids] = {}
        self._last: tuple[list[str], Ids] = [], ()

    def __call__(self, text: str) -> tuple[Ids, tuple[int, ...]]:
        if "\\" in text:
            plain: Mapping[str, int] = json.loads(text)
            return tuple(plain), tuple(plain.values())
        pieces = text.split('"')
        return self._known(pieces[1::2]), tuple(map(self._numbers.__getitem__, pieces[2::2]))

    def _known(self, names: list[str]) -> Ids:
        if names != self._last[0]:
            ids = tuple(names)
            self._last = names, self._ids.setdefault(ids, ids)
        return self._last[1]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen in an answer, as stored, and how sure the person said to be."""

    chosen: str
    certainty: Certainty | None


def answers_to(session: Session, document_id: UUID, question: str) -> Mapping[UUID, Chosen]:
    """The answers that count to a question, by attempt: one statement."""
    rows = sorted(run(session, _ANSWERS, document_id=document_id, question=question), key=lambda row: row.number)
    return {row.attempt_id: Chosen(row.chosen, _certainty(row)) for row in rows}


def _certainty(row: Any) -> Certainty | None:  # of _ANSWERS or _SAVES
    return Certainty(row.certainty) if row.certainty else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptSaves:
    """When an attempt began, and which question was answered when, in the order of time.

    `certainty` is how sure the person said to be of the answers that count, where the quiz asks.
    """

    attempt_id: UUID
    saves: Saves
    certainty: Mapping[str, Certainty]


def newest_saves(session: Session, document_id: UUID, *, first: bool, most: int) -> tuple[AttemptSaves, ...]:
    """When answers were saved in the scored attempts that began last: two statements."""
    newest = _NEWEST.where(Attempt.number == 1) if first else _NEWEST
    attempts = session.execute(newest.limit(most), {"document_id": document_id}).all()
    found: dict[UUID, list[tuple[str, datetime]]] = {row.id: [] for row in attempts}
    sure: dict[UUID, dict[str, Certainty]] = {row.id: {} for row in attempts}
    for row in run(session, _SAVES, attempt_ids=list(found)):
        found[row.attempt_id].append((row.question, row.at))
        if certainty := _certainty(row):
            sure[row.attempt_id][row.question] = certainty
    return tuple(
        AttemptSaves(attempt_id=row.id, saves=Saves(began_at=row.at, answers=found[row.id]), certainty=sure[row.id])
        for row in attempts
    )


def revisions_numbered(session: Session, document_id: UUID, numbers: Collection[int]) -> Mapping[int, UUID]:
    """The ids of revisions of a document, in the order of their numbers: one statement."""
    rows = session.execute(
        select(Revision.number, Revision.id)
        .where(Revision.document_id == document_id, Revision.number.in_(numbers))
        .order_by(Revision.number)
    )
    return {row.number: row.id for row in rows}


_SEEN, _KEY = aliased(Revision), aliased(Revision)
_EARLIER, _BEGUN = aliased(Enrolment), aliased(Attempt)
_ALL: Final[Select[*tuple[Any, ...]]] = (  # taken by name above
    select(Attempt.id, _SEEN.number.label("seen"), _KEY.number.label("key"), Score.number, Score.marks)
    .select_from(Attempt)
    .join(Score, Score.attempt_id == Attempt.id)
    .join(_SEEN, Attempt.revision_id == _SEEN.id)
    .join(_KEY, Score.revision_id == _KEY.id)
    .where(Attempt.document_id == bindparam("document_id"))
)
_FIRST: Final = _ALL.join(Enrolment, Attempt.enrolment_id == Enrolment.id).where(
    Attempt.number == 1,
    ~exists()
    .where(
        _EARLIER.person_id == Enrolment.person_id,
        _EARLIER.course_id == Enrolment.course_id,
        _EARLIER.number < Enrolment.number,
        _BEGUN.enrolment_id == _EARLIER.id,
        _BEGUN.document_id == Attempt.document_id,
    )
    .correlate(Enrolment, Attempt),
)
_COUNT: Final = (
    select(func.count())
    .select_from(Score)
    .join(Attempt, Score.attempt_id == Attempt.id)
    .where(Attempt.document_id == bindparam("document_id"))
)
_ANSWERS: Final = (
    select(Answer.attempt_id, Answer.number, Answer.chosen, Answer.certainty)
    .join(Attempt, Answer.attempt_id == Attempt.id)
    .where(Attempt.document_id == bindparam("document_id"), Answer.question == bindparam("question"))
)
_NEWEST: Final = (
    select(Attempt.id, Attempt.at)
    .where(Attempt.document_id == bindparam("document_id"), exists().where(Submission.attempt_id == Attempt.id))
    .order_by(Attempt.at.desc(), Attempt.id)
)
_SAVES: Final[Select[*tuple[Any, ...]]] = (  # taken by name above
    select(Answer.attempt_id, Answer.question, Answer.at, Answer.certainty)
    .where(Answer.attempt_id.in_(bindparam("attempt_ids", expanding=True)))
    .order_by(Answer.attempt_id, Answer.at, Answer.question, Answer.number)
)
