"""Signing competencies, withdrawing signatures, deciding on appeals."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import appealing, withdrawing
from trainer.actions import signing_off as acts
from trainer.errors import Invalid, NotAllowed
from trainer.queries.signing_pages import sign_page, supervised_appeal, withdraw_page
from trainer.queries.waiting import waiting_page
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.gates import needs

signing_off = Blueprint("signing_off", __name__, url_prefix="/supervise")
signing_off.before_request(needs(Permission.SUPERVISE))


@signing_off.get("/waiting")
def waiting() -> ResponseReturnValue:
    """What waits for one's signature, second rating or decision."""
    with db().reading() as session:
        return render_template("supervise/waiting.html", page=waiting_page(session, actor(), now()))


@signing_off.get("/enrolments/<uuid:enrolment_id>/competencies/<competency>/sign")
def sign(enrolment_id: UUID, competency: str) -> ResponseReturnValue:
    """A competency to sign."""
    return _sign(enrolment_id, competency, {}, {})


@signing_off.post("/enrolments/<uuid:enrolment_id>/competencies/<competency>/sign")
def signed(enrolment_id: UUID, competency: str) -> ResponseReturnValue:
    """Sign it, or say what is missing."""
    typed = request.form.to_dict()
    level, seen = whole_number(typed.get("level"), 0), whole_number(typed.get("seen"), 0)
    words = typed.get("words", "")
    try:
        acts.sign_competency(db(), actor(), enrolment_id, competency, level, words, seen, now())
    except Invalid as error:
        return _sign(enrolment_id, competency, dict(error.problems), typed), 422
    except NotAllowed as error:
        return _sign(enrolment_id, competency, {"level": str(error)}, typed), 422
    flash("The competency is signed.", "good")
    return redirect(_place(enrolment_id, f"competency-{competency}"), 303)


@signing_off.get("/sign-offs/<uuid:sign_off_id>/withdraw")
def withdraw(sign_off_id: UUID) -> ResponseReturnValue:
    """A signature to withdraw."""
    return _withdraw(sign_off_id, {}, {})


@signing_off.post("/sign-offs/<uuid:sign_off_id>/withdraw")
def withdrawn(sign_off_id: UUID) -> ResponseReturnValue:
    """Withdraw it, with a reason."""
    typed = request.form.to_dict()
    also_course = typed.get("also_course") == "yes"
    try:
        enrolment_id = withdrawing.withdraw_sign_off(
            db(), actor(), sign_off_id, typed.get("reason", ""), also_course, now()
        )
    except Invalid as error:
        return _withdraw(sign_off_id, dict(error.problems), typed), 422
    flash("The signature is withdrawn.", "good")
    return redirect(_place(enrolment_id), 303)


@signing_off.get("/appeals/<uuid:appeal_id>")
def appeal(appeal_id: UUID) -> ResponseReturnValue:
    """An appeal, with the form for whoever may decide."""
    return _appeal(appeal_id, {}, {})


@signing_off.post("/appeals/<uuid:appeal_id>")
def decide(appeal_id: UUID) -> ResponseReturnValue:
    """Uphold a withdrawal, or restore what was withdrawn."""
    typed = request.form.to_dict()
    decision, reason = typed.get("decision", ""), typed.get("reason", "")
    try:
        appealing.decide_appeal(db(), actor(), appeal_id, decision, reason, now())
    except Invalid as error:
        return _appeal(appeal_id, dict(error.problems), typed), 422
    flash("Your decision is recorded.", "good")
    return redirect(url_for(".appeal", appeal_id=appeal_id), 303)


def _place(enrolment_id: UUID, anchor: str | None = None) -> str:
    return url_for("supervised_requirements.page_of", enrolment_id=enrolment_id, _anchor=anchor)


def _sign(enrolment_id: UUID, competency: str, errors: dict[str, str], typed: dict[str, str]) -> str:
    with db().reading() as session:
        page = sign_page(session, db(), actor(), enrolment_id, competency, now())
    return render_template("supervise/sign.html", page=page, errors=errors, typed=typed)


def _withdraw(sign_off_id: UUID, errors: dict[str, str], typed: dict[str, str]) -> str:
    with db().reading() as session:
        page = withdraw_page(session, db(), actor(), sign_off_id, now())
    return render_template("supervise/withdraw.html", page=page, errors=errors, typed=typed)


def _appeal(appeal_id: UUID, errors: dict[str, str], typed: dict[str, str]) -> str:
    with db().reading() as session:
        page = supervised_appeal(session, db(), actor(), appeal_id, now())
    return render_template("supervise/appeal.html", page=page, errors=errors, typed=typed)
