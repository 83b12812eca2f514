"""Where authors look through the sources of a course, and edit one with a form."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.curriculum.documents import BIBLIOGRAPHY_PATH
from trainer.errors import Invalid
from trainer.queries.bibliography import SourceState, WantedSources, bibliography_page
from trainer.queries.bibliography_entry import EntryPage, entry_page, with_typed, without_source
from trainer.queries.form_source import BrokenFormPage
from trainer.web.edge import actor, db
from trainer.web.gates import needs
from trainer.web.source_forms import keep, seen_source

bibliography = Blueprint("bibliography", __name__, url_prefix="/author/<course>/bibliography")
bibliography.before_request(needs(Permission.AUTHOR))


@bibliography.get("")
def page(course: str) -> ResponseReturnValue:
    """Every source, with where it is cited."""
    with db().reading() as session:
        found = bibliography_page(session, db(), actor(), course, _wanted())
    return render_template("author/bibliography.html", page=found)


@bibliography.get("/sources/<key>")
def source(course: str, key: str) -> ResponseReturnValue:
    """A source as a form, with every claim that rests on it."""
    with db().reading() as session:
        found = entry_page(session, db(), actor(), course, key)
    return _show(found, {})


@bibliography.post("/sources/<key>")
def save(course: str, key: str) -> ResponseReturnValue:
    """Save a source, or take out one that nothing cites, as a draft of the bibliography."""
    seen = seen_source(course, BIBLIOGRAPHY_PATH)
    with db().reading() as session:
        shown = entry_page(session, db(), actor(), course, key, seen)
    if isinstance(shown, BrokenFormPage):
        return _show(shown, {})
    is_removal = request.form.get("do") == "remove"
    text = without_source(shown) if is_removal else with_typed(shown, request.form)
    if not isinstance(text, str):
        return _show(shown, text)
    try:
        refused = keep(course, BIBLIOGRAPHY_PATH, text, seen)
    except Invalid as error:
        return _show(shown, {"form": str(error)})
    if refused is not None:
        return refused
    if is_removal:
        flash(f"“{shown.source.short}” is out of the draft; the history has it.", "note")
        return redirect(url_for(".page", course=course), 303)
    return redirect(url_for(".source", course=course, key=key), 303)


def _show(found: EntryPage | BrokenFormPage, errors: Mapping[str, str]) -> ResponseReturnValue:
    if isinstance(found, BrokenFormPage):
        return render_template("author/form_broken.html", page=found), 200 if request.method == "GET" else 409
    sent = request.form.to_dict() if errors else {}
    return render_template("author/bibliography_source.html", page=found, errors=errors, sent=sent), (
        422 if errors else 200
    )


def _wanted() -> WantedSources:
    """What the address asks for; what it cannot ask for is left out."""
    args = request.args
    return WantedSources(
        words=" ".join(args.get("words", "").split())[:100],
        state=next((state for state in SourceState if state == args.get("state")), None),
    )
