"""What an author enters to preview a course."""

from collections.abc import Collection
from datetime import date
from typing import Final

from werkzeug.datastructures import MultiDict

from trainer.previewing.choice import Choice, Reader

_FIRST: Final = 2000
_LAST: Final = 2200


def read_choice(form: MultiDict[str, str], drafts: Collection[str], today: date) -> tuple[Choice, dict[str, str]]:
    """What was entered, and what is wrong with it by field. All of the `drafts` ticked means those to come too."""
    problems = {}
    day, ends_on = _day(form.get("day", "")), _day(form.get("ends_on", ""))
    if day is None:
        problems["day"] = "Say which day, such as 2026-11-23."
    if form.get("ends_on") and ends_on is None:
        problems["ends_on"] = "This is not a day; write it like 2026-12-23, or leave it empty."
    reader = next((each for each in Reader if each == form.get("reader")), Reader.NEW)
    chosen = {path for path in form.getlist("draft") if path in drafts}
    choice = Choice(
        reader=reader,
        day=day or today,
        ends_on=ends_on,
        drafts=None if len(chosen) == len(drafts) else tuple(sorted(chosen)),
        read=tuple(form.getlist("read")),
        passed=tuple(form.getlist("passed")),
    )
    return choice, problems


def _day(typed: str) -> date | None:
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if _FIRST <= found.year <= _LAST else None
