"""What a supervisor sees of somebody's runs of branching cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.curriculum.edition import EditionView
from trainer.queries.case_views import EarnedView, competency_titles, named
from trainer.quizzes.cases.playing import Play, play
from trainer.quizzes.cases.scoring import together
from trainer.storage.case_rows import RunRow, runs_of
from trainer.storage.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCase:
    """A case with how often it was played: to an ending, of these ended by a critical error, and left open."""

    title: str
    runs: int
    critical: int
    is_open: bool
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCases:
    """Somebody's runs by case, and the points of all that are over by competency."""

    cases: tuple[PersonCase, ...]
    earned: tuple[EarnedView, ...]


def cases_of_person(session: Session, library: Library, edition: EditionView, enrolment_id: UUID) -> PersonCases | None:
    """Somebody's runs of the cases that their course has: one statement; None for a course without cases."""
    outline = edition.outline
    if not outline.cases:
        return None
    rows = runs_of(session, enrolment_id)
    cases = library.cases(session, [row.revision_id for row in rows])
    found: dict[str, list[tuple[RunRow, Play]]] = {}
    for row in rows:
        found.setdefault(row.path, []).append((row, play(cases[row.revision_id], row.variation, row.choices)))
    over = [each for played in found.values() for _, each in played if each.is_over]
    titles = {case.path: case.title for case in outline.cases}
    return PersonCases(
        cases=tuple(_case(path, titles, played) for path, played in found.items()),
        earned=named(together(over), competency_titles(outline)),
    )


def _case(path: str, titles: Mapping[str, str], played: list[tuple[RunRow, Play]]) -> PersonCase:
    over = [each for _, each in played if each.is_over]
    return PersonCase(
        title=titles.get(path, played[-1][1].case.title),
        runs=len(over),
        critical=sum(each.critical_error is not None for each in over),
        is_open=len(over) < len(played),
        last_at=max(row.last_at for row, _ in played),
    )
