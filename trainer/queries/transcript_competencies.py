"""Reads what a transcript says of competencies."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.observing import Setting
from trainer.curriculum.requirements.competency import Competency
from trainer.curriculum.transcript_facts import CompetencyIn
from trainer.storage.observing import Appeal, AppealDecision, Encounter, EncounterWithdrawal, Rating
from trainer.storage.observing_rows import observed_of
from trainer.storage.people import Person
from trainer.storage.signing_off import SignOff


def competency_facts(session: Session, enrolment_id: UUID, today: date) -> tuple[CompetencyIn, ...]:
    """What was seen and signed of every competency: five statements. Ratings that wait for others' stay out."""
    return (
        *_seen(session, enrolment_id, today),
        *_signed(session, enrolment_id),
        *_appealed(session, enrolment_id),
    )


def _seen(session: Session, enrolment_id: UUID, today: date) -> list[CompetencyIn]:
    told = {
        each.id
        for each in observed_of(session, enrolment_id)
        if each.shows_ratings(today) and not each.waits_for_second
    }
    rows = session.execute(
        select(
            Rating.encounter_id,
            Rating.item,
            Rating.level,
            Rating.at,
            Encounter.held_on,
            Encounter.setting,
            Person.name,
            EncounterWithdrawal.id.label("withdrawal_id"),
        )
        .join(Encounter, Rating.encounter_id == Encounter.id)
        .join(Person, Rating.actor_id == Person.id)
        .outerjoin(EncounterWithdrawal, EncounterWithdrawal.encounter_id == Encounter.id)
        .where(Encounter.enrolment_id == enrolment_id, Rating.level > 0)
    )
    return [
        CompetencyIn(
            item=row.item,
            event="seen, withdrawn since" if row.withdrawal_id else "seen",
            level=row.level,
            seen_on=row.held_on,
            setting=Setting(row.setting).word,
            at=row.at,
            by=row.name,
        )
        for row in rows
        if row.encounter_id in told
    ]


def _signed(session: Session, enrolment_id: UUID) -> list[CompetencyIn]:
    rows = session.execute(
        select(SignOff.item, SignOff.decision, SignOff.level, SignOff.at, Person.name)
        .join(Person, SignOff.actor_id == Person.id)
        .where(SignOff.enrolment_id == enrolment_id, SignOff.item.startswith(f"{Competency.kind}:"))
    )
    return [
        CompetencyIn(
            item=row.item,
            event={"accepted": "signed", "withdrawn": "signature withdrawn"}.get(row.decision, row.decision),
            level=row.level,
            at=row.at,
            by=row.name,
        )
        for row in rows
    ]


def _appealed(session: Session, enrolment_id: UUID) -> list[CompetencyIn]:
    trainee = aliased(Person)
    rows = session.execute(
        select(
            SignOff.item,
            Appeal.at,
            trainee.name,
            AppealDecision.decision,
            AppealDecision.at.label("decided_at"),
            Person.name.label("decided_by"),
        )
        .join(SignOff, Appeal.sign_off_id == SignOff.id)
        .join(trainee, Appeal.actor_id == trainee.id)
        .outerjoin(AppealDecision, AppealDecision.appeal_id == Appeal.id)
        .outerjoin(Person, AppealDecision.actor_id == Person.id)
        .where(Appeal.enrolment_id == enrolment_id, SignOff.item.startswith(f"{Competency.kind}:"))
    ).all()
    found = [CompetencyIn(item=row.item, event="appealed against", at=row.at, by=row.name) for row in rows]
    found += [
        CompetencyIn(item=row.item, event=f"appeal decided: {row.decision}", at=row.decided_at, by=row.decided_by)
        for row in rows
        if row.decision
    ]
    return found
