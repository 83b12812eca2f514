"""An administrator sets something for the whole site, or goes back to its default."""

from trainer.access import Actor, Permission
from trainer.actions.auditing import audit
from trainer.clock import Now
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.site_settings import SiteSetting, read_value, setting_named
from trainer.storage.adding import add, lock_name
from trainer.storage.database import Database
from trainer.storage.site_rows import last_change, number_of_last
from trainer.storage.site_settings import SettingChange


def set_value(database: Database, actor: Actor, name: str, given: str, seen: int, now: Now) -> None:
    """Give a setting another value; twice does it once, and the value that it has already changes nothing.

    Raises Invalid where the value is out of limits, Stale where somebody else changed it since, NotFound, NotAllowed.
    """
    setting = _setting(actor, name)
    value, wrong = read_value(setting, given)
    if wrong:
        raise Invalid([(name, wrong)])
    _change(database, actor, setting, value, seen, now)


def set_default(database: Database, actor: Actor, name: str, seen: int, now: Now) -> None:
    """Let a setting go back to its default, also where that changes later. Raises as `set_value`."""
    _change(database, actor, _setting(actor, name), None, seen, now)


def _setting(actor: Actor, name: str) -> SiteSetting:
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator changes settings.")
    setting = setting_named(name)
    if setting is None:
        raise NotFound("There is no such setting.")
    return setting


def _change(database: Database, actor: Actor, setting: SiteSetting, value: str | None, seen: int, now: Now) -> None:
    with database.writing() as session:
        lock_name(session, "site settings")
        last = last_change(session, setting.name)
        if (last.value if last else None) == value:
            return
        if (last.number if last else 0) != seen:
            raise Stale(f"Somebody changed “{setting.title}” meanwhile. Look at what it is now, then decide.")
        number = number_of_last(session) + 1
        change = SettingChange(
            person_id=actor.person_id,
            actor_id=actor.person_id,
            at=now.at,
            number=number,
            name=setting.name,
            value=value,
        )
        add(session, change)
        audit(session, actor, "site:setting:changed", f"setting:{setting.name} change:{number}", now)
        session.commit()
