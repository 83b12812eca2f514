"""What supervisors decided about one person, and what can be decided now."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.excusing import excusable, item_title, resting_on
from trainer.queries.decided import ExcusalRow, PlacementRow, excusals_of, placements_of
from trainer.queries.person_head import PersonHead, Supervised, supervised
from trainer.storage.content import Cohort
from trainer.storage.database import Database
from trainer.storage.learning import Completion
from trainer.storage.supervising import Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcusalHere:
    """An excusal with the titles of what was completed because of it."""

    row: ExcusalRow
    completed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsPage:
    """Excusals, pauses and cohorts of one person.

    `excusals_seen` and `placements_seen` go into the forms, so that a double click decides once; `choices` are items
    that can be excused; `open_quizzes` have an attempt that a pause would hand in; `cohorts` are where the actor may
    transfer somebody.
    """

    head: PersonHead
    excusals: tuple[ExcusalHere, ...]
    excusals_seen: int
    choices: tuple[tuple[str, str], ...]
    placements: tuple[PlacementRow, ...]
    placements_seen: int
    open_quizzes: tuple[str, ...]
    cohorts: tuple[tuple[UUID, str], ...]


def decisions_page(session: Session, database: Database, actor: Actor, enrolment_id: UUID, now: Now) -> DecisionsPage:
    """The decisions about somebody in a cohort that the actor supervises: seven statements. Raises NotFound."""
    person = supervised(session, database, actor, enrolment_id, now)
    outline = person.edition.outline
    excusals = excusals_of(session, enrolment_id, outline, person.rules)
    placements = placements_of(session, enrolment_id)
    choices = excusable(outline, person.rules, person.standings)
    completed = _completed(session, person, excusals)
    return DecisionsPage(
        head=person.head,
        excusals=tuple(ExcusalHere(row=row, completed=completed[row.id]) for row in excusals),
        excusals_seen=len(excusals) + sum(row.withdrawn is not None for row in excusals),
        choices=tuple((item, f"{_KINDS.get(item.partition(':')[0], '')}{title}") for item, title in choices.items()),
        placements=placements,
        placements_seen=len(placements),
        open_quizzes=tuple(
            quiz.title for quiz in outline.quizzes if person.standings.quiz(quiz.slug).open_attempt is not None
        ),
        cohorts=other_cohorts(session, actor, person),
    )


def other_cohorts(session: Session, actor: Actor, person: Supervised) -> tuple[tuple[UUID, str], ...]:
    """The other cohorts of the course that the actor supervises too."""
    rows = session.execute(
        select(Cohort.id, Cohort.name)
        .where(Cohort.course_id == person.enrolment.course_id, Cohort.id != person.enrolment.cohort_id)
        .order_by(Cohort.starts_on.desc(), Cohort.name)
    )
    course_id = person.enrolment.course_id
    return tuple(
        (row.id, row.name) for row in rows if actor.may(Permission.SUPERVISE, course_id=course_id, cohort_id=row.id)
    )


def _completed(session: Session, person: Supervised, excusals: tuple[ExcusalRow, ...]) -> dict[UUID, tuple[str, ...]]:
    rows = session.execute(
        select(Completion.id, Completion.item, Completion.counted)
        .outerjoin(Withdrawal, Withdrawal.completion_id == Completion.id)
        .where(Completion.enrolment_id == person.enrolment.enrolment_id, Withdrawal.id.is_(None))
    ).all()
    items = {row.id: row.item for row in rows}
    counted = [(row.id, row.counted) for row in rows]
    return {
        excusal.id: tuple(
            item_title(items[each], person.edition.outline, person.rules) for each in resting_on(excusal.id, counted)
        )
        for excusal in excusals
    }


_KINDS = {"quiz": "Quiz: "}
