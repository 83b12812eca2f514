"""The statistics of a quiz as tables for spreadsheets and for other programs."""

from fractions import Fraction

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.sheets import Sheet
from trainer.errors import NotFound
from trainer.queries.quiz_statistics import QuestionLine, StatisticsPage, Wanted, quiz_of, read_marks
from trainer.quizzes.statistics.figure import FEWEST, Figure
from trainer.storage.database import Database

_HEADINGS = (
    "Question",
    "Version",
    "Asked",
    "Attempts",
    "Maximum",
    "Mean",
    "Facility",
    "Facility from",
    "Facility to",
    "Standard deviation",
    "Intended weight %",
    "Effective weight %",
    "Discrimination index %",
    "Discrimination index from",
    "Discrimination index to",
    "Discriminative efficiency %",
    "Seconds (median)",
    "Look first",
)


def figures_sheet(page: StatisticsPage) -> Sheet:
    """A line for each question, unrounded; a figure that is not told is an empty cell."""
    return Sheet(title="Statistics", headings=_HEADINGS, rows=tuple(_line(line) for line in page.lines))


def _line(line: QuestionLine) -> tuple[str | int | float, ...]:
    each = line.figures
    return (
        line.version.id,
        f"{line.version.number} of {line.version.of}",
        line.words,
        each.n,
        float(each.asked.maximum),
        *_cells(each.mean),
        *_cells(each.facility, interval=True),
        *_cells(each.standard_deviation),
        each.intended_weight,
        *_cells(each.effective_weight),
        *_cells(each.discrimination_index, interval=True),
        *_cells(each.discriminative_efficiency),
        line.time.seconds if line.time and line.time.n >= FEWEST else "",
        " ".join(line.look.reasons) if line.look else "",
    )


def _cells(figure: Figure, *, interval: bool = False) -> tuple[str | float, ...]:
    told = [figure.value, figure.low, figure.high] if interval else [figure.value]
    return tuple("" if each is None or not figure.is_told else each for each in told)


def marks_sheet(session: Session, database: Database, actor: Actor, course: str, path: str, wanted: Wanted) -> Sheet:
    """The table of marks in points, in an order that tells nothing of who or when: by total, then by marks.

    Six statements. Raises NotFound, also where there are too few attempts to be shown without names.
    """
    table = read_marks(session, database, *quiz_of(session, database, actor, course, path), wanted).gathered.table
    if len(table.rows) < FEWEST:
        raise NotFound(f"There are fewer than {FEWEST} attempts, too few to show their marks without names.")
    rows = sorted(zip(table.totals, table.rows, strict=True), key=_in_order)
    return Sheet(
        title="Marks",
        headings=tuple(asked.id for asked in table.questions),
        rows=tuple(tuple(_points(mark, table.unit) for mark in row) for _, row in rows),
    )


def _in_order(row: tuple[int, tuple[int | None, ...]]) -> tuple[int, tuple[int, ...]]:
    total, marks = row
    return total, tuple(-1 if mark is None else mark for mark in marks)


def _points(mark: int | None, unit: int) -> str | int | float:
    if mark is None:
        return ""
    points = Fraction(mark, unit)
    return points.numerator if points.denominator == 1 else float(points)
