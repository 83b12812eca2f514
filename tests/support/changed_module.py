"""A module that is changed after people have finished it."""

from tests.support.attempts import RIGHT_ROUTES, finish
from tests.support.care_course import ROUTES, care_course
from tests.support.clinic import COURSE, after, publish
from trainer.access import Actor
from trainer.actions import reading
from trainer.actions.editions import Options
from trainer.clock import Now
from trainer.curriculum.change import Change
from trainer.storage.database import Database

PATH = f"curriculum/{ROUTES}.md"
SUMMARY = ("Ask first.", "Ask first, then call.")


def complete(database: Database, actor: Actor, now: Now) -> None:
    """Read the module on routes and pass its quiz."""
    for section in ("peak", "onset", "summary"):
        reading.finish_section(database, actor, COURSE, ROUTES, section, now)
    finish(database, actor, "routes", RIGHT_ROUTES, now)


def publish_routes(
    database: Database, *changes: tuple[str, str], day: float, change: Change = Change.MATERIAL, note: str = ""
) -> None:
    """Publish the course with its module on routes changed, each time from the first text."""
    text = care_course()[PATH].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    publish(database, care_course({PATH: text}), after(days=day), Options(change=change, note=note))
