"""What it touches when a question of a quiz is retired."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.problem import Problem, is_blocking
from trainer.queries.form_source import BrokenFormPage, FormSource, newest
from trainer.queries.quiz_forms import objectives_of, place_of, previewed, quiz_files
from trainer.queries.writing import WritingPage, authored_course
from trainer.quizzes.drawing import layout_from_json
from trainer.quizzes.editing_form import read_form
from trainer.quizzes.editing_questions import remove_question
from trainer.quizzes.editing_tree import CannotEdit
from trainer.quizzes.parsing import read_quiz
from trainer.storage.content import Document
from trainer.storage.learning import Answer, Attempt, Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class RetirePage:
    """A question that is about to leave its quiz.

    `open_attempts` hold it and keep it, in `answered` ones it was answered; `left` questions of its `objective` remain.
    `problems` are those that the quiz has only without it.
    """

    document: WritingPage
    seen: FormSource
    key: str
    number: int
    prompt: str
    is_critical: bool
    objective: str
    left: int
    open_attempts: int
    answered: int
    problems: tuple[Problem, ...]


def retire_page(
    session: Session, actor: Actor, course: str, path: str, key: str, seen: FormSource | None = None
) -> RetirePage | BrokenFormPage:
    """What retiring a question touches: ten statements. Raises NotFound."""
    document, files = quiz_files(session, actor, course, path)
    seen = seen or newest(document)
    try:
        form = read_form(seen.text)
        place = place_of(form.questions, key)
        after = remove_question(seen.text, key)
    except CannotEdit as error:
        return BrokenFormPage(document=document, line=error.line or 1, message=error.message)
    quiz = read_quiz(path, seen.text)[0]
    asked = next((each.common for each in quiz.questions if each.common.id == key), None) if quiz else None
    before = {each.message for each in previewed({**files, path: seen.text.encode()}, course, path).problems}
    found = previewed({**files, path: after.encode()}, course, path).problems
    same = [each for each in quiz.questions if asked and each.common.objective == asked.objective] if quiz else []
    objective = asked.objective or "" if asked else ""
    of_quiz = and_(Document.course_id == authored_course(session, actor, course), Document.path == path)
    words = form.questions[place].own.fields.get("prompt", "")
    return RetirePage(
        document=document,
        seen=seen,
        key=key,
        number=place + 1,
        prompt=words if isinstance(words, str) else "",
        is_critical=bool(asked and asked.safety_critical),
        objective=objectives_of(files, quiz).get(objective, objective),
        left=max(0, len(same) - 1),
        open_attempts=_open_attempts(session, of_quiz, key),
        answered=_answered(session, of_quiz, key),
        problems=tuple(each for each in found if each.message not in before and is_blocking(each)),
    )


def _open_attempts(session: Session, of_quiz: ColumnElement[bool], key: str) -> int:
    layouts = session.scalars(
        select(Attempt.layout)
        .join(Document, Attempt.document_id == Document.id)
        .outerjoin(Submission, Submission.attempt_id == Attempt.id)
        .where(of_quiz, Submission.id.is_(None))
    )
    return sum(any(placed.id == key for placed in layout_from_json(each).questions) for each in layouts)


def _answered(session: Session, of_quiz: ColumnElement[bool], key: str) -> int:
    return session.scalars(
        select(func.count(Answer.attempt_id.distinct()))
        .join(Attempt, Answer.attempt_id == Attempt.id)
        .join(Document, Attempt.document_id == Document.id)
        .where(of_quiz, Answer.question == key)
    ).one()
