"""Reads what a transcript says of documents and reflections; of a reflection neither its words nor its readers."""

from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.curriculum.transcript_facts import DocumentIn, ReflectionIn
from trainer.storage.document_rows import documents_of
from trainer.storage.reflection_rows import reflections_of


def document_facts(session: Session, enrolment_id: UUID, today: date) -> tuple[DocumentIn, ...]:
    """Every upload of an enrolment: one statement."""
    return tuple(
        DocumentIn(
            item=row.item,
            number=row.number,
            at=row.at,
            valid_until=row.valid_until,
            state=row.state.word.lower(),
            decided_at=row.decided.at if row.decided else None,
            by=row.decided.by if row.decided else None,
        )
        for row in documents_of(session, enrolment_id, today)
    )


def reflection_facts(session: Session, enrolment_id: UUID) -> tuple[ReflectionIn, ...]:
    """Every reflection of an enrolment that was kept: one statement."""
    found = []
    for item, rows in groupby(reflections_of(session, enrolment_id), key=lambda row: row.item):
        versions = tuple(rows)
        found.append(ReflectionIn(item=item, first_at=versions[0].at, last_at=versions[-1].at, versions=len(versions)))
    return tuple(found)
