"""Where supervisors read the ledgers of their trainees, and countersign entries."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import countersigning
from trainer.errors import Invalid, Stale
from trainer.queries.ledger import LedgerPage
from trainer.queries.ledger import supervised_ledger as ledger_query
from trainer.queries.ledger_entry import supervised_entry
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.gates import needs
from trainer.web.ledger_file import as_file

supervised_ledger = Blueprint("supervised_ledger", __name__, url_prefix="/supervise")
supervised_ledger.before_request(needs(Permission.SUPERVISE))


@supervised_ledger.get("/enrolments/<uuid:enrolment_id>/ledger")
def page(enrolment_id: UUID) -> ResponseReturnValue:
    """Everything that somebody entered, and what it adds up to."""
    return render_template("learn/ledger.html", page=_ledger(enrolment_id))


@supervised_ledger.get("/enrolments/<uuid:enrolment_id>/ledger.csv")
def as_csv(enrolment_id: UUID) -> Response:
    """Somebody's entries for a spreadsheet."""
    return as_file(_ledger(enrolment_id), now().today)


@supervised_ledger.get("/entries/<uuid:entry_id>")
def entry(entry_id: UUID) -> ResponseReturnValue:
    """One entry, to be countersigned or returned."""
    return _entry(entry_id, "", {})


@supervised_ledger.post("/entries/<uuid:entry_id>/countersign")
def countersign(entry_id: UUID) -> ResponseReturnValue:
    """Countersign; where somebody was first, what they did is shown beside what was typed."""
    words, seen = request.form.get("words", ""), whole_number(request.form.get("seen"), 0)
    try:
        countersigning.countersign(db(), actor(), entry_id, words, seen, now())
    except Stale as error:
        return _entry(entry_id, words, {"": str(error)}), 409
    except Invalid as error:
        return _entry(entry_id, words, dict(error.problems)), 422
    flash("Countersigned. The entry counts from now on.", "good")
    return redirect(url_for(".entry", entry_id=entry_id), 303)


@supervised_ledger.post("/entries/<uuid:entry_id>/return")
def give_back(entry_id: UUID) -> ResponseReturnValue:
    """Return the entry with words."""
    words, seen = request.form.get("words", ""), whole_number(request.form.get("seen"), 0)
    try:
        countersigning.give_back(db(), actor(), entry_id, words, seen, now())
    except Stale as error:
        return _entry(entry_id, words, {"": str(error)}), 409
    except Invalid as error:
        return _entry(entry_id, words, dict(error.problems)), 422
    flash("Returned with your words.", "good")
    return redirect(url_for(".entry", entry_id=entry_id), 303)


def _ledger(enrolment_id: UUID) -> LedgerPage:
    with db().reading() as session:
        return ledger_query(session, db(), actor(), enrolment_id, now())


def _entry(entry_id: UUID, words: str, errors: Mapping[str, str]) -> str:
    with db().reading() as session:
        found = supervised_entry(session, db(), actor(), entry_id, now())
    return render_template("supervise/ledger_entry.html", page=found, words=words, errors=errors)
