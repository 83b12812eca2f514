"""The drafts of a course that were begun before what is published now."""

from sqlalchemy import select

from trainer.storage.content import Document, EditionItem
from trainer.storage.database import Database
from trainer.storage.draft_rows import course_id_of, drafts_of
from trainer.storage.editions import newest_edition


def drafts_behind(database: Database, course: str) -> tuple[tuple[str, str], ...]:
    """The path of each, with who saved it last: four statements, however many drafts there are."""
    with database.reading() as session:
        course_id, head = course_id_of(session, course), newest_edition(session, course)
        if course_id is None or head is None:
            return ()
        rows = session.execute(
            select(Document.path, EditionItem.revision_id)
            .join(Document, EditionItem.document_id == Document.id)
            .where(EditionItem.edition_id == head.edition_id)
        )
        published = {row.path: row.revision_id for row in rows}
        drafts = drafts_of(session, course_id)
    return tuple(
        (path, draft.author) for path, draft in sorted(drafts.items()) if draft.based_on != published.get(path)
    )
