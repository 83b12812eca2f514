"""Which texts are part of somebody's record, and of which kind of record each is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, Uuid, bindparam, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from trainer.curriculum.retention import RecordKind
from trainer.storage.accommodations import AccommodationRow
from trainer.storage.account_changes import AccountChange
from trainer.storage.certificates import Certificate, CertificateChange
from trainer.storage.comments import Comment, CommentReply
from trainer.storage.evaluations import Evaluation
from trainer.storage.learning import Answer, Attempt, CheckAnswer, Enrolment, Grant, Placement
from trainer.storage.ledger import OverruledWarning
from trainer.storage.marking import MarkingRow
from trainer.storage.observing import Appeal, AppealDecision, Encounter, EncounterWithdrawal, Remark
from trainer.storage.recalls import Recall
from trainer.storage.reflections import ReflectionReply
from trainer.storage.retention import ErasureDecision
from trainer.storage.signing_off import Entry, SignOff
from trainer.storage.supervising import Excusal, Withdrawal
from trainer.storage.supervisor_notes import SupervisorNote

PERSON: Final = bindparam("whose", type_=Uuid)
OWN_ENROLMENTS: Final = select(Enrolment.id).where(Enrolment.person_id == PERSON)
"""The enrolments of somebody whose id is given as `whose`."""


@dataclass(frozen=True, slots=True)
class OwnedText:
    """A column that names texts, the kind of record they are of, and which rows are somebody's."""

    column: InstrumentedAttribute[Any]
    kind: RecordKind
    is_own: ColumnElement[bool]

    @property
    def name(self) -> str:
        """The column as 'table.column'."""
        return f"{self.column.class_.__tablename__}.{self.column.key}"

    def ids(self) -> Select[UUID]:
        """The texts of somebody whose id is given as `whose`."""
        return select(self.column).where(self.is_own, self.column.is_not(None))


def _of_enrolment(table: Any) -> ColumnElement[bool]:  # any table with that column
    return table.enrolment_id.in_(OWN_ENROLMENTS)  # type: ignore[no-any-return]  # as above


def _through(column: InstrumentedAttribute[Any], table: Any) -> ColumnElement[bool]:  # as above
    return column.in_(select(table.id).where(_of_enrolment(table)))


_OWN_COMMENT: Final = CommentReply.comment_id.in_(select(Comment.id).where(Comment.person_id == PERSON))
_PRACTICUM: Final = Entry.item.startswith("practicum:")
_DOCUMENT: Final = Entry.item.startswith("document:")

OWNED: Final = (
    OwnedText(Certificate.text_id, RecordKind.TRAINING, _of_enrolment(Certificate)),
    OwnedText(Certificate.signature_id, RecordKind.TRAINING, _of_enrolment(Certificate)),
    OwnedText(Certificate.nevertheless_id, RecordKind.TRAINING, _of_enrolment(Certificate)),
    OwnedText(CertificateChange.text_id, RecordKind.TRAINING, _through(CertificateChange.certificate_id, Certificate)),
    OwnedText(SignOff.text_id, RecordKind.SUPERVISION, _of_enrolment(SignOff)),
    OwnedText(Encounter.text_id, RecordKind.SUPERVISION, _of_enrolment(Encounter)),
    OwnedText(
        EncounterWithdrawal.text_id, RecordKind.SUPERVISION, _through(EncounterWithdrawal.encounter_id, Encounter)
    ),
    OwnedText(Remark.text_id, RecordKind.SUPERVISION, _of_enrolment(Remark)),
    OwnedText(Appeal.text_id, RecordKind.SUPERVISION, _of_enrolment(Appeal)),
    OwnedText(AppealDecision.text_id, RecordKind.SUPERVISION, _through(AppealDecision.appeal_id, Appeal)),
    OwnedText(Grant.text_id, RecordKind.SUPERVISION, _of_enrolment(Grant)),
    OwnedText(AccommodationRow.text_id, RecordKind.SUPERVISION, _of_enrolment(AccommodationRow)),
    OwnedText(Placement.text_id, RecordKind.SUPERVISION, _of_enrolment(Placement)),
    OwnedText(Excusal.text_id, RecordKind.SUPERVISION, _of_enrolment(Excusal)),
    OwnedText(Withdrawal.text_id, RecordKind.SUPERVISION, _of_enrolment(Withdrawal)),
    OwnedText(MarkingRow.text_id, RecordKind.SUPERVISION, MarkingRow.person_id == PERSON),
    OwnedText(SupervisorNote.text_id, RecordKind.SUPERVISION, _of_enrolment(SupervisorNote)),
    OwnedText(ErasureDecision.text_id, RecordKind.SUPERVISION, ErasureDecision.person_id == PERSON),
    OwnedText(
        OverruledWarning.text_id,
        RecordKind.SUPERVISION,
        _of_enrolment(OverruledWarning) & OverruledWarning.encounter_id.is_not(None),
    ),
    OwnedText(
        OverruledWarning.text_id,
        RecordKind.PRACTICUM,
        _of_enrolment(OverruledWarning) & OverruledWarning.entry_id.is_not(None),
    ),
    OwnedText(Entry.text_id, RecordKind.PRACTICUM, _of_enrolment(Entry) & _PRACTICUM),
    OwnedText(Entry.text_id, RecordKind.UPLOADS, _of_enrolment(Entry) & _DOCUMENT),
    OwnedText(Entry.text_id, RecordKind.WRITTEN, _of_enrolment(Entry) & ~_PRACTICUM & ~_DOCUMENT),
    OwnedText(ReflectionReply.text_id, RecordKind.WRITTEN, _through(ReflectionReply.entry_id, Entry)),
    OwnedText(Answer.text_id, RecordKind.WRITTEN, _through(Answer.attempt_id, Attempt)),
    OwnedText(CheckAnswer.text_id, RecordKind.WRITTEN, _of_enrolment(CheckAnswer)),
    OwnedText(Recall.text_id, RecordKind.WRITTEN, _of_enrolment(Recall)),
    OwnedText(Comment.quote_id, RecordKind.WRITTEN, Comment.person_id == PERSON),
    OwnedText(Comment.text_id, RecordKind.WRITTEN, Comment.person_id == PERSON),
    OwnedText(CommentReply.text_id, RecordKind.WRITTEN, _OWN_COMMENT),
    OwnedText(Evaluation.text_id, RecordKind.EVALUATION, _of_enrolment(Evaluation)),
    OwnedText(AccountChange.text_id, RecordKind.OWN, AccountChange.person_id == PERSON),
    OwnedText(AccountChange.reason_id, RecordKind.OWN, AccountChange.person_id == PERSON),
)
"""Each column whose texts are part of somebody's record: of the one whom the fact concerns, whoever wrote them."""

STAYING: Final[Mapping[str, str]] = {
    "correction.text_id": "It says why a key was mended, and is about nobody.",
    "redaction.text_id": "It says why words were removed from a course, and is about nobody.",
    "retention_rule.text_id": "It says why records are kept so long, and is about nobody.",
    "review.text_id": "It is the signature under a course's text, which rests on it as long as it is published.",
    "review_comment.text_id": "It is about a course's text.",
    "review_settlement.text_id": "It is about a course's text.",
    "review_withdrawal.text_id": "It is about a course's text.",
}
"""The other columns that name texts, each with the reason why erasing somebody leaves these as they are."""


def texts_of(kinds: Iterable[RecordKind]) -> CompoundSelect[UUID] | None:
    """The ids of all texts of some kinds that are part of the record of `whose`; None where there are none."""
    wanted = frozenset(kinds)
    found = [each.ids() for each in OWNED if each.kind in wanted]
    return union_all(*found) if found else None
