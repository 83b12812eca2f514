"""Reading: home, areas, modules and what belongs to them."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import reading
from trainer.errors import Invalid
from trainer.queries.checks import check_view
from trainer.queries.home import area_page, home_page, standing_page
from trainer.queries.module import ClosedModulePage, module_page
from trainer.queries.reference import about_page, glossary_page, references_page
from trainer.web.edge import actor, db, form_lists, now, page_session, wants_json
from trainer.web.gates import needs

learn = Blueprint("learn", __name__, url_prefix="/courses/<course>")
learn.before_request(needs(Permission.LEARN, Permission.READ_COURSE))


@learn.get("/")
def home(course: str) -> ResponseReturnValue:
    """What is next, and where one stands."""
    with page_session() as session:
        return render_template("learn/home.html", page=home_page(session, db(), actor(), course, now()))


@learn.get("/areas/<area>")
def area(course: str, area: str) -> ResponseReturnValue:
    """One area with its modules."""
    with page_session() as session:
        return render_template("learn/area.html", page=area_page(session, db(), actor(), course, area, now()))


@learn.get("/progress")
def standing(course: str) -> ResponseReturnValue:
    """Why the course is not complete."""
    with page_session() as session:
        return render_template("learn/progress.html", page=standing_page(session, db(), actor(), course, now()))


@learn.get("/modules/<area>/<name>")
def module(course: str, area: str, name: str) -> ResponseReturnValue:
    """Read a module; the section that comes next counts as opened."""
    key = f"{area}/{name}"
    with page_session() as session:
        page = module_page(session, db(), actor(), course, key, now())
    if isinstance(page, ClosedModulePage):
        return render_template("learn/closed_module.html", page=page), 403
    if page.to_open:
        reading.open_section(db(), actor(), course, key, page.to_open, now())
    return render_template("learn/module.html", page=page, again=request.args.get("again", ""))


@learn.post("/modules/<area>/<name>/sections/<section>/open")
def open_section(course: str, area: str, name: str, section: str) -> ResponseReturnValue:
    """Note that a section came into view, or, after a content note, go on to it."""
    reading.open_section(db(), actor(), course, f"{area}/{name}", section, now())
    if wants_json():
        return "", 204
    return redirect(url_for(".module", course=course, area=area, name=name, _anchor=f"section-{section}"), 303)


@learn.post("/modules/<area>/<name>/sections/<section>/finish")
def finish_section(course: str, area: str, name: str, section: str) -> ResponseReturnValue:
    """Mark a section as read, and go on to the next."""
    reading.finish_section(db(), actor(), course, f"{area}/{name}", section, now())
    target = request.form.get("next", "")
    anchor = f"section-{target}" if target.replace("-", "").isalnum() else f"end-{section}"
    return redirect(url_for(".module", course=course, area=area, name=name, _anchor=anchor), 303)


@learn.post("/modules/<area>/<name>/checks/<check>")
def answer_check(course: str, area: str, name: str, check: str) -> ResponseReturnValue:
    """Answer a knowledge check, and see at once why."""
    key, problem = f"{area}/{name}", ""
    try:
        reading.answer_check(db(), actor(), course, key, check, form_lists(), now())
    except Invalid as error:
        problem = str(error)
    is_fragment = request.headers.get("X-Fragment") == "1"
    if not is_fragment and not problem:
        return redirect(url_for(".module", course=course, area=area, name=name, _anchor=f"check-{check}"), 303)
    with db().reading() as session:
        view = check_view(session, db(), actor(), course, key, check, now())
    template = "learn/check_fragment.html" if is_fragment else "learn/check_alone.html"
    return render_template(template, check=view, problem=problem, course=course, again=""), 422 if problem else 200


@learn.get("/references")
def references(course: str) -> ResponseReturnValue:
    """Every source of the course."""
    with page_session() as session:
        return render_template("learn/references.html", page=references_page(session, db(), actor(), course, now()))


@learn.get("/glossary")
def glossary(course: str) -> ResponseReturnValue:
    """Every term of the course."""
    with page_session() as session:
        return render_template("learn/glossary.html", page=glossary_page(session, db(), actor(), course, now()))


@learn.get("/about")
def about(course: str) -> ResponseReturnValue:
    """Who wrote the course, what it is not, and where to find help."""
    with page_session() as session:
        return render_template("learn/about.html", page=about_page(session, db(), actor(), course, now()))
