"""The pages of what completion asks for beside modules, and what a trainee answers there."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import appealing, remarking
from trainer.errors import Invalid
from trainer.queries.requirements import own_requirements, supervised_requirements
from trainer.queries.signing_pages import own_appeal, remark_page
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.gates import needs

requirements = Blueprint("requirements", __name__)
requirements.before_request(needs(Permission.LEARN))
supervised = Blueprint(
    "supervised_requirements", __name__, url_prefix="/supervise/enrolments/<uuid:enrolment_id>/requirements"
)
supervised.before_request(needs(Permission.SUPERVISE))


@requirements.get("/courses/<course>/requirements")
def page(course: str) -> ResponseReturnValue:
    """What completing the course asks of one beside its modules."""
    with db().reading() as session:
        found = own_requirements(session, db(), actor(), course, now())
    return render_template("learn/requirements.html", page=found)


@requirements.get("/remarks/<about>/<uuid:about_id>")
def remark(about: str, about_id: UUID) -> ResponseReturnValue:
    """Something recorded about one, to comment on."""
    return _remark(about, about_id, {}, "")


@requirements.post("/remarks/<about>/<uuid:about_id>")
def remarked(about: str, about_id: UUID) -> ResponseReturnValue:
    """Comment on it."""
    words, seen = request.form.get("words", ""), whole_number(request.form.get("seen"), 0)
    try:
        remarking.remark(db(), actor(), about, about_id, words, seen, now())
    except Invalid as error:
        return _remark(about, about_id, dict(error.problems), words), 422
    flash("Your remark stands beside it now.", "good")
    return redirect(url_for(".remark", about=about, about_id=about_id), 303)


@requirements.get("/appeals/<uuid:withdrawal_id>")
def appeal(withdrawal_id: UUID) -> ResponseReturnValue:
    """A withdrawn signature, to appeal against."""
    return _appeal(withdrawal_id, {}, "")


@requirements.post("/appeals/<uuid:withdrawal_id>")
def appealed(withdrawal_id: UUID) -> ResponseReturnValue:
    """Ask a second supervisor to look at it."""
    words = request.form.get("words", "")
    try:
        appealing.appeal(db(), actor(), withdrawal_id, words, now())
    except Invalid as error:
        return _appeal(withdrawal_id, dict(error.problems), words), 422
    flash("Your appeal waits for a second supervisor.", "good")
    return redirect(url_for(".appeal", withdrawal_id=withdrawal_id), 303)


@supervised.get("")
def page_of(enrolment_id: UUID) -> ResponseReturnValue:
    """What completing the course asks of somebody beside its modules, for a supervisor."""
    with db().reading() as session:
        found = supervised_requirements(session, db(), actor(), enrolment_id, now())
    return render_template("learn/requirements.html", page=found)


def _remark(about: str, about_id: UUID, errors: dict[str, str], words: str) -> str:
    with db().reading() as session:
        page = remark_page(session, actor(), about, about_id, now())
    return render_template("learn/remark.html", page=page, errors=errors, words=words)


def _appeal(withdrawal_id: UUID, errors: dict[str, str], words: str) -> str:
    with db().reading() as session:
        page = own_appeal(session, db(), actor(), withdrawal_id, now())
    return render_template("learn/appeal.html", page=page, errors=errors, words=words)
