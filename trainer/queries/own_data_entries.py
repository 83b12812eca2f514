"""A person's own reflections and documents, for the archive of their data."""

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.curriculum.transcript import plain_of
from trainer.curriculum.uploaded_documents import TYPES
from trainer.storage.document_rows import DocumentRow, documents_of
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.reflection_rows import draft_of, drafts_of, reflections_of, replies_to, words_of
from trainer.storage.signing_off import EntryFile

WORDS_OF_REFLECTIONS: Final = frozenset({"reflection", "overruled-warning"})
"""The kinds of words that say something of a reflection."""


def own_reflections(session: Session, enrolments: Sequence[EnrolmentRow], *, in_words: bool) -> list[dict[str, object]]:
    """What somebody wrote in reflections, kept or not, with what was answered: some statements for each of them.

    Not `in_words`, it is only said that there are some.
    """
    return [
        {
            "course": enrolment.course,
            "enrolment": enrolment.number,
            "item": item,
            **(_reflection(session, enrolment.enrolment_id, item) if in_words else {"kept_back": ["words"]}),
        }
        for enrolment in enrolments
        for item in sorted(
            {row.item for row in reflections_of(session, enrolment.enrolment_id)}
            | set(drafts_of(session, enrolment.enrolment_id))
        )
    ]


def own_documents(session: Session, enrolments: Sequence[EnrolmentRow], now: Now) -> list[dict[str, object]]:
    """What somebody uploaded, and what became of it: one statement for each enrolment."""
    return [
        {
            "course": enrolment.course,
            "enrolment": enrolment.number,
            "item": row.item,
            "upload": row.number,
            "uploaded": plain_of(row.at),
            "valid_until": row.valid_until.isoformat() if row.valid_until else None,
            "state": row.state.value,
            "file": _path(enrolment, row) if row.is_there else None,
            "decided": plain_of(row.decided.at) if row.decided else None,
            "decided_by": row.decided.by if row.decided else None,
            "words": row.decided.words if row.decided else None,
        }
        for enrolment in enrolments
        for row in documents_of(session, enrolment.enrolment_id, now.today)
    ]


def own_files(session: Session, enrolments: Sequence[EnrolmentRow], now: Now) -> Iterator[tuple[str, bytes]]:
    """The bytes of what somebody uploaded, one file after another."""
    for enrolment in enrolments:
        for row in documents_of(session, enrolment.enrolment_id, now.today):
            body = session.scalars(select(EntryFile.body).where(EntryFile.id == row.file_id)).one()
            if body is not None:
                yield _path(enrolment, row), body


def _path(enrolment: EnrolmentRow, row: DocumentRow) -> str:
    name = f"{row.item.partition(':')[2]}-{row.number}.{TYPES.get(row.media_type, 'bin')}"
    return f"documents/{enrolment.course}-{enrolment.number}/{name}"


def _reflection(session: Session, enrolment_id: UUID, item: str) -> dict[str, object]:
    rows = reflections_of(session, enrolment_id, item)
    words = words_of(session, [row.text_id for row in rows]) if rows else {}
    draft = draft_of(session, enrolment_id, item)
    return {
        "kept": [
            {
                "version": row.number,
                "at": plain_of(row.at),
                "readers": row.chosen.value,
                "words": words[row.text_id],
            }
            for row in rows
        ],
        "answered": [
            {"by": each.by, "at": plain_of(each.at), "words": each.words}
            for each in replies_to(session, enrolment_id, item)
        ],
        "not_kept_yet": {"words": draft.words, "readers": draft.tier.value, "saved": plain_of(draft.changed_at)}
        if draft
        else None,
    }
