"""An administrator takes back what an import did, as far as nobody went on from it."""

import secrets
from collections.abc import Sequence
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.actions.auditing import enter_each
from trainer.actions.bulk_carrying_out import GONE, LOCK
from trainer.bulk.undoing import Outcome, Reason, undo
from trainer.clock import Now
from trainer.errors import NotAllowed, NotFound, Stale
from trainer.storage.adding import add_values, lock_name, words_digest
from trainer.storage.bulk import BulkImport, BulkImportItem
from trainer.storage.bulk_ground import done_by
from trainer.storage.content import Cohort
from trainer.storage.database import Database
from trainer.storage.learning import Enrolment, Placement
from trainer.storage.people import Invitation, Outbox, Role, Words

_WHY: Final = "The import that enrolled this person was taken back."
_LONGEST: Final = 160  # of a name that is to have a day behind it


def undo_import(database: Database, actor: Actor, import_id: UUID, now: Now) -> None:
    """Take back what can be; twice does it once. What stays is noted with its reason, and no fact is removed.

    Raises NotFound, and Stale for a table that was not carried out.
    """
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator takes imports back.")
    with database.writing() as session:
        lock_name(session, LOCK)
        found = session.get(BulkImport, import_id)
        if found is None:
            raise NotFound(GONE)
        if found.undone_at:
            return
        if found.carried_out_at is None:
            raise Stale("This table was not carried out, so that there is nothing to take back.")
        _hold(session, import_id)
        decided = [(done.item, undo(done.ground)) for done in done_by(session, import_id, now.at)]
        session.expunge_all()
        _take_back(session, actor, decided, now)
        session.execute(update(BulkImport).where(BulkImport.id == import_id).values(undone_at=now.at))
        session.commit()


def _hold(session: Session, import_id: UUID) -> None:
    """Let nobody begin a course, or join, between what is read here and what is written."""
    enrolments = select(BulkImportItem.enrolment_id).where(BulkImportItem.import_id == import_id)
    session.execute(select(Enrolment.id).where(Enrolment.id.in_(enrolments)).with_for_update(key_share=True)).all()
    invitations = select(BulkImportItem.invitation_id).where(BulkImportItem.import_id == import_id)
    session.execute(select(Invitation.id).where(Invitation.id.in_(invitations)).with_for_update()).all()


def _take_back(session: Session, actor: Actor, decided: Sequence[tuple[BulkImportItem, Reason]], now: Now) -> None:
    back = [(item, reason) for item, reason in decided if reason.outcome is Outcome.TAKEN_BACK]
    _end_invitations(session, [item.invitation_id for item, _ in back if item.invitation_id], now)
    _end_roles(session, [item.role_id for item, _ in back if item.role_id])
    _let_rest(session, actor, [item for item, reason in back if reason is Reason.RESTS], now)
    _set_aside(session, [item for item, reason in back if reason is Reason.SET_ASIDE], now)
    outcomes = [
        {"of_item": item.id, "outcome": reason.outcome.value, "reason": reason.value} for item, reason in decided
    ]
    if outcomes:
        session.connection().execute(_OUTCOME, outcomes)
    entries: list[tuple[str, str, UUID | None]] = (
        [("people:import:taken-back", f"import:{decided[0][0].import_id}", None)] if decided else []
    )
    entries += (_entry(item, reason) for item, reason in back if reason is not Reason.GONE)
    enter_each(session, actor, entries, now)


def _entry(item: BulkImportItem, reason: Reason) -> tuple[str, str, UUID | None]:
    match reason:
        case Reason.LINK_ENDS:
            return "people:invitation:ended", f"invitation:{item.invitation_id}", None
        case Reason.RESTS:
            return "record:enrolment:paused", f"enrolment:{item.enrolment_id}", item.person_id
        case Reason.SET_ASIDE:
            return "people:cohort:set-aside", f"cohort:{item.cohort_id}", None
        case _:
            scope = f"cohort:{item.cohort_id}" if item.cohort_id else f"course:{item.course_id}"
            return "people:role:withdrawn", f"person:{item.person_id} {item.role} {scope}", item.person_id


def _end_invitations(session: Session, ids: Sequence[UUID], now: Now) -> None:
    open_still = (Invitation.accepted_at.is_(None), Invitation.expires_at > now.at)
    session.execute(update(Invitation).where(Invitation.id.in_(ids), *open_still).values(expires_at=now.at))
    session.execute(delete(Outbox).where(Outbox.invitation_id.in_(ids), Outbox.state == "waiting"))


def _end_roles(session: Session, ids: Sequence[UUID]) -> None:
    session.execute(delete(Role).where(Role.id.in_(ids)))


def _let_rest(session: Session, actor: Actor, items: Sequence[BulkImportItem], now: Now) -> None:
    words, placements = [], []
    for item in items:
        text_id, salt = uuid4(), secrets.token_hex(16)
        words.append({"id": text_id, "person_id": actor.person_id, "kind": "placement", "words": _WHY, "salt": salt})
        placements.append(
            {
                "id": uuid4(),
                "person_id": item.person_id,
                "actor_id": actor.person_id,
                "at": now.at,
                "enrolment_id": item.enrolment_id,
                "number": 2,
                "cohort_id": item.cohort_id,
                "kind": "paused",
                "text_id": text_id,
                "text_digest": words_digest(salt, _WHY),
            }
        )
    add_values(session, Words, *words)
    add_values(session, Placement, *placements)
    ids = [item.enrolment_id for item in items]
    session.execute(update(Enrolment).where(Enrolment.id.in_(ids)).values(paused_on=now.today))


def _set_aside(session: Session, items: Sequence[BulkImportItem], now: Now) -> None:
    ids = [item.cohort_id for item in items]
    rows = session.execute(select(Cohort.id, Cohort.name).where(Cohort.id.in_(ids))).all()
    names = [
        {"of_cohort": row.id, "name": f"{row.name[:_LONGEST]} (taken back {now.today}, {row.id.hex[:4]})"}
        for row in rows
    ]
    if names:
        session.connection().execute(_NAME, names)


_OUTCOME: Final = (
    update(BulkImportItem)
    .where(BulkImportItem.id == bindparam("of_item"))
    .values(outcome=bindparam("outcome"), reason=bindparam("reason"), name=None)
)
_NAME: Final = update(Cohort).where(Cohort.id == bindparam("of_cohort")).values(name=bindparam("name"))
