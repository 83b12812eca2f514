"""The gate of each blueprint: closed to everybody who lacks its permission."""

from collections.abc import Callable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.errors import NotAllowed
from trainer.web.edge import user, wants_json


def signed_in() -> ResponseReturnValue | None:
    """Let nobody in who is not signed in; afterwards they come back to where they wanted to go."""
    if user() is not None:
        return None
    if wants_json():
        return {"message": "You are no longer signed in."}, 401
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("visitors.sign_in", next=wanted), 303)


def needs(*permissions: Permission) -> Callable[[], ResponseReturnValue | None]:
    """A gate that asks for at least one of the permissions, held for anything at all.

    Whether they reach the thing that is asked for is decided by the action or query.
    """

    def gate() -> ResponseReturnValue | None:
        answer = signed_in()
        found = user()
        if answer is None and found and not any(found.identity.actor.has(permission) for permission in permissions):
            raise NotAllowed("Your role does not include this page.")
        return answer

    return gate
