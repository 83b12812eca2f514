"""The simulator of concentrations: its page, its pictures, its files."""

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.kinetics.chart import chart
from trainer.kinetics.choice import MOST, read_choice, read_choices
from trainer.kinetics.curve import curve
from trainer.kinetics.curve_csv import curve_csv
from trainer.queries.simulator import simulator_page
from trainer.web.edge import actor, db, now, page_session
from trainer.web.gates import needs

simulator = Blueprint("simulator", __name__)
simulator.before_request(needs(Permission.LEARN, Permission.READ_COURSE))

_FIRST = ("iv-0.5mgkg-40min/clements", "im-0.5mgkg/clements")
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@simulator.get("/courses/<course>/simulator")
def page(course: str) -> ResponseReturnValue:
    """Curves side by side; two of them to begin with."""
    wanted = request.args.getlist("curve") or (() if "asked" in request.args else _FIRST)
    with page_session() as session:
        found = simulator_page(session, db(), actor(), course, wanted, now())
    return render_template("learn/simulator.html", page=found)


@simulator.get("/simulator/chart.svg")
def picture() -> ResponseReturnValue:
    """The chart of the curves that the address names. Opened by itself it runs nothing."""
    choices = read_choices(request.args.getlist("curve"))[:MOST]
    if not choices:
        abort(404)
    drawn = chart([curve(choice.scenario_id, choice.name, choice.interaction_id) for choice in choices])
    response = Response(render_template("learn/simulator_chart.svg", chart=drawn), mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = _SANDBOX
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@simulator.get("/simulator/curve.csv")
def as_csv() -> ResponseReturnValue:
    """One curve as CSV, under its label."""
    choice = read_choice(request.args.get("curve", ""))
    if choice is None:
        abort(404)
    response = Response(
        curve_csv(curve(choice.scenario_id, choice.name, choice.interaction_id)), mimetype="text/csv; charset=utf-8"
    )
    name = str(choice).replace("/", "-")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
