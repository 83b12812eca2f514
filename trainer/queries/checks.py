"""The knowledge checks of a module, each with the answer given last."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.edition import RevisionRef
from trainer.curriculum.rendered import RenderedTexts
from trainer.errors import NotFound
from trainer.queries.questions import QuestionView, feedback_view, question_view
from trainer.queries.reader import Reader, reader_of
from trainer.quizzes.checks import LaidOutCheck, lay_out
from trainer.quizzes.questions.question import BLANK, Response
from trainer.quizzes.response_text import response_from_json
from trainer.storage.database import Database
from trainer.storage.learning import CheckAnswer
from trainer.storage.people import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """A knowledge check: to be answered, or answered and explained. `module` is the key of its module."""

    course: str
    module: str
    question: QuestionView
    can_answer: bool


def check_views(
    session: Session, database: Database, reader: Reader, ref: RevisionRef, texts: RenderedTexts
) -> dict[str, CheckView]:
    """Every check of a module's revision by id: one statement for the answers, whatever their number."""
    module = database.library.module(session, ref.revision_id)
    answers = _answers(session, reader.enrolment.enrolment_id, ref.revision_id) if reader.enrolment else {}
    salt = ref.revision_id.hex
    return {
        check_id: CheckView(
            course=reader.edition.outline.slug,
            module=module.key,
            question=_view(lay_out(question, salt), texts, answers.get(check_id, (0, BLANK))),
            can_answer=reader.enrolment is not None,
        )
        for check_id, question in module.checks.items()
    }


def check_view(
    session: Session, database: Database, actor: Actor, course: str, key: str, code: str, now: Now
) -> CheckView:
    """One check by its code. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    module = reader.edition.outline.module(key)
    if module is None:
        raise NotFound("There is no such module.")
    texts = database.library.rendered_module(session, reader.edition, module.path).texts
    views = check_views(session, database, reader, reader.edition.revisions[module.path], texts)
    for view in views.values():
        if view.question.name == code:
            return view
    raise NotFound("There is no such question here.")


def _view(check: LaidOutCheck, texts: RenderedTexts, answered: tuple[int, Response]) -> QuestionView:
    number, response = answered
    feedback = None
    if response != BLANK:
        fraction = check.question.mark(response)
        feedback = feedback_view(check.question, check.placed, check.salt, texts, response, fraction=fraction)
    return question_view(
        check.question, check.placed, check.salt, texts, number=0, response=response, saw=number, feedback=feedback
    )


def _answers(session: Session, enrolment_id: UUID, revision_id: UUID) -> dict[str, tuple[int, Response]]:
    other = aliased(CheckAnswer)
    latest = (
        select(func.max(other.number))
        .where(
            other.enrolment_id == CheckAnswer.enrolment_id,
            other.revision_id == CheckAnswer.revision_id,
            other.check_id == CheckAnswer.check_id,
        )
        .scalar_subquery()
    )
    rows = session.execute(
        select(CheckAnswer.check_id, CheckAnswer.number, CheckAnswer.chosen, Words.words)
        .outerjoin(Words, CheckAnswer.text_id == Words.id)
        .where(
            CheckAnswer.enrolment_id == enrolment_id,
            CheckAnswer.revision_id == revision_id,
            CheckAnswer.number == latest,
        )
    )
    return {row.check_id: (row.number, response_from_json(row.chosen, row.words or "{}")) for row in rows}
