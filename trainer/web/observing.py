"""Recording encounters, and rating them as a second observer."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import observing as acts
from trainer.errors import Invalid
from trainer.queries.encounter_pages import encounter_form, encounter_page
from trainer.web.edge import actor, db, now
from trainer.web.gates import needs

observing = Blueprint("observing", __name__, url_prefix="/supervise")
observing.before_request(needs(Permission.SUPERVISE))


@observing.get("/enrolments/<uuid:enrolment_id>/encounters/new")
def new(enrolment_id: UUID) -> ResponseReturnValue:
    """An encounter to record."""
    return _form(enrolment_id, {}, {})


@observing.post("/enrolments/<uuid:enrolment_id>/encounters")
def record(enrolment_id: UUID) -> ResponseReturnValue:
    """Record it, or show the form with everything typed."""
    typed = request.form.to_dict()
    try:
        acts.record_encounter(db(), actor(), enrolment_id, typed, now())
    except Invalid as error:
        return _form(enrolment_id, dict(error.problems), typed), 422
    flash("The encounter is recorded.", "good")
    return redirect(url_for("supervised_requirements.page_of", enrolment_id=enrolment_id, _anchor="encounters"), 303)


@observing.get("/encounters/<uuid:encounter_id>")
def page(encounter_id: UUID) -> ResponseReturnValue:
    """One encounter, with the form for its second observer."""
    return _page(encounter_id, {}, {})


@observing.post("/encounters/<uuid:encounter_id>/ratings")
def rate(encounter_id: UUID) -> ResponseReturnValue:
    """Rate an encounter as its second observer."""
    typed = request.form.to_dict()
    try:
        acts.rate_second(db(), actor(), encounter_id, typed, now())
    except Invalid as error:
        return _page(encounter_id, dict(error.problems), typed), 422
    flash("Your ratings are in; now both are shown.", "good")
    return redirect(url_for(".page", encounter_id=encounter_id), 303)


@observing.post("/encounters/<uuid:encounter_id>/withdrawal")
def withdraw(encounter_id: UUID) -> ResponseReturnValue:
    """Let an encounter count no more."""
    typed = request.form.to_dict()
    try:
        enrolment_id = acts.withdraw_encounter(db(), actor(), encounter_id, typed.get("reason", ""), now())
    except Invalid as error:
        return _page(encounter_id, dict(error.problems), typed), 422
    flash("The encounter is withdrawn.", "good")
    return redirect(url_for("supervised_requirements.page_of", enrolment_id=enrolment_id, _anchor="encounters"), 303)


def _form(enrolment_id: UUID, errors: dict[str, str], typed: dict[str, str]) -> str:
    with db().reading() as session:
        page = encounter_form(session, db(), actor(), enrolment_id, now())
    return render_template("supervise/encounter_new.html", page=page, errors=errors, typed=typed)


def _page(encounter_id: UUID, errors: dict[str, str], typed: dict[str, str]) -> str:
    with db().reading() as session:
        page = encounter_page(session, db(), actor(), encounter_id, now())
    return render_template("supervise/encounter.html", page=page, errors=errors, typed=typed)
