"""What an entry of the practicum ledger may hold: choices, a code for the client, and one reflection."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from trainer.curriculum.phases import Phase
from trainer.curriculum.requirements.amount import hours
from trainer.curriculum.requirements.practicum import Practicum
from trainer.curriculum.requirements.requirement import Role, Route

LONGEST_REFLECTION: Final = 4000
OLDEST: Final = timedelta(days=3 * 365)
"""How long ago what is entered may have been."""

MOST_ENTRIES: Final = 1000
"""Entries of one enrolment."""
MINUTES: Final = (15, 20, 30, 45, 50, 60, 75, 90, 105, 120, 135, 150, 180, 210, 240, 300, 360, 420, 480)
"""The lengths from which one chooses."""

WITH_A_CLIENT: Final = (Role.OBSERVER, Role.SECOND, Role.LEAD)
"""The roles of a session with a client; the others are those of a consultation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a form of an entry carried, as it was typed; `reason` is why words may stay in which something was found."""

    item: str = ""
    held_on: str = ""
    minutes: str = ""
    phase: str = ""
    role: str = ""
    route: str = ""
    code: str = ""
    supervisor: str = ""
    reflection: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What an entry can be chosen from: requirements by item, the trainee's client codes, supervisors by their id."""

    requirements: Mapping[str, Practicum]
    clients: Sequence[str]
    supervisors: Mapping[str, str]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An entry in which every choice is one that there is; a consultation has no client, and often no phase."""

    item: str
    held_on: date
    minutes: int
    phase: str | None
    role: Role
    route: str | None
    client: str | None


def read_entry(typed: Typed, choices: Choices) -> tuple[Held | None, list[tuple[str, str]]]:
    """The entry, or None with what to change, by field."""
    problems: list[tuple[str, str]] = []
    requirement = choices.requirements.get(typed.item)
    if requirement is None:
        problems.append(("item", "Choose what this entry is for."))
    held_on = _day(typed.held_on, choices.today, problems)
    minutes = int(typed.minutes) if typed.minutes in map(str, MINUTES) else None
    if minutes is None:
        problems.append(("minutes", "Choose how long it was."))
    role = Role(typed.role) if typed.role in set(Role) else None
    if role is None:
        problems.append(("role", "Choose your role."))
    if typed.supervisor not in choices.supervisors:
        problems.append(("supervisor", "Choose whom you ask to countersign."))
    if role:
        _check_choices(typed, role, choices, problems)
        if requirement:
            _check_counts(typed, role, requirement, problems)
    if problems or requirement is None or held_on is None or minutes is None or role is None:
        return None, problems
    held = Held(
        item=typed.item,
        held_on=held_on,
        minutes=minutes,
        phase=typed.phase or None,
        role=role,
        route=typed.route or None,
        client=typed.code or None,
    )
    return held, []


def length_in_words(minutes: int) -> str:
    """A length as people say it, such as '1 hour 30 minutes'."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} hour{'s' if whole > 1 else ''}"] if whole else []
    return " ".join([*parts, f"{rest} minutes"] if rest else parts)


def hours_in_words(minutes: int) -> str:
    """A sum in hours, such as '1.5 hours'."""
    return f"{hours(minutes)} {'hour' if minutes == 60 else 'hours'}"


def _day(text: str, today: date, problems: list[tuple[str, str]]) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        problems.append(("held_on", "Enter the day, such as 2026-03-09."))
        return None
    if day > today:
        problems.append(("held_on", "This day has not come yet; enter it afterwards."))
    elif day < today - OLDEST:
        problems.append(("held_on", "This day is more than three years ago; what is that old is not entered any more."))
    return day


def _check_choices(typed: Typed, role: Role, choices: Choices, problems: list[tuple[str, str]]) -> None:
    if typed.phase and typed.phase not in set(Phase):
        problems.append(("phase", "Choose one of the phases."))
    if typed.route and typed.route not in set(Route):
        problems.append(("route", "Choose one of the routes."))
    if typed.code and typed.code not in choices.clients:
        problems.append(("code", "Choose one of the codes that the platform gave you."))
    if role in WITH_A_CLIENT:
        if not typed.phase:
            problems.append(("phase", "Choose the phase in which the session was."))
        if not typed.code:
            problems.append(("code", "Choose the code of the patient, or get a new one first."))
        if typed.phase == Phase.DOSING and not typed.route:
            problems.append(("route", "Choose the route, as the prescriber recorded it."))
    if typed.route and typed.phase != Phase.DOSING:
        problems.append(("route", "Only a dosing session has a route; choose “none”, or another phase."))


def _check_counts(typed: Typed, role: Role, requirement: Practicum, problems: list[tuple[str, str]]) -> None:
    """An entry that can never count is no use to anybody."""
    if requirement.roles and role not in requirement.roles:
        words = " or ".join(each.word for each in requirement.roles)
        problems.append(("role", f"“{requirement.title}” counts {words} only."))
    if requirement.phases and typed.phase and typed.phase not in requirement.phases:
        words = " or ".join(each.value for each in requirement.phases)
        problems.append(("phase", f"“{requirement.title}” counts the phase {words} only."))
    if requirement.phases and not typed.phase and role not in WITH_A_CLIENT:
        problems.append(("phase", f"“{requirement.title}” counts by phase; choose one."))
