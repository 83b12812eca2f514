"""Trainees write reflections, and choose who may read them."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.auditing import audit
from trainer.actions.folding import refold
from trainer.actions.own_enrolment import hold_own_enrolment
from trainer.clock import Now
from trainer.curriculum.client_privacy import LONGEST_REASON, client_details, problems_of_details
from trainer.curriculum.note_words import cleaned
from trainer.curriculum.requirements.reflection import Reflection
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.adding import add, add_words
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.ledger import OverruledWarning
from trainer.storage.reflection_rows import ReflectionRow, reflections_of, words_of
from trainer.storage.reflections import ReflectionDraft
from trainer.storage.signing_off import Entry
from trainer.tiers import Tier

LONGEST: Final = 12_000
_WHY: Final = "Change these words, or say in a sentence why they may stay."
_MISSING: Final = "There is no such page."
_SAVED_ELSEWHERE: Final = (
    "You saved this reflection on another page after this one was opened. Nothing of either is lost."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a form carries: the words, who may read them, and the number of the draft and of the version it saw.

    `because` says why words may stay in which something could tell who a client is.
    """

    words: str
    tier: Tier
    draft: int
    version: int
    because: str = ""


def save_draft(database: Database, actor: Actor, course: str, reflection_id: str, written: Written, now: Now) -> int:
    """Keep what is written so far for its writer's eyes alone; gives the number that the next save carries.

    Saving nothing removes the draft. Raises Stale where another page saved other words; Invalid where they are too
    many; NotFound.
    """
    words = _bounded(written.words)
    with database.writing() as session:
        enrolment, item = _hold(session, database, actor, course, reflection_id, now)
        draft = _draft(session, enrolment, item)
        if (draft.words, draft.tier) == (words, written.tier) if draft else not words:
            return draft.number if draft else 0
        if (draft.number if draft else 0) != written.draft:
            raise Stale(_SAVED_ELSEWHERE)
        number = written.draft + 1
        if draft is None:
            own = {"enrolment_id": enrolment.enrolment_id, "item": item, "words": words, "tier": written.tier.value}
            add(session, ReflectionDraft(**own, number=number, changed_at=now.at))
        elif not words:
            session.delete(draft)
            number = 0
        else:
            draft.words, draft.tier, draft.number, draft.changed_at = words, written.tier.value, number, now.at
        session.commit()
    return number


def keep(database: Database, actor: Actor, course: str, reflection_id: str, written: Written, now: Now) -> None:
    """Keep a reflection as its next version, to be read by those whom its writer chose; the draft of it goes.

    The same words for the same readers twice are kept once. Raises Invalid where nothing is written; Stale where
    another page kept or saved other words; NotFound.
    """
    words = _bounded(written.words)
    if not words:
        raise Invalid([("words", "Write your reflection before you keep it.")])
    found = len(client_details(words))
    because = cleaned(written.because)
    if found and not because:
        raise Invalid([*problems_of_details("words", words), ("because", _WHY)])
    if len(because) > LONGEST_REASON:
        raise Invalid([("because", f"Shorten the reason to {LONGEST_REASON:,} characters.")])
    with database.writing() as session:
        enrolment, item = _hold(session, database, actor, course, reflection_id, now)
        last = _last(session, enrolment, item)
        draft = _draft(session, enrolment, item)
        if last and (words_of(session, [last.text_id])[last.text_id], last.chosen) == (words, written.tier):
            if draft and draft.words == words:
                session.delete(draft)
                session.commit()
            return
        is_same = draft is None or draft.words == words or draft.number == written.draft
        if (last.number if last else 0) != written.version or not is_same:
            raise Stale(_SAVED_ELSEWHERE)
        text_id, digest = add_words(session, actor.person_id, "reflection", words)
        entry_id = _add(session, enrolment, item, last, written.tier, text_id, digest, now)
        if found:
            _add_overruled(session, enrolment, entry_id, found, because, now)
        subject = (ReflectionDraft.enrolment_id == enrolment.enrolment_id, ReflectionDraft.item == item)
        session.execute(delete(ReflectionDraft).where(*subject))
        audit(session, actor, "record:reflection:kept", f"enrolment:{enrolment.enrolment_id} {item}", now)
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()


def choose_readers(
    database: Database, actor: Actor, course: str, reflection_id: str, tier: Tier, version: int, now: Now
) -> None:
    """Let others read a reflection from now on, or no more: the same words as a version of their own.

    Nobody but its writer can; choosing what is chosen changes nothing. Raises Stale where a later version was kept
    than the one seen; NotFound.
    """
    with database.writing() as session:
        enrolment, item = _hold(session, database, actor, course, reflection_id, now)
        last = _last(session, enrolment, item)
        if last is None:
            raise NotFound(_MISSING)
        if last.chosen is tier and last.place.cohort_then == enrolment.cohort_id:
            return
        if last.number != version:
            raise Stale(_SAVED_ELSEWHERE)
        digest = session.scalars(select(Entry.text_digest).where(Entry.id == last.id)).one()
        _add(session, enrolment, item, last, tier, last.text_id, digest or "", now)
        audit(session, actor, "record:reflection:readers", f"enrolment:{enrolment.enrolment_id} {item}", now)
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()


def _hold(
    session: Session, database: Database, actor: Actor, course: str, reflection_id: str, now: Now
) -> tuple[EnrolmentRow, str]:
    """The actor's enrolment, and the item of a reflection that it asks for or once asked for. Raises NotFound."""
    enrolment, _ = hold_own_enrolment(session, database, actor, course, now)
    item = f"{Reflection.kind}:{reflection_id}"
    rules = database.library.rules(session, enrolment.rules_revision_id)
    if not any(each.item == item for each in rules.requirements) and _last(session, enrolment, item) is None:
        raise NotFound(_MISSING)
    return enrolment, item


def _bounded(words: str) -> str:
    found = cleaned(words)
    if len(found) > LONGEST:
        raise Invalid([("words", f"This has {len(found):,} characters, more than {LONGEST:,}; shorten it.")])
    return found


def _draft(session: Session, enrolment: EnrolmentRow, item: str) -> ReflectionDraft | None:
    subject = (ReflectionDraft.enrolment_id == enrolment.enrolment_id, ReflectionDraft.item == item)
    return session.scalars(select(ReflectionDraft).where(*subject)).one_or_none()


def _last(session: Session, enrolment: EnrolmentRow, item: str) -> ReflectionRow | None:
    found = reflections_of(session, enrolment.enrolment_id, item)
    return found[-1] if found else None


def _add(
    session: Session,
    enrolment: EnrolmentRow,
    item: str,
    last: ReflectionRow | None,
    tier: Tier,
    text_id: UUID,
    digest: str,
    now: Now,
) -> UUID:
    version = Entry(
        person_id=enrolment.person_id,
        actor_id=enrolment.person_id,
        at=now.at,
        enrolment_id=enrolment.enrolment_id,
        item=item,
        number=last.number + 1 if last else 1,
        replaces_id=last.id if last else None,
        tier=tier.value,
        text_id=text_id,
        text_digest=digest,
    )
    add(session, version)
    return version.id


def _add_overruled(
    session: Session, enrolment: EnrolmentRow, entry_id: UUID, found: int, because: str, now: Now
) -> None:
    text_id, digest = add_words(session, enrolment.person_id, "overruled-warning", because)
    overruled = OverruledWarning(
        person_id=enrolment.person_id,
        actor_id=enrolment.person_id,
        at=now.at,
        enrolment_id=enrolment.enrolment_id,
        entry_id=entry_id,
        found=found,
        text_id=text_id,
        text_digest=digest,
    )
    add(session, overruled)
