"""What administrators see of the settings: each with its value, its default, and who changed it when."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.errors import NotAllowed
from trainer.site_settings import SETTINGS, SiteSetting
from trainer.storage.site_rows import ChangeRow, changes

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """A setting as it is; `seen` is the number that its form carries, `history` its last changes, newest first."""

    setting: SiteSetting
    value: str
    is_default: bool
    seen: int
    history: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage:
    """Every setting; those of the environment by name, what each is now, and what it is for."""

    rows: tuple[SettingRow, ...]
    environment: tuple[tuple[str, str, str], ...]


def settings_page(session: Session, actor: Actor, environment: tuple[tuple[str, str, str], ...]) -> SettingsPage:
    """The page: one statement. Raises NotAllowed."""
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator sees this page.")
    by_name: dict[str, list[ChangeRow]] = defaultdict(list)
    for change in changes(session):
        by_name[change.name].append(change)
    return SettingsPage(rows=tuple(_row(each, by_name[each.name]) for each in SETTINGS), environment=environment)


def _row(setting: SiteSetting, history: list[ChangeRow]) -> SettingRow:
    value = history[0].value if history else None
    return SettingRow(
        setting=setting,
        value=setting.default if value is None else value,
        is_default=value is None,
        seen=history[0].number if history else 0,
        history=tuple(history[:_SHOWN]),
    )
