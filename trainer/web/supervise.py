"""Pages for supervisors."""

from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import supervising
from trainer.errors import Invalid
from trainer.queries.cohorts import cohorts_page
from trainer.queries.cohorts_asked import asked_by
from trainer.queries.cohorts_page import cohort_page
from trainer.queries.person import person_page
from trainer.web.compression import unsqueezed
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.gates import needs
from trainer.web.site import site

supervise = Blueprint("supervise", __name__, url_prefix="/supervise")
supervise.before_request(needs(Permission.SUPERVISE))


@supervise.get("/")
def cohorts() -> ResponseReturnValue:
    """The cohorts that one supervises."""
    with db().reading() as session:
        return render_template("supervise/cohorts.html", page=cohorts_page(session, db(), actor(), now()))


@supervise.get("/cohorts/<uuid:cohort_id>")
def cohort(cohort_id: UUID) -> ResponseReturnValue:
    """What needs somebody, everybody by item, and the last weeks."""
    with db().reading() as session:
        page = cohort_page(session, db(), actor(), cohort_id, now(), asked_by(request.args, site().silent_days))
    answer = make_response(render_template("supervise/cohort.html", page=page))
    return unsqueezed(answer) if page.asked.words else answer


@supervise.get("/enrolments/<uuid:enrolment_id>")
def person(enrolment_id: UUID) -> ResponseReturnValue:
    """One person's standing, reasons and attempts."""
    return _person(enrolment_id, {}, "")


@supervise.post("/enrolments/<uuid:enrolment_id>/quizzes/<slug>/grants")
def grant(enrolment_id: UUID, slug: str) -> ResponseReturnValue:
    """Open further attempts, with a reason."""
    attempts = whole_number(request.form.get("attempts"), 0)
    seen = whole_number(request.form.get("grants_made"), 0)
    reason = request.form.get("reason", "")
    try:
        supervising.grant_attempts(db(), actor(), enrolment_id, slug, attempts, reason, seen, now())
    except Invalid as error:
        problems = {f"{field}-{slug}": message for field, message in error.problems}
        return _person(enrolment_id, problems, reason), 422
    flash("The further attempt is open.", "good")
    return redirect(url_for(".person", enrolment_id=enrolment_id), 303)


def _person(enrolment_id: UUID, errors: dict[str, str], reason: str) -> str:
    with db().reading() as session:
        page = person_page(session, db(), actor(), enrolment_id, now())
    return render_template("supervise/person.html", page=page, errors=errors, reason=reason)
