"""Gates: every page is closed to strangers unless it is named here, and each audience has its own."""

from collections.abc import Callable

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.errors import NotAllowed
from trainer.web.edge import user, wants_json

_OPEN_TO_STRANGERS = frozenset({"visitors", "address_links", "health", "mail_links", "offline", "certificate_checks"})


def register(app: Flask) -> None:
    """Close every address that is not for strangers, whatever blueprint it belongs to."""

    @app.before_request
    def close() -> ResponseReturnValue | None:
        is_open = request.endpoint in (None, "static") or request.blueprint in _OPEN_TO_STRANGERS
        return None if is_open else signed_in()


def signed_in() -> ResponseReturnValue | None:
    """Let nobody in who is not signed in; afterwards they come back to where they wanted to go."""
    if user() is not None:
        return None
    if wants_json():
        return {"message": "You are no longer signed in."}, 401
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("visitors.sign_in", next=wanted), 303)


def needs(*permissions: Permission) -> Callable[[], None]:
    """A gate that asks for at least one of the permissions, held for anything at all.

    Whether they reach the thing that is asked for is decided by the action or query.
    """

    def gate() -> None:
        found = user()
        if found is None or not any(found.identity.actor.has(permission) for permission in permissions):
            raise NotAllowed("Your role does not include this page.")

    return gate
