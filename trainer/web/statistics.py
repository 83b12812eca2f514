"""Pages and files of the statistics of a quiz."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.curriculum.sheets import Sheet
from trainer.curriculum.sheets_writing import to_csv
from trainer.queries.question_statistics import question_statistics_page
from trainer.queries.quiz_statistics import Wanted, statistics_page
from trainer.queries.statistics_sheets import figures_sheet, marks_sheet
from trainer.web.edge import actor, db
from trainer.web.gates import needs
from trainer.web.transcripts import plain_name

statistics = Blueprint("statistics", __name__, url_prefix="/author/<course>")
statistics.before_request(needs(Permission.AUTHOR))


@statistics.get("/statistics/<path:path>")
def page(course: str, path: str) -> ResponseReturnValue:
    """What marks tell of a quiz and its questions."""
    with db().reading() as session:
        shown = statistics_page(session, db(), actor(), course, path, _wanted())
    return render_template("author/statistics.html", page=shown)


@statistics.get("/question-statistics/<column>/<path:path>")
def question(course: str, column: str, path: str) -> ResponseReturnValue:
    """Who chose what in one question."""
    with db().reading() as session:
        shown = question_statistics_page(session, db(), actor(), course, path, column, _wanted())
    return render_template("author/statistics_question.html", page=shown)


@statistics.get("/statistics-figures/<path:path>")
def figures(course: str, path: str) -> Response:
    """The figures of every question as CSV."""
    with db().reading() as session:
        sheet = figures_sheet(statistics_page(session, db(), actor(), course, path, _wanted()))
    return _file(sheet, course, path)


@statistics.get("/statistics-marks/<path:path>")
def marks(course: str, path: str) -> Response:
    """The table of marks, without names, as CSV that `trainer statistics` reads."""
    with db().reading() as session:
        sheet = marks_sheet(session, db(), actor(), course, path, _wanted())
    return _file(sheet, course, path)


def _wanted() -> Wanted:
    return Wanted(first=request.args.get("attempts") != "all", pooled=request.args.get("versions") == "pooled")


def _file(sheet: Sheet, course: str, path: str) -> Response:
    response = Response(to_csv(sheet), content_type="text/csv; charset=utf-8; header=present")
    name = "-".join(filter(None, map(plain_name, (sheet.title, course, path.rpartition("/")[2].removesuffix(".yml")))))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
