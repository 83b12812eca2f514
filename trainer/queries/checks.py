"""The knowledge checks of a module, each with the answer given last."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.edition import RevisionRef
from trainer.curriculum.rendered import RenderedTexts
from trainer.errors import NotFound
from trainer.queries.questions import QuestionView, feedback_view, question_view
from trainer.queries.reader import Reader, reader_of
from trainer.quizzes.checks import LaidOutCheck, lay_out
from trainer.quizzes.questions.question import BLANK
from trainer.storage.answers import CheckedAnswer, latest_check_answers
from trainer.storage.database import Database

_NONE = CheckedAnswer(number=0, response=BLANK)


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
    answers: Mapping[str, CheckedAnswer] = {}
    if reader.enrolment:
        answers = latest_check_answers(session, reader.enrolment.enrolment_id, ref.revision_id)
    salt = ref.revision_id.hex
    unanswered = database.library.keep(
        session,
        "checks",
        f"{ref.revision_id} {reader.edition.rendered[module.path]}",
        lambda: {key: _view(lay_out(question, salt), texts, _NONE) for key, question in module.checks.items()},
    )
    return {
        key: CheckView(
            course=reader.edition.outline.slug,
            module=module.key,
            question=_view(lay_out(question, salt), texts, answers[key]) if key in answers else unanswered[key],
            can_answer=reader.enrolment is not None,
        )
        for key, question in module.checks.items()
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


def _view(check: LaidOutCheck, texts: RenderedTexts, answered: CheckedAnswer) -> QuestionView:
    feedback, response = None, answered.response
    if response != BLANK:
        fraction = check.question.mark(response, check.placed.arrangement)
        feedback = feedback_view(check.question, check.placed, check.salt, texts, response, fraction=fraction)
    return question_view(
        check.question,
        check.placed,
        check.salt,
        texts,
        number=0,
        response=response,
        saw=answered.number,
        feedback=feedback,
    )
