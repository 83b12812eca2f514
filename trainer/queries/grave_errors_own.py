"""One's own grave errors, as far as reasons may be shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.outline import QuizOutline
from trainer.curriculum.state import attempts_at, terms_for
from trainer.errors import NotFound
from trainer.queries.grave_errors import (
    ErrorLine,
    ObjectiveErrors,
    QuestionErrors,
    by_objective,
    errors_of,
)
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.quizzes.attempts import shows_reasons
from trainer.quizzes.grave_errors import GraveError
from trainer.quizzes.quiz import Terms
from trainer.storage.database import Database
from trainer.storage.grave_error_rows import ScoredAttempt, scored_attempts


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnErrorsPage:
    """What one has to put right, and what was put right.

    `kept_back` are the titles of quizzes whose reasons are shown later: of these it is told only what their results
    tell too, which objectives of safety-critical questions were missed, and not which answers were wrong though sure.
    """

    course: CourseHead
    open: tuple[ObjectiveErrors, ...]
    put_right: tuple[ObjectiveErrors, ...]
    kept_back: tuple[str, ...]


def own_errors_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> OwnErrorsPage:
    """One's own grave errors: three statements. Raises NotFound for a reader without an enrolment."""
    reader = reader_of(session, database, actor, course, now)
    if reader.enrolment is None:
        raise NotFound("There is no such page.")
    rows = scored_attempts(session, reader.enrolment.enrolment_id)
    outline = reader.edition.outline
    found = errors_of(session, database.library, reader.edition, rows)
    told = [each for each in found if _shows(reader, each.quiz, each.taken.terms)]
    hinted = [each for each in found if each not in told and _is_hinted(each.error)]
    every = (
        *by_objective(outline, (each for each in told if each.error.is_open)),
        *map(_without_questions, by_objective(outline, hinted)),
    )
    return OwnErrorsPage(
        course=reader.head,
        open=tuple(sorted(every, key=lambda each: not each.is_safety_critical)),
        put_right=by_objective(outline, (each for each in told if not each.error.is_open)),
        kept_back=_kept_back(session, database, reader, rows),
    )


def _shows(reader: Reader, quiz: QuizOutline, terms: Terms) -> bool:
    """Whether the results of attempts with these terms show reasons: nothing is told here before."""
    reached = reader.standings.quiz(quiz.slug)
    attempts = replace(attempts_at(quiz, reached), passed=reached.is_passed)
    return shows_reasons(replace(terms, attempts=terms_for(quiz, reached).attempts), attempts, is_submitted=True)


def _is_hinted(error: GraveError) -> bool:
    """Whether the result told of it already: what a pre-test shows is grave only for who was sure, which it keeps."""
    return error.is_open and error.is_safety_critical and not error.attempt.is_pre_test


def _without_questions(objective: ObjectiveErrors) -> ObjectiveErrors:
    """An objective with one line for each quiz, which tells neither which question it was nor how many were missed."""
    lines: dict[str, tuple[QuestionErrors, ErrorLine]] = {}
    for question in objective.questions:
        for line in question.lines:
            if question.slug not in lines or lines[question.slug][1].at < line.at:
                lines[question.slug] = question, line
    return replace(
        objective,
        questions=tuple(
            replace(question, words="", lines=(replace(line, was_sure=False, times=1),))
            for question, line in lines.values()
        ),
    )


def _kept_back(session: Session, database: Database, reader: Reader, rows: Sequence[ScoredAttempt]) -> tuple[str, ...]:
    newest = {row.path: row.revision_id for row in sorted(rows, key=lambda row: row.number)}
    taken = database.library.quizzes(session, set(newest.values()))
    return tuple(
        quiz.title
        for quiz in reader.edition.outline.quizzes
        if quiz.path in newest and not _shows(reader, quiz, taken[newest[quiz.path]].terms)
    )
