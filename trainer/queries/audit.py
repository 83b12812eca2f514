"""What administrators find in the audit log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from trainer.access import Actor, Permission
from trainer.errors import NotAllowed
from trainer.storage.content import AuditEntry
from trainer.storage.people import Person

_PAGE: Final = 50
_AT_A_TIME: Final = 500


class Matter(StrEnum):
    """What kind of act an entry is about, by the first word of its event."""

    LOOK = "look"
    RECORD = "record"
    PEOPLE = "people"
    CONTENT = "content"
    SITE = "site"

    @property
    def word(self) -> str:
        """The matter as people say it."""
        return _WORDS[self]


_SPACED: Final = str.maketrans(":-_.", "    ")
_WORDS: Final = {
    Matter.LOOK: "Looks at records",
    Matter.RECORD: "Decisions about records",
    Matter.PEOPLE: "People, roles and cohorts",
    Matter.CONTENT: "Content",
    Matter.SITE: "Settings of the site",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditAsked:
    """What is looked for: words of a name or address of who acted and of whose record it concerns, a matter, days.

    `before` is the last entry of the page before: its time and id.
    """

    by: str = ""
    about: str = ""
    matter: Matter | None = None
    first_day: date | None = None
    last_day: date | None = None
    before: tuple[datetime, UUID] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """An entry: `about` is whose record it concerns, empty where it concerns nobody's."""

    id: UUID
    at: datetime
    by: str
    about: str
    event: str
    subject: str

    @property
    def words(self) -> str:
        """The event as people read it: 'certificate revoked'."""
        matter, _, what = self.event.partition(":")
        plain = what.translate(_SPACED)
        return f"looked at {plain}" if matter == Matter.LOOK else plain

    def cells(self) -> tuple[str, ...]:
        """The entry as a row of a table."""
        at = self.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return (at, self.by, self.about, self.event, self.subject, str(self.id))


HEADINGS: Final = ("at (UTC)", "by", "about", "event", "subject", "entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Entries, the newest first; `next` is where the page after this one begins, None where there is none."""

    asked: AuditAsked
    lines: tuple[AuditLine, ...]
    next: tuple[datetime, UUID] | None


def audit_page(session: Session, actor: Actor, asked: AuditAsked, zone: ZoneInfo) -> AuditPage:
    """One page of the log: one statement. Raises NotAllowed for anybody but administrators of the site."""
    _require(actor)
    rows = session.execute(_found(asked, zone).limit(_PAGE + 1)).all()
    lines = tuple(_line(row) for row in rows[:_PAGE])
    return AuditPage(asked=asked, lines=lines, next=(lines[-1].at, lines[-1].id) if len(rows) > _PAGE else None)


def audit_lines(session: Session, actor: Actor, asked: AuditAsked, zone: ZoneInfo) -> Iterator[AuditLine]:
    """Every entry that is looked for, as the pages show them, some hundreds in memory at a time."""
    _require(actor)
    for row in session.execute(_found(asked, zone).execution_options(yield_per=_AT_A_TIME)):
        yield _line(row)


def _require(actor: Actor) -> None:
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator reads the audit log.")


def _found(asked: AuditAsked, zone: ZoneInfo) -> Select[*tuple[Any, ...]]:  # six columns, taken by name in _line
    by, about = aliased(Person), aliased(Person)
    found = (
        select(
            AuditEntry.id,
            AuditEntry.at,
            AuditEntry.event,
            AuditEntry.subject,
            AuditEntry.actor_id,
            AuditEntry.person_id,
            by.name.label("by"),
            about.name.label("about"),
        )
        .join(by, AuditEntry.actor_id == by.id)
        .join(about, AuditEntry.person_id == about.id)
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    )
    if asked.by:
        found = found.where(AuditEntry.actor_id.in_(_named(asked.by)))
    if asked.about:
        found = found.where(AuditEntry.person_id.in_(_named(asked.about)), AuditEntry.person_id != AuditEntry.actor_id)
    if asked.matter:
        found = found.where(AuditEntry.event.startswith(f"{asked.matter}:"))
    if asked.first_day:
        found = found.where(AuditEntry.at >= datetime.combine(asked.first_day, time(), zone))
    if asked.last_day:
        found = found.where(AuditEntry.at < datetime.combine(asked.last_day + timedelta(days=1), time(), zone))
    if asked.before:
        found = found.where(tuple_(AuditEntry.at, AuditEntry.id) < tuple_(*asked.before))
    return found


def _named(words: str) -> Select[UUID]:
    return select(Person.id).where(
        or_(Person.name.icontains(words, autoescape=True), Person.address.icontains(words, autoescape=True))
    )


def _line(row: Row[*tuple[Any, ...]]) -> AuditLine:
    return AuditLine(
        id=row.id,
        at=row.at,
        by=row.by,
        about=row.about if row.person_id != row.actor_id else "",
        event=row.event,
        subject=row.subject,
    )
