"""Reads what a supervisor typed about an encounter that they observed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar
from uuid import UUID

from trainer.curriculum.client_privacy import problems_of_details
from trainer.curriculum.note_words import cleaned
from trainer.curriculum.observing import Setting
from trainer.curriculum.phases import Phase
from trainer.curriculum.requirements.competency import LEVELS, Competency
from trainer.curriculum.requirements.requirement import Role

LONGEST_NOTE: Final = 2000
OBSERVED_ROLES: Final = (Role.SECOND, Role.LEAD, Role.OBSERVER)
"""What a trainee can be in an encounter, the commonest first."""
Choice = TypeVar("Choice", bound=StrEnum)
Problems = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterRead:
    """What was typed, as values; `levels` by item, 0 where a competency was not seen."""

    key: UUID
    held_on: date
    phase: Phase
    setting: Setting
    role: Role
    second_id: UUID | None
    levels: Mapping[str, int]
    note: str


def read_encounter(
    values: Mapping[str, str], asked: Sequence[Competency], today: date
) -> tuple[EncounterRead | None, Problems]:
    """Read the whole form; None with a problem for every field that cannot be used."""
    problems: Problems = []
    key = _uuid(values.get("key", ""))
    if key is None:
        problems.append(("", "This form was not made by its page; load the page again."))
    held_on = _day(values.get("held_on", ""), today, problems)
    phase = _choice(values, "phase", Phase, "Choose the phase.", problems)
    setting = _choice(values, "setting", Setting, "Say whether it was a live session or a simulation.", problems)
    role = _choice(values, "role", Role, "Choose what the trainee was in it.", problems)
    second = values.get("second", "")
    second_id = _uuid(second)
    if second and second_id is None:
        problems.append(("second", "Choose somebody from the list."))
    levels = _levels(values, asked, problems)
    if not any(levels.values()) and not any(field.startswith("level-") for field, _ in problems):
        problems.append(("levels", "Rate at least one competency that you saw."))
    note = _note(values.get("note", ""), values.get("kept_because", ""), problems)
    if problems or not (key and held_on and phase and setting and role):
        return None, problems
    read = EncounterRead(
        key=key,
        held_on=held_on,
        phase=phase,
        setting=setting,
        role=role,
        second_id=second_id,
        levels=levels,
        note=note,
    )
    return read, []


def read_levels(values: Mapping[str, str], asked: Sequence[Competency]) -> tuple[Mapping[str, int], Problems]:
    """Read a second observer's ratings alone, which may all be 0; with a problem for each that is no level."""
    problems: Problems = []
    return _levels(values, asked, problems), problems


def level_field(competency: Competency) -> str:
    """The name of the field for a competency's level."""
    return f"level-{competency.id}"


def _levels(values: Mapping[str, str], asked: Sequence[Competency], problems: Problems) -> Mapping[str, int]:
    levels = {}
    known = {str(level): level for level in LEVELS}
    for competency in asked:
        typed = values.get(level_field(competency), "0")
        if typed in known:
            levels[competency.item] = known[typed]
        else:
            problems.append((level_field(competency), f"Choose a level from 0 to 3 for “{competency.title}”."))
    return levels


def _day(typed: str, today: date, problems: Problems) -> date | None:
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        problems.append(("held_on", "Write the day as year, month and day, such as 2026-11-20."))
        return None
    if day > today:
        problems.append(("held_on", "This day has not come yet; an encounter is recorded afterwards."))
        return None
    if (today - day).days > 730:
        problems.append(("held_on", "This day is more than two years ago; look at the year."))
        return None
    return day


def _choice(
    values: Mapping[str, str], field: str, choices: type[Choice], missing: str, problems: Problems
) -> Choice | None:
    typed = values.get(field, "")
    if typed in {choice.value for choice in choices}:
        return choices(typed)
    problems.append((field, missing))
    return None


def _note(typed: str, because: str, problems: Problems) -> str:
    note, because = cleaned(typed).strip(), cleaned(because).strip()
    if len(note) + len(because) > LONGEST_NOTE:
        problems.append(("note", f"Shorten the note to {LONGEST_NOTE} characters."))
        return ""
    found = problems_of_details("note", note)
    if not found:
        return note
    if because:
        return f"{note}\n\nKept as it stands: {because}"
    problems += found
    return ""


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
