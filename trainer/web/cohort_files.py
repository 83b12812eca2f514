"""A cohort's page as files for spreadsheets."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.curriculum.sheets_writing import to_csv, to_xlsx
from trainer.papers import CannotMake
from trainer.queries.cohorts_asked import asked_by
from trainer.queries.cohorts_page import CohortPage, cohort_page
from trainer.queries.cohorts_sheets import cohort_sheets, standing_sheet
from trainer.sheet_papers import Tables, made_beside
from trainer.web.edge import actor, db, now
from trainer.web.gates import needs
from trainer.web.site import site
from trainer.web.transcripts import plain_name

cohort_files = Blueprint("cohort_files", __name__, url_prefix="/supervise/cohorts")
cohort_files.before_request(needs(Permission.SUPERVISE))


@cohort_files.get("/<uuid:cohort_id>.csv")
def as_csv(cohort_id: UUID) -> Response:
    """Everybody's standing, sorted and filtered as the address says."""
    page = _page(cohort_id)
    return _file(page, to_csv(standing_sheet(page)), "csv", "text/csv; charset=utf-8; header=present")


@cohort_files.get("/<uuid:cohort_id>.xlsx")
def as_xlsx(cohort_id: UUID) -> Response:
    """The same with what needs somebody and the last weeks, as a workbook."""
    page = _page(cohort_id)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(page, to_xlsx(cohort_sheets(page)), "xlsx", kind)


@cohort_files.get("/<uuid:cohort_id>.pdf")
def as_pdf(cohort_id: UUID) -> ResponseReturnValue:
    """The same tables on paper; a cohort too large for that is sent back to its page."""
    page = _page(cohort_id)
    about = f"A cohort of {page.course}, {page.today.day} {page.today:%B %Y}, as the page showed it."
    try:
        body = made_beside(Tables(title=page.name, about=about, sheets=cohort_sheets(page)))
    except CannotMake as error:
        flash(f"No PDF was made: {error}.", "warning")
        back = url_for("supervise.cohort", cohort_id=cohort_id)
        return redirect(f"{back}?{request.query_string.decode()}", 303)
    return _file(page, body, "pdf", "application/pdf")


def _page(cohort_id: UUID) -> CohortPage:
    with db().reading() as session:
        return cohort_page(session, db(), actor(), cohort_id, now(), asked_by(request.args, site().silent_days))


def _file(page: CohortPage, body: bytes, ending: str, kind: str) -> Response:
    parts = ("cohort", page.course, page.name, page.today.isoformat())
    response = Response(body, content_type=kind)
    name = "-".join(filter(None, map(plain_name, parts)))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
