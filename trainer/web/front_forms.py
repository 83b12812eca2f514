"""Where authors edit the facts of a module with a form."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.curriculum.front_acts import act_on_front
from trainer.curriculum.front_editing import change_front
from trainer.errors import Invalid
from trainer.queries.form_source import BrokenFormPage
from trainer.queries.front_form import FrontFormPage, front_form_page
from trainer.web.edge import actor, db, form_lists
from trainer.web.gates import needs
from trainer.web.source_forms import keep, made, seen_source

front_forms = Blueprint("front_forms", __name__, url_prefix="/author/<course>/facts")
front_forms.before_request(needs(Permission.AUTHOR))


@front_forms.get("/<path:path>")
def page(course: str, path: str) -> ResponseReturnValue:
    """A module's title, minutes, objectives and what else stands above its text."""
    with db().reading() as session:
        found = front_form_page(session, actor(), course, path)
    return _show(found, {})


@front_forms.post("/<path:path>")
def save(course: str, path: str) -> ResponseReturnValue:
    """Save what was typed, then do what the button asks for."""
    do, words = request.form.get("do", "save"), " ".join(request.form.get("new_objective", "").split())
    seen = seen_source(course, path)
    with db().reading() as session:
        shown = front_form_page(session, actor(), course, path, seen)
    if isinstance(shown, BrokenFormPage):
        return _show(shown, {})
    source = made(shown.form.every(), seen, change_front, lambda text: act_on_front(text, do, words))
    if not isinstance(source, str):
        return _show(shown, source)
    try:
        refused = keep(course, path, source, seen)
    except Invalid as error:
        return _show(shown, {"form": str(error)})
    if do == "save":
        return refused or redirect(url_for("writing.page", course=course, path=path), 303)
    return refused or redirect(url_for(".page", course=course, path=path, _anchor="objectives"), 303)


def _show(found: FrontFormPage | BrokenFormPage, errors: Mapping[str, str]) -> ResponseReturnValue:
    if isinstance(found, BrokenFormPage):
        return render_template("author/form_broken.html", page=found), 200 if request.method == "GET" else 409
    sent = form_lists() if errors else {}
    return render_template("author/module_facts.html", page=found, errors=errors, sent=sent), 422 if errors else 200
