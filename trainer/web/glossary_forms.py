"""Where authors edit the glossary with forms."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.curriculum.glossary_editing import add_term, change_term, remove_term
from trainer.curriculum.glossary_file import PATH as GLOSSARY_PATH
from trainer.errors import Invalid
from trainer.queries.form_source import BrokenFormPage, FormSource
from trainer.queries.glossary_form import TermFormPage, glossary_form_page, term_form_page
from trainer.quizzes.editing_tree import CannotEdit
from trainer.quizzes.form_changes import words_sent
from trainer.web.edge import actor, db, form_lists
from trainer.web.gates import needs
from trainer.web.source_forms import Errors, keep, made, seen_source

glossary_forms = Blueprint("glossary_forms", __name__, url_prefix="/author/<course>/glossary")
glossary_forms.before_request(needs(Permission.AUTHOR))


@glossary_forms.get("")
def page(course: str) -> ResponseReturnValue:
    """The terms, and a way to look for one."""
    with db().reading() as session:
        found = glossary_form_page(session, actor(), course, request.args.get("words", "")[:100])
    if isinstance(found, BrokenFormPage):
        return render_template("author/form_broken.html", page=found)
    return render_template("author/glossary.html", page=found)


@glossary_forms.get("/new")
def new(course: str) -> ResponseReturnValue:
    """A term that is not there yet."""
    return _shown(course, "")


@glossary_forms.post("/new")
def add(course: str) -> ResponseReturnValue:
    """Add a term, as a draft of the glossary."""
    return _changed(course, "", "add")


@glossary_forms.get("/terms/<key>")
def term(course: str, key: str) -> ResponseReturnValue:
    """A term as a form."""
    return _shown(course, key)


@glossary_forms.post("/terms/<key>")
def save(course: str, key: str) -> ResponseReturnValue:
    """Save a term, or take it out."""
    return _changed(course, key, request.form.get("do", "save"))


def _shown(course: str, key: str) -> ResponseReturnValue:
    with db().reading() as session:
        found = term_form_page(session, actor(), course, key)
    return _show(found, {})


def _changed(course: str, key: str, do: str) -> ResponseReturnValue:
    seen = seen_source(course, GLOSSARY_PATH, may_be_new=True)
    with db().reading() as session:
        shown = term_form_page(session, actor(), course, key, seen)
    if isinstance(shown, BrokenFormPage):
        return _show(shown, {})
    source = _added(shown, seen) if do == "add" else _made(shown, seen, do)
    if not isinstance(source, str):
        return _show(shown, source)
    try:
        refused = keep(course, GLOSSARY_PATH, source, seen)
    except Invalid as error:
        return _show(shown, {"form": str(error)})
    return refused or redirect(url_for(".page", course=course, _anchor=key or None), 303)


def _added(page: TermFormPage, seen: FormSource) -> str | Errors:
    sent = form_lists()
    words = {field.key: words_sent(field, sent.get(field.name, [])) for field in page.form.fields}
    errors = {
        field.name: "Write something here." for field in page.form.fields if field.is_required and not words[field.key]
    }
    if errors:
        return errors
    also = tuple(each for each in words["also"].split("\n") if each)
    return made((), seen, change_term, lambda text: add_term(text, words["term"], also, words["definition"]).source)


def _made(page: TermFormPage, seen: FormSource, do: str) -> str | Errors:
    def act(text: str) -> str:
        if do == "save":
            return text
        if do != "remove":
            raise CannotEdit("this button is unknown; load the page again")
        if page.uses:
            raise CannotEdit("texts name this term; take it out of them first")
        return remove_term(text, page.form.key)

    return made(page.form.fields, seen, change_term, act)


def _show(found: TermFormPage | BrokenFormPage, errors: Mapping[str, str]) -> ResponseReturnValue:
    if isinstance(found, BrokenFormPage):
        return render_template("author/form_broken.html", page=found), 200 if request.method == "GET" else 409
    sent = form_lists() if errors else {}
    return render_template("author/term.html", page=found, errors=errors, sent=sent), 422 if errors else 200
