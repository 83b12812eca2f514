"""The audit log, searched and exported by administrators."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions.looking import note_look
from trainer.curriculum.transcript_writing import defused
from trainer.errors import NotAllowed
from trainer.queries.audit import HEADINGS, AuditAsked, Matter, audit_lines, audit_page
from trainer.web.compression import unsqueezed
from trainer.web.edge import actor, db, now, settings, uuid_or_none

audit_log = Blueprint("audit_log", __name__, url_prefix="/administer")


@audit_log.before_request
def site_only() -> None:
    """Let nobody in but administrators of the whole site."""
    if not actor().may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Your role does not include this page.")


@audit_log.get("/audit")
def page() -> ResponseReturnValue:
    """Search the log."""
    with db().reading() as session:
        found = audit_page(session, actor(), _asked(), settings().zone)
    return unsqueezed(Response(render_template("administer/audit.html", page=found, matters=tuple(Matter))))


@audit_log.get("/audit.csv")
def as_csv() -> ResponseReturnValue:
    """The same entries as a file, all of them."""
    asked, who, moment, database = _asked(), actor(), now(), db()
    note_look(database, who, "audit_log.as_csv", "audit", moment)

    def rows() -> Iterator[bytes]:
        yield _row(HEADINGS)
        with database.reading() as session:
            for line in audit_lines(session, who, asked, moment.zone):
                yield _row(tuple(defused(cell) for cell in line.cells()))

    answer = Response(rows(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename=audit-{moment.today}.csv"
    return answer


def _row(cells: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode()


def _asked() -> AuditAsked:
    args = request.args
    matter = args.get("matter", "")
    return AuditAsked(
        by=args.get("by", "").strip()[:100],
        about=args.get("about", "").strip()[:100],
        matter=Matter(matter) if matter in {each.value for each in Matter} else None,
        first_day=_day(args.get("first", "")),
        last_day=_day(args.get("last", "")),
        before=_before(args.get("before", "")),
    )


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def _before(given: str) -> tuple[datetime, UUID] | None:
    at, _, entry = given.partition("_")
    entry_id = uuid_or_none(entry)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, entry_id) if entry_id and moment.tzinfo else None
