"""The references and the glossary as they were in an earlier edition."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.documents import BIBLIOGRAPHY_PATH
from trainer.curriculum.glossary_file import PATH as GLOSSARY_PATH
from trainer.curriculum.rendered import RenderedReference, RenderedTerm
from trainer.queries.earlier import Earlier, EditionMark, earlier_edition
from trainer.queries.reader import CourseHead
from trainer.storage.database import Database
from trainer.storage.redaction_rows import RedactionRow, removed_from


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierReferencePage:
    """What an edition could be looked up in, and what was removed from it since."""

    course: CourseHead
    mark: EditionMark
    references: tuple[RenderedReference, ...]
    terms: tuple[RenderedTerm, ...]
    removed_references: tuple[RedactionRow, ...]
    removed_terms: tuple[RedactionRow, ...]


def earlier_reference_page(
    session: Session, database: Database, actor: Actor, course: str, number: int, now: Now
) -> EarlierReferencePage:
    """References and glossary of an edition: as many statements as opening it. Raises NotFound and NotReady."""
    earlier = earlier_edition(session, database, actor, course, number, now)
    pages = database.library.course_pages(session, earlier.edition)
    return EarlierReferencePage(
        course=earlier.reader.head,
        mark=earlier.mark,
        references=pages.references,
        terms=pages.glossary,
        removed_references=_removed(session, database, earlier, BIBLIOGRAPHY_PATH),
        removed_terms=_removed(session, database, earlier, GLOSSARY_PATH),
    )


def _removed(session: Session, database: Database, earlier: Earlier, path: str) -> tuple[RedactionRow, ...]:
    ref = earlier.edition.revisions.get(path)
    return removed_from(session, database.library, [ref.revision_id] if ref else [])
