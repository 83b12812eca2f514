"""A second way through the modules: by phase of the protocol."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.phases import Phase
from trainer.curriculum.state import State
from trainer.queries.modules import ModuleRow, area_card
from trainer.queries.reader import CourseHead, reader_of
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseCard:
    """A phase with its modules in the course's order; None gathers the modules that name no phase.

    `done` counts the modules that are complete, required or not. `next` is the first that is open and not complete.
    """

    phase: Phase | None
    modules: tuple[ModuleRow, ...]
    minutes: int
    done: int
    next: ModuleRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhasesPage:
    """The course by phase; a module stands in each phase that it names."""

    course: CourseHead
    phases: tuple[PhaseCard, ...]


def phases_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> PhasesPage:
    """The modules of a course by phase: as many statements as its first page. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    outline = reader.edition.outline
    areas = (area_card(area, index, reader, now) for index, area in enumerate(outline.areas))
    rows = {row.key: row for area in areas for row in area.modules}
    cards = [
        _card(phase, tuple(rows[module.key] for module in outline.modules() if phase in module.phases))
        for phase in Phase
    ]
    without = tuple(rows[module.key] for module in outline.modules() if not module.phases)
    return PhasesPage(course=reader.head, phases=(*cards, *([_card(None, without)] if without else ())))


def _card(phase: Phase | None, rows: tuple[ModuleRow, ...]) -> PhaseCard:
    left = [row for row in rows if not _is_done(row)]
    return PhaseCard(
        phase=phase,
        modules=rows,
        minutes=sum(row.minutes for row in rows),
        done=len(rows) - len(left),
        next=next((row for row in left if row.is_open), None),
    )


def _is_done(row: ModuleRow) -> bool:
    return row.state in (State.DONE, State.CHANGED_SINCE)
