"""What waits for a supervisor: entries to decide on, encounters to rate as the second, appeals to decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, exists, null, or_, select
from sqlalchemy.orm import Session, aliased

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.storage.learning import Enrolment
from trainer.storage.observing import Appeal, AppealDecision, Encounter
from trainer.storage.observing_rows import waits_for_second
from trainer.storage.people import Person
from trainer.storage.signing_off import Entry, SignOff

SIGNED_KINDS: Final = ("practicum", "document")
"""The kinds of requirements whose entries wait for a supervisor."""


class WaitsFor(StrEnum):
    """What a supervisor is asked to do."""

    PRACTICUM = "practicum"
    DOCUMENT = "document"
    SECOND_RATING = "second-rating"
    APPEAL = "appeal"

    @property
    def words(self) -> str:
        """What is asked, after the name of the person who asks."""
        return _WORDS[self]


_WORDS: Final[Mapping[WaitsFor, str]] = {
    WaitsFor.PRACTICUM: "entered practicum to be countersigned",
    WaitsFor.DOCUMENT: "uploaded a document to be looked at",
    WaitsFor.SECOND_RATING: "was observed; the second observer's ratings are missing",
    WaitsFor.APPEAL: "appeals against a withdrawn signature",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits: what of whom, since when, and who is asked, where it is one person.

    `id` is that of the entry, encounter or appeal; `not_by_id` is who may not do it.
    """

    kind: WaitsFor
    id: UUID
    enrolment_id: UUID
    name: str
    since: datetime
    asked_id: UUID | None
    asked: str | None
    not_by_id: UUID | None = None

    def is_for(self, person_id: UUID) -> bool:
        """Whether this person is the one who is asked, or one of those who can."""
        return self.asked_id == person_id or (self.asked_id is None and self.not_by_id != person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage:
    """What waits for the actor, and what waits for others in the same cohorts; the oldest first."""

    own: tuple[Waiting, ...]
    others: tuple[Waiting, ...]


def waiting_in_cohort(session: Session, cohort_id: UUID) -> tuple[Waiting, ...]:
    """What waits in a cohort, the oldest first: three statements. Whether the cohort may be seen, the caller asks."""
    return tuple(found for found, _ in _all(session, Enrolment.cohort_id == cohort_id))


def waiting_page(session: Session, actor: Actor, now: Now) -> WaitingPage:  # noqa: ARG001 -- pages take the moment
    """What waits for the actor's eyes: three statements."""
    reach = [
        (found, place)
        for found, place in _all(session, _may_reach(actor))
        if place.person_id != actor.person_id
        and actor.may(Permission.SUPERVISE, course_id=place.course_id, cohort_id=place.cohort_id)
    ]
    own = [found for found, _ in reach if found.is_for(actor.person_id)]
    return WaitingPage(own=tuple(own), others=tuple(found for found, _ in reach if found not in own))


def waits_for(session: Session, actor: Actor, now: Now) -> int:
    """How many things wait for the actor."""
    return len(waiting_page(session, actor, now).own)


def _may_reach(actor: Actor) -> ColumnElement[bool]:
    if actor.may(Permission.SUPERVISE, course_id=None):
        return Enrolment.id.is_not(None)
    courses = [role.course_id for role in actor.roles if role.course_id and not role.cohort_id]
    cohorts = [role.cohort_id for role in actor.roles if role.cohort_id]
    of_cohorts = Enrolment.cohort_id.in_(cohorts)
    # Without an "or" the database looks only through what belongs to the cohorts.
    return or_(Enrolment.course_id.in_(courses), of_cohorts) if courses else of_cohorts


def _all(session: Session, among: ColumnElement[bool]) -> list[tuple[Waiting, Row[*tuple[Any, ...]]]]:
    found = []
    for kind, query in (
        (None, _entries(among)),
        (WaitsFor.SECOND_RATING, _second_ratings(among)),
        (WaitsFor.APPEAL, _appeals(among)),
    ):
        for row in session.execute(query):
            waiting = Waiting(
                kind=kind or WaitsFor(row.item.partition(":")[0]),
                id=row.id,
                enrolment_id=row.enrolment_id,
                name=row.name,
                since=row.at,
                asked_id=row.asked_id,
                asked=row.asked,
                not_by_id=row.not_by_id,
            )
            found.append((waiting, row))
    return sorted(found, key=lambda each: (each[0].since, each[0].id))


def _entries(among: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    asked, replacing = aliased(Person), aliased(Entry)
    of_kind = or_(*(Entry.item.startswith(f"{kind}:") for kind in SIGNED_KINDS))
    is_decided = exists().where(SignOff.entry_id == Entry.id)
    is_replaced = exists().where(replacing.replaces_id == Entry.id)
    return (
        select(
            Entry.id,
            Entry.item,
            Entry.at,
            Entry.enrolment_id,
            Entry.supervisor_id.label("asked_id"),
            asked.name.label("asked"),
            Person.name,
            Enrolment.person_id,
            Enrolment.course_id,
            Enrolment.cohort_id,
            null().label("not_by_id"),
        )
        .join(Enrolment, Entry.enrolment_id == Enrolment.id)
        .join(Person, Enrolment.person_id == Person.id)
        .outerjoin(asked, Entry.supervisor_id == asked.id)
        .where(among, of_kind, ~is_decided, ~is_replaced)
    )


def _second_ratings(among: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    asked = aliased(Person)
    return (
        select(
            Encounter.id,
            Encounter.at,
            Encounter.enrolment_id,
            Encounter.second_id.label("asked_id"),
            asked.name.label("asked"),
            Person.name,
            Enrolment.person_id,
            Enrolment.course_id,
            Enrolment.cohort_id,
            Encounter.actor_id.label("not_by_id"),
        )
        .join(Enrolment, Encounter.enrolment_id == Enrolment.id)
        .join(Person, Enrolment.person_id == Person.id)
        .join(asked, Encounter.second_id == asked.id)
        .where(among, waits_for_second())
    )


def _appeals(among: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    is_decided = exists().where(AppealDecision.appeal_id == Appeal.id)
    return (
        select(
            Appeal.id,
            Appeal.at,
            Appeal.enrolment_id,
            null().label("asked_id"),
            null().label("asked"),
            Person.name,
            Enrolment.person_id,
            Enrolment.course_id,
            Enrolment.cohort_id,
            SignOff.actor_id.label("not_by_id"),
        )
        .join(Enrolment, Appeal.enrolment_id == Enrolment.id)
        .join(Person, Enrolment.person_id == Person.id)
        .join(SignOff, Appeal.sign_off_id == SignOff.id)
        .where(among, ~is_decided)
    )
