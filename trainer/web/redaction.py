"""Where administrators remove words and pictures from what was published, for good."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import redacting
from trainer.actions.redacting import Why
from trainer.curriculum.redaction_reason import Reason
from trainer.errors import Invalid, Stale
from trainer.queries.redaction import picture_preview, redacted_course, redaction_preview
from trainer.queries.redactions import redactions_page
from trainer.web.edge import actor, db, now
from trainer.web.gates import needs

redaction = Blueprint("redaction", __name__, url_prefix="/author/<course>")
redaction.before_request(needs(Permission.REDACT))

_STALE = "Something was saved or published meanwhile. Look at the places again before you remove the words."
_SURE = "Say that you looked at every place: what is removed cannot be brought back."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entered:
    """What was typed, to be shown again."""

    words: str
    why: str
    reason: Reason
    path: str


@redaction.get("/redactions")
def every(course: str) -> ResponseReturnValue:
    """What was removed from a course."""
    with db().reading() as session:
        page = redactions_page(session, db(), actor(), course)
    return render_template("author/redactions.html", page=page)


@redaction.get("/redact")
def form(course: str) -> ResponseReturnValue:
    """Which words are to be removed, and why."""
    entered = _Entered(words="", why="", reason=Reason.LICENSED, path=request.args.get("path", ""))
    return _form(course, entered, {})


@redaction.post("/redact/places")
def places(course: str) -> ResponseReturnValue:
    """Every place where the words stand, before anything is done. They are in no address, which browsers would keep."""
    entered = _entered()
    try:
        redacting.require_sense(entered.words, _why(entered))
    except Invalid as error:
        return _form(course, entered, dict(error.problems)), 422
    return _places(course, entered, {})


@redaction.post("/redact")
def redact(course: str) -> ResponseReturnValue:
    """Remove the words."""
    entered = _entered()
    if request.form.get("sure") != "yes":
        return _places(course, entered, {"sure": _SURE}), 422
    try:
        seen = request.form.get("seen", "")
        number = redacting.redact_words(db(), actor(), course, entered.words, _why(entered), seen, now())
    except Invalid as error:
        return _form(course, entered, dict(error.problems)), 422
    except Stale:
        return _places(course, entered, {"": _STALE}), 409
    return _done(course, number, "The words are removed.")


@redaction.get("/redact-picture/<int(max=999999999):revision>/<path:path>")
def picture(course: str, revision: int, path: str) -> ResponseReturnValue:
    """The picture of a revision, before it is removed."""
    return _picture(course, revision, path, {})


@redaction.post("/redact-picture/<int(max=999999999):revision>/<path:path>")
def redact_picture(course: str, revision: int, path: str) -> ResponseReturnValue:
    """Remove a picture."""
    if request.form.get("sure") != "yes":
        return _picture(course, revision, path, {"sure": _SURE}), 422
    try:
        number = redacting.redact_picture(db(), actor(), course, path, revision, _why(_entered()), now())
    except Invalid as error:
        return _picture(course, revision, path, dict(error.problems)), 422
    return _done(course, number, "The file is removed.")


def _form(course: str, entered: _Entered, errors: dict[str, str]) -> str:
    with db().reading() as session:
        _, page = redacted_course(session, db(), actor(), course)
    return render_template("author/redact.html", page=page, entered=entered, errors=errors)


def _places(course: str, entered: _Entered, errors: dict[str, str]) -> str:
    with db().reading() as session:
        page = redaction_preview(session, db(), actor(), course, entered.words)
    return render_template("author/redact_places.html", page=page, entered=entered, errors=errors)


def _picture(course: str, revision: int, path: str, errors: dict[str, str]) -> str:
    with db().reading() as session:
        page = picture_preview(session, db(), actor(), course, path, revision)
    return render_template("author/redact_picture.html", page=page, entered=_entered(), errors=errors)


def _done(course: str, number: int, words: str) -> ResponseReturnValue:
    flash(f"{words} Earlier editions are being made anew; that takes a few minutes.", "good")
    return redirect(url_for(".every", course=course, _anchor=f"redaction-{number}"), 303)


def _entered() -> _Entered:
    sent = request.form
    return _Entered(
        words=sent.get("words", "").strip(),
        why=sent.get("why", "").strip(),
        reason=next((reason for reason in Reason if reason == sent.get("reason")), Reason.OTHER),
        path=sent.get("path", ""),
    )


def _why(entered: _Entered) -> Why:
    return Why(reason=entered.reason, words=entered.why)
