"""Publishes courses as the command line does, and finds what was published."""

import json
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select

from tests.support.courses import tiny_course
from tests.support.databases import Templates
from tests.support.days import november
from trainer.access import PLATFORM, Actor
from trainer.actions.editions import Options
from trainer.actions.folding import refold_outdated
from trainer.actions.publishing import Outcome
from trainer.actions.publishing import publish as publish_files
from trainer.clock import Now
from trainer.curriculum.edition import EditionView
from trainer.storage.append_only import append_only_tables
from trainer.storage.base import Base
from trainer.storage.content import AuditEntry, CourseRow, Document, Edition, EditionItem, Revision
from trainer.storage.database import Database
from trainer.storage.drafts import Publication
from trainer.storage.editions import newest_edition


def publish(
    database: Database, files: Mapping[str, bytes], now: Now, options: Options | None = None, *, actor: Actor = PLATFORM
) -> Outcome:
    """Publish files, of which none was hard to read; nothing is refolded yet."""
    return publish_files(database, actor, files, (), options or Options(), now)


def published(database: Database, files: Mapping[str, bytes], now: Now, options: Options | None = None) -> Outcome:
    """Publish files that make a new edition, and bring every standing up to it."""
    outcome = publish(database, files, now, options)
    assert outcome.number is not None, outcome
    for _ in refold_outdated(database, now):
        pass
    return outcome


def newest(database: Database, course: str = "tiny") -> EditionView:
    """The newest edition of a course, ready for pages."""
    with database.reading() as session:
        head = newest_edition(session, course)
        assert head is not None
        return database.library.edition(session, head.edition_id)


def revision_of(database: Database, path: str, course: str = "tiny") -> UUID:
    """The revision of a document in the newest edition."""
    return newest(database, course).revisions[path].revision_id


def rows(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def facts(database: Database) -> dict[str, int]:
    """How many rows each table has that is only ever added to; that staff looked at a record is none of their acts."""
    kept = append_only_tables()
    found = {table: number for table, number in rows(database).items() if table in kept}
    looks = select(func.count()).select_from(AuditEntry).where(AuditEntry.event.startswith("look:"))
    with database.reading() as session:
        found["audit_entry"] -= session.scalar(looks) or 0
    return found


def problems_of(outcome: Outcome) -> list[str]:
    """The problems as they are shown."""
    return [str(problem) for problem in outcome.problems]


def first_edition(templates: Templates) -> Database:
    """A database in which the tiny course was published on the first of November."""
    return templates.get("the first edition of the tiny course", _publish_first)


def _publish_first(database: Database) -> None:
    published(database, tiny_course(), november(1), Options(note="First edition"))


def carried_out(database: Database) -> dict[UUID, tuple[str, int, dict[str, int]]]:
    """Of every publication that was planned its state, its edition and the versions that it was to publish."""
    with database.reading() as session:
        return {
            each.id: (each.state, each.edition or 0, json.loads(each.versions))
            for each in session.scalars(select(Publication))
        }


def texts_of_editions(database: Database, course: str) -> dict[int, dict[str, tuple[int, str]]]:
    """By edition and path the number of a document's revision, and its text."""
    found: dict[int, dict[str, tuple[int, str]]] = {}
    with database.reading() as session:
        rows = session.execute(
            select(Edition.number, Document.path, Revision.number.label("revision"), Revision.source)
            .join(EditionItem, EditionItem.edition_id == Edition.id)
            .join(Revision, EditionItem.revision_id == Revision.id)
            .join(Document, Revision.document_id == Document.id)
            .join(CourseRow, Edition.course_id == CourseRow.id)
            .where(CourseRow.slug == course)
            .order_by(Edition.number)
        )
        for row in rows:
            found.setdefault(row.number, {})[row.path] = row.revision, (row.source or b"").decode()
    return found
