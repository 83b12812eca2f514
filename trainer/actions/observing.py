"""A supervisor records and rates what they saw a trainee do."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.auditing import audit
from trainer.actions.folding import refold
from trainer.actions.signatures import hold_supervised, require_words
from trainer.actions.telling import tell_supervisor
from trainer.clock import Now
from trainer.curriculum.encounter_form import EncounterRead, read_encounter, read_levels
from trainer.curriculum.observing import Observed
from trainer.curriculum.requirements.competency import Competency
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.storage.adding import add, add_once, add_words
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, enrolment_by_id
from trainer.storage.observing import Encounter, EncounterWithdrawal, Rating
from trainer.storage.observing_rows import observed_of
from trainer.storage.supervisors import supervisors_of


def record_encounter(database: Database, actor: Actor, enrolment_id: UUID, values: Mapping[str, str], now: Now) -> UUID:
    """Record an encounter with the actor's ratings; the same form sent twice records it once.

    `values` are the fields of the form. Raises Invalid with a problem for every field that cannot be used.
    """
    read = _read(database, enrolment_id, values, now)
    with database.writing() as session:
        enrolment = hold_supervised(session, actor, enrolment_id, now)
        there = session.get(Encounter, read.key)
        if there is not None:
            if (there.enrolment_id, there.actor_id) != (enrolment_id, actor.person_id):
                raise NotFound("There is no such page.")
            return there.id
        _require_second(session, actor, enrolment, read)
        _add_encounter(session, actor, enrolment, read, now)
        _rate(session, actor, enrolment, read.key, read.levels, now)
        if read.second_id:
            tell_supervisor(session, read.second_id, now)
        audit(session, actor, "record:encounter:observed", f"enrolment:{enrolment_id} encounter:{read.key}", now)
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()
        return read.key


def rate_second(database: Database, actor: Actor, encounter_id: UUID, values: Mapping[str, str], now: Now) -> UUID:
    """Rate an encounter as its second observer; gives the enrolment. Sent twice, the first counts.

    Raises NotFound for whoever was not asked, and Invalid where a level is none.
    """
    with database.writing() as session:
        enrolment, observed = _hold(session, actor, encounter_id, now)
        if observed.second_id != actor.person_id:
            raise NotFound("There is no such page.")
        if observed.is_withdrawn:
            raise NotAllowed("This encounter was withdrawn; there is nothing to rate any more.")
        levels, problems = read_levels(values, competencies_of(session, database, enrolment))
        if problems:
            raise Invalid(problems)
        if actor.person_id not in observed.levels:
            _rate(session, actor, enrolment, encounter_id, levels, now)
            audit(
                session,
                actor,
                "record:encounter:rated",
                f"enrolment:{enrolment.enrolment_id} encounter:{encounter_id}",
                now,
            )
            refold(session, database, enrolment, actor.person_id, now)
            session.commit()
        return enrolment.enrolment_id


def withdraw_encounter(database: Database, actor: Actor, encounter_id: UUID, reason: str, now: Now) -> UUID:
    """Let an encounter count no more, with a reason; gives the enrolment. Only who recorded it can.

    Signatures that rest on it stand until they are withdrawn themselves.
    """
    reason = require_words(reason, "Write in a sentence why; it is kept with the record.")
    with database.writing() as session:
        enrolment, observed = _hold(session, actor, encounter_id, now)
        if observed.first_id != actor.person_id:
            raise NotAllowed("Only who recorded an encounter can withdraw it.")
        if observed.is_withdrawn:
            return enrolment.enrolment_id
        text_id, digest = add_words(session, actor.person_id, "encounter", reason)
        add_once(
            session,
            EncounterWithdrawal,
            person_id=enrolment.person_id,
            actor_id=actor.person_id,
            at=now.at,
            encounter_id=encounter_id,
            text_id=text_id,
            text_digest=digest,
        )
        subject = f"enrolment:{enrolment.enrolment_id} encounter:{encounter_id}"
        audit(session, actor, "record:encounter:withdrawn", subject, now)
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()
        return enrolment.enrolment_id


def competencies_of(session: Session, database: Database, enrolment: EnrolmentRow) -> Sequence[Competency]:
    """The competencies that the rules in force ask of an enrolment."""
    rules = database.library.rules(session, enrolment.rules_revision_id)
    return [each for each in rules.requirements if isinstance(each, Competency)]


def _read(database: Database, enrolment_id: UUID, values: Mapping[str, str], now: Now) -> EncounterRead:
    # Before the transaction: looking through a note for what could tell who a client is takes its time.
    with database.reading() as session:
        enrolment = enrolment_by_id(session, enrolment_id, now.today)
        if enrolment is None:
            raise NotFound("There is no such page.")
        asked = competencies_of(session, database, enrolment)
    read, problems = read_encounter(values, asked, now.today)
    if read is None:
        raise Invalid(problems)
    return read


def _require_second(session: Session, actor: Actor, enrolment: EnrolmentRow, read: EncounterRead) -> None:
    if read.second_id is None:
        return
    if read.second_id == actor.person_id:
        raise Invalid([("second", "The second observer is somebody other than you.")])
    asked = supervisors_of(session, enrolment.course_id, enrolment.cohort_id)
    if read.second_id not in asked or read.second_id == enrolment.person_id:
        raise Invalid([("second", "Choose somebody from the list: it has those who supervise this trainee.")])


def _add_encounter(session: Session, actor: Actor, enrolment: EnrolmentRow, read: EncounterRead, now: Now) -> None:
    text_id, digest = add_words(session, actor.person_id, "encounter", read.note) if read.note else (None, None)
    encounter = Encounter(
        id=read.key,
        person_id=enrolment.person_id,
        actor_id=actor.person_id,
        at=now.at,
        enrolment_id=enrolment.enrolment_id,
        held_on=read.held_on,
        phase=read.phase.value,
        setting=read.setting.value,
        role=read.role.value,
        second_id=read.second_id,
        text_id=text_id,
        text_digest=digest,
    )
    add(session, encounter)


def _rate(
    session: Session, actor: Actor, enrolment: EnrolmentRow, encounter_id: UUID, levels: Mapping[str, int], now: Now
) -> None:
    for item, level in levels.items():
        rating = Rating(
            person_id=enrolment.person_id,
            actor_id=actor.person_id,
            at=now.at,
            encounter_id=encounter_id,
            item=item,
            level=level,
        )
        session.add(rating)
    session.flush()


def _hold(session: Session, actor: Actor, encounter_id: UUID, now: Now) -> tuple[EnrolmentRow, Observed]:
    enrolment_id = session.scalars(select(Encounter.enrolment_id).where(Encounter.id == encounter_id)).one_or_none()
    if enrolment_id is None:
        raise NotFound("There is no such page.")
    enrolment = hold_supervised(session, actor, enrolment_id, now)
    observed = next(each for each in observed_of(session, enrolment_id) if each.id == encounter_id)
    return enrolment, observed
