"""Pages on which a course is evaluated, and what staff see of it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import evaluating
from trainer.curriculum.evaluating import Occasion
from trainer.errors import Invalid, NotFound
from trainer.queries.evaluation import evaluation_page, evaluation_results
from trainer.web.edge import actor, db, now
from trainer.web.gates import needs

evaluation = Blueprint("evaluation", __name__, url_prefix="/courses/<course>/evaluation")
evaluation.before_request(needs(Permission.LEARN))
evaluations = Blueprint("evaluations", __name__, url_prefix="/courses/<course>/evaluations")
evaluations.before_request(needs(Permission.READ_COURSE))


@evaluation.get("")
def page(course: str) -> ResponseReturnValue:
    """What is asked now, or why nothing is."""
    return _page(course, {})


@evaluation.post("/<occasion>")
def answer(course: str, occasion: str) -> ResponseReturnValue:
    """Keep the answers."""
    if occasion not in {each.value for each in Occasion}:
        raise NotFound("There is no such page.")
    try:
        evaluating.evaluate(db(), actor(), course, Occasion(occasion), request.form, now())
    except Invalid as error:
        return _page(course, dict(error.problems)), 422
    flash("Thank you. Your answers are kept; nobody sees them beside your name.", "good")
    return redirect(url_for("learn.home", course=course), 303)


@evaluations.get("")
def results(course: str) -> ResponseReturnValue:
    """What people said of the course, without names."""
    with db().reading() as session:
        return render_template("author/evaluations.html", page=evaluation_results(session, db(), actor(), course))


def _page(course: str, errors: dict[str, str]) -> str:
    with db().reading() as session:
        page = evaluation_page(session, db(), actor(), course, now())
    return render_template("learn/evaluation.html", page=page, errors=errors, given=request.form)
