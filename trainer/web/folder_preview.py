"""Shows a folder of course files as learners would meet it, to whoever sits at this machine."""

from collections.abc import Callable
from typing import Final, cast

from flask import Flask, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import SecurityError

from trainer import clock
from trainer.previewing.shown import Shown
from trainer.problem import is_blocking
from trainer.queries.signed_in import identity
from trainer.settings import Settings
from trainer.storage.database import Database
from trainer.tokens import digest_of
from trainer.web.app import create_app
from trainer.web.edge import settings
from trainer.web.guise import Band, Guise

_STATE: Final = "/preview/state"
_LEARNERS: Final = ("/courses/", "/attempts/", "/media/", "/simulator/")


def create_preview_app(given: Settings, empty: Database, shown: Callable[[], Shown]) -> Flask:
    """The application in which everybody is the invented learner of a folder. Of `empty` nothing is ever asked."""
    app = create_app(given, empty)
    app.extensions["trainer.shown"] = shown
    # Before the gates, which let nobody in who is not signed in.
    app.before_request_funcs.setdefault(None, []).insert(0, _dress)
    return app


def _dress() -> ResponseReturnValue | None:
    """Answer as the folder is; where it never was without errors, tell them."""
    if request.endpoint == "static" or isinstance(request.routing_exception, SecurityError):
        return None
    found, now = _shown(), clock.now(settings().zone)
    if request.path == _STATE:
        return {"number": found.number}
    if found.database is None or found.token is None:
        return render_template("author/preview_folder.html", shown=found, state_url=_STATE), 422
    with found.database.reading() as session:
        who = identity(session, digest_of(found.token), now.at)
    if who is None:
        return "This preview is a week old; begin it again.\n", 410, {"Content-Type": "text/plain; charset=utf-8"}
    g.guise = Guise(database=found.database, token=found.token, identity=who, now=now, band=_band(found))
    if not request.path.startswith(_LEARNERS):
        return redirect(url_for("learn.home", course=found.course), 303)
    return None


def _band(shown: Shown) -> Band:
    when = shown.at.at.astimezone(settings().zone) if shown.at else None
    is_behind = any(map(is_blocking, shown.problems))
    words = (
        f"of the folder as it was at {when:%H:%M:%S}, before there were errors in it."
        if is_behind
        else (f"of the folder, read at {when:%H:%M:%S}.")
    )
    return Band(
        words=words,
        links=(("Load again", request.path),),
        problems=shown.problems,
        state_url=_STATE,
        number=shown.number,
    )


def _shown() -> Shown:
    return cast(Callable[[], Shown], current_app.extensions["trainer.shown"])()
