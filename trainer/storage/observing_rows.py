"""Reads observed encounters as their rules see them."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import Session

from trainer.curriculum.observing import Observed
from trainer.storage.observing import Encounter, EncounterWithdrawal, Rating


def waiting_for_second() -> Select[UUID]:
    """The ids of encounters whose second observer has not rated yet, for a subquery."""
    return select(Encounter.id).where(waits_for_second())


def waits_for_second() -> ColumnElement[bool]:
    """Whether the second observer of an encounter has not rated yet."""
    is_rated = exists().where(Rating.encounter_id == Encounter.id, Rating.actor_id == Encounter.second_id)
    is_withdrawn = exists().where(EncounterWithdrawal.encounter_id == Encounter.id)
    return and_(Encounter.second_id.is_not(None), ~is_rated, ~is_withdrawn)


def observed_of(session: Session, enrolment_id: UUID) -> tuple[Observed, ...]:
    """Every encounter of an enrolment, the oldest first: two statements."""
    ratings = session.execute(
        select(Rating.encounter_id, Rating.actor_id, Rating.item, Rating.level)
        .join(Encounter, Rating.encounter_id == Encounter.id)
        .where(Encounter.enrolment_id == enrolment_id)
    )
    levels: dict[UUID, dict[UUID, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in ratings:
        levels[row.encounter_id][row.actor_id][row.item] = row.level
    encounters = session.execute(
        select(
            Encounter.id,
            Encounter.actor_id,
            Encounter.second_id,
            Encounter.at,
            EncounterWithdrawal.id.label("withdrawal_id"),
        )
        .outerjoin(EncounterWithdrawal, EncounterWithdrawal.encounter_id == Encounter.id)
        .where(Encounter.enrolment_id == enrolment_id)
        .order_by(Encounter.held_on, Encounter.at, Encounter.id)
    )
    return tuple(
        Observed(
            id=row.id,
            first_id=row.actor_id,
            second_id=row.second_id,
            recorded_on=row.at.date(),
            levels={observer: dict(rated) for observer, rated in levels[row.id].items()},
            is_withdrawn=row.withdrawal_id is not None,
        )
        for row in encounters
    )
