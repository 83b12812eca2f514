"""The text from which a form was made."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.errors import Stale
from trainer.queries.writing import WritingPage, authored_course
from trainer.storage.draft_rows import revision_text, saved_text


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSource:
    """What a form shows and changes; `version` and `revision` say which text it is, as in WritingPage."""

    text: str
    version: int
    revision: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenFormPage:
    """A text that no form can show, with what is in the way."""

    document: WritingPage
    line: int
    message: str


def newest(document: WritingPage) -> FormSource:
    """The newest text of a document."""
    return FormSource(text=document.text, version=document.version, revision=document.revision)


def seen_text(session: Session, actor: Actor, course: str, path: str, version: int, revision: UUID | None) -> str:
    """The text from which a form was made: two statements. Raises NotFound, and Stale where it is no longer kept."""
    course_id = authored_course(session, actor, course)
    if version:
        found = saved_text(session, course_id, path, version)
    else:
        found = revision_text(session, course_id, path, revision) if revision else None
    if found is None:
        raise Stale("This form was made from a text that is no longer kept. Load the page again, then change it there.")
    return found.decode()
