"""Erases what was granted to be erased, or is past its time, one person in a transaction."""

import logging
from collections.abc import Collection
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import PLATFORM
from trainer.actions.asking_for_erasure import lock_of
from trainer.actions.auditing import audit
from trainer.clock import Now
from trainer.curriculum.retention import RecordKind
from trainer.ids import SYSTEM
from trainer.storage.adding import add, add_once, lock_name
from trainer.storage.database import Database
from trainer.storage.erasing import close_for_good, erase_kinds, erase_name, leave_no_trace
from trainer.storage.erasure_plan import erasure_plan, past_its_time
from trainer.storage.people import Lease
from trainer.storage.retention import Erasure
from trainer.storage.retention_rows import (
    erased_kinds,
    erased_since,
    granted_requests,
)

WAITS_FOR_MAIL: Final = timedelta(days=1)
"""So long a mail about the erasing may take, to be sent before its address is erased."""
A_ROUND: Final = 50
"""So many people are erased in one round of the sweep."""
EVERY: Final = timedelta(hours=1)
"""So often it is looked for what is past its time."""
_LOOK: Final = "retention"
_log: Final = logging.getLogger("trainer.erasing")


def carry_out_erasures(database: Database, now: Now) -> int:
    """Erase what was granted and, once an hour, what is past its time; gives of how many people.

    Afterwards the log of an SQLite database is emptied; where somebody reads from it just then, the next round does so.
    """
    erased = _erase_granted(database, now)
    if _is_time_to_look(database, now):
        erased += erase_past(database, now)
    with database.reading() as session:
        is_fresh = erased_since(session, now.at - EVERY)
    if is_fresh and not leave_no_trace(database):
        _log.warning("the log of the database still holds what was erased, since it is in use; the next sweep tries")
    return erased


def erase_past(database: Database, now: Now, *, most: int = A_ROUND) -> int:
    """Erase some of what is past its time; gives of how many people."""
    with database.reading() as session:
        by_person: dict[UUID, set[RecordKind]] = {}
        for each in past_its_time(session, now.today, now.zone, most):
            by_person.setdefault(each.person_id, set()).add(each.kind)
    for person_id, kinds in list(by_person.items())[:most]:
        with database.writing() as session:
            lock_name(session, lock_of(person_id))
            closes = RecordKind.TRAINING in kinds
            _erase(session, person_id, kinds, now, decision_id=None, closes=closes, erases_name=closes)
            session.commit()
    return min(len(by_person), most)


def _erase_granted(database: Database, now: Now) -> int:
    with database.reading() as session:
        waiting = granted_requests(session, now.at - WAITS_FOR_MAIL, A_ROUND)
    for decision_id, person_id in waiting:
        with database.writing() as session:
            lock_name(session, lock_of(person_id))
            plan = erasure_plan(session, person_id, now.today, now.zone)
            no_name = plan.name_until is None
            _erase(session, person_id, plan.erased, now, decision_id=decision_id, closes=True, erases_name=no_name)
            session.commit()
    return len(waiting)


def _erase(
    session: Session,
    person_id: UUID,
    kinds: Collection[RecordKind],
    now: Now,
    *,
    decision_id: UUID | None,
    closes: bool,
    erases_name: bool,
) -> None:
    """Erase kinds of somebody's record inside the caller's transaction, and note that."""
    before = erased_kinds(session, person_id)
    erase_kinds(session, person_id, {*kinds, RecordKind.TRACES} if closes else kinds)
    if closes:
        close_for_good(session, person_id)
    if erases_name:
        erase_name(session, person_id)
    for kind in sorted(kinds):
        number = before[kind][0] + 1 if kind in before else 1
        fact = Erasure(
            person_id=person_id, actor_id=SYSTEM, at=now.at, kind=kind.value, number=number, decision_id=decision_id
        )
        add(session, fact)
    audit(session, PLATFORM, "people:erasure:carried-out", f"person:{person_id} {' '.join(sorted(kinds))}", now)


def _is_time_to_look(database: Database, now: Now) -> bool:
    """Whether an hour has passed since it was last looked for what is past its time; then the next one begins."""
    with database.writing() as session:
        add_once(session, Lease, name=_LOOK, holder=_LOOK, until=now.at)
        lease = session.get_one(Lease, _LOOK, with_for_update=True)
        is_time = lease.until <= now.at
        if is_time:
            lease.until = now.at + EVERY
        session.commit()
    return is_time
