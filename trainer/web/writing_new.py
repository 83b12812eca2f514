"""Where authors begin new documents."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import drafting
from trainer.actions.drafting import Seen
from trainer.curriculum.new_documents import NAME, new_case, new_module, new_quiz
from trainer.errors import Invalid
from trainer.queries.writing_new import NewDocumentPage, new_document_page
from trainer.quizzes.cases.case import FOLDER as CASES
from trainer.web.edge import actor, db, now
from trainer.web.editing_urls import editing_url
from trainer.web.gates import needs

writing_new = Blueprint("writing_new", __name__, url_prefix="/author/<course>")
writing_new.before_request(needs(Permission.AUTHOR))

_NAME_RULE = "Use lower-case letters, digits and hyphens, such as 'half-lives'."


@writing_new.get("/new")
def page(course: str) -> ResponseReturnValue:
    """What can be begun."""
    with db().reading() as session:
        found = new_document_page(session, actor(), course)
    return render_template("author/write_new.html", page=found, form={}, errors={})


@writing_new.post("/new")
def begin(course: str) -> ResponseReturnValue:
    """Begin a module, a quiz or a case as a draft, and go on to write it."""
    with db().reading() as session:
        found = new_document_page(session, actor(), course)
    form = {name: " ".join(value.split()) for name, value in request.form.items()}
    try:
        path, text = {"quiz": _quiz, "case": _case}.get(form.get("kind", ""), _module)(found, form)
    except Invalid as error:
        return render_template("author/write_new.html", page=found, form=form, errors=dict(error.problems)), 422
    drafting.save(db(), actor(), course, path, text, Seen(version=0, revision=None), now())
    flash("It is begun, as a draft that nobody but authors sees.", "good")
    return redirect(editing_url(course, path), 303)


def _module(page: NewDocumentPage, form: dict[str, str]) -> tuple[str, str]:
    """The path and first text of a module. Raises Invalid."""
    area, name, title = form.get("area", ""), form.get("name", ""), form.get("title", "")
    problems = []
    if area not in dict(page.areas):
        problems.append(("area", "Choose one of the course's areas."))
    if not NAME.fullmatch(name):
        problems.append(("name", _NAME_RULE))
    if not title:
        problems.append(("title", "Say what the module is called."))
    path = f"curriculum/{area}/{name}.md"
    if path in page.taken:
        problems.append(("name", f"There is a module '{area}/{name}' already; choose another name."))
    if problems:
        raise Invalid(problems)
    return path, new_module(title, form.get("code") or "X1")


def _quiz(page: NewDocumentPage, form: dict[str, str]) -> tuple[str, str]:
    """The path and first text of a quiz. Raises Invalid."""
    module = page.module(form.get("module", ""))
    if module is None:
        raise Invalid([("module", "Choose one of the course's modules.")])
    path = f"quizzes/{module.key.partition('/')[2]}.yml"
    if path in page.taken:
        raise Invalid([("module", f"There is a quiz of this name already ({path}); open that one.")])
    return path, new_quiz(module.title, module.key, module.objective)


def _case(page: NewDocumentPage, form: dict[str, str]) -> tuple[str, str]:
    """The path and first text of a branching case. Raises Invalid."""
    name, title = form.get("name", ""), form.get("title", "")
    path, problems = f"{CASES}{name}.yml", []
    if not NAME.fullmatch(name):
        problems.append(("case-name", _NAME_RULE))
    elif path in page.taken:
        problems.append(("case-name", f"There is a case of this name already ({path}); choose another name."))
    if not title:
        problems.append(("case-title", "Say what the case is called."))
    if problems:
        raise Invalid(problems)
    return path, new_case(title, page.competency)
