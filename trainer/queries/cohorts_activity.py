"""When the people of a cohort did something: the last time of each, and how many in a week."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.weeks import Week
from trainer.storage.base import Moment
from trainer.storage.learning import Answer, Attempt, AttemptRequest, CheckAnswer, Enrolment, Placement, Reading
from trainer.storage.prepared import run
from trainer.storage.signing_off import Entry

_OWN_DEEDS: Final = (Reading, CheckAnswer, Attempt, AttemptRequest, Entry)
"""Facts of an enrolment that only its person adds; those that can be many have an index of enrolment and time."""
_OwnDeed: TypeAlias = Reading | CheckAnswer | Attempt | AttemptRequest | Entry


def last_deeds() -> dict[str, ScalarSelect[datetime]]:
    """When the person of an enrolment last added a fact of each kind, as subqueries by name.

    Of answers only those in the newest attempt are looked at; when an attempt was handed in, its standing says.
    """
    latest = {f"last_{table.__tablename__}": _latest(table) for table in _OWN_DEEDS}
    newest = aliased(Attempt)
    attempt = (
        select(newest.id)
        .where(newest.enrolment_id == Enrolment.id)
        .order_by(newest.at.desc())
        .limit(1)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    answered = select(func.max(Answer.at)).where(Answer.attempt_id == attempt).correlate(Enrolment)
    return {**latest, "last_answer": answered.scalar_subquery()}


def last_placed() -> ScalarSelect[datetime]:
    """When an enrolment last came into a cohort, was paused or resumed, as a subquery."""
    return select(func.max(Placement.at)).where(Placement.enrolment_id == Enrolment.id).scalar_subquery()


def active_people(session: Session, cohort_id: UUID, weeks: Sequence[Week]) -> tuple[int, ...]:
    """How many of those who are in a cohort now did something in each week: one statement."""
    moments = {f"begins_{place}": week.begins for place, week in enumerate(weeks)}
    moments |= {f"ends_{place}": week.ends for place, week in enumerate(weeks)}
    rows = run(session, _active(len(weeks)), cohort_id=cohort_id, **moments)
    found = {row.place: row.people for row in rows}
    return tuple(found.get(place, 0) for place in range(len(weeks)))


@lru_cache
def _active(count: int) -> Select[*tuple[Any, ...]]:
    week = union_all(
        *(
            select(
                literal_column(str(place)).label("place"),
                bindparam(f"begins_{place}", type_=Moment()).label("begins"),
                bindparam(f"ends_{place}", type_=Moment()).label("ends"),
            )
            for place in range(count)
        )
    ).subquery()
    did = or_(*(_did(table, week.c.begins, week.c.ends) for table in _OWN_DEEDS))
    return (
        select(week.c.place, func.count(Enrolment.id).label("people"))
        .join_from(week, Enrolment, true())
        .where(Enrolment.cohort_id == bindparam("cohort_id"), did)
        .group_by(week.c.place)
    )


def _did(
    table: type[_OwnDeed], begins: ColumnElement[Any], ends: ColumnElement[Any]
) -> ColumnElement[bool]:  # moments, which columns of a union do not know
    return exists().where(table.enrolment_id == Enrolment.id, table.at >= begins, table.at < ends)


def _latest(table: type[_OwnDeed]) -> ScalarSelect[datetime]:
    return select(func.max(table.at)).where(table.enrolment_id == Enrolment.id).scalar_subquery()
