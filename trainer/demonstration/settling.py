"""What the administrator of the demonstration has set, and mended about an account."""

from collections.abc import Callable

from trainer.access import Actor
from trainer.actions.changing_names import change_name_of, change_own_name
from trainer.actions.site_settings import set_default, set_value
from trainer.clock import Now
from trainer.storage.database import Database

_SET = (
    ("provider", "Clinic by the sea (a demonstration)"),
    ("help_contact", "help@example.org"),
    ("distress_line", "Call the crisis line of your country; this demonstration has no number of its own."),
    ("silent_days", "21"),
)


def settle(database: Database, administrator: Actor, trainee: Actor, days_ago: Callable[[float], Now]) -> None:
    """Set what stands at the foot of every page, try another day of silence and go back, and correct a name."""
    for name, value in _SET:
        set_value(database, administrator, name, value, 0, days_ago(40))
    set_default(database, administrator, "silent_days", len(_SET), days_ago(35))
    first, _, last = trainee.name.partition(" ")
    change_own_name(database, trainee, f"{first} {last[:-1]}", 0, days_ago(30))
    reason = "The last letter was missing; telephoned, and it was a slip."
    change_name_of(database, administrator, trainee.person_id, trainee.name, reason, 1, days_ago(29))
