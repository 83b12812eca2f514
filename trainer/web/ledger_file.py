"""A ledger as a file."""

from datetime import date

from flask import Response

from trainer.curriculum.ledger_writing import ledger_csv
from trainer.queries.ledger import LedgerPage
from trainer.queries.ledger_view import EntryView
from trainer.web.transcripts import plain_name


def as_file(page: LedgerPage, today: date) -> Response:
    """The entries of a ledger as CSV, to be kept."""
    response = Response(ledger_csv(_row(entry) for entry in page.entries), content_type="text/csv; charset=utf-8")
    name = "-".join(filter(None, map(plain_name, ("ledger", page.course, page.name, today.isoformat()))))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _row(entry: EntryView) -> tuple[str, ...]:
    last = entry.last
    return (
        entry.held_on.isoformat(),
        entry.title,
        str(entry.minutes),
        entry.role,
        entry.phase,
        entry.route,
        entry.client,
        entry.supervisor,
        entry.state.word,
        last.by if last else "",
        last.at.date().isoformat() if last else "",
    )
