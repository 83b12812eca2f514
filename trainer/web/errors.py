"""Turns errors into pages that say what happened and what to do next."""

import logging

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.storage.database import Unreachable
from trainer.storage.library import NotReady
from trainer.web.edge import wants_json

_log = logging.getLogger("trainer.web")

_WORDS = {
    400: ("This request could not be read", "Something in it was not as this page makes it. Go back and try again."),
    401: ("Please sign in", "This page is for people who are signed in."),
    403: ("This is not open to you", "Your role does not include this page."),
    404: ("There is no such page", "The address may be mistyped, or the page may be gone."),
    405: (
        "This is not done that way",
        "This address takes another kind of request. Go back and use the page's buttons.",
    ),
    408: ("That took too long", "The connection was too slow. Try again."),
    410: ("This was removed", "An administrator removed it for good: it must not be seen any more."),
    413: ("That was too much", "What you sent is larger than this page takes. Shorten it and try again."),
    414: ("That address is too long", "Shorten it and try again."),
    415: ("That kind of content is not taken here", "Go back and use the page's form."),
    429: ("Too many tries", "Wait a little and try again."),
}


def register(app: Flask) -> None:
    """Answer the four errors that cross the edge, those of HTTP, and anything unforeseen."""
    app.register_error_handler(NotFound, lambda error: _page(404, words=str(error)))
    app.register_error_handler(NotAllowed, lambda error: _page(403, words=str(error)))
    app.register_error_handler(Stale, lambda error: _page(409, title="Somebody was there first", words=str(error)))
    app.register_error_handler(Invalid, lambda error: _page(422, title="Please look at this again", words=str(error)))
    app.register_error_handler(CSRFError, lambda _error: _csrf())
    app.register_error_handler(NotReady, lambda error: _not_ready(error))
    app.register_error_handler(Unreachable, lambda error: _unavailable(error))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if isinstance(error, SecurityError):
        # A request for another host has no addresses of ours to make a page with.
        return "This host is not served here.\n", code, {"Content-Type": "text/plain; charset=utf-8"}
    if 300 <= code < 400:
        return error.get_response()
    return _page(code)


def _csrf() -> ResponseReturnValue:
    return _page(
        400,
        title="This page was too old to be sent",
        words="You may have signed out or in since it was opened. Nothing was changed: go back, load the page again "
        "and send it once more.",
    )


def _not_ready(error: NotReady) -> ResponseReturnValue:
    _log.warning("edition not ready: %s", error)
    return _page(
        503, title="This page is being prepared", words="The program or a text was just renewed. Try again in a minute."
    )


def _unavailable(error: Unreachable) -> ResponseReturnValue:
    _log.error("the database did not answer: %s", error)
    return _page(
        503,
        title="The records cannot be reached",
        words="Nothing was changed. What you entered may not be saved: keep this page open and try again in a minute.",
    )


def _unforeseen(error: Exception) -> ResponseReturnValue:
    _log.exception("unforeseen: %s", type(error).__name__)
    return _page(
        500,
        title="Something went wrong here",
        words="It is our fault, and it has been noted. Go back and try again; what was saved before is safe.",
    )


def _page(code: int, *, title: str = "", words: str = "") -> ResponseReturnValue:
    fallback = _WORDS.get(code, ("Something went wrong", "Go back and try again."))
    if wants_json():
        return {"message": words or fallback[1]}, code
    return render_template(
        "errors/stopped.html", code=code, title=title or fallback[0], words=words or fallback[1]
    ), code
