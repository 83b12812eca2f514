"""A trainee notes, highlights, and marks sections to come back to."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.chosen_passage import chosen_passage, shortened
from trainer.actions.open_module import hold_open_module
from trainer.actions.own_enrolment import hold_own_enrolment
from trainer.clock import Now
from trainer.curriculum.anchoring import Quote
from trainer.curriculum.note_words import LONGEST_NOTE, MOST_NOTES, cleaned, typeable
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.adding import add, add_once
from trainer.storage.database import Database
from trainer.storage.notes import Note, NoteRow, SectionMark, as_published, count_notes, note_of, same_note

_LONGEST_ID: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a form carried of a new note; without a quote it is about the whole section."""

    words: str = ""
    quote: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class _Seen:
    edition_id: UUID
    document_id: UUID
    revision_id: UUID


def add_note(database: Database, actor: Actor, course: str, module: str, section: str, draft: Draft, now: Now) -> UUID:
    """Keep a note on a section, or on the words of it that the draft quotes; the same note twice is one.

    The quote is kept as the section has it. Raises Invalid where the draft is empty or too long, where the section
    does not hold its quote, and where there are too many notes.
    """
    words, wanted = _words(draft.words), shortened(draft.quote, draft.before, draft.after)
    with database.writing() as session:
        place = hold_open_module(session, database, actor, course, module, now)
        quote = chosen_passage(session, database, place.edition, place.module.path, section, wanted)
        if not words and not quote.words:
            raise Invalid([("words", "Write something, or say which words to highlight.")])
        seen = _Seen(place.enrolment.edition_id, place.revision.document_id, place.revision.revision_id)
        note_id = _add(session, place.enrolment.enrolment_id, seen, section, quote, words, now)
        session.commit()
        return note_id


def put_back(
    database: Database, actor: Actor, course: str, document_id: UUID, edition: int, section: str, draft: Draft, now: Now
) -> UUID:
    """Keep a note that was removed, as it was: of the edition in which it was made, wherever its words stand today.

    Raises Invalid; NotFound where that edition of the course does not hold the document.
    """
    words, quote = _words(draft.words), shortened(draft.quote, draft.before, draft.after)
    if not words and not quote.words:
        raise Invalid([("words", "There is nothing in this note.")])
    with database.writing() as session:
        enrolment, _ = hold_own_enrolment(session, database, actor, course, now)
        if typeable(section) != section or len(section) > _LONGEST_ID:
            raise NotFound("There is no such section.")
        published = as_published(session, enrolment.course_id, document_id, edition)
        if published is None:
            raise NotFound("There is no such text.")
        edition_id, revision_id = published
        seen = _Seen(edition_id, document_id, revision_id)
        note_id = _add(session, enrolment.enrolment_id, seen, section, quote, words, now)
        session.commit()
        return note_id


def change_note(database: Database, actor: Actor, course: str, note_id: UUID, words: str, seen: int, now: Now) -> None:
    """Save new words of a note after those with the number that the form saw; the same words again change nothing.

    Raises Invalid; Stale, holding the note as it stands, where other words were saved since.
    """
    words = _words(words)
    with database.writing() as session:
        row = _own(session, database, actor, course, note_id, now)
        if row.words == words:
            return
        if row.number != seen:
            raise Stale("This note was changed on another page after this one was opened.", row)
        if not words and not row.quote:
            raise Invalid([("words", "Nothing would be left of this note. Write something, or remove it.")])
        note = session.get_one(Note, note_id)
        note.words, note.number, note.changed_at = words, row.number + 1, now.at
        session.commit()


def remove_note(database: Database, actor: Actor, course: str, note_id: UUID, now: Now) -> NoteRow:
    """Remove a note for good; what it held is given back once, so that it can be offered again. Raises NotFound."""
    with database.writing() as session:
        row = _own(session, database, actor, course, note_id, now)
        session.execute(delete(Note).where(Note.id == note_id))
        session.commit()
        return row


def mark_section(database: Database, actor: Actor, course: str, module: str, section: str, now: Now) -> None:
    """Mark a section to come back to; twice does nothing more."""
    with database.writing() as session:
        place = hold_open_module(session, database, actor, course, module, now)
        if section not in {each.id for each in place.module.sections}:
            raise NotFound("This section is no longer part of the module.")
        add_once(
            session,
            SectionMark,
            id=uuid4(),
            enrolment_id=place.enrolment.enrolment_id,
            document_id=place.revision.document_id,
            section=section,
            created_at=now.at,
        )
        session.commit()


def unmark_section(database: Database, actor: Actor, course: str, module: str, section: str, now: Now) -> None:
    """Take a mark away, also from a section that the text no longer has; twice does nothing more."""
    with database.writing() as session:
        place = hold_open_module(session, database, actor, course, module, now)
        session.execute(
            delete(SectionMark).where(
                SectionMark.enrolment_id == place.enrolment.enrolment_id,
                SectionMark.document_id == place.revision.document_id,
                SectionMark.section == section,
            )
        )
        session.commit()


def _words(words: str) -> str:
    words = cleaned(words)
    if len(words) > LONGEST_NOTE:
        sentence = (
            f"A note has at most {LONGEST_NOTE:,} characters; this one has {len(words):,}. Shorten it, or make two."
        )
        raise Invalid([("words", sentence)])
    return words


def _add(
    session: Session,
    enrolment_id: UUID,
    seen: _Seen,
    section: str,
    quote: Quote,
    words: str,
    now: Now,
) -> UUID:
    there = same_note(session, enrolment_id, seen.document_id, section, (quote.words, quote.before, quote.after, words))
    if there:
        return there
    if count_notes(session, enrolment_id, seen.document_id) >= MOST_NOTES:
        sentence = f"There are {MOST_NOTES} notes in this module already. Remove one that you no longer need."
        raise Invalid([("words", sentence)])
    note = Note(
        id=uuid4(),
        enrolment_id=enrolment_id,
        document_id=seen.document_id,
        revision_id=seen.revision_id,
        edition_id=seen.edition_id,
        section=section,
        quote=quote.words,
        before=quote.before,
        after=quote.after,
        words=words,
        number=1,
        created_at=now.at,
        changed_at=now.at,
    )
    add(session, note)
    return note.id


def _own(session: Session, database: Database, actor: Actor, course: str, note_id: UUID, now: Now) -> NoteRow:
    enrolment, _ = hold_own_enrolment(session, database, actor, course, now)
    row = note_of(session, enrolment.enrolment_id, note_id)
    if row is None:
        raise NotFound("There is no such note.")
    return row
