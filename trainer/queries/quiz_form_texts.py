"""Every id that a quiz ever used, since none comes back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.queries.writing import authored_course
from trainer.quizzes.editing_form import read_form
from trainer.quizzes.editing_places import PART
from trainer.quizzes.editing_tree import CannotEdit
from trainer.storage.content import Document, Revision
from trainer.storage.database import Database


def retired_ids(session: Session, database: Database, actor: Actor, course: str, path: str) -> frozenset[str]:
    """Every id in any revision of a quiz: three statements, two where this process knows them. Raises NotFound."""
    course_id = authored_course(session, actor, course)
    of_quiz = (Document.course_id == course_id, Document.path == path)
    newest = session.scalar(
        select(Revision.id).join(Document).where(*of_quiz).order_by(Revision.number.desc()).limit(1)
    )

    def read() -> frozenset[str]:
        sources = session.scalars(select(Revision.source).join(Document).where(*of_quiz))
        return frozenset(each for source in sources if source for each in _ids(source.decode()))

    return database.library.keep(session, "ids ever", str(newest), read) if newest else frozenset()


def _ids(source: str) -> frozenset[str]:
    try:
        form = read_form(source)
    except CannotEdit:
        return frozenset()
    every = [each for question in form.questions for each in (question, *question.parts)]
    entries = {entry.place.entry or "" for question in every for entry in question.entries}
    return frozenset({question.key.rpartition(PART)[2] for question in every} | entries)
