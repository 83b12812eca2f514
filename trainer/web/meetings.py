"""Where supervisors plan live meetings, and record who was there."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import meeting as meeting_actions
from trainer.curriculum.meeting_plan import TypedMeeting
from trainer.errors import Invalid, NotFound
from trainer.queries.meetings import meeting_page, meetings_page
from trainer.web.edge import actor, db, now, uuid_or_none, whole_number
from trainer.web.filters import count
from trainer.web.gates import needs

meetings = Blueprint("meetings", __name__, url_prefix="/supervise")
meetings.before_request(needs(Permission.SUPERVISE))


@meetings.get("/cohorts/<uuid:cohort_id>/meetings")
def page(cohort_id: UUID) -> ResponseReturnValue:
    """The meetings of a cohort, and a form for the next one."""
    return _page(cohort_id, TypedMeeting(), {})


@meetings.post("/cohorts/<uuid:cohort_id>/meetings")
def plan(cohort_id: UUID) -> ResponseReturnValue:
    """Plan a meeting, or show the form with everything typed and what to change."""
    form = request.form
    typed = TypedMeeting(
        item=form.get("item", ""),
        title=form.get("title", ""),
        held_on=form.get("held_on", ""),
        minutes=form.get("minutes", ""),
    )
    try:
        meeting_id = meeting_actions.plan(db(), actor(), cohort_id, typed, whole_number(form.get("seen"), 0), now())
    except Invalid as error:
        return _page(cohort_id, typed, dict(error.problems)), 422
    return redirect(url_for(".meeting", meeting_id=meeting_id), 303)


@meetings.get("/meetings/<uuid:meeting_id>")
def meeting(meeting_id: UUID) -> ResponseReturnValue:
    """A meeting with everybody of its cohort."""
    with db().reading() as session:
        found = meeting_page(session, db(), actor(), meeting_id, now())
    return render_template("supervise/meeting.html", page=found)


@meetings.post("/meetings/<uuid:meeting_id>")
def record(meeting_id: UUID) -> ResponseReturnValue:
    """Sign that those who are ticked were there."""
    ticked = [uuid_or_none(value) for value in request.form.getlist("there")]
    wanted = [each for each in ticked if each]
    if len(wanted) != len(ticked):
        raise NotFound("There is no such person.")
    added = meeting_actions.record_attendance(db(), actor(), meeting_id, wanted, now())
    if added:
        flash(f"Recorded: {count(added, 'person was', 'people were')} there.", "good")
    else:
        flash("That was recorded already." if wanted else "Nobody was ticked, so nothing was recorded.", "note")
    return redirect(url_for(".meeting", meeting_id=meeting_id), 303)


@meetings.post("/meetings/<uuid:meeting_id>/call-off")
def call_off(meeting_id: UUID) -> ResponseReturnValue:
    """Take a meeting away at which nobody was recorded."""
    cohort_id = meeting_actions.call_off(db(), actor(), meeting_id, now())
    flash("The meeting is called off.", "good")
    return redirect(url_for(".page", cohort_id=cohort_id), 303)


def _page(cohort_id: UUID, typed: TypedMeeting, errors: Mapping[str, str]) -> str:
    with db().reading() as session:
        found = meetings_page(session, db(), actor(), cohort_id, now())
    return render_template("supervise/meetings.html", page=found, typed=typed, errors=errors)
