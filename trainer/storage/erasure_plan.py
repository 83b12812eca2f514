"""Tells what is to be erased, from the rules and from when somebody did something last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer.curriculum.retention import Plan, RecordKind, cutoff, plan_of
from trainer.storage.last_acts import decided_about_others, last_act, past_their_time
from trainer.storage.retention_rows import rules_of_retention


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A kind of somebody's record that is past its time."""

    person_id: UUID
    kind: RecordKind


def erasure_plan(session: Session, person_id: UUID, today: date, zone: ZoneInfo) -> Plan:
    """What becomes of everything that is kept about somebody who is erased today: three statements."""
    return plan_of(
        rules_of_retention(session),
        last_act(session, person_id, zone),
        today,
        decided_about_others=decided_about_others(session, person_id),
    )


def past_its_time(session: Session, today: date, zone: ZoneInfo, most: int) -> Iterator[Past]:
    """What is past its time, for up to so many people of each kind: a statement for each kind, and one.

    Traces are not among it: they go one by one, not by person.
    """
    rules = rules_of_retention(session)
    for kind in RecordKind:
        if kind is not RecordKind.TRACES:
            before = datetime.combine(cutoff(rules[kind], today), time(), zone)
            for person_id in past_their_time(session, kind, before, most):
                yield Past(person_id=person_id, kind=kind)
