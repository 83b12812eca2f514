"""What a supervisor enters of a live meeting of a cohort."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from trainer.curriculum.ledger import MINUTES
from trainer.curriculum.requirements.meetings import Meetings

LONGEST_TITLE: Final = 120
FURTHEST: Final = timedelta(days=2 * 365)
"""How far ahead a meeting is planned, and how long ago it may have been."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedMeeting:
    """What a form carried of a meeting."""

    item: str = ""
    title: str = ""
    held_on: str = ""
    minutes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlan:
    """A meeting as it can be kept."""

    item: str
    title: str
    held_on: date
    minutes: int


def read_meeting(
    typed: TypedMeeting, requirements: Mapping[str, Meetings], today: date
) -> tuple[MeetingPlan | None, list[tuple[str, str]]]:
    """The meeting, or None with what to change, by field. `requirements` are those for which there are meetings."""
    problems: list[tuple[str, str]] = []
    if typed.item not in requirements:
        problems.append(("item", "Choose what this meeting is for."))
    title = " ".join(typed.title.split())
    if not title:
        problems.append(("title", "Say in a few words what the meeting is, such as “Airway drill with the team”."))
    elif len(title) > LONGEST_TITLE:
        problems.append(("title", f"Shorten this to {LONGEST_TITLE} characters."))
    minutes = int(typed.minutes) if typed.minutes in map(str, MINUTES) else None
    if minutes is None:
        problems.append(("minutes", "Choose how long it is."))
    held_on = _day(typed.held_on, today)
    if held_on is None:
        problems.append(("held_on", "Enter the day, such as 2026-03-09, at most two years from today."))
    if problems or held_on is None or minutes is None:
        return None, problems
    return MeetingPlan(item=typed.item, title=title, held_on=held_on, minutes=minutes), []


def _day(text: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if abs(day - today) <= FURTHEST else None
