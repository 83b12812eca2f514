"""Finds the person about whom records are asked for."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.errors import Invalid
from trainer.ids import SYSTEM, PersonId
from trainer.storage.people import Person
from trainer.tokens import email_key


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSubject:
    """Somebody about whom there is data."""

    person_id: PersonId
    name: str


def subject_with(session: Session, address: str) -> DataSubject:
    """Who has an address, whether they may still sign in or not. Raises Invalid."""
    row = session.execute(
        select(Person.id, Person.name).where(Person.email_key == email_key(address), Person.id != SYSTEM)
    ).one_or_none()
    if row is None:
        raise Invalid([("address", f"Nobody here has the address '{address}'; 'trainer people list' shows everybody.")])
    return DataSubject(person_id=PersonId(row.id), name=row.name)
