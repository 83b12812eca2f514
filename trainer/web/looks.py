"""Has every look of staff at somebody's record noted."""

from typing import Final

from flask import Flask, Response, request

from trainer.access import Permission
from trainer.actions.looking import note_look
from trainer.web.edge import db, now, user

_ABOUT: Final = {
    "enrolment_id": "enrolment",
    "entry_id": "entry",
    "answer_id": "answer",
    "encounter_id": "encounter",
    "sign_off_id": "sign-off",
    "appeal_id": "appeal",
    "attempt_id": "attempt",
    "meeting_id": "meeting",
    "cohort_id": "cohort",
}
"""By which argument of an address its page is about a record, and how audit entries name that."""


_SHOWN: Final = frozenset({200, 409, 422})


def register(app: Flask) -> None:
    """Note each look that was answered with a page or a file, also with one that refuses a form and shows it again."""

    @app.after_request
    def note(response: Response) -> Response:
        given = request.view_args or {}
        about = next((f"{kind}:{given[name]}" for name, kind in _ABOUT.items() if name in given), None)
        if about and response.status_code in _SHOWN:
            found = user()
            if found and found.identity.actor.has(Permission.SUPERVISE):
                note_look(db(), found.identity.actor, str(request.endpoint), about, now())
        return response
