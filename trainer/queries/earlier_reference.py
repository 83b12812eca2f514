"""The references and the glossary as they were in an earlier edition."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.rendered import RenderedReference, RenderedTerm
from trainer.queries.earlier import EditionMark, earlier_edition
from trainer.queries.reader import CourseHead
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierReferencePage:
    """What an edition could be looked up in."""

    course: CourseHead
    mark: EditionMark
    references: tuple[RenderedReference, ...]
    terms: tuple[RenderedTerm, ...]


def earlier_reference_page(
    session: Session, database: Database, actor: Actor, course: str, number: int, now: Now
) -> EarlierReferencePage:
    """References and glossary of an edition: as many statements as opening it. Raises NotFound and NotReady."""
    earlier = earlier_edition(session, database, actor, course, number, now)
    pages = database.library.course_pages(session, earlier.edition)
    return EarlierReferencePage(
        course=earlier.reader.head, mark=earlier.mark, references=pages.references, terms=pages.glossary
    )
