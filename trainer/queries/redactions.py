"""What was removed from a course for good, by whom and why."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.queries.redaction import RedactedCourse, redacted_course
from trainer.storage.database import Database
from trainer.storage.redaction_rows import RedactedText, RedactionRow, redacted_texts, redactions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneRedaction:
    """A redaction with the revisions that it touched."""

    row: RedactionRow
    texts: tuple[RedactedText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionsPage:
    """Every redaction of a course, the newest first."""

    course: RedactedCourse
    redactions: tuple[DoneRedaction, ...]


def redactions_page(session: Session, database: Database, actor: Actor, course: str) -> RedactionsPage:
    """What was removed from a course: four statements. Raises NotFound for all but administrators."""
    course_id, found = redacted_course(session, database, actor, course)
    texts = redacted_texts(session, course_id)
    rows = redactions_of(session, course_id)
    return RedactionsPage(
        course=found,
        redactions=tuple(DoneRedaction(row=row, texts=texts.get(row.number, ())) for row in rows),
    )
