"""The facts about a person in their canonical form, but for what a page does not show them yet."""

import json
from collections.abc import Iterator, Mapping, Set
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from trainer.storage.accommodations import AccommodationRow, Extension
from trainer.storage.account_changes import AccountChange
from trainer.storage.base import Fact
from trainer.storage.canonical import canonical
from trainer.storage.cases import CaseChoice, CaseRun
from trainer.storage.certificates import Certificate, CertificateChange
from trainer.storage.comments import Comment, CommentReply
from trainer.storage.content import RulesInForce
from trainer.storage.correcting import Correction
from trainer.storage.evaluations import Evaluation
from trainer.storage.learning import (
    Answer,
    Attempt,
    AttemptRequest,
    CheckAnswer,
    Completion,
    Enrolment,
    Grant,
    Placement,
    Reading,
    Score,
    Submission,
)
from trainer.storage.ledger import ClientCode, OverruledWarning
from trainer.storage.marking import AnswerToMark, MarkingRow
from trainer.storage.observing import Appeal, AppealDecision, Encounter, EncounterWithdrawal, Rating, Remark
from trainer.storage.observing_rows import waiting_for_second
from trainer.storage.passages import ReasonsShown
from trainer.storage.recalls import Recall
from trainer.storage.redactions import Redaction
from trainer.storage.reflections import ReflectionReply
from trainer.storage.retention import Erasure, ErasureDecision, ErasureRequest, RetentionRule
from trainer.storage.reviews import Review, ReviewComment, ReviewSettlement, ReviewWithdrawal
from trainer.storage.signing_off import Entry, SignOff
from trainer.storage.site_settings import SettingChange
from trainer.storage.supervising import Excusal, Withdrawal
from trainer.storage.supervisor_notes import SupervisorNote

_AT_A_TIME: Final = 500
_FACTS: Final[tuple[type[Fact], ...]] = (
    Placement,
    RulesInForce,
    Reading,
    CheckAnswer,
    Attempt,
    Answer,
    Submission,
    Score,
    AnswerToMark,
    MarkingRow,
    ReasonsShown,
    Recall,
    CaseRun,
    CaseChoice,
    AttemptRequest,
    Grant,
    AccommodationRow,
    Extension,
    Completion,
    Comment,
    CommentReply,
    Review,
    ReviewComment,
    ReviewSettlement,
    ReviewWithdrawal,
    Correction,
    Redaction,
    Entry,
    ClientCode,
    OverruledWarning,
    Excusal,
    SignOff,
    Evaluation,
    Encounter,
    EncounterWithdrawal,
    Rating,
    Remark,
    Appeal,
    AppealDecision,
    ReflectionReply,
    Withdrawal,
    Certificate,
    CertificateChange,
    SupervisorNote,
    SettingChange,
    AccountChange,
    RetentionRule,
    ErasureRequest,
    ErasureDecision,
    Erasure,
)
_TELLING: Final[Mapping[str, tuple[str, ...]]] = {
    "attempt": ("layout",),
    "answer": ("question", "chosen"),
    "answer_to_mark": ("question",),
    "marking": ("items",),
    "score": ("marks",),
}
"""What would tell which answers are right: the author's own names of questions and options, and points for each."""


def fact_files(session: Session, person_id: UUID, explained: Set[UUID]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each table of facts with its lines, one for each fact about the person, the oldest first.

    Of attempts that are not among the `explained`, what tells which answers are right is left out; such a line is
    not the fact's canonical form, and names what is missing in `kept_back`.
    """
    for table in _FACTS:
        name = str(table.__tablename__)  # type: ignore[attr-defined]  # every mapped class has one
        yield name, _lines(session, name, _of_person(table, person_id), explained)


def _of_person(table: type[Fact], person_id: UUID) -> Select[Fact]:
    found = select(table).order_by(table.at, table.id).execution_options(yield_per=_AT_A_TIME)
    if table is RulesInForce:  # its person is who published
        own = select(Enrolment.id).where(Enrolment.person_id == person_id)
        return found.where(RulesInForce.enrolment_id.in_(own))
    if table is SupervisorNote:  # what supervisors keep for themselves is not shown to whom it is about
        found = found.where(SupervisorNote.is_shared)
    if table is Rating:  # no page shows these before the second observer has rated too
        found = found.where(Rating.encounter_id.not_in(waiting_for_second()))
    if table is MarkingRow:  # nor these before the result is there
        scored = select(AnswerToMark.id).join(Score, Score.attempt_id == AnswerToMark.attempt_id)
        found = found.where(MarkingRow.answer_id.in_(scored))
    return found.where(table.person_id == person_id)


def _lines(session: Session, name: str, facts: Select[Fact], explained: Set[UUID]) -> Iterator[bytes]:
    for fact in session.scalars(facts):
        form = canonical(fact)
        if name in _TELLING and _attempt_of(fact) not in explained:
            form = _without(form, _TELLING[name])
        yield form + b"\n"


def _attempt_of(fact: Fact) -> UUID:
    match fact:
        case Answer() | Score() | AnswerToMark():
            return fact.attempt_id
        case _:
            return fact.id


def _without(form: bytes, columns: tuple[str, ...]) -> bytes:
    whole = json.loads(form)
    for column in columns:
        whole["fact"].pop(column, None)
    whole["kept_back"] = sorted(columns)
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
