"""Supervisors accept or return the documents of their trainees."""

from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.folding import refold
from trainer.actions.signatures import LONGEST_WORDS, add_sign_off, hold_supervised, require_words
from trainer.actions.telling import tell_trainee
from trainer.clock import Now
from trainer.curriculum.uploaded_documents import DocumentState
from trainer.errors import Invalid, NotFound, Stale
from trainer.reminding import NoticeKind
from trainer.storage.database import Database
from trainer.storage.document_rows import DocumentRow, documents_of, enrolment_of_document

_MISSING: Final = "There is no such page."


def accept(database: Database, actor: Actor, entry_id: UUID, words: str, now: Now) -> None:
    """Sign that the document is the one asked for, and valid until the day that its owner named.

    Accepting what one has accepted does nothing. Raises Stale where it was decided about or replaced since; Invalid;
    NotAllowed for one's own; NotFound.
    """
    if len(words) > LONGEST_WORDS:
        raise Invalid([("words", f"Shorten this to {LONGEST_WORDS} characters.")])
    _decide(database, actor, entry_id, "accepted", words.strip(), now)


def give_back(database: Database, actor: Actor, entry_id: UUID, words: str, now: Now) -> None:
    """Return the document with words that say what to do. Raises as `accept` does."""
    _decide(database, actor, entry_id, "returned", words, now)


def _decide(database: Database, actor: Actor, entry_id: UUID, decision: str, words: str, now: Now) -> None:
    with database.writing() as session:
        enrolment_id = enrolment_of_document(session, entry_id)
        if enrolment_id is None:
            raise NotFound(_MISSING)
        enrolment = hold_supervised(session, actor, enrolment_id, now)
        found = _document(session, entry_id, now)
        said = (
            require_words(words, "Say what to do, so that it can be mended.", "words")
            if decision == "returned"
            else words
        )
        if found.decided and found.decided.decision == decision and found.state is not DocumentState.WITHDRAWN:
            return
        if found.state is not DocumentState.WAITING:
            raise Stale(_stale(found))
        if decision == "accepted" and found.valid_until and found.valid_until < now.today:
            raise Invalid([("words", "This document has expired meanwhile. Return it, and ask for the renewed one.")])
        add_sign_off(session, actor, enrolment, found.item, decision, now, words=said, entry_id=entry_id)
        if decision == "returned":
            tell_trainee(session, database, enrolment, found.item, NoticeKind.RETURNED, now)
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()


def _document(session: Session, entry_id: UUID, now: Now) -> DocumentRow:
    enrolment_id = enrolment_of_document(session, entry_id)
    rows = documents_of(session, enrolment_id, now.today) if enrolment_id else ()
    found = next((row for row in rows if row.id == entry_id), None)
    if found is None:
        raise NotFound(_MISSING)
    return found


def _stale(found: DocumentRow) -> str:
    if found.decided is None:
        return "A newer document has taken the place of this one. Look at that one instead."
    return f"{found.decided.by} has decided about this document already: {found.state.word.lower()}."
