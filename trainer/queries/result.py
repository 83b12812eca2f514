"""The result of an attempt, exactly as it was: its own questions, layout and answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.curriculum.outline import Outline
from trainer.errors import NotFound
from trainer.ids import SYSTEM
from trainer.queries.attempt import AttemptHead, attempt_head
from trainer.queries.calibration_views import CalibrationView, CertaintyMark, sureness
from trainer.queries.marking_feedback import marked_answers, with_rubric
from trainer.queries.questions import FeedbackView, QuestionView, feedback_view, question_view
from trainer.queries.reading_again import objective_text, read_again_link, short_sources
from trainer.queries.result_corrections import Corrected, corrections_of_result
from trainer.quizzes.as_scored import as_scored
from trainer.quizzes.attempts import Attempts, shows_reasons
from trainer.quizzes.drawing import Placed
from trainer.quizzes.questions.question import BLANK, Question
from trainer.quizzes.quiz import Feedback, Purpose
from trainer.quizzes.scoring import percent
from trainer.storage.accommodation_rows import further_attempts
from trainer.storage.answers import SavedAnswer, latest_answers
from trainer.storage.database import Database
from trainer.storage.editions import newest_edition
from trainer.storage.facts import attempts_of
from trainer.storage.learning import Score, Submission
from trainer.storage.passages import ReasonsShown
from trainer.storage.people import Person
from trainer.storage.redaction_rows import RedactionRow, removed_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """An objective that was not fully met, and where to read again."""

    objective: str
    read_again: tuple[tuple[str, str], ...]
    is_safety_critical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """One question as it was asked and answered; `points` and `possible` are None while reasons are kept back.

    A question that was dropped since it was wrong does not count. `tried` is the try that counts, where the quiz
    allows several, and `certainty` what saying how sure one is brought.
    """

    view: QuestionView
    feedback: FeedbackView | None
    points: Fraction | None
    possible: Fraction | None
    counts: bool = True
    tried: int | None = None
    certainty: CertaintyMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """What an attempt came to. `read_then` is the edition, and the key of the quiz's module, on which it was taken.

    `is_to_note` tells that the person is shown reasons of which it is not on record yet. While it `is_being_marked`
    there is no result, and nobody but the person is shown the answers here.
    """

    id: UUID
    course: str
    slug: str
    title: str
    person: str | None
    number: int
    area: int
    revision: int
    read_then: tuple[int, str] | None
    started_at: datetime
    submitted_at: datetime
    was_closed_by_time: bool
    was_closed_by_pause: bool
    purpose_is_pre_test: bool
    percent: int
    pass_mark: int
    points: Fraction
    maximum: Fraction
    is_passed: bool
    missed_critical: int
    is_being_marked: bool
    corrected: tuple[Corrected, ...]
    shows_reasons: bool
    is_to_note: bool
    reasons_later: str
    missed: tuple[Missed, ...]
    questions: tuple[QuestionResult, ...]
    calibration: CalibrationView | None
    removed: tuple[RedactionRow, ...]


def result_page(session: Session, database: Database, actor: Actor, attempt_id: UUID) -> ResultPage | None:
    """The result of one's own attempt, or of one in a cohort that one supervises.

    None while one's own attempt is open. Raises NotFound for anybody else's.
    """
    head, person_id = _reached(session, database, actor, attempt_id)
    is_own = person_id == actor.person_id
    submitted_at = head.submitted_at
    if submitted_at is None:
        return None
    scores = session.scalars(select(Score).where(Score.attempt_id == attempt_id).order_by(Score.number)).all()
    score = scores[-1] if scores else Score(points=0, maximum=0, is_passed=False, marks="{}")
    marks: Mapping[str, int] = json.loads(score.marks)
    head = _counted(session, database, head, score) if scores else head
    current = _current_outline(session, database, head)
    shows, later = _reasons(session, head, current)
    shows = bool(scores) and (shows or not is_own)
    noted = exists().where(ReasonsShown.attempt_id == Submission.attempt_id)
    by_whom, is_noted = session.execute(
        select(Submission.actor_id, noted).where(Submission.attempt_id == attempt_id)
    ).one()
    person = None if is_own else session.scalar(select(Person.name).where(Person.id == person_id))
    saved = {each.question: each for each in latest_answers(session, head.id)}
    questions, missed = _questions(session, head, current, saved, marks, shows=shows)
    questions, calibration = _with_certainty(head, questions, saved, marks, shows=shows)
    mended = corrections_of_result(session, scores, [placed.id for placed in head.layout.questions])
    if not scores:  # whoever marks is to see no name beside an answer
        questions, missed = questions if is_own else (), ()
    quiz = head.edition.outline.quiz(head.slug)
    return ResultPage(
        id=head.id,
        course=head.course,
        slug=head.slug,
        title=head.quiz.title,
        person=person,
        number=head.number,
        area=_area(head.edition.outline, head),
        revision=head.edition.revisions[head.path].number,
        read_then=(head.edition.number, quiz.module) if quiz and quiz.module else None,
        started_at=head.started_at,
        submitted_at=submitted_at,
        was_closed_by_time=by_whom == SYSTEM,
        was_closed_by_pause=by_whom not in (SYSTEM, person_id),
        purpose_is_pre_test=head.quiz.terms.purpose is Purpose.PRE_TEST,
        percent=percent(Fraction(score.points), Fraction(score.maximum)),
        pass_mark=head.quiz.terms.pass_mark,
        points=Fraction(score.points, 100),
        maximum=Fraction(score.maximum, 100),
        is_passed=score.is_passed,
        missed_critical=_missed_critical(head, marks) if scores else 0,
        is_being_marked=not scores,
        corrected=tuple(each for every in mended.values() for each in every),
        shows_reasons=shows,
        is_to_note=is_own and shows and not is_noted,
        reasons_later=later,
        missed=missed,
        questions=questions,
        calibration=calibration,
        removed=removed_from(session, database.library, [head.edition.revisions[head.path].revision_id]),
    )


def _reached(session: Session, database: Database, actor: Actor, attempt_id: UUID) -> tuple[AttemptHead, UUID]:
    head, person_id = attempt_head(session, database, attempt_id)
    is_own = person_id == actor.person_id
    if not is_own and not actor.may(Permission.SUPERVISE, course_id=head.course_id, cohort_id=head.cohort_id):
        raise NotFound("There is no such attempt.")
    if head.submitted_at is None and not is_own:
        raise NotFound("This attempt was not submitted yet.")
    return head, person_id


def _counted(session: Session, database: Database, head: AttemptHead, score: Score) -> AttemptHead:
    key = database.library.quiz(session, score.revision_id)
    return replace(head, quiz=as_scored(head.quiz, key, json.loads(score.marks), score.maximum))


def _current_outline(session: Session, database: Database, head: AttemptHead) -> Outline:
    newest = newest_edition(session, head.course)
    return database.library.edition(session, newest.edition_id).outline if newest else head.edition.outline


def _reasons(session: Session, head: AttemptHead, current: Outline) -> tuple[bool, str]:
    """Whether reasons are shown: by the feedback of the attempt's own revision, and the attempts allowed today."""
    every = [attempt for attempt in attempts_of(session, head.enrolment_id) if attempt.path == head.path]
    granted = further_attempts(session, head.enrolment_id, head.document_id)
    quiz = current.quiz(head.slug)
    terms = replace(head.quiz.terms, attempts=quiz.terms.attempts) if quiz else head.quiz.terms
    attempts = Attempts(
        used=len(every),
        granted=granted,
        open=any(attempt.submitted_at is None for attempt in every),
        last_submitted_at=None,
        passed=any(attempt.is_passed for attempt in every),
        being_marked=any(attempt.submitted_at and not attempt.score_id for attempt in every),
    )
    shows = shows_reasons(terms, attempts, is_submitted=True)
    if shows:
        return True, ""
    if terms.feedback is Feedback.POINTS_ONLY:
        return False, "The reasons are not shown, since the same questions are asked of others and later."
    return False, "The reasons are shown when you have passed, or when no attempt is left."


def _questions(
    session: Session,
    head: AttemptHead,
    current: Outline,
    saved: Mapping[str, SavedAnswer],
    marks: Mapping[str, int],
    *,
    shows: bool,
) -> tuple[tuple[QuestionResult, ...], tuple[Missed, ...]]:
    marked = marked_answers(session, head) if shows else {}
    results: list[QuestionResult] = []
    missed: dict[str, Missed] = {}
    for number, placed in enumerate(head.layout.questions, start=1):
        question = head.quiz.question(placed.id)
        answer = saved.get(placed.id)
        response = answer.response if answer else BLANK
        possible, earned = question.common.points, Fraction(marks.get(placed.id, 0), 100)
        counts = placed.id in marks or not marks  # what was dropped is not among the marks
        fraction = min(earned / possible, Fraction(1))
        link = read_again_link(current, question)
        feedback = None
        if shows:
            feedback = feedback_view(
                question,
                placed,
                head.layout.salt,
                head.texts,
                response,
                fraction=_how_right(head, question, placed, answer, fraction),
                sources=short_sources(head.texts, question),
                read_again=link,
            )
            feedback = with_rubric(feedback, question, marked.get(placed.id), head.texts)
        view = question_view(
            question,
            placed,
            head.layout.salt,
            head.texts,
            number=number,
            response=response,
            saved_at=answer.at if answer else None,
        )
        results.append(
            QuestionResult(
                view=view,
                feedback=feedback,
                points=earned if shows else None,
                possible=possible if shows else None,
                counts=counts,
                tried=answer.given.tried if answer and shows and head.quiz.terms.behaviour.tries > 1 else None,
            )
        )
        if fraction < 1 and counts:
            _note(missed, head, question.common.objective, link, question.common.safety_critical)
    return tuple(results), tuple(missed.values())


def _with_certainty(
    head: AttemptHead,
    questions: tuple[QuestionResult, ...],
    saved: Mapping[str, SavedAnswer],
    marks: Mapping[str, int],
    *,
    shows: bool,
) -> tuple[tuple[QuestionResult, ...], CalibrationView | None]:
    """The questions with their certainty marks, which tell what was right, so that they come with the reasons."""
    sure = sureness(head.quiz, head.layout.questions, saved, marks) if shows else None
    if sure is None:
        return questions, None
    ids = (placed.id for placed in head.layout.questions)
    marked = (replace(each, certainty=sure.marks.get(name)) for name, each in zip(ids, questions, strict=True))
    return tuple(marked), sure.calibration


def _how_right(
    head: AttemptHead, question: Question, placed: Placed, answer: SavedAnswer | None, earned: Fraction
) -> Fraction:
    """How right an answer was, whatever its try had cost."""
    if answer is None or answer.given.tried == 1:
        return earned
    before = head.quiz.terms.behaviour.before_cost(earned, answer.given.tried)
    return question.mark(answer.response, placed.arrangement) if before is None else before


def _note(
    missed: dict[str, Missed],
    head: AttemptHead,
    objective: str | None,
    link: tuple[str, str] | None,
    is_critical: bool,
) -> None:
    outline = head.edition.outline
    quiz = outline.quiz(head.slug)
    words = objective_text(outline, quiz.module if quiz else None, objective)
    known = missed.get(words) or Missed(objective=words, read_again=(), is_safety_critical=False)
    links = tuple(dict.fromkeys((*known.read_again, link))) if link else known.read_again
    missed[words] = Missed(
        objective=words, read_again=links, is_safety_critical=known.is_safety_critical or is_critical
    )


def _missed_critical(head: AttemptHead, marks: Mapping[str, int]) -> int:
    questions = [head.quiz.question(placed.id).common for placed in head.layout.questions]
    counted = (each for each in questions if each.id in marks)
    return sum(each.safety_critical and Fraction(marks[each.id], 100) < each.points for each in counted)


def _area(outline: Outline, head: AttemptHead) -> int:
    quiz = outline.quiz(head.slug)
    for index, area in enumerate(outline.areas):
        if quiz and any(module.key == quiz.module for module in area.modules):
            return index
    return 0
