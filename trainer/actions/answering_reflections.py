"""Those whom its writer let read a reflection open it, and answer."""

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.auditing import audit
from trainer.clock import Now
from trainer.curriculum.note_words import cleaned
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.adding import add, add_words, lock_enrolment
from trainer.storage.database import Database
from trainer.storage.people import Words
from trainer.storage.reflection_rows import ReflectionRow, reflection_by_id, reflections_of
from trainer.storage.reflections import ReflectionReply
from trainer.tiers import may_read

LONGEST: Final = 5000
_MISSING: Final = "There is no such page."


def note_opened(database: Database, actor: Actor, entry_id: UUID, now: Now) -> None:
    """Record that somebody other than its writer opens a reflection. Raises NotFound for who may not read it."""
    with database.writing() as session:
        found = _readable(session, actor, entry_id)
        if found.place.writer_id != actor.person_id:
            audit(session, actor, "record:reflection:opened", f"entry:{found.id}", now)
            session.commit()


def answer(database: Database, actor: Actor, entry_id: UUID, words: str, seen: int, now: Now) -> None:
    """Answer a reflection. `seen` is how many answers the version had; the same answer twice is one.

    Raises NotFound for whoever may not read it, or may no more; Invalid; Stale where others answered since.
    """
    said = cleaned(words)
    with database.writing() as session:
        found = _readable(session, actor, entry_id)
        if found.place.writer_id == actor.person_id:
            raise NotFound(_MISSING)
        _require_words(said)
        lock_enrolment(session, found.enrolment_id)
        last = session.execute(
            select(ReflectionReply.number, ReflectionReply.actor_id, Words.words)
            .join(Words, ReflectionReply.text_id == Words.id)
            .where(ReflectionReply.entry_id == entry_id)
            .order_by(ReflectionReply.number.desc())
            .limit(1)
        ).one_or_none()
        if last and (last.actor_id, last.words) == (actor.person_id, said):
            return
        if (last.number if last else 0) != seen:
            raise Stale("Somebody answered after this page was opened. Look at their answer before you send yours.")
        text_id, digest = add_words(session, actor.person_id, "reflection-reply", said)
        reply = ReflectionReply(
            person_id=found.place.writer_id,
            actor_id=actor.person_id,
            at=now.at,
            entry_id=entry_id,
            number=seen + 1,
            text_id=text_id,
            text_digest=digest,
        )
        add(session, reply)
        audit(session, actor, "record:reflection:answered", f"entry:{entry_id}", now)
        session.commit()


def _readable(session: Session, actor: Actor, entry_id: UUID) -> ReflectionRow:
    """The version as it is read now: only the latest one is, and only by those whom the writer chose last."""
    found = reflection_by_id(session, entry_id)
    if found is None or not may_read(actor, found.chosen, found.place):
        raise NotFound(_MISSING)
    latest = reflections_of(session, found.enrolment_id, found.item)[-1]
    if latest.id != found.id:
        raise NotFound(_MISSING)
    return found


def _require_words(said: str) -> None:
    if not said:
        raise Invalid([("words", "Write your answer before you send it.")])
    if len(said) > LONGEST:
        raise Invalid([("words", f"This has {len(said):,} characters, more than {LONGEST:,}; shorten it.")])
