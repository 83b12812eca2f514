"""Where a trainee keeps the ledger of practicum and consultation."""

from collections.abc import Mapping
from dataclasses import fields, replace
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import ledger as keeping
from trainer.curriculum.client_privacy import PROMISE, client_details
from trainer.curriculum.ledger import LONGEST_REFLECTION, Typed
from trainer.curriculum.note_words import cleaned
from trainer.errors import Invalid
from trainer.queries.ledger import LedgerPage, own_ledger
from trainer.queries.ledger_entry import entry_form, own_entry
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.filters import count
from trainer.web.gates import needs
from trainer.web.ledger_file import as_file

ledger = Blueprint("ledger", __name__, url_prefix="/courses/<course>")
ledger.before_request(needs(Permission.LEARN))


@ledger.get("/ledger")
def page(course: str) -> ResponseReturnValue:
    """Everything entered, and what it adds up to."""
    return render_template("learn/ledger.html", page=_ledger(course))


@ledger.get("/ledger.csv")
def as_csv(course: str) -> Response:
    """The entries for a spreadsheet."""
    return as_file(_ledger(course), now().today)


@ledger.post("/ledger/codes")
def give_code(course: str) -> ResponseReturnValue:
    """A further code for a client."""
    keeping.give_code(db(), actor(), course, whole_number(request.form.get("codes_seen"), 0), now())
    return redirect(url_for(".page", course=course, _anchor="codes"), 303)


@ledger.get("/ledger/new")
def new(course: str) -> ResponseReturnValue:
    """A form for an entry; the address may name what it is for."""
    return _form(course, None, None, {}, item=request.args.get("item", ""))


@ledger.post("/ledger/new")
def add(course: str) -> ResponseReturnValue:
    """Keep the entry, or show the form with everything typed and what to change."""
    typed, shown = _typed(), tuple(request.form.getlist("shown"))
    if request.form.get("act") == "code":
        return _with_code(course, None, typed)
    try:
        seen = whole_number(request.form.get("seen"), 0)
        entry_id = keeping.add_entry(db(), actor(), course, typed, shown, seen, now())
    except Invalid as error:
        return _form(course, None, typed, dict(error.problems)), 422
    return redirect(url_for(".entry", course=course, entry_id=entry_id, kept="yes"), 303)


@ledger.get("/ledger/entries/<uuid:entry_id>")
def entry(course: str, entry_id: UUID) -> ResponseReturnValue:
    """One entry with what was signed about it."""
    with db().reading() as session:
        found = own_entry(session, db(), actor(), course, entry_id, now())
    return render_template("learn/ledger_entry.html", page=found, was_kept=request.args.get("kept") == "yes")


@ledger.get("/ledger/entries/<uuid:entry_id>/new")
def new_in_place(course: str, entry_id: UUID) -> ResponseReturnValue:
    """A form that begins as an entry, to take its place."""
    return _form(course, entry_id, None, {})


@ledger.post("/ledger/entries/<uuid:entry_id>/new")
def put_in_place(course: str, entry_id: UUID) -> ResponseReturnValue:
    """Keep what takes the place of an entry."""
    typed, shown = _typed(), tuple(request.form.getlist("shown"))
    if request.form.get("act") == "code":
        return _with_code(course, entry_id, typed)
    try:
        new_id = keeping.replace_entry(db(), actor(), course, entry_id, typed, shown, now())
    except Invalid as error:
        return _form(course, entry_id, typed, dict(error.problems)), 422
    return redirect(url_for(".entry", course=course, entry_id=new_id, kept="yes"), 303)


def _ledger(course: str) -> LedgerPage:
    with db().reading() as session:
        return own_ledger(session, db(), actor(), course, now())


def _with_code(course: str, replaces: UUID | None, typed: Typed) -> str:
    """A new code in a form that keeps everything typed; the code is chosen in it."""
    keeping.give_code(db(), actor(), course, whole_number(request.form.get("codes_seen"), 0), now())
    return _form(course, replaces, typed, {}, is_new_code=True)


def _form(
    course: str,
    replaces: UUID | None,
    typed: Typed | None,
    errors: Mapping[str, str],
    *,
    item: str = "",
    is_new_code: bool = False,
) -> str:
    with db().reading() as session:
        found = entry_form(session, db(), actor(), course, now(), replaces)
    filled = typed or (replace(found.typed, item=item) if item else found.typed)
    if is_new_code and found.clients:
        filled = replace(filled, code=found.clients[-1][0])
    passages = client_details(cleaned(filled.reflection)) if "reason" in errors or filled.reason else ()
    shown = dict(errors)
    if passages and "reflection" in shown:
        # The page lists every passage below the words; the summary above would only say it all twice.
        shown["reflection"] = f"{count(len(passages), 'passage', 'passages')} could tell who somebody is; see below."
    return render_template(
        "learn/ledger_form.html",
        page=found,
        typed=filled,
        errors=shown,
        passages=passages,
        promise=PROMISE,
        longest=LONGEST_REFLECTION,
        is_new_code=is_new_code,
    )


def _typed() -> Typed:
    return Typed(**{field.name: request.form.get(field.name, "") for field in fields(Typed)})
