"""Reads what was given to an enrolment at a quiz beyond its terms."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Uuid, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from trainer.storage.accommodations import AccommodationRow
from trainer.storage.content import Document
from trainer.storage.learning import Grant
from trainer.storage.people import Person
from trainer.storage.prepared import run


def easing(session: Session, enrolment_id: UUID, path: str) -> Sequence[Row[*tuple[Any, ...]]]:
    """What holds at the quiz with a path, with who gave it and when, the oldest first: one statement."""
    return run(session, _EASING, enrolment_id=enrolment_id, path=path).all()


def further_attempts(session: Session, enrolment_id: UUID, document_id: UUID) -> int:
    """How many attempts were granted or eased at a quiz beyond its terms: one statement."""
    row = run(session, _FURTHER, enrolment_id=enrolment_id, document_id=document_id).one()
    return int(row.granted) + int(row.eased)


_ENROLMENT: Final = bindparam("enrolment_id", type_=Uuid())
_TAKEN_BACK: Final = aliased(AccommodationRow)
_EASING: Final = (
    select(
        AccommodationRow.time_factor,
        AccommodationRow.attempts,
        AccommodationRow.closes_on,
        AccommodationRow.at,
        Person.name,
    )
    .join(Person, AccommodationRow.actor_id == Person.id)
    .outerjoin(Document, AccommodationRow.document_id == Document.id)
    .outerjoin(_TAKEN_BACK, _TAKEN_BACK.withdraws_id == AccommodationRow.id)
    .where(
        AccommodationRow.enrolment_id == _ENROLMENT,
        AccommodationRow.withdraws_id.is_(None),
        _TAKEN_BACK.id.is_(None),
        or_(AccommodationRow.document_id.is_(None), Document.path == bindparam("path")),
    )
    .order_by(AccommodationRow.number)
)
_DOCUMENT: Final = bindparam("document_id", type_=Uuid())
_FURTHER: Final = select(
    select(func.coalesce(func.sum(Grant.attempts), 0))
    .where(Grant.enrolment_id == _ENROLMENT, Grant.document_id == _DOCUMENT)
    .scalar_subquery()
    .label("granted"),
    select(func.coalesce(func.sum(AccommodationRow.attempts), 0))
    .outerjoin(_TAKEN_BACK, _TAKEN_BACK.withdraws_id == AccommodationRow.id)
    .where(
        AccommodationRow.enrolment_id == _ENROLMENT,
        _TAKEN_BACK.id.is_(None),
        or_(AccommodationRow.document_id.is_(None), AccommodationRow.document_id == _DOCUMENT),
    )
    .scalar_subquery()
    .label("eased"),
)
