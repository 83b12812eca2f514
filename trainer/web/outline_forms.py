"""Where authors edit the outline of a course with a form."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import drafting
from trainer.actions.drafting import Seen
from trainer.curriculum.course_file import PATH as COURSE_PATH
from trainer.curriculum.course_file import module_path
from trainer.curriculum.outline_acts import act_on_outline
from trainer.curriculum.outline_editing import change_outline, list_module
from trainer.errors import Invalid
from trainer.queries.form_source import BrokenFormPage
from trainer.queries.outline_form import OutlineFormPage, outline_form_page
from trainer.queries.writing import writing_page
from trainer.quizzes.editing_tree import CannotEdit
from trainer.web.edge import actor, db, form_lists, now
from trainer.web.gates import needs
from trainer.web.source_forms import keep, made, seen_source, words_of

outline_forms = Blueprint("outline_forms", __name__, url_prefix="/author/<course>/outline")
outline_forms.before_request(needs(Permission.AUTHOR))


@outline_forms.get("")
def page(course: str) -> ResponseReturnValue:
    """The outline: areas with their modules in order, what completion requires, words about the course."""
    with db().reading() as session:
        found = outline_form_page(session, actor(), course)
    return _show(found, {})


@outline_forms.post("")
def save(course: str) -> ResponseReturnValue:
    """Save what was typed, then do what the button asks for."""
    do = request.form.get("do", "save")
    seen = seen_source(course, COURSE_PATH)
    with db().reading() as session:
        shown = outline_form_page(session, actor(), course, seen)
    if isinstance(shown, BrokenFormPage):
        return _show(shown, {})
    title, name = (" ".join(request.form.get(field, "").split()) for field in ("new_area", "new_author"))
    source = made(shown.form.every(), seen, change_outline, lambda text: act_on_outline(text, do, title, name))
    if not isinstance(source, str):
        return _show(shown, source)
    try:
        refused = keep(course, COURSE_PATH, source, seen)
    except Invalid as error:
        return _show(shown, {"form": str(error)})
    return refused or redirect(url_for(".page", course=course, _anchor=_anchor(do)), 303)


@outline_forms.post("/list")
def list_new(course: str) -> ResponseReturnValue:
    """List a module last in its area, as a draft of the outline."""
    area, _, name = request.form.get("module", "").partition("/")
    path = module_path(f"{area}/{name}")
    with db().reading() as session:
        writing_page(session, actor(), course, path)
        outline = writing_page(session, actor(), course, COURSE_PATH)
    try:
        text = list_module(outline.text, area, name)
    except CannotEdit as error:
        flash(f"The module could not be listed: {words_of(error)} Mend the outline first.", "warning")
        return redirect(url_for(".page", course=course), 303)
    seen = Seen(version=outline.version, revision=outline.revision)
    drafting.save(db(), actor(), course, COURSE_PATH, text, seen, now())
    flash("The outline lists the module now, last in its area, as a draft. Publish the two together.", "good")
    return redirect(url_for("writing.page", course=course, path=path), 303)


def _show(found: OutlineFormPage | BrokenFormPage, errors: Mapping[str, str]) -> ResponseReturnValue:
    if isinstance(found, BrokenFormPage):
        return render_template("author/form_broken.html", page=found), 200 if request.method == "GET" else 409
    sent = form_lists() if errors else {}
    return render_template("author/outline.html", page=found, errors=errors, sent=sent), 422 if errors else 200


def _anchor(do: str) -> str | None:
    """Where the page stands after a button: at what was moved."""
    verb, _, what = do.partition(":")
    if verb in ("up", "down"):
        return what
    return {"list": "areas", "remove": "areas", "add-area": "areas", "add-author": "authors"}.get(verb)
