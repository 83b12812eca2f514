"""What a supervisor sees of one person: where they stand, why, and their attempts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.evidence import module_evidence, quiz_evidence
from trainer.curriculum.outline import QuizOutline
from trainer.curriculum.progress import AttemptFact
from trainer.curriculum.standing import ModuleStanding, QuizStanding, RequirementStanding, Standings
from trainer.curriculum.state import (
    State,
    Unmet,
    attempts_at,
    is_stuck,
    left_at_requirement,
    module_state,
    quiz_state,
    requirement_state,
    terms_for,
    why_not_complete,
)
from trainer.queries.case_person import PersonCases, cases_of_person
from trainer.queries.decided import ERASED, ExcusalRow, Said, excusals_of
from trainer.queries.grave_errors import ObjectiveErrors, by_objective, errors_of
from trainer.queries.person_head import PersonHead, Supervised, supervised
from trainer.quizzes.scoring import percent
from trainer.storage.content import Document
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.facts import attempts_of
from trainer.storage.grave_error_rows import scored_attempts
from trainer.storage.learning import Grant
from trainer.storage.people import Person, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAttempt:
    """One attempt of the person; `percent` is None while it is open or being marked."""

    id: UUID
    number: int
    at: datetime
    percent: int | None
    is_passed: bool
    is_being_marked: bool


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
    is_excused: bool
    is_stuck: bool
    is_asked_for: bool
    left: int
    attempts: tuple[PersonAttempt, ...]
    grants: tuple[GrantRow, ...]
    grants_made: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonItem:
    """A module, quiz or requirement: its state, and on what that rests. `excused` says by whom, when and why."""

    item: str
    title: str
    state: State
    evidence: str
    completed_at: datetime | None
    excused: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """One person's way through a course, for a supervisor, with the grave errors that are open and those put right."""

    head: PersonHead
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
    errors: tuple[ObjectiveErrors, ...]
    put_right: tuple[ObjectiveErrors, ...]
    cases: PersonCases | None


def person_page(session: Session, database: Database, actor: Actor, enrolment_id: UUID, now: Now) -> PersonPage:
    """One person of a cohort that the actor supervises: seven statements. Raises NotFound for anybody else."""
    person = supervised(session, database, actor, enrolment_id, now)
    enrolment, head, outline, standings = person.enrolment, person.head, person.edition.outline, person.standings
    attempts, grants = attempts_of(session, enrolment_id), _grants(session, enrolment_id)
    errors = errors_of(session, database.library, person.edition, scored_attempts(session, enrolment_id))
    return PersonPage(
        head=head,
        enrolment_id=enrolment_id,
        name=head.name,
        cohort=head.cohort,
        cohort_id=head.cohort_id,
        course=head.title,
        completed_at=standings.course.completed_at,
        items=_items(person, excusals_of(session, enrolment_id, outline, person.rules), now),
        unmet=why_not_complete(outline, person.rules, standings, now.at),
        quizzes=tuple(_quiz(quiz, standings, attempts, grants.get(quiz.path, ())) for quiz in outline.quizzes),
        may_grant=_may(actor, Permission.GRANT_ATTEMPTS, enrolment),
        errors=by_objective(outline, (each for each in errors if each.error.is_open)),
        put_right=by_objective(outline, (each for each in errors if not each.error.is_open)),
        cases=cases_of_person(session, database.library, person.edition, enrolment_id),
    )


def _items(person: Supervised, excusals: Sequence[ExcusalRow], now: Now) -> tuple[PersonItem, ...]:
    outline, rules, standings = person.edition.outline, person.rules, person.standings
    excused = {each.item: each.said for each in excusals if each.withdrawn is None}
    ends_on, today = person.enrolment.ends_on, now.today
    found = []
    for module in outline.modules():
        state = module_state(module, rules, standings, ends_on=ends_on, today=today)
        found.append((standings.module(module.key), module.title, state, module_evidence(module, standings)))
    items = [_item(*each, excused) for each in found]
    for quiz in outline.quizzes:
        if quiz.module is None:
            at = standings.quiz(quiz.slug)
            state = quiz_state(quiz, rules, standings, ends_on=ends_on, today=today)
            items.append(_item(at, quiz.title, state, quiz_evidence(quiz, at), excused))
    for requirement in rules.requirements:
        reached = standings.requirement(requirement.item)
        state = requirement_state(reached, ends_on=ends_on, today=today)
        left = left_at_requirement(requirement, standings, today) if reached.last_at else ""
        items.append(_item(reached, requirement.title, state, left, excused))
    return tuple(items)


def _item(
    reached: ModuleStanding | QuizStanding | RequirementStanding,
    title: str,
    state: State,
    evidence: str,
    excused: Mapping[str, Said],
) -> PersonItem:
    return PersonItem(
        item=reached.item,
        title=title,
        state=state,
        evidence=evidence,
        completed_at=reached.completed_at,
        excused=excused.get(reached.item),
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
        is_excused=reached.is_excused,
        is_stuck=is_stuck(quiz, reached),
        is_asked_for=reached.is_asked_for and is_stuck(quiz, reached),
        left=attempts_at(quiz, reached).left(terms_for(quiz, reached)),
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
        is_being_marked=attempt.submitted_at is not None and attempt.score_id is None,
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
        reason = row.words if row.words is not None else ERASED
        found.setdefault(row.path, []).append(GrantRow(attempts=row.attempts, by=row.name, at=row.at, reason=reason))
    return found
