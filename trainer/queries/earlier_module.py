"""A module as it was in an earlier edition, to be read and nothing else."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.rendered import MarginNote, RenderedModule, SourceNote
from trainer.curriculum.reviewing import DocumentReview, document_review
from trainer.curriculum.safe_html import Html
from trainer.curriculum.standing import EMPTY
from trainer.errors import NotFound
from trainer.queries.checks import CheckView, check_views
from trainer.queries.earlier import Earlier, EditionMark, earlier_edition, known_paths, may_open
from trainer.queries.module import ClosedModulePage, ShownPart, area_of, closed_page, shown_parts
from trainer.queries.reader import CourseHead
from trainer.storage.database import Database
from trainer.storage.redaction_rows import RedactionRow, removed_from
from trainer.storage.review_rows import reviews_of_document


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierSection:
    """A section as it stood."""

    anchor: str
    title: Html
    parts: tuple[ShownPart, ...]
    notes: tuple[MarginNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierModulePage:
    """A module as it was. `is_there` tells whether the course still holds it, `is_same` whether in this revision.

    `removed` is what was removed from this revision since.
    """

    course: CourseHead
    mark: EditionMark
    area: tuple[str, str, int]
    key: str
    title: str
    minutes: int
    revision: int
    revised_at: datetime
    review: DocumentReview
    objectives: tuple[str, ...]
    content_note: Html | None
    opening: tuple[ShownPart, ...]
    opening_notes: tuple[MarginNote, ...]
    sections: tuple[EarlierSection, ...]
    sources: tuple[SourceNote, ...]
    is_there: bool
    is_same: bool
    removed: tuple[RedactionRow, ...]


def earlier_module_page(
    session: Session, database: Database, actor: Actor, course: str, number: int, key: str, now: Now
) -> EarlierModulePage | ClosedModulePage:
    """A module of an edition: five statements. Raises NotFound for what is not open to the reader, and NotReady."""
    earlier = earlier_edition(session, database, actor, course, number, now)
    module = earlier.edition.outline.module(key)
    if module is None:
        raise NotFound("This edition holds no such module.")
    reader = earlier.reader
    current = reader.edition.outline.module(key)
    if not may_open(reader, module, frozenset() if current else known_paths(session, reader)):
        if current is None:
            raise NotFound("There is no such module.")
        return closed_page(reader, current)
    ref = earlier.edition.revisions[module.path]
    rendered = database.library.rendered_module(session, earlier.edition, module.path)
    checks = _unanswered(session, database, earlier, module.path, rendered)
    now_ref = reader.edition.revisions.get(module.path)
    return EarlierModulePage(
        course=reader.head,
        mark=earlier.mark,
        area=area_of(earlier.edition.outline, module),
        key=key,
        title=module.title,
        minutes=module.minutes,
        revision=ref.number,
        revised_at=ref.at,
        review=document_review(
            reviews_of_document(session, ref.document_id),
            revision=ref.number,
            review_by=module.review_by,
            today=now.today,
        ),
        objectives=tuple(text for _, text in module.objectives),
        content_note=rendered.content_note,
        opening=shown_parts(rendered.opening, checks),
        opening_notes=rendered.opening_notes,
        sections=tuple(
            EarlierSection(
                anchor=f"section-{section.id}",
                title=section.title,
                parts=shown_parts(section.parts, checks),
                notes=section.notes,
            )
            for section in rendered.sections
        ),
        sources=rendered.sources,
        is_there=current is not None,
        is_same=now_ref is not None and now_ref.revision_id == ref.revision_id,
        removed=removed_from(session, database.library, [ref.revision_id]),
    )


def _unanswered(
    session: Session, database: Database, earlier: Earlier, path: str, rendered: RenderedModule
) -> dict[str, CheckView]:
    """The module's checks as somebody sees them who answers nothing."""
    nobody = replace(
        earlier.reader, edition_id=earlier.edition_id, edition=earlier.edition, standings=EMPTY, enrolment=None
    )
    return check_views(session, database, nobody, earlier.edition.revisions[path], rendered.texts)
