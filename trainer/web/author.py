"""Pages for instructors: the desk, from which they reach every document."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import bringing_back
from trainer.actions.drafting import Seen
from trainer.curriculum.course import Kind
from trainer.errors import Stale
from trainer.queries.desk import DeskOrder, DeskState, Wanted, desk_page
from trainer.queries.history import history_page
from trainer.queries.history_texts import difference_page, text_page
from trainer.web.edge import actor, db, now, uuid_or_none, whole_number
from trainer.web.editing_urls import editing_url
from trainer.web.gates import needs

author = Blueprint("author", __name__, url_prefix="/author")
author.before_request(needs(Permission.AUTHOR))


@author.get("/")
def content() -> ResponseReturnValue:
    """The desk: every document, and what deserves a look."""
    with db().reading() as session:
        page = desk_page(session, db(), actor(), _wanted(), now())
    return render_template("author/desk.html", page=page)


@author.get("/<course>/history/<path:path>")
def history(course: str, path: str) -> ResponseReturnValue:
    """Every revision of a document, and what was saved of its drafts."""
    return _history(course, path)


@author.get("/<course>/texts/<kept>/<path:path>")
def text(course: str, kept: str, path: str) -> ResponseReturnValue:
    """A revision or saved version as it was written."""
    with db().reading() as session:
        page = text_page(session, db(), actor(), course, path, kept)
    return render_template("author/history_text.html", page=page)


@author.get("/<course>/difference/<path:path>")
def difference(course: str, path: str) -> ResponseReturnValue:
    """How one revision or saved version became another."""
    names = request.args.get("from", ""), request.args.get("to", "")
    rendered = request.args.get("as") == "page"
    with db().reading() as session:
        page = difference_page(session, db(), actor(), course, path, names, rendered=rendered)
    return render_template("author/history_difference.html", page=page)


@author.post("/<course>/restore/<path:path>")
def restore(course: str, path: str) -> ResponseReturnValue:
    """Take an earlier text as the draft, and go on to write it."""
    form = request.form
    seen = Seen(version=whole_number(form.get("version"), 0), revision=uuid_or_none(form.get("revision")))
    try:
        saved = bringing_back.restore(db(), actor(), course, path, form.get("kept", ""), seen, now())
    except Stale:
        return _history(course, path, is_stale=True), 409
    if not saved.version:
        flash("That is what is published now: there is nothing to restore.", "note")
        return redirect(url_for(".history", course=course, path=path), 303)
    merged = ", together with what somebody saved meanwhile" if saved.is_merged else ""
    flash(f"The earlier text is the draft now{merged}. Nothing is published yet.", "good")
    return redirect(editing_url(course, path), 303)


@author.post("/<course>/given-up/<uuid:given_up_id>")
def bring_back(course: str, given_up_id: UUID) -> ResponseReturnValue:
    """Take up a draft again that was given up."""
    path = bringing_back.bring_back(db(), actor(), course, given_up_id, now())
    flash("The draft is back. Look whether it fits what was published since.", "good")
    return redirect(editing_url(course, path), 303)


def _history(course: str, path: str, *, is_stale: bool = False) -> str:
    all_saved = request.args.get("saved") == "all"
    with db().reading() as session:
        page = history_page(session, db(), actor(), course, path, all_saved=all_saved)
    return render_template("author/history.html", page=page, is_stale=is_stale)


def _wanted() -> Wanted:
    """What the address asks for; what it cannot ask for is left out."""
    args = request.args
    return Wanted(
        kind=next((kind for kind in Kind if kind == args.get("kind")), None),
        state=next((state for state in DeskState if state == args.get("state")), None),
        words=" ".join(args.get("words", "").split())[:100],
        order=next((order for order in DeskOrder if order == args.get("order")), DeskOrder.COURSE),
    )
