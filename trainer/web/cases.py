"""Branching cases: their list, where one is begun, and a run of it."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import playing_cases
from trainer.errors import Invalid
from trainer.queries.case_look import case_look_page
from trainer.queries.case_run import case_run_page
from trainer.queries.cases import case_page, cases_page
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.gates import needs

cases = Blueprint("cases", __name__)
cases.before_request(needs(Permission.LEARN, Permission.READ_COURSE))


@cases.get("/courses/<course>/cases")
def every(course: str) -> ResponseReturnValue:
    """The cases of a course with one's own runs."""
    with db().reading() as session:
        return render_template("learn/cases.html", page=cases_page(session, db(), actor(), course, now()))


@cases.get("/courses/<course>/cases/<slug>")
def start_page(course: str, slug: str) -> ResponseReturnValue:
    """What a case is about, and where it is begun."""
    with db().reading() as session:
        return render_template("learn/case.html", page=case_page(session, db(), actor(), course, slug, now()))


@cases.post("/courses/<course>/cases/<slug>/runs")
def begin(course: str, slug: str) -> ResponseReturnValue:
    """Begin a run, or go on with the open one."""
    run_id = playing_cases.begin(db(), actor(), course, slug, now())
    return redirect(url_for(".run", run_id=run_id, clock=_clock(request.form.get("clock"))), 303)


@cases.get("/case-runs/<uuid:run_id>")
def run(run_id: UUID) -> ResponseReturnValue:
    """A run where it stands."""
    return _run(run_id, request.args.get("seen"), _clock(request.args.get("clock")))


@cases.post("/case-runs/<uuid:run_id>/choices")
def choose(run_id: UUID) -> ResponseReturnValue:
    """Choose in a scene; a form that saw less than was chosen by now is answered with where the run stands."""
    seen, clock = request.form.get("seen"), _clock(request.form.get("clock"))
    try:
        stands = playing_cases.choose(
            db(), actor(), run_id, whole_number(seen, -1), request.form.get("choice", ""), now()
        )
    except Invalid as error:
        return _run(run_id, seen, clock, problem=str(error)), 422
    if not stands:
        flash("This run had gone on already, in another window or by a second click. Here is where it stands.", "note")
    return redirect(url_for(".run", run_id=run_id, clock=clock, _anchor="now"), 303)


@cases.get("/courses/<course>/cases/<slug>/look")
def look(course: str, slug: str) -> ResponseReturnValue:
    """A case as staff try it: nothing is recorded, and the address says what was chosen."""
    with db().reading() as session:
        page = case_look_page(session, db(), actor(), course, slug, request.args)
    return render_template("learn/case_look.html", page=page, clock=_clock(request.args.get("clock")))


def _run(run_id: UUID, seen: str | None, clock: str | None, problem: str = "") -> str:
    with db().reading() as session:
        page = case_run_page(session, db(), actor(), run_id, whole_number(seen, -1))
    g.course = page.course
    return render_template("learn/case_run.html", page=page, clock=clock, problem=problem)


def _clock(value: str | None) -> str | None:
    """Whether somebody plays without time pressure."""
    return "off" if value == "off" else None
