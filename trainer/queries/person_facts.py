"""The statements that read the facts of an enrolment for its timeline: one for each kind, the newest first."""

from typing import Any, Final

from sqlalchemy import Select, Uuid, and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from trainer.storage.accommodations import AccommodationRow
from trainer.storage.base import Fact
from trainer.storage.certificates import Certificate, CertificateChange
from trainer.storage.content import Cohort, Document, Edition, Revision
from trainer.storage.correcting import Correction
from trainer.storage.learning import Attempt, AttemptRequest, Completion, Grant, Placement, Reading, Score, Submission
from trainer.storage.observing import Encounter
from trainer.storage.people import Person, Words
from trainer.storage.signing_off import Entry, SignOff
from trainer.storage.supervising import Excusal, Withdrawal
from trainer.storage.supervisor_notes import SupervisorNote

Statement = Select[*tuple[Any, ...]]  # a dozen columns, taken by name where sentences are made of them

_BY: Final = aliased(Person)


def _newest(fact: type[Fact], statement: Statement) -> Statement:
    """Whoever did it by name, the newest first; ids decide between facts of one moment."""
    named = statement.add_columns(fact.id, fact.at, fact.person_id, fact.actor_id, _BY.name)
    return named.join(_BY, fact.actor_id == _BY.id).order_by(fact.at.desc(), fact.id.desc()).limit(bindparam("most"))


_ENROLMENT: Final = bindparam("enrolment_id", type_=Uuid())
READINGS: Final = _newest(
    Reading,
    select(Document.path, Reading.section, Reading.kind, Reading.edition_id, Edition.number.label("edition"))
    .join(Revision, Reading.revision_id == Revision.id)
    .join(Document, Revision.document_id == Document.id)
    .join(Edition, Reading.edition_id == Edition.id)
    .where(Reading.enrolment_id == _ENROLMENT),
)
ATTEMPTS: Final = _newest(
    Attempt,
    select(Document.path, Attempt.number, Attempt.edition_id, Edition.number.label("edition"))
    .join(Document, Attempt.document_id == Document.id)
    .join(Edition, Attempt.edition_id == Edition.id)
    .where(Attempt.enrolment_id == _ENROLMENT),
)
_RESULT: Final = select(
    Document.path,
    Attempt.id.label("attempt_id"),
    Attempt.number,
    Attempt.edition_id,
    Edition.number.label("edition"),
    Score.points,
    Score.maximum,
    Score.is_passed,
)
SUBMISSIONS: Final = _newest(
    Submission,
    _RESULT.select_from(Submission)
    .join(Attempt, Submission.attempt_id == Attempt.id)
    .join(Document, Attempt.document_id == Document.id)
    .join(Edition, Attempt.edition_id == Edition.id)
    .outerjoin(Score, and_(Score.attempt_id == Attempt.id, Score.number == 1, Score.at == Submission.at))
    .where(Attempt.enrolment_id == _ENROLMENT),
)
LATER_SCORES: Final = _newest(
    Score,
    _RESULT.add_columns(Score.correction_id, Correction.text_id, Words.words)
    .select_from(Score)
    .join(Attempt, Score.attempt_id == Attempt.id)
    .join(Submission, Submission.attempt_id == Attempt.id)
    .join(Document, Attempt.document_id == Document.id)
    .join(Edition, Attempt.edition_id == Edition.id)
    .outerjoin(Correction, Score.correction_id == Correction.id)
    .outerjoin(Words, Correction.text_id == Words.id)
    .where(Attempt.enrolment_id == _ENROLMENT, or_(Score.number > 1, Score.at != Submission.at)),
)
"""Results that did not come with handing in: by a person who marked, or by the correction of a wrong key."""
REQUESTS: Final = _newest(
    AttemptRequest,
    select(Document.path)
    .join(Document, AttemptRequest.document_id == Document.id)
    .where(AttemptRequest.enrolment_id == _ENROLMENT),
)
GRANTS: Final = _newest(
    Grant,
    select(Document.path, Grant.attempts, Grant.text_id, Words.words)
    .join(Document, Grant.document_id == Document.id)
    .join(Words, Grant.text_id == Words.id)
    .where(Grant.enrolment_id == _ENROLMENT),
)
ACCOMMODATIONS: Final = _newest(
    AccommodationRow,
    select(
        Document.path,
        AccommodationRow.withdraws_id,
        AccommodationRow.time_factor,
        AccommodationRow.attempts,
        AccommodationRow.closes_on,
        AccommodationRow.text_id,
        Words.words,
    )
    .outerjoin(Document, AccommodationRow.document_id == Document.id)
    .join(Words, AccommodationRow.text_id == Words.id)
    .where(AccommodationRow.enrolment_id == _ENROLMENT),
)
COMPLETIONS: Final = _newest(Completion, select(Completion.item).where(Completion.enrolment_id == _ENROLMENT))
WITHDRAWALS: Final = _newest(
    Withdrawal,
    select(Completion.item, Withdrawal.text_id, Words.words)
    .join(Completion, Withdrawal.completion_id == Completion.id)
    .join(Words, Withdrawal.text_id == Words.id)
    .where(Withdrawal.enrolment_id == _ENROLMENT),
)
PLACEMENTS: Final = _newest(
    Placement,
    select(Placement.kind, Cohort.name.label("cohort"), Placement.text_id, Words.words)
    .outerjoin(Cohort, Placement.cohort_id == Cohort.id)
    .outerjoin(Words, Placement.text_id == Words.id)
    .where(Placement.enrolment_id == _ENROLMENT),
)
EXCUSALS: Final = _newest(
    Excusal,
    select(Excusal.item, Excusal.withdraws_id, Excusal.text_id, Words.words)
    .join(Words, Excusal.text_id == Words.id)
    .where(Excusal.enrolment_id == _ENROLMENT),
)
NOTES: Final = _newest(
    SupervisorNote,
    select(SupervisorNote.withdraws_id, SupervisorNote.is_shared, SupervisorNote.text_id, Words.words)
    .join(Words, SupervisorNote.text_id == Words.id)
    .where(SupervisorNote.enrolment_id == _ENROLMENT),
)
# What somebody wrote for themselves alone is not told of to anybody.
ENTRIES: Final = _newest(
    Entry,
    select(Entry.item, Entry.held_on, Entry.replaces_id).where(
        Entry.enrolment_id == _ENROLMENT, or_(Entry.tier.is_(None), Entry.tier != "private")
    ),
)
SIGN_OFFS: Final = _newest(
    SignOff,
    select(SignOff.item, SignOff.decision, SignOff.text_id, Words.words)
    .outerjoin(Words, SignOff.text_id == Words.id)
    .where(SignOff.enrolment_id == _ENROLMENT),
)
ENCOUNTERS: Final = _newest(Encounter, select(Encounter.held_on).where(Encounter.enrolment_id == _ENROLMENT))
CERTIFICATES: Final = _newest(Certificate, select(Certificate.serial).where(Certificate.enrolment_id == _ENROLMENT))
_ENDED: Final = aliased(Certificate)
_NEXT: Final = aliased(Certificate)
CERTIFICATE_CHANGES: Final = _newest(
    CertificateChange,
    select(
        CertificateChange.kind,
        _ENDED.serial,
        _NEXT.serial.label("replaced_by"),
        CertificateChange.text_id,
        Words.words,
    )
    .join(_ENDED, CertificateChange.certificate_id == _ENDED.id)
    .outerjoin(_NEXT, CertificateChange.replaced_by_id == _NEXT.id)
    .join(Words, CertificateChange.text_id == Words.id)
    .where(_ENDED.enrolment_id == _ENROLMENT),
)
