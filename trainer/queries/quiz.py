"""A quiz's start page: its rules in words, earlier attempts, and what one may do now."""

from dataclasses import dataclass
from datetime import datetime, time
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
from trainer.curriculum.state import is_open, missing_prerequisites, permission_at, terms_for
from trainer.errors import NotFound
from trainer.queries.behaviour_rules import CertaintyRules, certainty_rules
from trainer.queries.modules import listed
from trainer.queries.quiz_rules import rules_in_words
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.quizzes.accommodations import NOTHING_EASED, Accommodation
from trainer.quizzes.attempts import (
    AlreadyPassed,
    HasClosed,
    IsBeingMarked,
    IsOpen,
    MayStart,
    MustWait,
    NoneLeft,
    OpensLater,
    is_over,
)
from trainer.quizzes.easing_in_words import in_words
from trainer.quizzes.scoring import percent
from trainer.storage.accommodation_rows import easing
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
    """An earlier attempt. `percent` is None while it is open or being marked."""

    id: UUID
    number: int
    at: datetime
    percent: int | None
    is_passed: bool
    is_open: bool
    is_being_marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EasedHere:
    """What was eased for this person at this quiz, by whom and when; the reason is for supervisors."""

    sentence: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizPage:
    """A quiz's start page. `step` is one of those that `_step` gives, or closed or look.

    `until` is when the open attempt is submitted, when the wait ends, or on which day the quiz opens or closed.
    """

    course: CourseHead
    slug: str
    title: str
    module: tuple[str, str] | None
    area: int
    is_gate: bool
    rules: tuple[str, ...]
    eased: tuple[EasedHere, ...]
    critical: int
    step: str
    open_attempt: UUID | None
    until: datetime | None
    attempts: tuple[AttemptRow, ...]
    used: int
    allowed: int
    opens_after: str
    certainty: CertaintyRules | None
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
        rules=rules_in_words(quiz, terms_for(quiz, reached)),
        eased=_eased(session, reader, quiz, reached),
        critical=quiz.critical,
        step="closed" if is_closed else step,
        open_attempt=reached.open_attempt,
        until=until,
        attempts=tuple(_row(attempt) for attempt in attempts if attempt.path == quiz.path),
        used=reached.attempts,
        allowed=terms_for(quiz, reached).attempts + reached.granted,
        opens_after=listed([other.title for other in missing]) if missing else "",
        certainty=certainty_rules(quiz.terms),
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
        "marking": "See what you handed in",
    }
    sentence = f"{quiz.questions} questions, pass mark {quiz.terms.pass_mark} %"
    if reached.is_passed and reached.best_points is not None and reached.best_maximum:
        sentence = f"Passed with {percent(Fraction(reached.best_points), Fraction(reached.best_maximum))} %"
    elif reached.attempts:
        sentence += f"; {reached.attempts} of {terms_for(quiz, reached).attempts + reached.granted} attempts used"
    return QuizCard(
        slug=quiz.slug,
        title=quiz.title,
        sentence=sentence,
        action=actions.get(step, "See the quiz"),
        is_passed=reached.is_passed,
    )


def _step(quiz: QuizOutline, reached: QuizStanding, now: Now) -> tuple[str, datetime | None]:
    match permission_at(quiz, reached, now.at, now.today):
        case MayStart():
            return "start", None
        case IsOpen():
            return ("over" if is_over(reached.open_until, quiz.terms, now.at) else "continue"), reached.open_until
        case MustWait(until=until):
            return "wait", until
        case OpensLater(on=day):
            return "later", datetime.combine(day, time(), now.zone)
        case HasClosed(on=day):
            return "ended", datetime.combine(day, time(), now.zone)
        case IsBeingMarked():
            return "marking", None
        case NoneLeft():
            return ("asked" if reached.is_asked_for else "ask"), None
        case AlreadyPassed():
            return "passed", None
        case other:
            assert_never(other)


def _row(attempt: AttemptFact) -> AttemptRow:
    scored = percent(Fraction(attempt.points), Fraction(attempt.maximum)) if attempt.maximum else None
    return AttemptRow(
        id=attempt.id,
        number=attempt.number,
        at=attempt.submitted_at or attempt.started_at,
        percent=scored,
        is_passed=attempt.is_passed,
        is_open=attempt.submitted_at is None,
        is_being_marked=attempt.submitted_at is not None and attempt.score_id is None,
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


def _eased(session: Session, reader: Reader, quiz: QuizOutline, reached: QuizStanding) -> tuple[EasedHere, ...]:
    """What holds for this person; nothing is asked where nothing is eased."""
    if reader.enrolment is None or reached.accommodation == NOTHING_EASED:
        return ()
    return tuple(
        EasedHere(
            sentence=in_words(Accommodation(time_factor=row.time_factor, attempts=row.attempts, closes=row.closes_on)),
            by=row.name,
            at=row.at,
        )
        for row in easing(session, reader.enrolment.enrolment_id, quiz.path)
    )
