"""Marking answers that only a person can mark."""

from typing import Final
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import marking as acts
from trainer.actions.marking import Judgement
from trainer.errors import Invalid, Stale
from trainer.queries.marking_agreement import agreement_page
from trainer.queries.marking_answer import answer_page, next_for
from trainer.queries.marking_queue import queue_page
from trainer.web.edge import actor, db, now, settings, wants_json, whole_number
from trainer.web.gates import needs

marking = Blueprint("marking", __name__, url_prefix="/supervise/marking")
marking.before_request(needs(Permission.SUPERVISE))
_LONGEST_ID: Final = 100


@marking.get("")
def queue() -> ResponseReturnValue:
    """What waits, question by question."""
    with db().reading() as session:
        return render_template("supervise/marking.html", page=queue_page(session, db(), actor()))


@marking.get("/<uuid:answer_id>")
def answer(answer_id: UUID) -> ResponseReturnValue:
    """One answer with its rubric."""
    return _page(answer_id, {}, None)


@marking.post("/<uuid:answer_id>/draft")
def save(answer_id: UUID) -> ResponseReturnValue:
    """Keep what is decided so far; a script gets its number back."""
    judgement = _judgement()
    try:
        number = acts.save_draft(db(), actor(), answer_id, judgement, now())
    except Invalid as error:
        if wants_json():
            return {"message": str(error)}, 422
        return _page(answer_id, dict(error.problems), judgement), 422
    except Stale as error:
        if wants_json():
            return {"message": str(error), "resubmit": True}, 409
        return _page(answer_id, {"": str(error)}, judgement), 409
    if wants_json():
        return {"number": number, "saved_at": f"{now().at.astimezone(settings().zone):%H:%M}"}
    flash("Saved. Nobody but you sees it until you are done.", "good")
    return redirect(url_for(".answer", answer_id=answer_id), 303)


@marking.post("/<uuid:answer_id>")
def mark(answer_id: UUID) -> ResponseReturnValue:
    """Mark it, and go on to the next."""
    judgement = _judgement()
    try:
        acts.mark(db(), actor(), answer_id, judgement, now())
    except Invalid as error:
        return _page(answer_id, dict(error.problems), judgement), 422
    except Stale as error:
        return _page(answer_id, {"": str(error)}, judgement), 409
    with db().reading() as session:
        following = next_for(session, db(), actor(), answer_id)
    flash("Marked.", "good")
    return redirect(url_for(".answer", answer_id=following) if following else url_for(".queue"), 303)


@marking.post("/<uuid:answer_id>/correction")
def correct(answer_id: UUID) -> ResponseReturnValue:
    """Mark a settled answer anew."""
    judgement = _judgement()
    try:
        acts.correct(db(), actor(), answer_id, judgement, now())
    except Invalid as error:
        return _page(answer_id, dict(error.problems), judgement), 422
    except Stale as error:
        return _page(answer_id, {"": str(error)}, judgement), 409
    flash("The marking is corrected; the earlier score stays in the record.", "good")
    return redirect(url_for(".answer", answer_id=answer_id), 303)


@marking.get("/agreement/<course>/<slug>/<question>")
def agreement(course: str, slug: str, question: str) -> ResponseReturnValue:
    """How far two markers agree at a question."""
    with db().reading() as session:
        page = agreement_page(session, db(), actor(), course, slug, question)
    return render_template("supervise/marking_agreement.html", page=page)


def _judgement() -> Judgement:
    return Judgement(
        items=frozenset(each[:_LONGEST_ID] for each in request.form.getlist("items")),
        words=request.form.get("words", ""),
        seen=whole_number(request.form.get("seen"), 0),
        draft=whole_number(request.form.get("number"), 0),
        has_none="none" in request.form,
    )


def _page(answer_id: UUID, errors: dict[str, str], typed: Judgement | None) -> str:
    with db().reading() as session:
        page = answer_page(session, db(), actor(), answer_id)
    return render_template("supervise/marking_answer.html", page=page, errors=errors, typed=typed)
