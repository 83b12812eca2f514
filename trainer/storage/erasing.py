"""Erases what is kept about somebody, by kinds of record; facts stand."""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Delete, Select, Update, delete, func, literal, or_, select, union_all, update
from sqlalchemy.orm import Session

from trainer.curriculum.retention import ERASED_NAME, RecordKind
from trainer.storage.account_changes import AddressLink
from trainer.storage.bulk import BulkImportItem
from trainer.storage.certificates import Certificate, CertificatePdf
from trainer.storage.database import Database
from trainer.storage.drafts import AtWork
from trainer.storage.erasing_texts import OWN_ENROLMENTS, PERSON, texts_of
from trainer.storage.mailing import MailChoice, Notice
from trainer.storage.marking import AnswerToMark, MarkingDraft
from trainer.storage.notes import Note, SectionMark
from trainer.storage.people import Invitation, Outbox, Person, Preference, Reset, Role, SignedIn, Words
from trainer.storage.recalls import RecallChoice
from trainer.storage.reflections import ReflectionDraft
from trainer.storage.reviews import ReviewDraft
from trainer.storage.signing_off import EntryFile

Act = Update | Delete


def erase_kinds(session: Session, person_id: UUID, kinds: Collection[RecordKind]) -> None:
    """Erase what some kinds hold of somebody's words, files and choices, inside the caller's transaction."""
    given = {"whose": person_id}
    texts = texts_of(kinds)
    if texts is not None:
        gone = update(Words).where(Words.id.in_(texts), Words.words.is_not(None)).values(words=None, salt=None)
        session.connection().execute(gone, given)
    for kind in RecordKind:
        if kind in kinds:
            for act in _ACTS.get(kind, ()):
                session.connection().execute(act, given)


def close_for_good(session: Session, person_id: UUID) -> None:
    """Remove somebody's address and password, and what they may do here; nobody can sign in as them any more."""
    _forget_invitations(session, person_id)
    session.execute(delete(Role).where(Role.person_id == person_id))
    session.execute(delete(AtWork).where(AtWork.person_id == person_id))
    gone = {"address": None, "email_key": None, "password_hash": None, "is_active": False}
    session.execute(update(Person).where(Person.id == person_id).values(**gone))


def erase_name(session: Session, person_id: UUID) -> None:
    """Remove somebody's name; every page says in its place that it was erased."""
    session.execute(update(Person).where(Person.id == person_id).values(name=ERASED_NAME))


def leave_no_trace(database: Database) -> bool:
    """Empty the log of an SQLite database, in which old pages stand; False while somebody still reads from it."""
    if database.writer.dialect.name != "sqlite":
        return True
    with database.writer.connect() as connection:
        cursor = connection.connection.cursor()
        is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.close()
    return not is_busy


def held(session: Session, person_id: UUID) -> Mapping[RecordKind, int]:
    """How many things of each kind can be erased about somebody: one statement."""
    counts = dict.fromkeys(RecordKind, 0)
    for row in session.connection().execute(_HELD, {"whose": person_id}):
        counts[RecordKind(row.kind)] += row.things
    return counts


def _forget_invitations(session: Session, person_id: UUID) -> None:
    key = select(Person.email_key).where(Person.id == person_id).scalar_subquery()
    sent = select(Invitation.id).where(Invitation.email_key == key)
    messages = select(Outbox.id).where(Outbox.invitation_id.in_(sent))
    session.execute(
        update(BulkImportItem)
        .where(or_(BulkImportItem.person_id == person_id, BulkImportItem.invitation_id.in_(sent)))
        .values(name=None)
        .execution_options(synchronize_session=False)
    )
    for act in (
        delete(Notice).where(Notice.outbox_id.in_(messages)),
        delete(Outbox).where(Outbox.invitation_id.in_(sent)),
        delete(Invitation).where(Invitation.email_key == key),
    ):
        session.execute(act.execution_options(synchronize_session=False))


_OWN_CERTIFICATES: Final = select(Certificate.id).where(Certificate.enrolment_id.in_(OWN_ENROLMENTS))
_OWN_ANSWERS: Final = select(AnswerToMark.id).where(AnswerToMark.person_id == PERSON)
_ACTS: Final[Mapping[RecordKind, tuple[Act, ...]]] = {
    RecordKind.TRAINING: (delete(CertificatePdf).where(CertificatePdf.certificate_id.in_(_OWN_CERTIFICATES)),),
    RecordKind.UPLOADS: (update(EntryFile).where(EntryFile.person_id == PERSON).values(body=None),),
    RecordKind.OWN: (
        delete(Note).where(Note.enrolment_id.in_(OWN_ENROLMENTS)),
        delete(SectionMark).where(SectionMark.enrolment_id.in_(OWN_ENROLMENTS)),
        delete(ReflectionDraft).where(ReflectionDraft.enrolment_id.in_(OWN_ENROLMENTS)),
        delete(ReviewDraft).where(ReviewDraft.person_id == PERSON),
        delete(MarkingDraft).where(or_(MarkingDraft.person_id == PERSON, MarkingDraft.answer_id.in_(_OWN_ANSWERS))),
        delete(Preference).where(Preference.person_id == PERSON),
        delete(MailChoice).where(MailChoice.person_id == PERSON),
        delete(RecallChoice).where(RecallChoice.enrolment_id.in_(OWN_ENROLMENTS)),
    ),
    RecordKind.TRACES: (
        delete(Notice).where(Notice.person_id == PERSON),
        delete(Outbox).where(Outbox.person_id == PERSON),
        delete(Reset).where(Reset.person_id == PERSON),
        delete(AddressLink).where(AddressLink.person_id == PERSON),
        delete(SignedIn).where(SignedIn.person_id == PERSON),
    ),
}


def _counted(kind: RecordKind, table: Any, *where: Any) -> Select[*tuple[Any, ...]]:  # rows of any table
    things = func.count().label("things")
    return select(literal(kind.value).label("kind"), things).select_from(table).where(*where)


_HELD: Final = union_all(
    *(
        _counted(kind, Words, Words.id.in_(texts), Words.words.is_not(None))
        for kind in RecordKind
        if (texts := texts_of([kind])) is not None
    ),
    _counted(RecordKind.UPLOADS, EntryFile, EntryFile.person_id == PERSON, EntryFile.body.is_not(None)),
    *(
        _counted(RecordKind.OWN, table, table.enrolment_id.in_(OWN_ENROLMENTS))
        for table in (Note, SectionMark, ReflectionDraft)
    ),
    *(_counted(RecordKind.TRACES, table, table.person_id == PERSON) for table in (Outbox, Reset, SignedIn)),
)
