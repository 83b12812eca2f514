"""An attempt while it is taken: its questions with the answers saved so far, and the review before submitting."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, require_own
from trainer.clock import Now
from trainer.curriculum.edition import EditionView
from trainer.curriculum.rendered import RenderedTexts
from trainer.errors import NotFound
from trainer.queries.behaviour_views import level_views, tries_view
from trainer.queries.questions import QuestionView, feedback_view, question_view
from trainer.queries.reading_again import read_again_link, short_sources
from trainer.quizzes.attempts import is_over
from trainer.quizzes.behaviour import ONE_TRY
from trainer.quizzes.certainty import Certainty
from trainer.quizzes.drawing import Layout, layout_from_json
from trainer.quizzes.questions.question import BLANK, Response
from trainer.quizzes.quiz import Feedback, Page, Quiz
from trainer.quizzes.trying import may_check
from trainer.storage.answers import SavedAnswer, latest_answers
from trainer.storage.content import CourseRow, Document
from trainer.storage.database import Database
from trainer.storage.extending import DUE_AT
from trainer.storage.learning import Attempt, Enrolment, Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptHead:
    """An attempt's own texts: the revision and the edition that it names."""

    id: UUID
    number: int
    course: str
    course_id: UUID
    enrolment_id: UUID
    cohort_id: UUID | None
    document_id: UUID
    path: str
    slug: str
    revision_id: UUID
    edition_id: UUID
    started_at: datetime
    due_at: datetime | None
    submitted_at: datetime | None
    quiz: Quiz
    layout: Layout
    edition: EditionView
    texts: RenderedTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptPage:
    """An attempt being taken. `shown` are the questions of this page: all of them, or one."""

    id: UUID
    course: str
    slug: str
    title: str
    number: int
    area: int
    one_at_a_time: bool
    explains_each: bool
    may_check: bool
    due_at: datetime | None
    now: datetime
    critical: int
    total: int
    current: int
    answered: tuple[bool, ...]
    names: tuple[str, ...]
    shown: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """What is answered and what is not, before an attempt is handed in."""

    id: UUID
    course: str
    slug: str
    title: str
    number: int
    area: int
    due_at: datetime | None
    now: datetime
    critical: int
    answered: tuple[bool, ...]
    one_at_a_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictPage:
    """Two answers to one question: the one that stands, and the one that was just sent from another page."""

    id: UUID
    course: str
    title: str
    standing: QuestionView
    sent: QuestionView


def attempt_head(session: Session, database: Database, attempt_id: UUID) -> tuple[AttemptHead, UUID]:
    """An attempt with its texts, and whose it is: one statement. Raises NotFound."""
    row = session.execute(
        select(
            Attempt,
            Enrolment.person_id,
            Enrolment.course_id,
            Enrolment.cohort_id,
            CourseRow.slug,
            Document.path,
            Submission.at.label("submitted_at"),
            DUE_AT.label("due_at"),
        )
        .join(Enrolment, Attempt.enrolment_id == Enrolment.id)
        .join(CourseRow, Enrolment.course_id == CourseRow.id)
        .join(Document, Attempt.document_id == Document.id)
        .outerjoin(Submission, Submission.attempt_id == Attempt.id)
        .where(Attempt.id == attempt_id)
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such attempt.")
    attempt: Attempt = row.Attempt
    edition = database.library.edition(session, attempt.edition_id)
    head = AttemptHead(
        id=attempt.id,
        number=attempt.number,
        course=row.slug,
        course_id=row.course_id,
        enrolment_id=attempt.enrolment_id,
        cohort_id=row.cohort_id,
        document_id=attempt.document_id,
        path=row.path,
        slug=row.path.removeprefix("quizzes/").removesuffix(".yml"),
        revision_id=attempt.revision_id,
        edition_id=attempt.edition_id,
        started_at=attempt.at,
        due_at=row.due_at,
        submitted_at=row.submitted_at,
        quiz=database.library.quiz(session, attempt.revision_id),
        layout=layout_from_json(attempt.layout),
        edition=edition,
        texts=database.library.rendered_texts(session, edition, row.path),
    )
    return head, row.person_id


def attempt_page(
    session: Session, database: Database, actor: Actor, attempt_id: UUID, number: int | None, now: Now
) -> AttemptPage | None:
    """An attempt being taken, at a question (from 1) or the first unanswered one.

    None when it is over. Raises NotFound for somebody else's.
    """
    head, saved = _own(session, database, actor, attempt_id)
    if head.submitted_at or is_over(head.due_at, head.quiz.terms, now.at):
        return None
    placed = head.layout.questions
    answered = tuple(_is_answered(saved.get(each.id)) for each in placed)
    unanswered = next((index for index, is_answered in enumerate(answered, start=1) if not is_answered), len(placed))
    current = number if number and 1 <= number <= len(placed) else unanswered
    one = head.quiz.terms.page is Page.ONE
    wanted = (current,) if one else range(1, len(placed) + 1)
    views = tuple(_view(head, index, saved) for index in wanted)
    return AttemptPage(
        id=head.id,
        course=head.course,
        slug=head.slug,
        title=head.quiz.title,
        number=head.number,
        area=_area(head),
        one_at_a_time=one,
        explains_each=head.quiz.terms.feedback is Feedback.AFTER_EACH,
        may_check=may_check(head.quiz.terms),
        due_at=head.due_at,
        now=now.at,
        critical=_critical(head),
        total=len(placed),
        current=current,
        answered=answered,
        names=tuple(view.name for view in views),
        shown=views,
    )


def review_page(session: Session, database: Database, actor: Actor, attempt_id: UUID, now: Now) -> ReviewPage | None:
    """What is left before handing in. None when the attempt is over. Raises NotFound for somebody else's."""
    head, saved = _own(session, database, actor, attempt_id)
    if head.submitted_at or is_over(head.due_at, head.quiz.terms, now.at):
        return None
    return ReviewPage(
        id=head.id,
        course=head.course,
        slug=head.slug,
        title=head.quiz.title,
        number=head.number,
        area=_area(head),
        due_at=head.due_at,
        now=now.at,
        critical=_critical(head),
        answered=tuple(_is_answered(saved.get(each.id)) for each in head.layout.questions),
        one_at_a_time=head.quiz.terms.page is Page.ONE,
    )


def conflict_page(
    session: Session,
    database: Database,
    actor: Actor,
    attempt_id: UUID,
    name: str,
    sent: Response,
    certainty: Certainty | None = None,
) -> ConflictPage:
    """The answer that stands beside the one that was sent, so that the person chooses. Raises NotFound."""
    head, saved = _own(session, database, actor, attempt_id)
    for index in range(1, len(head.layout.questions) + 1):
        standing = _view(head, index, saved)
        if standing.name == name:
            question_id = head.layout.questions[index - 1].id
            number = saved[question_id].number if question_id in saved else 0
            mine = SavedAnswer(
                question=question_id,
                number=number,
                response=sent,
                is_final=False,
                at=head.started_at,
                certainty=certainty,
            )
            other = _view(head, index, {question_id: mine})
            return ConflictPage(id=head.id, course=head.course, title=head.quiz.title, standing=standing, sent=other)
    raise NotFound("This attempt holds no such question.")


def _own(
    session: Session, database: Database, actor: Actor, attempt_id: UUID
) -> tuple[AttemptHead, Mapping[str, SavedAnswer]]:
    head, person_id = attempt_head(session, database, attempt_id)
    require_own(actor, person_id)
    return head, {saved.question: saved for saved in latest_answers(session, attempt_id)}


def _view(head: AttemptHead, number: int, saved: Mapping[str, SavedAnswer]) -> QuestionView:
    placed = head.layout.questions[number - 1]
    question = head.quiz.question(placed.id)
    answer = saved.get(placed.id)
    response = answer.response if answer else BLANK
    feedback = None
    if answer and answer.is_final and head.quiz.terms.feedback is Feedback.AFTER_EACH:
        feedback = feedback_view(
            question,
            placed,
            head.layout.salt,
            head.texts,
            response,
            fraction=Fraction(question.mark(response, placed.arrangement)),
            sources=short_sources(head.texts, question),
            read_again=read_again_link(head.edition.outline, question),
        )
    view = question_view(
        question,
        placed,
        head.layout.salt,
        head.texts,
        number=number,
        response=response,
        saw=answer.number if answer else 0,
        saved_at=answer.at if answer else None,
        is_final=bool(answer and answer.is_final),
        feedback=feedback,
    )
    behaviour = head.quiz.terms.behaviour
    if behaviour == ONE_TRY:
        return view
    levels = level_views(behaviour.certainty, answer.certainty if answer else None) if behaviour.certainty else ()
    return replace(view, tries=tries_view(behaviour, question, placed, answer, head.texts), certainty=levels)


def _is_answered(saved: SavedAnswer | None) -> bool:
    return saved is not None and saved.response != BLANK


def _critical(head: AttemptHead) -> int:
    return sum(head.quiz.question(placed.id).common.safety_critical for placed in head.layout.questions)


def _area(head: AttemptHead) -> int:
    outline = head.edition.outline
    quiz = outline.quiz(head.slug)
    for index, area in enumerate(outline.areas):
        if quiz and any(module.key == quiz.module for module in area.modules):
            return index
    return 0
