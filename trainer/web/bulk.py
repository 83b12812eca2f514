"""Where administrators bring people and cohorts from a file, see what it will do, and take it back."""

from typing import Final
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.actions import bulk_carrying_out, bulk_taking, bulk_undoing
from trainer.bulk.columns import COLUMNS
from trainer.bulk.examples import example
from trainer.bulk.reading import read_table
from trainer.bulk.table import MOST_BYTES, MOST_ROWS, Fault, Subject, Table
from trainer.curriculum.sheets_writing import to_csv, to_xlsx
from trainer.errors import NotFound, Stale
from trainer.queries.administered_people import course_slugs
from trainer.queries.bulk import PlannedImport, import_page, imports_page
from trainer.queries.people import list_cohorts
from trainer.web.administer import site_only
from trainer.web.edge import actor, db, now, whole_number

bulk = Blueprint("bulk", __name__, url_prefix="/administer/imports")
bulk.before_request(site_only)

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_FAULTS: Final = 500


@bulk.get("/")
def page() -> ResponseReturnValue:
    """What can be brought, and what was."""
    with db().reading() as session:
        found = imports_page(session, actor())
    return render_template("administer/imports.html", imports=found, subjects=tuple(Subject))


@bulk.get("/new/<subject>")
def new(subject: str) -> ResponseReturnValue:
    """The columns of a table, and a form for one."""
    return _form(_subject(subject), Table(subject=_subject(subject)))


@bulk.get("/new/<subject>/example.<extension>")
def example_file(subject: str, extension: str) -> ResponseReturnValue:
    """A table to begin from."""
    cohorts = list_cohorts(db())
    with db().reading() as session:
        slugs = course_slugs(session)
    first = next(iter(cohorts), None)
    course = first.course if first else next(iter(slugs), "")
    sheet = example(_subject(subject), course, first.name if first else "")
    match extension:
        case "csv":
            answer = Response(to_csv(sheet), mimetype="text/csv")
        case "xlsx":
            answer = Response(to_xlsx((sheet,)), mimetype=_XLSX)
        case _:
            raise NotFound("There is no such page.")
    answer.headers["Content-Disposition"] = f'attachment; filename="{subject}.{extension}"'
    return answer


@bulk.post("/new/<subject>")
def take(subject: str) -> ResponseReturnValue:
    """Read a table: show what it will do, or everything that is wrong with it."""
    what = _subject(subject)
    chosen, pasted = request.files.get("file"), request.form.get("table", "")
    if chosen and chosen.filename:
        content = chosen.stream.read(MOST_BYTES + 1)
    elif pasted.strip():
        content = pasted.encode("utf-8", "replace")
    else:
        nothing = Fault(row=0, column="", words="Choose a file, or paste a table.")
        return _form(what, Table(subject=what, faults=(nothing,)), pasted), 422
    table = read_table(what, content)
    taken = bulk_taking.take(db(), actor(), table, now())
    if taken.import_id is None:
        return _form(what, Table(subject=what, faults=taken.faults, notes=table.notes), pasted), 422
    for note in table.notes:
        flash(note, "warning")
    return redirect(url_for(".one", import_id=taken.import_id), 303)


@bulk.get("/<uuid:import_id>")
def one(import_id: UUID) -> ResponseReturnValue:
    """What a table will do, or what it did."""
    return _one(import_id)


@bulk.post("/<uuid:import_id>")
def carry_out(import_id: UUID) -> ResponseReturnValue:
    """Do what was shown."""
    try:
        bulk_carrying_out.carry_out(db(), actor(), import_id, request.form.get("seen", ""), now())
    except Stale as error:
        return _one(import_id, {"": str(error)}), 409
    flash("Done, all of it.", "good")
    return redirect(url_for(".one", import_id=import_id), 303)


@bulk.post("/<uuid:import_id>/removal")
def give_up(import_id: UUID) -> ResponseReturnValue:
    """Forget a table that was not carried out."""
    bulk_taking.give_up(db(), actor(), import_id)
    flash("The table is forgotten; nothing was done.", "good")
    return redirect(url_for(".page"), 303)


@bulk.post("/<uuid:import_id>/undoing")
def undo(import_id: UUID) -> ResponseReturnValue:
    """Take back what can be."""
    try:
        bulk_undoing.undo_import(db(), actor(), import_id, now())
    except Stale as error:
        return _one(import_id, {"": str(error)}), 409
    flash("Taken back, as far as nobody went on from it.", "good")
    return redirect(url_for(".one", import_id=import_id), 303)


def _subject(given: str) -> Subject:
    if given not in {subject.value for subject in Subject}:
        raise NotFound("There is no such page.")
    return Subject(given)


def _form(subject: Subject, table: Table, pasted: str = "") -> str:
    return render_template(
        "administer/import_new.html",
        subject=subject.value,
        columns=COLUMNS[subject],
        table=table,
        faults=table.faults[:_MOST_FAULTS],
        pasted=pasted,
        most_rows=MOST_ROWS,
    )


def _one(import_id: UUID, errors: dict[str, str] | None = None) -> str:
    with db().reading() as session:
        found = import_page(session, actor(), import_id, max(1, whole_number(request.args.get("page"), 1)), now())
    template = "import_planned" if isinstance(found, PlannedImport) else "import_done"
    return render_template(f"administer/{template}.html", page=found, errors=errors or {})
