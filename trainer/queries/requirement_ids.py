"""Every id that a requirement of a course ever had, since none comes back."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.course_file import PATH as COURSE_PATH
from trainer.curriculum.requirements_editing import PARTS, requirements_of
from trainer.queries.writing import authored_course
from trainer.quizzes.editing_tree import CannotEdit, read_source
from trainer.storage.content import Document, Revision
from trainer.storage.database import Database


def ids_ever(session: Session, database: Database, actor: Actor, course: str, part: str) -> frozenset[str]:
    """Those of a part in any revision: three statements, two where this process knows them. Raises NotFound."""
    course_id = authored_course(session, actor, course)
    of_course = (Document.course_id == course_id, Document.path == COURSE_PATH)
    newest = session.scalar(
        select(Revision.id).join(Document).where(*of_course).order_by(Revision.number.desc()).limit(1)
    )

    def read() -> frozenset[tuple[str, str]]:
        sources = session.scalars(select(Revision.source).join(Document).where(*of_course))
        return frozenset(each for source in sources if source for each in _ids(source.decode()))

    found = database.library.keep(session, "requirement ids ever", str(newest), read) if newest else frozenset()
    return frozenset(key for of_part, key in found if of_part == part)


def _ids(text: str) -> Iterator[tuple[str, str]]:
    try:
        source = read_source(text)
        for part in PARTS:
            for key, _ in requirements_of(source, part):
                yield part, key
    except CannotEdit:
        return
