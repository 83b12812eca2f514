"""Where supervisors ease the quizzes of one person."""

from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import accommodating
from trainer.actions.accommodating import Eased
from trainer.errors import Invalid
from trainer.queries.accommodations import accommodations_page
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.gates import needs

accommodations = Blueprint("accommodations", __name__, url_prefix="/supervise/enrolments/<uuid:enrolment_id>")
accommodations.before_request(needs(Permission.SUPERVISE))


@accommodations.get("/accommodations")
def page_of(enrolment_id: UUID) -> ResponseReturnValue:
    """What is eased, by whom and why."""
    return _page(enrolment_id, {})


@accommodations.post("/accommodations")
def accommodate(enrolment_id: UUID) -> ResponseReturnValue:
    """Ease quizzes for somebody."""
    form = request.form
    try:
        wanted = Eased(
            slug=form.get("quiz", ""),
            time_factor=whole_number(form.get("time"), 0),
            attempts=whole_number(form.get("attempts") or "0", -1),
            closes_on=_day(form.get("closes_on", "")),
        )
        accommodating.accommodate(
            db(), actor(), enrolment_id, wanted, form.get("reason", ""), whole_number(form.get("seen"), 0), now()
        )
    except Invalid as error:
        return _page(enrolment_id, {f"ease-{field}": message for field, message in error.problems}), 422
    return _back(enrolment_id, "It holds from now on, also for an attempt that is running.")


@accommodations.post("/accommodations/<uuid:accommodation_id>/withdrawal")
def withdraw(enrolment_id: UUID, accommodation_id: UUID) -> ResponseReturnValue:
    """Take back what was eased."""
    try:
        accommodating.withdraw_accommodation(
            db(), actor(), enrolment_id, accommodation_id, request.form.get("reason", ""), now()
        )
    except Invalid as error:
        return _page(enrolment_id, {f"{accommodation_id}-{field}": message for field, message in error.problems}), 422
    return _back(enrolment_id, "It is taken back. An attempt that is running keeps its time.")


def _page(enrolment_id: UUID, errors: dict[str, str]) -> str:
    with db().reading() as session:
        page = accommodations_page(session, db(), actor(), enrolment_id, now())
    return render_template("supervise/accommodations.html", page=page, errors=errors, sent=request.form)


def _back(enrolment_id: UUID, words: str) -> ResponseReturnValue:
    flash(words, "good")
    return redirect(url_for(".page_of", enrolment_id=enrolment_id), 303)


def _day(text: str) -> date | None:
    """A day of a form; None where none was given. Raises Invalid where it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid([("closes_on", "Write the day as 2027-02-28.")]) from None
