"""Tells whose record a thing is part of."""

import re
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from trainer.storage.certificates import Certificate
from trainer.storage.learning import Attempt, Completion, Enrolment
from trainer.storage.marking import AnswerToMark
from trainer.storage.observing import Appeal, Encounter
from trainer.storage.people import Person
from trainer.storage.signing_off import Entry, SignOff

_NAMED: Final = re.compile(r"([a-z-]+):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_OWNERS: Final[Mapping[str, tuple[InstrumentedAttribute[UUID], ColumnElement[UUID] | InstrumentedAttribute[Any]]]] = {
    "person": (Person.id, Person.id),
    "enrolment": (Enrolment.id, Enrolment.person_id),
    "attempt": (Attempt.id, Attempt.person_id),
    "completion": (Completion.id, Completion.person_id),
    "entry": (Entry.id, Entry.person_id),
    "answer": (AnswerToMark.id, AnswerToMark.person_id),
    "sign-off": (SignOff.id, SignOff.person_id),
    "encounter": (Encounter.id, Encounter.person_id),
    "appeal": (Appeal.id, Appeal.person_id),
    "certificate": (Certificate.id, Certificate.person_id),
}


def owner_of(session: Session, subject: str) -> UUID | None:
    """The person whose record the first thing of an audit entry's subject is part of; None where it is nobody's.

    A subject names things like 'enrolment:<id>'. One statement, where it names such a thing.
    """
    for kind, key in _NAMED.findall(subject):
        if kind in _OWNERS:
            found, person_id = _OWNERS[kind]
            return session.scalar(select(person_id).where(found == UUID(key)))
    return None
