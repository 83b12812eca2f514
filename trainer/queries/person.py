"""What a supervisor sees of one person: where they stand, why, and their attempts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.outline import QuizOutline
from trainer.curriculum.progress import AttemptFact
from trainer.curriculum.standing import Standings
from trainer.curriculum.state import State, Unmet, attempts_at, is_stuck, module_state, quiz_state, why_not_complete
from trainer.errors import NotFound
from trainer.quizzes.scoring import percent
from trainer.storage.content import Document
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, enrolment_by_id
from trainer.storage.facts import attempts_of
from trainer.storage.learning import Grant
from trainer.storage.people import Person, Words
from trainer.storage.standings import current_standings


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAttempt:
    """One attempt of the person; `percent` is None while it is open."""

    id: UUID
    number: int
    at: datetime
    percent: int | None
    is_passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRow:
    """Attempts that were granted: by whom, when and why."""

    attempts: int
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonQuiz:
    """A quiz with the person's attempts. `grants_made` goes into the form, so that a double click grants once."""

    slug: str
    title: str
    is_passed: bool
    is_stuck: bool
    is_asked_for: bool
    left: int
    attempts: tuple[PersonAttempt, ...]
    grants: tuple[GrantRow, ...]
    grants_made: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonItem:
    """A module or quiz and its state."""

    title: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """One person's way through a course, for a supervisor."""

    enrolment_id: UUID
    name: str
    cohort: str | None
    cohort_id: UUID | None
    course: str
    completed_at: datetime | None
    items: tuple[PersonItem, ...]
    unmet: tuple[Unmet, ...]
    quizzes: tuple[PersonQuiz, ...]
    may_grant: bool


def person_page(session: Session, database: Database, actor: Actor, enrolment_id: UUID, now: Now) -> PersonPage:
    """One person of a cohort that the actor supervises. Raises NotFound for anybody else."""
    enrolment = enrolment_by_id(session, enrolment_id, now.today)
    if enrolment is None or not _may(actor, Permission.SUPERVISE, enrolment):
        raise NotFound("There is no such page.")
    edition = database.library.edition(session, enrolment.edition_id)
    rules = database.library.rules(session, enrolment.rules_revision_id)
    standings = current_standings(session, database.library, enrolment, now.at)
    outline, ends_on = edition.outline, enrolment.ends_on
    items = [
        PersonItem(title=module.title, state=module_state(module, rules, standings, ends_on=ends_on, today=now.today))
        for module in outline.modules()
    ]
    items += [
        PersonItem(title=quiz.title, state=quiz_state(quiz, rules, standings, ends_on=ends_on, today=now.today))
        for quiz in outline.quizzes
        if quiz.module is None
    ]
    attempts, grants = attempts_of(session, enrolment_id), _grants(session, enrolment_id)
    return PersonPage(
        enrolment_id=enrolment_id,
        name=session.scalars(select(Person.name).where(Person.id == enrolment.person_id)).one(),
        cohort=enrolment.cohort,
        cohort_id=enrolment.cohort_id,
        course=outline.title,
        completed_at=standings.course.completed_at,
        items=tuple(items),
        unmet=why_not_complete(outline, rules, standings, now.at),
        quizzes=tuple(_quiz(quiz, standings, attempts, grants.get(quiz.path, ())) for quiz in outline.quizzes),
        may_grant=_may(actor, Permission.GRANT_ATTEMPTS, enrolment),
    )


def _may(actor: Actor, permission: Permission, enrolment: EnrolmentRow) -> bool:
    return actor.may(permission, course_id=enrolment.course_id, cohort_id=enrolment.cohort_id)


def _quiz(
    quiz: QuizOutline, standings: Standings, attempts: Sequence[AttemptFact], grants: Sequence[GrantRow]
) -> PersonQuiz:
    reached = standings.quiz(quiz.slug)
    return PersonQuiz(
        slug=quiz.slug,
        title=quiz.title,
        is_passed=reached.is_passed,
        is_stuck=is_stuck(quiz, reached),
        is_asked_for=reached.is_asked_for,
        left=attempts_at(quiz, reached).left(quiz.terms),
        attempts=tuple(_attempt(each) for each in attempts if each.path == quiz.path),
        grants=tuple(grants),
        grants_made=len(grants),
    )


def _attempt(attempt: AttemptFact) -> PersonAttempt:
    return PersonAttempt(
        id=attempt.id,
        number=attempt.number,
        at=attempt.submitted_at or attempt.started_at,
        percent=percent(Fraction(attempt.points), Fraction(attempt.maximum)) if attempt.maximum else None,
        is_passed=attempt.is_passed,
    )


def _grants(session: Session, enrolment_id: UUID) -> dict[str, list[GrantRow]]:
    rows = session.execute(
        select(Document.path, Grant.attempts, Grant.at, Person.name, Words.words)
        .join(Document, Grant.document_id == Document.id)
        .join(Person, Grant.actor_id == Person.id)
        .join(Words, Grant.text_id == Words.id)
        .where(Grant.enrolment_id == enrolment_id)
        .order_by(Grant.number)
    )
    found: dict[str, list[GrantRow]] = {}
    for row in rows:
        reason = row.words if row.words is not None else "The words were erased."
        found.setdefault(row.path, []).append(GrantRow(attempts=row.attempts, by=row.name, at=row.at, reason=reason))
    return found
