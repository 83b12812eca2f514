"""What an author chooses to preview: which drafts, as whom, and on which day."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from trainer.clock import Now

_LONGEST_ADDRESS: Final = 4000
_MOST_BYTES: Final = 100_000
_MOST: Final = 2000
_LONGEST: Final = 300


class Reader(StrEnum):
    """As whom a course is previewed."""

    NEW = "new"
    ALONG = "along"
    FREE = "free"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is previewed. `drafts` names the paths that are in, None for every draft that there is.

    `read` names modules that were read, by key, `passed` quizzes, by slug; they count for `Reader.ALONG` only.
    """

    reader: Reader = Reader.NEW
    day: date
    ends_on: date | None = None
    drafts: tuple[str, ...] | None = None
    read: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()

    def moment(self, now: Now, zone: ZoneInfo) -> Now:
        """The chosen day, at the hour that it is now."""
        hour = now.at.astimezone(zone).timetz()
        return Now(datetime.combine(self.day, hour).astimezone(UTC), self.day)


def to_address(choice: Choice) -> str:
    """A choice as one part of an address; the same choice is always the same."""
    said = [
        choice.reader,
        choice.day.isoformat(),
        choice.ends_on.isoformat() if choice.ends_on else None,
        None if choice.drafts is None else sorted(set(choice.drafts)),
        sorted(set(choice.read)),
        sorted(set(choice.passed)),
    ]
    packed = zlib.compress(json.dumps(said, separators=(",", ":")).encode(), 9)
    return urlsafe_b64encode(packed).decode().rstrip("=")


def from_address(part: str) -> Choice | None:
    """The choice that an address names; None where it names none."""
    if len(part) > _LONGEST_ADDRESS or not part.isascii():
        return None
    with suppress(ValueError, TypeError, zlib.error):  # whatever else stands there was not written by us
        unpacking = zlib.decompressobj()
        said = json.loads(unpacking.decompress(urlsafe_b64decode(part + "=" * (-len(part) % 4)), _MOST_BYTES))
        reader, day, ends_on, drafts, read, passed = said
        if not unpacking.eof:
            return None
        return Choice(
            reader=Reader(reader),
            day=date.fromisoformat(day),
            ends_on=date.fromisoformat(ends_on) if ends_on is not None else None,
            drafts=None if drafts is None else _names(drafts),
            read=_names(read),
            passed=_names(passed),
        )
    return None


def _names(said: object) -> tuple[str, ...]:
    if not isinstance(said, list) or len(said) > _MOST:
        raise ValueError("these are no names")
    if not all(isinstance(each, str) and len(each) <= _LONGEST for each in said):
        raise ValueError("these are no names")
    return tuple(said)
