"""Where authors see a branching case as a map, and try it as it is drafted."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.queries.case_map import case_map_page, drafted_case_look
from trainer.web.edge import actor, db
from trainer.web.gates import needs

author_cases = Blueprint("author_cases", __name__, url_prefix="/author/<course>/cases/<slug>")
author_cases.before_request(needs(Permission.AUTHOR))


@author_cases.get("")
def page(course: str, slug: str) -> ResponseReturnValue:
    """The scenes of a case as a map, with a list beside it."""
    with db().reading() as session:
        return render_template("author/case_map.html", page=case_map_page(session, actor(), course, slug))


@author_cases.get("/try")
def attempt(course: str, slug: str) -> ResponseReturnValue:
    """The case as it is drafted, to be tried; nothing is recorded."""
    with db().reading() as session:
        found = drafted_case_look(session, db(), actor(), course, slug, request.args)
    if found is None:
        flash("The case cannot be tried while it has mistakes; they stand here.", "warning")
        return redirect(url_for(".page", course=course, slug=slug), 303)
    return render_template(
        "learn/case_look.html",
        page=found,
        clock="off" if request.args.get("clock") == "off" else None,
        look_url=url_for(".attempt", course=course, slug=slug),
        back_url=url_for(".page", course=course, slug=slug),
    )
