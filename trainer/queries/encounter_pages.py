"""The pages on which supervisors record an encounter, and look at one or rate it as its second observer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.encounter_form import OBSERVED_ROLES, level_field
from trainer.curriculum.observing import Setting
from trainer.curriculum.phases import Phase
from trainer.curriculum.requirements.competency import Competency
from trainer.errors import NotFound
from trainer.queries.observed import EncounterRow, encounters_of
from trainer.queries.requirement_competency import Anchor, anchors_of
from trainer.queries.requirement_seen import RemarkRow, seen_by
from trainer.queries.requirements import supervised_enrolment
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.observing import Encounter
from trainer.storage.people import Person
from trainer.storage.supervisors import supervisors_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRate:
    """A competency in a form of ratings, with what each level looks like."""

    field: str
    title: str
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterForm:
    """An encounter to record. `key` goes into the form, so that sending it twice records it once."""

    enrolment_id: UUID
    name: str
    key: UUID
    today: date
    phases: tuple[Phase, ...]
    settings: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    seconds: tuple[tuple[str, str], ...]
    competencies: tuple[ToRate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterPage:
    """One encounter; `competencies` are there where the actor is to rate it."""

    enrolment_id: UUID
    name: str
    encounter: EncounterRow
    remarks: tuple[RemarkRow, ...]
    competencies: tuple[ToRate, ...]


def encounter_form(session: Session, database: Database, actor: Actor, enrolment_id: UUID, now: Now) -> EncounterForm:
    """The form for somebody whom the actor supervises. Raises NotFound for anybody else, or without competencies."""
    enrolment = supervised_enrolment(session, actor, enrolment_id, now)
    asked = _asked(session, database, enrolment)
    if not asked or enrolment.person_id == actor.person_id:
        raise NotFound("There is no such page.")
    others = supervisors_of(session, enrolment.course_id, enrolment.cohort_id)
    return EncounterForm(
        enrolment_id=enrolment_id,
        name=session.scalars(select(Person.name).where(Person.id == enrolment.person_id)).one(),
        key=uuid4(),
        today=now.today,
        phases=tuple(Phase),
        settings=tuple((each.value, each.word.capitalize()) for each in Setting),
        roles=tuple((each.value, each.word.capitalize()) for each in OBSERVED_ROLES),
        seconds=tuple(
            (str(person_id), name)
            for person_id, name in others.items()
            if person_id not in (actor.person_id, enrolment.person_id)
        ),
        competencies=_to_rate(asked),
    )


def encounter_page(session: Session, database: Database, actor: Actor, encounter_id: UUID, now: Now) -> EncounterPage:
    """An encounter of somebody whom the actor supervises. Raises NotFound for any other."""
    enrolment_id = session.scalars(select(Encounter.enrolment_id).where(Encounter.id == encounter_id)).one_or_none()
    if enrolment_id is None:
        raise NotFound("There is no such page.")
    enrolment = supervised_enrolment(session, actor, enrolment_id, now)
    asked = _asked(session, database, enrolment)
    seen = seen_by(session, actor, enrolment, now)
    encounter = next(each for each in encounters_of(session, seen, asked) if each.id == encounter_id)
    return EncounterPage(
        enrolment_id=enrolment_id,
        name=seen.name,
        encounter=encounter,
        remarks=seen.remarks.get(encounter_id, ()),
        competencies=_to_rate(asked) if encounter.may_rate else (),
    )


def _asked(session: Session, database: Database, enrolment: EnrolmentRow) -> Sequence[Competency]:
    rules = database.library.rules(session, enrolment.rules_revision_id)
    return [each for each in rules.requirements if isinstance(each, Competency)]


def _to_rate(asked: Sequence[Competency]) -> tuple[ToRate, ...]:
    return tuple(ToRate(field=level_field(each), title=each.title, anchors=anchors_of(each)) for each in asked)
