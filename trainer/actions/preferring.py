"""People choose how they like to read, and whether a browser keeps modules for reading offline."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from sqlalchemy import update

from trainer.access import Actor
from trainer.comfort import Comfort, LineWidth, Motion, TextSize, Theme
from trainer.errors import Invalid, NotFound
from trainer.storage.adding import add_once
from trainer.storage.database import Database
from trainer.storage.people import Preference, SignedIn

Choice = TypeVar("Choice", bound=StrEnum)


def choose(database: Database, actor: Actor, form: Mapping[str, str]) -> Comfort:
    """Remember how somebody likes to read, and give what was remembered; twice does nothing more.

    Raises Invalid where the form holds anything but one of the choices in every field.
    """
    comfort = _read(form)
    values = {
        "text_size": comfort.text_size.value,
        "line_width": comfort.line_width.value,
        "theme": comfort.theme.value,
        "motion": comfort.motion.value,
    }
    with database.writing() as session:
        if not add_once(session, Preference, person_id=actor.person_id, **values):
            session.execute(update(Preference).where(Preference.person_id == actor.person_id).values(**values))
        session.commit()
    return comfort


def keep_modules(database: Database, actor: Actor, session_id: UUID, choice: str) -> bool:
    """Say by 'yes' or 'no' whether one's own browser keeps modules. Raises Invalid; NotFound for another's session."""
    if choice not in ("yes", "no"):
        raise Invalid([("keeps", "Choose whether this device keeps modules.")])
    with database.writing() as session:
        found = session.get(SignedIn, session_id)
        if found is None or found.person_id != actor.person_id:
            raise NotFound("There is no such session.")
        found.keeps_modules = choice == "yes"
        session.commit()
    return choice == "yes"


def _read(form: Mapping[str, str]) -> Comfort:
    wrong: list[tuple[str, str]] = []
    comfort = Comfort(
        text_size=_chosen(form, "text_size", TextSize.NORMAL, "Choose one of the sizes.", wrong),
        line_width=_chosen(form, "line_width", LineWidth.NORMAL, "Choose one of the widths.", wrong),
        theme=_chosen(form, "theme", Theme.DEVICE, "Choose one of the themes.", wrong),
        motion=_chosen(form, "motion", Motion.DEVICE, "Choose whether things may move.", wrong),
    )
    if wrong:
        raise Invalid(wrong)
    return comfort


def _chosen(form: Mapping[str, str], name: str, usual: Choice, sentence: str, wrong: list[tuple[str, str]]) -> Choice:
    try:
        return type(usual)(form.get(name, ""))
    except ValueError:
        wrong.append((name, sentence))
        return usual
