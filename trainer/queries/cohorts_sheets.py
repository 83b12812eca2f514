"""A cohort's page as tables for spreadsheets, with the cells that the screen shows."""

from trainer.curriculum.needing import NeedKind
from trainer.curriculum.sheets import Sheet
from trainer.queries.cohorts_across import Column
from trainer.queries.cohorts_page import CohortPage, PersonRow

_KINDS = {
    NeedKind.SAFETY: "missed a safety-critical question",
    NeedKind.SIGN_OFF: "waits for a signature",
    NeedKind.ASKS: "asks for another attempt",
    NeedKind.STUCK: "stuck at a quiz",
    NeedKind.OVERDUE: "overdue",
    NeedKind.SILENT: "silent",
}


def standing_sheet(page: CohortPage) -> Sheet:
    """Everybody that the page shows, by the items that it shows."""
    columns = [_heading(column) for group in page.groups for column in group.columns]
    return Sheet(
        title="Standing",
        headings=("Person", "Note", "Done", "Of", "Last active", *columns, "Needs"),
        rows=tuple(_row(person) for person in page.people),
    )


def cohort_sheets(page: CohortPage) -> tuple[Sheet, ...]:
    """All of the page: everybody's standing, who needs something, and the last weeks."""
    needs = Sheet(
        title="Needs you today",
        headings=("Person", "What", "Why"),
        rows=tuple((each.name, _KINDS[kind], each.need.why) for kind, lines in page.needs for each in lines),
    )
    weeks = Sheet(
        title="The last eight weeks",
        headings=("Week from", "Items completed", "People who did something"),
        rows=tuple((week.monday.isoformat(), week.completions, week.active) for week in page.trend),
    )
    return standing_sheet(page), needs, weeks


def _heading(column: Column) -> str:
    return column.title if column.code == column.title else f"{column.code} {column.title}"


def _row(person: PersonRow) -> tuple[str | int, ...]:
    return (
        person.name,
        person.note,
        person.done,
        person.total,
        person.last_on.isoformat() if person.last_on else "never",
        *(cell.words for cell in person.cells),
        " ".join(each.need.why for each in person.needs),
    )
