"""A quiz's start page: its rules in words, earlier attempts, and what one may do now."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import assert_never
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.outline import QuizOutline
from trainer.curriculum.progress import AttemptFact
from trainer.curriculum.standing import QuizStanding
from trainer.curriculum.state import attempts_at, is_open, missing_prerequisites
from trainer.errors import NotFound
from trainer.queries.modules import listed
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.quizzes.attempts import AlreadyPassed, IsOpen, MayStart, MustWait, NoneLeft, permission
from trainer.quizzes.quiz import Feedback, Page, Purpose
from trainer.quizzes.scoring import percent
from trainer.storage.database import Database
from trainer.storage.facts import attempts_of
from trainer.storage.people import Person, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizCard:
    """A quiz in a few words, and the one thing to do with it."""

    slug: str
    title: str
    sentence: str
    action: str
    is_passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """An earlier attempt. Points are hundredths; None while it is open."""

    id: UUID
    number: int
    at: datetime
    percent: int | None
    is_passed: bool
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizPage:
    """A quiz's start page. `step` is one of start, continue, over, wait, ask, asked, passed, closed, look.

    `until` is when the open attempt is submitted, or when the wait ends.
    """

    course: CourseHead
    slug: str
    title: str
    module: tuple[str, str] | None
    area: int
    is_gate: bool
    rules: tuple[str, ...]
    critical: int
    step: str
    open_attempt: UUID | None
    until: datetime | None
    attempts: tuple[AttemptRow, ...]
    used: int
    allowed: int
    opens_after: str
    who_can_help: tuple[str, ...]


def quiz_page(session: Session, database: Database, actor: Actor, course: str, slug: str, now: Now) -> QuizPage:
    """A quiz's start page. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    outline = reader.edition.outline
    quiz = outline.quiz(slug)
    if quiz is None:
        raise NotFound("There is no such quiz.")
    module = outline.module(quiz.module) if quiz.module else None
    reached = reader.standings.quiz(slug)
    is_closed = bool(reader.enrolment and module and not is_open(module, outline, reader.standings))
    step, until = ("look", None) if reader.enrolment is None else _step(quiz, reached, now)
    missing = missing_prerequisites(module, outline, reader.standings) if module and is_closed else ()
    attempts = attempts_of(session, reader.enrolment.enrolment_id) if reader.enrolment else ()
    return QuizPage(
        course=reader.head,
        slug=slug,
        title=quiz.title,
        module=(module.key, module.title) if module else None,
        area=next((index for index, area in enumerate(outline.areas) if module and area.id == module.area), 0),
        is_gate=quiz.terms.gate,
        rules=_rules(quiz),
        critical=quiz.critical,
        step="closed" if is_closed else step,
        open_attempt=reached.open_attempt,
        until=until,
        attempts=tuple(_row(attempt) for attempt in attempts if attempt.path == quiz.path),
        used=reached.attempts,
        allowed=quiz.terms.attempts + reached.granted,
        opens_after=listed([other.title for other in missing]) if missing else "",
        who_can_help=_supervisors(session, reader) if step in ("ask", "asked") else (),
    )


def quiz_card(quiz: QuizOutline, reader: Reader, now: Now) -> QuizCard:
    """A quiz as its module's page shows it."""
    reached = reader.standings.quiz(quiz.slug)
    step, _ = ("look", None) if reader.enrolment is None else _step(quiz, reached, now)
    actions = {
        "start": "Go to the quiz",
        "continue": "Continue the attempt",
        "over": "See the result",
        "passed": "Look at your results",
        "wait": "See when you can try again",
    }
    sentence = f"{quiz.questions} questions, pass mark {quiz.terms.pass_mark} %"
    if reached.is_passed and reached.best_points is not None and reached.best_maximum:
        sentence = f"Passed with {percent(Fraction(reached.best_points), Fraction(reached.best_maximum))} %"
    elif reached.attempts:
        sentence += f"; {reached.attempts} of {quiz.terms.attempts + reached.granted} attempts used"
    return QuizCard(
        slug=quiz.slug,
        title=quiz.title,
        sentence=sentence,
        action=actions.get(step, "See the quiz"),
        is_passed=reached.is_passed,
    )


def _step(quiz: QuizOutline, reached: QuizStanding, now: Now) -> tuple[str, datetime | None]:
    match permission(attempts_at(quiz, reached), quiz.terms, now.at):
        case MayStart():
            return "start", None
        case IsOpen():
            is_over = reached.open_until is not None and now.at >= reached.open_until
            return ("over" if is_over else "continue"), reached.open_until
        case MustWait(until=until):
            return "wait", until
        case NoneLeft():
            return ("asked" if reached.is_asked_for else "ask"), None
        case AlreadyPassed():
            return "passed", None
        case other:
            assert_never(other)


def _rules(quiz: QuizOutline) -> tuple[str, ...]:
    terms = quiz.terms
    rules = [f"{quiz.questions} questions, {'one at a time' if terms.page is Page.ONE else 'all on one page'}."]
    if terms.purpose is Purpose.PRE_TEST:
        rules.append("This shows where you begin. Any result counts; there is nothing to pass.")
    else:
        rules.append(f"You pass with {terms.pass_mark} % of the points.")
    if quiz.critical:
        held = "One question is" if quiz.critical == 1 else f"{quiz.critical} of the questions are"
        rules.append(
            f"{held} safety-critical. Less than full points on one of them fails the attempt, whatever the total; "
            "a blank counts as wrong. They are not marked in the quiz."
        )
    attempts = "one attempt" if terms.attempts == 1 else f"{terms.attempts} attempts"
    wait = f", with {_hours(terms.wait_hours)} between them" if terms.wait_hours and terms.attempts > 1 else ""
    rules.append(f"You have {attempts}{wait}.")
    if terms.minutes:
        rules.append(
            f"You have {terms.minutes} minutes from the moment you start; then the attempt is submitted with what was "
            "saved. The clock runs on while you are away."
        )
    else:
        rules.append("There is no time limit. Every answer is saved; you can leave and come back on any device.")
    rules.append(
        {
            Feedback.AFTER_EACH: "You see the reasons after each question; an answer you have checked is final.",
            Feedback.AFTER_SUBMISSION: "You see the reasons for every answer after submitting.",
            Feedback.AFTER_PASS: "You see the reasons when you have passed, or when no attempt is left. "
            "Before that the result names what to read again.",
        }[terms.feedback]
    )
    return tuple(rules)


def _hours(hours: int) -> str:
    return "one hour" if hours == 1 else f"{hours} hours"


def _row(attempt: AttemptFact) -> AttemptRow:
    scored = percent(Fraction(attempt.points), Fraction(attempt.maximum)) if attempt.maximum else None
    return AttemptRow(
        id=attempt.id,
        number=attempt.number,
        at=attempt.submitted_at or attempt.started_at,
        percent=scored,
        is_passed=attempt.is_passed,
        is_open=attempt.submitted_at is None,
    )


def _supervisors(session: Session, reader: Reader) -> tuple[str, ...]:
    """Who can open another attempt: the supervisors of the cohort, of the course, or of the site."""
    if reader.enrolment is None:
        return ()
    rows = session.execute(
        select(Person.name, Role.course_id, Role.cohort_id)
        .join(Role, Role.person_id == Person.id)
        .where(Role.name == "supervisor", Person.is_active)
        .order_by(Person.name)
    )
    cohort_id = reader.enrolment.cohort_id
    return tuple(
        dict.fromkeys(
            row.name
            for row in rows
            if (row.cohort_id == cohort_id if row.cohort_id else row.course_id in (None, reader.course_id))
        )
    )
