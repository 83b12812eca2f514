"""Where supervisors decide about one person, note something, and see what happened."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import excusing, placing, supervisor_notes
from trainer.errors import Invalid
from trainer.queries.person_decisions import decisions_page
from trainer.queries.person_notes import notes_about
from trainer.queries.person_timeline import timeline_page
from trainer.queries.person_transfer import transfer_page
from trainer.web.edge import actor, db, now, uuid_or_none, whole_number
from trainer.web.gates import needs

person = Blueprint("person", __name__, url_prefix="/supervise/enrolments/<uuid:enrolment_id>")
person.before_request(needs(Permission.SUPERVISE))

_Page = Callable[[dict[str, str]], str]


@person.get("/timeline")
def timeline(enrolment_id: UUID) -> ResponseReturnValue:
    """What happened, in words."""
    kind, number = request.args.get("kind", ""), whole_number(request.args.get("page"), 1)
    with db().reading() as session:
        page = timeline_page(session, db(), actor(), enrolment_id, kind, number, now())
    return render_template("supervise/person_timeline.html", page=page)


@person.get("/decisions")
def decisions(enrolment_id: UUID) -> ResponseReturnValue:
    """Excusals, pauses and cohorts."""
    return _decisions(enrolment_id)({})


@person.post("/excusals")
def excuse(enrolment_id: UUID) -> ResponseReturnValue:
    """Excuse somebody from an item."""

    def act() -> None:
        excusing.excuse(
            db(),
            actor(),
            enrolment_id,
            request.form.get("item", ""),
            request.form.get("reason", ""),
            is_shared=_is_shared(),
            seen=_seen(),
            now=now(),
        )

    return _done(act, _decisions(enrolment_id), "excuse", "It is asked no more.", _decisions_url(enrolment_id))


@person.post("/excusals/<uuid:excusal_id>/withdrawal")
def withdraw_excusal(enrolment_id: UUID, excusal_id: UUID) -> ResponseReturnValue:
    """Ask an excused item again."""

    def act() -> None:
        excusing.withdraw_excusal(
            db(),
            actor(),
            enrolment_id,
            excusal_id,
            request.form.get("reason", ""),
            is_shared=_is_shared(),
            completions_too=request.form.get("completions") == "yes",
            now=now(),
        )

    form = str(excusal_id)
    return _done(act, _decisions(enrolment_id), form, "It is asked again.", _decisions_url(enrolment_id))


@person.post("/pause")
def pause(enrolment_id: UUID) -> ResponseReturnValue:
    """Let somebody pause."""

    def act() -> None:
        placing.pause(db(), actor(), enrolment_id, request.form.get("reason", ""), _seen(), now())

    words = "Paused from today: nothing is due until you let it go on."
    return _done(act, _decisions(enrolment_id), "pause", words, _decisions_url(enrolment_id))


@person.post("/resume")
def resume(enrolment_id: UUID) -> ResponseReturnValue:
    """Let somebody who pauses go on."""

    def act() -> None:
        placing.resume(db(), actor(), enrolment_id, request.form.get("reason", ""), _seen(), now())

    words = "It goes on from today."
    return _done(act, _decisions(enrolment_id), "pause", words, _decisions_url(enrolment_id))


@person.get("/transfer")
def choose_transfer(enrolment_id: UUID) -> ResponseReturnValue:
    """What would change in the cohort that was chosen; without one, the page on which it is chosen."""
    cohort_id = uuid_or_none(request.args.get("cohort"))
    return _transfer(enrolment_id, cohort_id)({}) if cohort_id else _decisions(enrolment_id)({})


@person.post("/transfer")
def transfer(enrolment_id: UUID) -> ResponseReturnValue:
    """Move somebody to another cohort."""
    cohort_id = uuid_or_none(request.form.get("cohort"))
    if cohort_id is None:
        return _decisions(enrolment_id)({"transfer-cohort": "Choose a cohort."}), 422

    def act() -> None:
        rules_seen = uuid_or_none(request.form.get("rules_seen"))
        reason = request.form.get("reason", "")
        placing.transfer(db(), actor(), enrolment_id, cohort_id, reason, _seen(), rules_seen, now())

    words = "Transferred. The rules and dates of this cohort hold from now."
    return _done(act, _transfer(enrolment_id, cohort_id), "transfer", words, _decisions_url(enrolment_id))


@person.get("/notes")
def notes(enrolment_id: UUID) -> ResponseReturnValue:
    """Notes of supervisors."""
    return _notes(enrolment_id)({})


@person.post("/notes")
def add_note(enrolment_id: UUID) -> ResponseReturnValue:
    """Note something."""

    def act() -> None:
        words = request.form.get("words", "")
        supervisor_notes.add_note(db(), actor(), enrolment_id, words, is_shared=_is_shared(), seen=_seen(), now=now())

    words = "The note is kept, and the trainee can read it." if _is_shared() else "The note is kept for supervisors."
    return _done(act, _notes(enrolment_id), "note", words, url_for(".notes", enrolment_id=enrolment_id))


@person.post("/notes/<uuid:note_id>/withdrawal")
def withdraw_note(enrolment_id: UUID, note_id: UUID) -> ResponseReturnValue:
    """Withdraw a note."""

    def act() -> None:
        reason = request.form.get("reason", "")
        supervisor_notes.withdraw_note(db(), actor(), enrolment_id, note_id, reason, now())

    back = url_for(".notes", enrolment_id=enrolment_id)
    return _done(act, _notes(enrolment_id), str(note_id), "The note is withdrawn.", back)


def _done(act: Callable[[], None], page: _Page, form: str, words: str, back: str) -> ResponseReturnValue:
    """Do it and go back; where it cannot be done, the page with what was sent and what to change."""
    try:
        act()
    except Invalid as error:
        return page({f"{form}-{field}": message for field, message in error.problems}), 422
    flash(words, "good")
    return redirect(back, 303)


def _seen() -> int:
    return whole_number(request.form.get("seen"), 0)


def _is_shared() -> bool:
    return request.form.get("shared") == "yes"


def _decisions_url(enrolment_id: UUID) -> str:
    return url_for(".decisions", enrolment_id=enrolment_id)


def _decisions(enrolment_id: UUID) -> _Page:
    def page(errors: dict[str, str]) -> str:
        with db().reading() as session:
            shown = decisions_page(session, db(), actor(), enrolment_id, now())
        return render_template("supervise/person_decisions.html", page=shown, errors=errors, sent=request.form)

    return page


def _notes(enrolment_id: UUID) -> _Page:
    def page(errors: dict[str, str]) -> str:
        with db().reading() as session:
            shown = notes_about(session, db(), actor(), enrolment_id, now())
        return render_template("supervise/person_notes.html", page=shown, errors=errors, sent=request.form)

    return page


def _transfer(enrolment_id: UUID, cohort_id: UUID) -> _Page:
    def page(errors: dict[str, str]) -> str:
        with db().reading() as session:
            shown = transfer_page(session, db(), actor(), enrolment_id, cohort_id, now())
        return render_template("supervise/person_transfer.html", page=shown, errors=errors, sent=request.form)

    return page
