"""Where somebody tells the authors something about a question of an attempt whose reasons were shown."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from trainer.access import Actor, require_own
from trainer.curriculum.searching_passages import prompt_in_words
from trainer.errors import NotAllowed, NotFound
from trainer.queries.attempt import attempt_head
from trainer.quizzes.codes import code
from trainer.storage.authors import authors_of
from trainer.storage.comment_rows import last_number
from trainer.storage.database import Database
from trainer.storage.learning import Submission
from trainer.storage.passages import ReasonsShown


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCommentOnQuestionPage:
    """A question to tell the authors something about; `question` is the code by which the attempt's pages name it.

    `number` is that of the person's last comment on the quiz; `authors` are those who read it.
    """

    course: str
    attempt_id: UUID
    question: str
    place: int
    quiz_title: str
    prompt: str
    number: int
    authors: tuple[str, ...]


def new_comment_on_question_page(
    session: Session, database: Database, actor: Actor, course: str, attempt_id: UUID, question: str
) -> NewCommentOnQuestionPage:
    """A question of one's own attempt: four statements.

    Raises NotFound; NotAllowed before it is handed in or explained.
    """
    head, person_id = attempt_head(session, database, attempt_id)
    require_own(actor, person_id)
    names = [code(head.layout.salt, "question", placed.id) for placed in head.layout.questions]
    if head.course != course or question not in names:
        raise NotFound("There is no such question.")
    place = names.index(question)
    asked = head.quiz.question(head.layout.questions[place].id)
    shown = (ReasonsShown.attempt_id == attempt_id, ReasonsShown.question == asked.common.id)
    is_submitted = select(Submission.id).where(Submission.attempt_id == attempt_id)
    if session.scalar(select(or_(exists().where(*shown), is_submitted.exists()))) is not True:
        raise NotAllowed("You can tell the authors about a question once you have handed in, or see its reasons.")
    return NewCommentOnQuestionPage(
        course=course,
        attempt_id=attempt_id,
        question=question,
        place=place + 1,
        quiz_title=head.quiz.title,
        prompt=prompt_in_words(asked, head.texts),
        number=last_number(session, actor.person_id, head.document_id),
        authors=authors_of(session, head.course_id),
    )
