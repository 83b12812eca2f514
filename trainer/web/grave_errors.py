"""The grave errors of a cohort, for its supervisors."""

from uuid import UUID

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.curriculum.sheets_writing import to_csv
from trainer.queries.grave_errors_cohort import CohortErrorsPage, cohort_errors_page, errors_sheet
from trainer.web.edge import actor, db, now, settings
from trainer.web.gates import needs
from trainer.web.transcripts import plain_name

grave_errors = Blueprint("grave_errors", __name__, url_prefix="/supervise/cohorts/<uuid:cohort_id>")
grave_errors.before_request(needs(Permission.SUPERVISE))


@grave_errors.get("/errors")
def page(cohort_id: UUID) -> ResponseReturnValue:
    """What nobody has put right yet, by objective."""
    return render_template("supervise/errors.html", page=_page(cohort_id))


@grave_errors.get("/errors.csv")
def as_csv(cohort_id: UUID) -> ResponseReturnValue:
    """The same for a spreadsheet."""
    shown = _page(cohort_id)
    body = to_csv(errors_sheet(shown, settings().zone))
    response = Response(body, content_type="text/csv; charset=utf-8; header=present")
    parts = map(plain_name, ("errors", shown.course, shown.name, shown.today.isoformat()))
    response.headers["Content-Disposition"] = f'attachment; filename="{"-".join(filter(None, parts))}.csv"'
    return response


def _page(cohort_id: UUID) -> CohortErrorsPage:
    with db().reading() as session:
        return cohort_errors_page(session, db(), actor(), cohort_id, now())
