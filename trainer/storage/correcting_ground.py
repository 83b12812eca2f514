"""Reads what a mended key would change, for the look at it beforehand and for the act itself."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Quiz
from trainer.quizzes.rescoring import (
    WITHOUT_THE_QUESTION,
    Change,
    KeyCorrection,
    KeyPolicy,
    Taken,
    change,
    differs,
    is_concerned,
    own_marks,
)
from trainer.quizzes.revising import unknown_keys
from trainer.quizzes.scoring import Marked, hundredths
from trainer.storage.content import Revision
from trainer.storage.correcting_rows import (
    CorrectionRow,
    ScoredAttempt,
    as_rules,
    corrections_of,
    open_attempts,
    question_in,
    scored_attempts,
    taken,
)
from trainer.storage.database import Database
from trainer.storage.learning import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescored:
    """An attempt with what a policy does to it."""

    attempt: ScoredAttempt
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What stands of a question that was mended in the revision `revision_id`.

    `wrong` are the answered revisions in which it was another one, the newest last; `corrections` everything decided
    about the quiz so far. `taken` are the attempts that have a result and hold it, with their `marks` by their own
    revisions; `left_out` is how many more cannot be scored anew because words were erased, `still_open` how many
    attempts have no result yet.
    """

    document_id: UUID
    revision_id: UUID
    question: str
    old: Question | None
    now: Question | None
    wrong: Mapping[UUID, int]
    corrections: tuple[CorrectionRow, ...]
    rules: tuple[KeyCorrection, ...]
    taken: tuple[tuple[ScoredAttempt, Taken], ...]
    marks: tuple[tuple[Marked, ...], ...]
    left_out: int
    still_open: int

    @property
    def seen(self) -> int:
        """The number of the last correction of the quiz; 0 for none."""
        return self.corrections[-1].number if self.corrections else 0

    @property
    def policies(self) -> tuple[KeyPolicy, ...]:
        """What can be decided: not by a key that does not know what people chose."""
        found = [each for each in KeyPolicy if self.now is not None or each in WITHOUT_THE_QUESTION]
        return tuple(each for each in found if each is not KeyPolicy.NEW or not self.unknown)

    @property
    def unknown(self) -> Mapping[str, int]:
        """The ids that answers name and the corrected question lacks, with how many answers name each."""
        if self.now is None:
            return {}
        now, answers = self.now, (each.given.get(self.question) for _, each in self.taken)
        return Counter(key for each in answers if each for key in unknown_keys(now, each.response))

    def rescored(self, policy: KeyPolicy) -> tuple[Rescored, ...]:
        """What a policy changes, attempt by attempt; those that it leaves as they are do not appear."""
        correction = KeyCorrection(question=self.question, now=self.now, policy=policy)
        found = []
        for (attempt, each), own in zip(self.taken, self.marks, strict=True):
            earlier = [
                rule for row, rule in zip(self.corrections, self.rules, strict=True) if row.revision > attempt.revision
            ]
            changed = change(each, earlier, correction, own)
            if changed.is_any:
                found.append(Rescored(attempt=attempt, change=changed))
        return tuple(found)


def ground_of(session: Session, database: Database, document_id: UUID, revision_id: UUID, question: str) -> Ground:
    """What a question's being mended is about: six statements, and two or four more for every 500 attempts."""
    answered = _answered_revisions(session, document_id, revision_id)
    quizzes = database.library.quizzes(session, {*answered, revision_id})
    now = question_in(quizzes[revision_id], question)
    wrong = {each: number for each, number in answered.items() if _was_another(quizzes[each], question, now)}
    corrections = corrections_of(session, document_id)
    attempts = scored_attempts(session, document_id, wrong)
    read = tuple(taken(session, quizzes, attempts))
    about = KeyCorrection(question=question, now=now, policy=KeyPolicy.ALL)
    concerned = tuple(
        (attempt, each)
        for attempt, each in read
        if is_concerned(each.quiz, {placed.id for placed in each.placed}, about)
    )
    return Ground(
        document_id=document_id,
        revision_id=revision_id,
        question=question,
        old=question_in(quizzes[list(wrong)[-1]], question) if wrong else None,
        now=now,
        wrong=wrong,
        corrections=corrections,
        rules=as_rules(session, database, corrections),
        taken=concerned,
        marks=tuple(own_marks(each) for _, each in concerned),
        left_out=len(attempts) - len(read),
        still_open=open_attempts(session, document_id, wrong),
    )


def digest_of(rescored: Sequence[Rescored]) -> str:
    """A name for just these changes, by which somebody says yes to what they saw and to nothing else."""
    lines = (
        (
            str(each.attempt.id),
            each.attempt.score_number,
            hundredths(each.change.after.points),
            hundredths(each.change.after.maximum),
            each.change.after.passed,
        )
        for each in rescored
    )
    return hashlib.sha256(repr(sorted(lines)).encode()).hexdigest()[:_DIGITS]


def _was_another(quiz: Quiz, question: str, now: Question | None) -> bool:
    old = question_in(quiz, question)
    return old is not None and differs(old, now)


def _answered_revisions(session: Session, document_id: UUID, revision_id: UUID) -> Mapping[UUID, int]:
    """The revisions of a quiz before one on which somebody began an attempt, by their numbers: one statement."""
    number = select(Revision.number).where(Revision.id == revision_id).scalar_subquery()
    rows = session.execute(
        select(Revision.id, Revision.number)
        .where(
            Revision.document_id == document_id,
            Revision.number < number,
            exists().where(Attempt.revision_id == Revision.id),
        )
        .order_by(Revision.number)
    )
    return {row.id: row.number for row in rows}


_DIGITS: Final = 32
