"""Reads the vocabulary of the edition that is searched, once per process."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from trainer.curriculum.searching_vocabulary import Vocabulary, from_text
from trainer.curriculum.searching_words import words_version
from trainer.storage.library import Library
from trainer.storage.passages import VocabularyRow
from trainer.storage.prepared import run


class NotIndexed(Exception):
    """The passages of an edition are not made yet; publishing or the sweep makes them."""


def vocabulary_of_edition(session: Session, library: Library, course_id: UUID, edition_id: UUID) -> Vocabulary:
    """The words of the newest edition of a course. Raises NotIndexed."""
    return library.keep(
        session, "vocabulary", f"{edition_id}:{words_version()}", lambda: _read(session, course_id, edition_id)
    )


def _read(session: Session, course_id: UUID, edition_id: UUID) -> Vocabulary:
    row = run(session, _ROW, course_id=course_id, edition_id=edition_id, version=words_version()).one_or_none()
    if row is None:
        raise NotIndexed
    return from_text(row.body)


_ROW: Final = select(VocabularyRow.body).where(
    VocabularyRow.course_id == bindparam("course_id"),
    VocabularyRow.edition_id == bindparam("edition_id"),
    VocabularyRow.version == bindparam("version"),
)
