"""Supervisors countersign the entries of a practicum ledger one by one, or return them."""

from typing import Final
from uuid import UUID

from trainer.access import Actor
from trainer.actions.folding import refold
from trainer.actions.signatures import LONGEST_WORDS, add_sign_off, hold_supervised, require_words
from trainer.actions.telling import tell_trainee
from trainer.clock import Now
from trainer.curriculum.ledger_sums import EntryState
from trainer.curriculum.note_words import cleaned
from trainer.errors import Invalid, NotFound, Stale
from trainer.reminding import NoticeKind
from trainer.storage.database import Database
from trainer.storage.ledger_rows import LedgerRow, enrolment_of_entry, ledger_of

_MISSING: Final = "There is no such page."


def countersign(database: Database, actor: Actor, entry_id: UUID, words: str, seen: int, now: Now) -> None:
    """Sign that the entry is true; it counts from then on. Words are optional.

    `seen` is how many signatures stood about the entry when the form was made. To sign twice is to sign once. Raises
    Stale where somebody decided otherwise or the entry was replaced meanwhile; Invalid; NotAllowed for one's own;
    NotFound for entries of people whom the actor does not supervise.
    """
    if len(words) > LONGEST_WORDS:
        raise Invalid([("words", f"Shorten this to {LONGEST_WORDS:,} characters.")])
    _decide(database, actor, entry_id, "accepted", cleaned(words), seen, now)


def give_back(database: Database, actor: Actor, entry_id: UUID, words: str, seen: int, now: Now) -> None:
    """Return the entry with words that say what to mend. Raises as `countersign` does, and Invalid without words."""
    needed = require_words(cleaned(words), "Say what to mend; the trainee answers with a new entry.", "words")
    _decide(database, actor, entry_id, "returned", needed, seen, now)


def _decide(database: Database, actor: Actor, entry_id: UUID, decision: str, words: str, seen: int, now: Now) -> None:
    with database.writing() as session:
        enrolment_id = enrolment_of_entry(session, entry_id)
        if enrolment_id is None:
            raise NotFound(_MISSING)
        enrolment = hold_supervised(session, actor, enrolment_id, now)
        entry = next(row for row in ledger_of(session, enrolment_id) if row.id == entry_id)
        last = entry.decisions[-1] if entry.decisions else None
        if last and len(entry.decisions) == seen + 1 and (last.decision, last.by_id) == (decision, actor.person_id):
            return
        if len(entry.decisions) != seen or not entry.state.is_waiting:
            raise Stale(_why_stale(entry))
        add_sign_off(session, actor, enrolment, entry.item, decision, now, words=words, entry_id=entry_id)
        if decision == "returned":
            tell_trainee(session, database, enrolment, entry.item, NoticeKind.RETURNED, now)
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()


def _why_stale(entry: LedgerRow) -> str:
    if entry.state is EntryState.REPLACED:
        return "Another entry has taken the place of this one. Look at that one instead."
    last = entry.decisions[-1] if entry.decisions else None
    if last is None:
        return "This entry has changed since the page was opened. Look at it again."
    return f"{last.by} was here first: {entry.state.word.lower()}. Look at the entry again."
