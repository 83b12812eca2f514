"""Example tables, to be filled in with one's own."""

from typing import Final

from trainer.bulk.columns import COLUMNS
from trainer.bulk.table import Subject
from trainer.curriculum.sheets import Sheet

_PEOPLE: Final = (
    ("mara.lindgren@example.org", "Mara Lindgren", "trainee", "Autumn 2026", "kap"),
    ("jonas.weber@example.org", "Jonas Weber", "", "Autumn 2026", ""),
    ("ines.ortega@example.org", "Inés Ortega", "reviewer", "", "kap"),
)
_COHORTS: Final = (
    ("Autumn 2026", "kap", "2026-09-14", "2027-03-12", "ada.holm@example.org, per.nyland@example.org"),
    ("Spring 2027", "kap", "2027-02-01", "2027-07-30", ""),
)


def example(subject: Subject, course: str, cohort: str) -> Sheet:
    """A table with every column; it names a course and a cohort that are there, or invented ones for ''."""
    rows = _PEOPLE if subject is Subject.PEOPLE else _COHORTS
    named = {"kap": course or "kap"} | ({"Autumn 2026": cohort or "Autumn 2026"} if subject is Subject.PEOPLE else {})
    return Sheet(
        title=subject.value.capitalize(),
        headings=tuple(column.heading for column in COLUMNS[subject]),
        rows=tuple(tuple(named.get(cell, cell) for cell in row) for row in rows),
    )
