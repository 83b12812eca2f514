"""What a publisher enters: which drafts, what kind of change, a note, and when."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from trainer.actions.publications import Plan
from trainer.clock import Now
from trainer.curriculum.change import Change
from trainer.errors import Invalid
from trainer.web.edge import whole_number

_MOST: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """The form as it was sent; `paths` is None for one that was not sent yet, which chooses every draft."""

    drafts: tuple[tuple[str, int], ...] | None
    change: str
    note: str
    is_later: bool
    day: str
    hour: str
    harder_from: str
    warnings: int
    is_look: bool

    @property
    def paths(self) -> Set[str] | None:
        """The paths of the chosen drafts."""
        return None if self.drafts is None else frozenset(path for path, _ in self.drafts)

    def plan(self, now: Now, zone: ZoneInfo) -> Plan:
        """What is to be published. Raises Invalid with every field that cannot be read."""
        problems: list[tuple[str, str]] = []
        change = next((each for each in Change if each == self.change), None)
        if change is None:
            problems.append(("change", "Say what kind of change it is."))
        due_at, harder_from = now.at, _date(self.harder_from)
        if self.is_later:
            day, hour = _date(self.day), _time(self.hour)
            if day is None:
                problems.append(("day", "Name the day on which it is to be published."))
            elif hour is None:
                problems.append(("hour", "Name the hour, such as 07:30."))
            else:
                due_at = datetime.combine(day, hour, zone)
        if self.harder_from and harder_from is None:
            problems.append(("harder_from", "Name a day, or leave this empty."))
        if self.drafts and len(self.drafts) > _MOST:
            problems.append(("draft", f"Choose at most {_MOST} drafts at once."))
        if problems or change is None:
            raise Invalid(problems)
        return Plan(
            versions=dict(self.drafts or ()), change=change, note=self.note, due_at=due_at, harder_from=harder_from
        )


def empty_form() -> Entered:
    """The form as it is first shown."""
    return Entered(
        drafts=None,
        change="",
        note="",
        is_later=False,
        day="",
        hour="07:00",
        harder_from="",
        warnings=0,
        is_look=False,
    )


def read_form(form: MultiDict[str, str]) -> Entered:
    """The form as it was sent; a draft stands in it as 'version:path'."""
    chosen = (each.partition(":") for each in form.getlist("draft"))
    return Entered(
        drafts=tuple((path, whole_number(version, 0)) for version, _, path in chosen),
        change=form.get("change", ""),
        note=form.get("note", ""),
        is_later=form.get("when") == "later",
        day=form.get("day", ""),
        hour=form.get("hour", ""),
        harder_from=form.get("harder_from", ""),
        warnings=whole_number(form.get("warnings"), 0),
        is_look=form.get("do") == "look",
    )


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _time(value: str) -> time | None:
    try:
        return time.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        return None
