"""Reads what administrators set for the whole site; workers remember it by the id of the last change."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import ScalarSelect

from trainer.site_settings import Site, site_of
from trainer.storage.library import Library
from trainer.storage.people import Person
from trainer.storage.site_settings import SettingChange

_DEFAULT: Final = Site()
_LAST: Final[Select[UUID]] = select(SettingChange.id).order_by(SettingChange.number.desc()).limit(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A change of a setting: its new value, or None where it went back to the default, by whom and when."""

    number: int
    name: str
    value: str | None
    at: datetime
    by: str
    actor_id: UUID


def last_setting() -> ScalarSelect[UUID]:
    """The id of the last change, to be asked for along with something else."""
    return _LAST.scalar_subquery()


def number_of_last(session: Session) -> int:
    """The number of the last change of any setting, 0 for none: one statement."""
    return session.scalar(select(func.coalesce(func.max(SettingChange.number), 0))) or 0


def site_at(session: Session, library: Library, change_id: UUID | None) -> Site:
    """What was set with this change, or before anything was changed; read once per process."""
    if change_id is None:
        return _DEFAULT
    return library.keep(session, "site", str(change_id), lambda: _site(session, change_id))


def site_now(session: Session, library: Library) -> Site:
    """What is set now: one statement, and another where this process has not read it yet."""
    return site_at(session, library, session.scalar(_LAST))


def changes(session: Session) -> tuple[ChangeRow, ...]:
    """Every change of every setting, the newest first: one statement."""
    rows = session.execute(
        select(
            SettingChange.number,
            SettingChange.name,
            SettingChange.value,
            SettingChange.at,
            SettingChange.actor_id,
            Person.name.label("by"),
        )
        .join(Person, SettingChange.actor_id == Person.id)
        .order_by(SettingChange.number.desc())
    )
    return tuple(ChangeRow(**row._mapping) for row in rows)


def last_change(session: Session, name: str) -> SettingChange | None:
    """The last change of one setting; None where nobody changed it."""
    return session.scalars(
        select(SettingChange).where(SettingChange.name == name).order_by(SettingChange.number.desc()).limit(1)
    ).one_or_none()


def _site(session: Session, change_id: UUID) -> Site:
    last = select(SettingChange.number).where(SettingChange.id == change_id).scalar_subquery()
    rows = session.execute(
        select(SettingChange.name, SettingChange.value)
        .where(SettingChange.number <= last)
        .order_by(SettingChange.number)
    )
    values = {row.name: row.value for row in rows}
    return site_of({name: value for name, value in values.items() if value is not None})
