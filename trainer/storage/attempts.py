"""Reads an attempt for the actions that go on with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from trainer.storage.extending import DUE_AT
from trainer.storage.learning import Attempt, Enrolment
from trainer.storage.prepared import run


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """An attempt as it was begun; of this only the due time can become later."""

    id: UUID
    person_id: UUID
    enrolment_id: UUID
    revision_id: UUID
    layout: str
    due_at: datetime | None


def attempt_by_id(session: Session, attempt_id: UUID) -> AttemptRow | None:
    """An attempt by its id; None where there is none."""
    return _read(run(session, _ATTEMPT, attempt_id=attempt_id).one_or_none())


def hold_attempt(session: Session, attempt_id: UUID) -> AttemptRow | None:
    """An attempt by its id, its enrolment locked as by `lock_enrolment`: one statement.

    What can change, like whether it was handed in, is to be read by a later statement: this one may have
    waited for the lock, and saw the rest before. So may the due time have become later: who finds that it is over
    is to ask `attempt_by_id` once more.
    """
    return _read(run(session, _HELD, attempt_id=attempt_id).one_or_none())


def _read(row: Row[*tuple[Any, ...]] | None) -> AttemptRow | None:  # whose labels are the fields
    return AttemptRow(**row._mapping) if row else None


_ATTEMPT: Final = (
    select(
        Attempt.id,
        Enrolment.person_id,
        Attempt.enrolment_id,
        Attempt.revision_id,
        Attempt.layout,
        DUE_AT.label("due_at"),
    )
    .join(Enrolment)
    .where(Attempt.id == bindparam("attempt_id"))
)
_HELD: Final = _ATTEMPT.with_for_update(key_share=True, of=Enrolment)
