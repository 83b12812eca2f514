"""Where authors edit with forms what a course asks for beside modules."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.curriculum.course_file import PATH as COURSE_PATH
from trainer.curriculum.requirements_acts import act_on_requirements
from trainer.curriculum.requirements_editing import add_requirement, change_requirements
from trainer.curriculum.requirements_effect import Effect, effect_of
from trainer.curriculum.requirements_filling import filled, wrong_in
from trainer.errors import Invalid
from trainer.queries.form_source import BrokenFormPage, FormSource
from trainer.queries.requirement_ids import ids_ever
from trainer.queries.requirements_form import (
    RequirementFormPage,
    RequirementsFormPage,
    requirement_form_page,
    requirements_form_page,
)
from trainer.web.edge import actor, db, form_lists
from trainer.web.gates import needs
from trainer.web.quiz_retiring import Undo, undo_of
from trainer.web.source_forms import keep, made, seen_source

requirement_forms = Blueprint("requirement_forms", __name__, url_prefix="/author/<course>/requirements")
requirement_forms.before_request(needs(Permission.AUTHOR))

Page = RequirementsFormPage | RequirementFormPage | BrokenFormPage


@requirement_forms.get("")
def page(course: str) -> ResponseReturnValue:
    """What the course asks for beside modules, and whether it is evaluated."""
    with db().reading() as session:
        found = requirements_form_page(session, db(), actor(), course)
    return _show(found, undo=undo_of(request.args))


@requirement_forms.post("")
def save(course: str) -> ResponseReturnValue:
    """Save what was chosen, then do what the button asks for."""
    do = request.form.get("do", "save")
    seen = seen_source(course, COURSE_PATH)
    with db().reading() as session:
        shown = requirements_form_page(session, db(), actor(), course, seen)
    if isinstance(shown, BrokenFormPage):
        return _show(shown)
    source = made((shown.evaluation,), seen, change_requirements, lambda text: act_on_requirements(text, do))
    if not isinstance(source, str):
        return _show(shown, source)
    verb, _, what = do.partition(":")
    return _kept(course, shown, seen, source, what if verb in ("up", "down") else None)


@requirement_forms.get("/new/<part>")
def new(course: str, part: str) -> ResponseReturnValue:
    """A requirement that is not there yet."""
    return _shown(course, part, "")


@requirement_forms.post("/new/<part>")
def add(course: str, part: str) -> ResponseReturnValue:
    """Add a requirement, as a draft."""
    seen = seen_source(course, COURSE_PATH)
    with db().reading() as session:
        shown = requirement_form_page(session, actor(), course, part, "", seen)
        retired = ids_ever(session, db(), actor(), course, part)
    if isinstance(shown, BrokenFormPage):
        return _show(shown)
    sent = form_lists()
    wrong = wrong_in(shown.form, sent)
    if wrong:
        return _show(shown, wrong)
    group = filled(shown.form, sent)
    done = made((), seen, change_requirements, lambda text: add_requirement(text, part, group, retired))
    if isinstance(done, Mapping):
        return _show(shown, done)
    return _kept(course, shown, seen, done.source, f"{part}.{done.key}", is_told=True)


@requirement_forms.get("/<part>/<key>")
def requirement(course: str, part: str, key: str) -> ResponseReturnValue:
    """A requirement as a form."""
    return _shown(course, part, key)


@requirement_forms.post("/<part>/<key>")
def save_requirement(course: str, part: str, key: str) -> ResponseReturnValue:
    """Save a requirement; where it then asks more or less of people, only once that was told."""
    seen = seen_source(course, COURSE_PATH)
    with db().reading() as session:
        shown = requirement_form_page(session, actor(), course, part, key, seen)
    if isinstance(shown, BrokenFormPage):
        return _show(shown)
    wrong = wrong_in(shown.form, form_lists())
    if wrong:
        return _show(shown, wrong)
    source = made(shown.form.fields, seen, change_requirements, lambda text: text)
    if not isinstance(source, str):
        return _show(shown, source)
    return _kept(course, shown, seen, source, f"{part}.{key}")


def _shown(course: str, part: str, key: str) -> ResponseReturnValue:
    with db().reading() as session:
        found = requirement_form_page(session, actor(), course, part, key)
    return _show(found)


def _kept(
    course: str,
    shown: RequirementsFormPage | RequirementFormPage,
    seen: FormSource,
    source: str,
    anchor: str | None,
    *,
    is_told: bool = False,
) -> ResponseReturnValue:
    effect = None if is_told else effect_of(seen.text, source)
    if effect and request.form.get("told") != effect.told:
        return _show(shown, effect=effect)
    try:
        refused = keep(course, COURSE_PATH, source, seen)
    except Invalid as error:
        return _show(shown, {"form": str(error)})
    return refused or redirect(url_for(".page", course=course, _anchor=anchor), 303)


def _show(
    found: Page, errors: Mapping[str, str] | None = None, *, effect: Effect | None = None, undo: Undo | None = None
) -> ResponseReturnValue:
    """The page; with what was typed where it comes back with errors, or with what a change would mean."""
    is_get = request.method == "GET"
    if isinstance(found, BrokenFormPage):
        return render_template("author/form_broken.html", page=found), 200 if is_get else 409
    template = "author/requirements.html" if isinstance(found, RequirementsFormPage) else "author/requirement.html"
    sent = {} if is_get else form_lists()
    shown = render_template(template, page=found, errors=errors or {}, sent=sent, effect=effect, undo=undo)
    return shown, 422 if errors else 200
