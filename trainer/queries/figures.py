"""The bytes of a figure, for those who may see it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.errors import NotFound
from trainer.storage.content import Blob, Document, Revision
from trainer.storage.learning import Enrolment


def figure_content(session: Session, actor: Actor, digest: str) -> bytes:
    """A figure by its digest. Raises NotFound unless the actor reads a course that holds, or held, it."""
    courses = session.scalars(
        select(Document.course_id)
        .join(Revision, Revision.document_id == Document.id)
        .where(Revision.blob_digest == digest)
        .distinct()
    ).all()
    is_open = any(actor.may_read(course_id) for course_id in courses)
    if not is_open and actor.has(Permission.LEARN):
        own = select(Enrolment.id).where(Enrolment.person_id == actor.person_id, Enrolment.course_id.in_(courses))
        is_open = session.scalar(own.limit(1)) is not None
    if not is_open:
        raise NotFound("There is no such picture.")
    return session.scalars(select(Blob.content).where(Blob.digest == digest)).one()
