"""Observed encounters as a page shows them, as far as their ratings may be seen by whoever looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.observing import Observed, Setting, agreement, pairs
from trainer.curriculum.phases import Phase
from trainer.curriculum.requirements.competency import LEVELS, Competency
from trainer.curriculum.requirements.requirement import Role
from trainer.queries.requirement_seen import Seen, words_of
from trainer.storage.observing import Encounter, EncounterWithdrawal
from trainer.storage.people import Person, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedRow:
    """A competency with the level that each observer saw, in words; empty where one did not see or rate it."""

    title: str
    anchor_id: str
    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterRow:
    """One encounter. `is_kept_back` while the ratings wait for the second observer's and do not count.

    `is_hidden` is whether the actor may not see them; `rated` and `note` are empty then.
    """

    id: UUID
    held_on: date
    at: datetime
    phase: Phase
    setting: str
    role: str
    by: str
    second: str | None
    waits_for_second: bool
    shown_on: date
    is_kept_back: bool
    is_hidden: bool
    note: str | None
    withdrawn_at: datetime | None
    withdrawn_why: str | None
    rated: tuple[RatedRow, ...]
    agreement: str
    may_rate: bool
    may_withdraw: bool


def encounters_of(session: Session, seen: Seen, asked: Sequence[Competency]) -> tuple[EncounterRow, ...]:
    """The encounters of an enrolment, the newest first: one statement."""
    observed = {each.id: each for each in seen.observed}
    first, second, note, why = aliased(Person), aliased(Person), aliased(Words), aliased(Words)
    rows = session.execute(
        select(
            Encounter,
            first.name.label("by"),
            second.name.label("second"),
            note.words.label("note"),
            EncounterWithdrawal.at.label("withdrawn_at"),
            EncounterWithdrawal.text_id.label("withdrawn_text_id"),
            why.words.label("withdrawn_why"),
        )
        .join(first, Encounter.actor_id == first.id)
        .outerjoin(second, Encounter.second_id == second.id)
        .outerjoin(note, Encounter.text_id == note.id)
        .outerjoin(EncounterWithdrawal, EncounterWithdrawal.encounter_id == Encounter.id)
        .outerjoin(why, EncounterWithdrawal.text_id == why.id)
        .where(Encounter.enrolment_id == seen.enrolment.enrolment_id)
        .order_by(Encounter.held_on.desc(), Encounter.at.desc())
    )
    found = []
    for row in rows:
        encounter: Encounter = row.Encounter
        each, actor_id = observed[encounter.id], seen.actor.person_id
        is_hidden = not each.shows_ratings_to(actor_id, seen.now.today)
        both = [] if each.waits_for_second else list(pairs(each).values())
        found.append(
            EncounterRow(
                id=encounter.id,
                held_on=encounter.held_on,
                at=encounter.at,
                phase=Phase(encounter.phase),
                setting=Setting(encounter.setting).word,
                role=Role(encounter.role).word,
                by=row.by,
                second=row.second,
                waits_for_second=each.waits_for_second,
                shown_on=each.hidden_until,
                is_kept_back=not each.shows_ratings(seen.now.today),
                is_hidden=is_hidden,
                note=None if is_hidden else words_of(encounter.text_id, row.note),
                withdrawn_at=row.withdrawn_at,
                withdrawn_why=words_of(row.withdrawn_text_id, row.withdrawn_why),
                rated=() if is_hidden else _rated(each, asked),
                agreement=agreement(both),
                may_rate=seen.may_sign and actor_id == each.second_id and each.waits_for_second,
                may_withdraw=seen.may_sign and actor_id == each.first_id and not each.is_withdrawn,
            )
        )
    return tuple(found)


def _rated(observed: Observed, asked: Sequence[Competency]) -> tuple[RatedRow, ...]:
    first = observed.levels.get(observed.first_id, {})
    second = observed.levels.get(observed.second_id, {}) if observed.second_id else {}
    return tuple(
        RatedRow(
            title=each.title,
            anchor_id=f"competency-{each.id}",
            first=_words(first.get(each.item, 0)),
            second=_words(second.get(each.item, 0)),
        )
        for each in asked
        if first.get(each.item) or second.get(each.item)
    )


def _words(level: int) -> str:
    return f"{level}, {LEVELS[level]}" if level else ""
