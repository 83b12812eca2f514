"""Trainees write reflections; those whom they let read one answer it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import answering_reflections, reflecting
from trainer.actions.reflecting import Written
from trainer.errors import Invalid, Stale
from trainer.queries.reflections import read_reflection, reflection_page
from trainer.tiers import Tier
from trainer.web.edge import actor, db, now, settings, wants_json, whole_number
from trainer.web.gates import needs

reflections = Blueprint("reflections", __name__, url_prefix="/courses/<course>/reflections/<reflection_id>")
reflections.before_request(needs(Permission.LEARN))
supervised = Blueprint("supervised_reflections", __name__, url_prefix="/supervise/reflections/<uuid:entry_id>")
supervised.before_request(needs(Permission.SUPERVISE))


@reflections.get("")
def page(course: str, reflection_id: str) -> ResponseReturnValue:
    """One's own reflection: what is written, who may read it, what was answered."""
    return _own(course, reflection_id)


@reflections.post("")
def save(course: str, reflection_id: str) -> ResponseReturnValue:
    """Save what is written so far, for one's own eyes alone; a script does so while one types."""
    written = _written()
    try:
        number = reflecting.save_draft(db(), actor(), course, reflection_id, written, now())
    except Stale as error:
        if wants_json():
            return {"resubmit": True, "message": str(error)}, 409
        return _own(course, reflection_id, template="learn/reflection_conflict.html", status=409)
    except Invalid as error:
        if wants_json():
            return {"message": "Not saved. " + " ".join(words for _, words in error.problems)}, 422
        return _own(course, reflection_id, dict(error.problems))
    if wants_json():
        return {"number": number, "saved_at": f"{now().at.astimezone(settings().zone):%H:%M}"}
    flash("Saved, for your eyes alone. It is not kept yet.", "good")
    return redirect(url_for(".page", course=course, reflection_id=reflection_id), 303)


@reflections.post("/keep")
def keep(course: str, reflection_id: str) -> ResponseReturnValue:
    """Keep the reflection for those who may read it."""
    written = _written()
    try:
        reflecting.keep(db(), actor(), course, reflection_id, written, now())
    except Stale:
        return _own(course, reflection_id, template="learn/reflection_conflict.html", status=409)
    except Invalid as error:
        return _own(course, reflection_id, dict(error.problems))
    flash("Your reflection is kept.", "good")
    return redirect(url_for(".page", course=course, reflection_id=reflection_id), 303)


@reflections.post("/readers")
def choose_readers(course: str, reflection_id: str) -> ResponseReturnValue:
    """Let others read the reflection that is kept, or no more."""
    tier, version = _tier(), whole_number(request.form.get("version"), 0)
    reflecting.choose_readers(db(), actor(), course, reflection_id, tier, version, now())
    flash("From now on it can be read by those whom you chose.", "good")
    return redirect(url_for(".page", course=course, reflection_id=reflection_id), 303)


@supervised.get("")
def page_of(entry_id: UUID) -> ResponseReturnValue:
    """Somebody's reflection, for those whom they let read it."""
    answering_reflections.note_opened(db(), actor(), entry_id, now())
    return _shown(entry_id, {})


@supervised.post("")
def answer(entry_id: UUID) -> ResponseReturnValue:
    """Answer somebody's reflection."""
    seen = whole_number(request.form.get("seen"), 0)
    try:
        answering_reflections.answer(db(), actor(), entry_id, request.form.get("words", ""), seen, now())
    except Invalid as error:
        return _shown(entry_id, dict(error.problems), 422)
    except Stale as error:
        return _shown(entry_id, {"words": str(error)}, 409)
    flash("Your answer is sent.", "good")
    return redirect(url_for(".page_of", entry_id=entry_id), 303)


def _written() -> Written:
    form = request.form
    return Written(
        words=form.get("words", ""),
        tier=_tier(),
        draft=whole_number(form.get("number"), 0),
        version=whole_number(form.get("version"), 0),
        because=form.get("because", ""),
    )


def _tier() -> Tier:
    """The choice of the form; whatever else it holds lets nobody read."""
    typed = request.form.get("tier", "")
    return Tier(typed) if typed in {tier.value for tier in Tier} else Tier.PRIVATE


def _own(
    course: str,
    reflection_id: str,
    errors: dict[str, str] | None = None,
    *,
    template: str = "learn/reflection.html",
    status: int = 200,
) -> ResponseReturnValue:
    with db().reading() as session:
        found = reflection_page(session, db(), actor(), course, reflection_id, now())
    typed = _written() if request.method == "POST" else None
    return render_template(template, page=found, typed=typed, errors=errors or {}), 422 if errors else status


def _shown(entry_id: UUID, errors: dict[str, str], status: int = 200) -> ResponseReturnValue:
    with db().reading() as session:
        found = read_reflection(session, db(), actor(), entry_id, now())
    words = request.form.get("words", "")
    return render_template("supervise/reflection.html", page=found, errors=errors, words=words), status
