"""What a view takes from the request: the database, the actor and the moment."""

from typing import cast
from uuid import UUID

from flask import current_app, g, request
from flask_login import UserMixin, current_user

from trainer import clock
from trainer.access import Actor
from trainer.clock import Now
from trainer.errors import NotFound
from trainer.queries.signed_in import Identity
from trainer.settings import Settings
from trainer.storage.database import Begun, Database, Reading
from trainer.web.guise import worn


class SignedInUser(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """What Flask-Login keeps: an identity, known to the browser by its session's token."""

    def __init__(self, token: str, identity: Identity) -> None:
        self.id = token
        self.identity = identity


def db() -> Database:
    """The application's database, or that of a guise."""
    guise = worn()
    return guise.database if guise else cast(Database, current_app.extensions["trainer.database"])


def page_session() -> Reading:
    """A session for a page that reads before it does anything: the one in which its person was found, or a new one."""
    begun: Begun | None = g.pop("begun_session", None)
    return begun or db().reading()


def settings() -> Settings:
    """The application's settings."""
    return cast(Settings, current_app.extensions["trainer.settings"])


def now() -> Now:
    """The moment of this request, the same throughout it."""
    if "now" not in g:
        guise = worn()
        g.now = guise.now if guise else clock.now(settings().zone)
    return cast(Now, g.now)


def user() -> SignedInUser | None:
    """Who is signed in, if anybody is, or whom a guise shows."""
    guise = worn()
    if guise:
        return SignedInUser(guise.token, guise.identity)
    found = current_user._get_current_object()
    return cast(SignedInUser, found) if found.is_authenticated else None


def actor() -> Actor:
    """The signed-in person as actions and queries see them. A gate has made sure that there is one."""
    found = user()
    if found is None:
        raise NotFound("There is no such page.")
    return found.identity.actor


def session_id() -> UUID:
    """The session by which the person is signed in."""
    found = user()
    if found is None:
        raise NotFound("There is no such page.")
    return found.identity.session_id


def wants_json() -> bool:
    """Whether a script asked, not a page."""
    return request.accept_mimetypes.best == "application/json"


def form_lists() -> dict[str, list[str]]:
    """The form's values by name; a name may stand several times."""
    return request.form.to_dict(flat=False)


def uuid_or_none(value: str | None) -> UUID | None:
    """An id from a URL or form; None where it is none."""
    try:
        return UUID(value or "")
    except ValueError:
        return None


def whole_number(value: str | None, default: int) -> int:
    """A number from a URL or form; `default` where it is none."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else default
