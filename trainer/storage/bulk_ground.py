"""Reads what an import did, and what became of it since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, select, union
from sqlalchemy.orm import Session

from trainer.bulk.plan import Act
from trainer.bulk.undoing import Ground
from trainer.storage.base import Base
from trainer.storage.bulk import BulkImportItem
from trainer.storage.learning import Enrolment, Placement
from trainer.storage.people import Invitation, Role
from trainer.storage.signing_off import Meeting

_NOT_LEARNING: Final = frozenset({"placement", "rules_in_force", "reminder"})
"""Facts about an enrolment that say nothing of what its person did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One thing that an import did, with what became of it."""

    item: BulkImportItem
    ground: Ground


def done_by(session: Session, import_id: UUID, at: datetime) -> tuple[Done, ...]:
    """Everything that an import did, by the rows of its table: eight statements, however much it was."""
    items = session.scalars(
        select(BulkImportItem)
        .where(BulkImportItem.import_id == import_id)
        .order_by(BulkImportItem.row, BulkImportItem.act.desc(), BulkImportItem.id)
    ).all()
    accepted, open_still = _invitations(session, import_id, at)
    begun, decided, held, used = (
        _ids(session, _begun(import_id)),
        _ids(session, _decided(import_id)),
        _ids(session, select(Role.id).where(Role.id.in_(_of(import_id, "role_id")))),
        _used(session, import_id, at),
    )

    def ground(item: BulkImportItem) -> Ground:
        act = Act(item.act)
        match act:
            case Act.INVITED:
                return Ground(
                    act=act, is_there=item.invitation_id in open_still, has_gone_on=item.invitation_id in accepted
                )
            case Act.ENROLLED:
                return Ground(act=act, has_gone_on=item.enrolment_id in begun, is_decided=item.enrolment_id in decided)
            case Act.GRANTED:
                return Ground(act=act, is_there=item.role_id in held)
            case _:
                return Ground(act=act, has_gone_on=item.cohort_id in used)

    return tuple(Done(item=item, ground=ground(item)) for item in items)


def _of(import_id: UUID, column: str) -> Select[Any]:
    wanted = getattr(BulkImportItem, column)
    return select(wanted).where(BulkImportItem.import_id == import_id, wanted.is_not(None))


def _ids(session: Session, statement: Any) -> frozenset[UUID]:
    return frozenset(session.scalars(statement))


def _invitations(session: Session, import_id: UUID, at: datetime) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Those that were accepted, and those that are open still."""
    rows = session.execute(
        select(Invitation.id, Invitation.accepted_at, Invitation.expires_at).where(
            Invitation.id.in_(_of(import_id, "invitation_id"))
        )
    ).all()
    accepted = frozenset(row.id for row in rows if row.accepted_at)
    return accepted, frozenset(row.id for row in rows if not row.accepted_at and row.expires_at > at)


def _begun(import_id: UUID) -> Any:
    """Enrolments of which some fact tells that something was done in them."""
    enrolments = _of(import_id, "enrolment_id")
    facts = [
        table
        for table in Base.metadata.sorted_tables
        if table.info.get("append_only") and "enrolment_id" in table.c and table.name not in _NOT_LEARNING
    ]
    return union(*(select(table.c.enrolment_id).where(table.c.enrolment_id.in_(enrolments)) for table in facts))


def _decided(import_id: UUID) -> Any:
    return (
        select(Placement.enrolment_id)
        .where(Placement.enrolment_id.in_(_of(import_id, "enrolment_id")))
        .group_by(Placement.enrolment_id)
        .having(func.count() > 1)
    )


def _used(session: Session, import_id: UUID, at: datetime) -> frozenset[UUID]:
    """Cohorts made in which there is somebody, or something, that did not come by this import."""
    made = _of(import_id, "cohort_id").where(BulkImportItem.act == Act.MADE.value)
    roles, invitations = _of(import_id, "role_id"), _of(import_id, "invitation_id")
    open_still = (Invitation.accepted_at.is_(None), Invitation.expires_at > at)
    found: Sequence[Select[Any]] = (
        select(Enrolment.cohort_id).where(Enrolment.cohort_id.in_(made)),
        select(Placement.cohort_id).where(Placement.cohort_id.in_(made)),
        select(Meeting.cohort_id).where(Meeting.cohort_id.in_(made)),
        select(Role.cohort_id).where(Role.cohort_id.in_(made), Role.id.not_in(roles)),
        select(Invitation.cohort_id).where(
            Invitation.cohort_id.in_(made), Invitation.id.not_in(invitations), *open_still
        ),
    )
    return _ids(session, union(*found))
