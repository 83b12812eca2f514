"""Where administrators decide about those who ask to be erased."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import deciding_erasures
from trainer.curriculum.retention import KINDS
from trainer.errors import Invalid, NotAllowed
from trainer.queries.erasures import erasure_page, erasures_page
from trainer.web.edge import actor, db, now, settings

erasures = Blueprint("erasures", __name__, url_prefix="/administer/erasures")


@erasures.before_request
def site_only() -> None:
    """Let nobody in but administrators of the whole site."""
    if not actor().may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Your role does not include this page.")


@erasures.get("/")
def page() -> ResponseReturnValue:
    """Who asks, and what was decided."""
    with db().reading() as session:
        return render_template("administer/erasures.html", page=erasures_page(session, actor()))


@erasures.get("/<uuid:erasure_id>")
def one(erasure_id: UUID) -> ResponseReturnValue:
    """What carrying a request out does."""
    return _one(erasure_id, {})


@erasures.post("/<uuid:erasure_id>/granted")
def grant(erasure_id: UUID) -> ResponseReturnValue:
    """Have it carried out."""
    try:
        deciding_erasures.grant(db(), actor(), erasure_id, now(), has_mail=bool(settings().smtp_url))
    except Invalid as error:
        return _one(erasure_id, dict(error.problems)), 422
    flash("Granted. The platform carries it out by itself.", "good")
    return redirect(url_for(".one", erasure_id=erasure_id), 303)


@erasures.post("/<uuid:erasure_id>/refused")
def refuse(erasure_id: UUID) -> ResponseReturnValue:
    """Refuse it with a reason."""
    try:
        deciding_erasures.refuse(db(), actor(), erasure_id, request.form.get("reason", ""), now())
    except Invalid as error:
        return _one(erasure_id, dict(error.problems)), 422
    flash("Refused. The person is told, with your reason.", "good")
    return redirect(url_for(".one", erasure_id=erasure_id), 303)


def _one(erasure_id: UUID, errors: dict[str, str]) -> str:
    with db().reading() as session:
        found = erasure_page(session, actor(), erasure_id, now())
    given = request.form.get("reason", "")
    return render_template("administer/erasure.html", page=found, kinds=KINDS, errors=errors, given=given)
