"""Keeps words that were removed for good from coming back: from an open editor, or from a folder."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.curriculum.documents import is_text
from trainer.curriculum.media_pointers import fingerprint
from trainer.curriculum.redacting_again import come_back
from trainer.errors import Invalid
from trainer.problem import Problem
from trainer.storage.database import Database
from trainer.storage.editions import PublishedDocument
from trainer.storage.redaction_rows import Removed, removed_files, removed_words

_WORDS = "holds words that were removed from this course for good"
_FILE = "was removed for good, since it must not be seen"


def removed_again(
    files: Mapping[str, bytes], published: Mapping[str, PublishedDocument], removed: Removed
) -> Iterator[Problem]:
    """A problem for each place of new texts, by path, where removed words stand again, and for each removed file."""
    for path, content in files.items():
        if not is_text(path):
            if fingerprint(content) in removed.files:
                yield Problem(path, 1, f"this file {_FILE}; take another one")
            continue
        known = published[path].content.decode("utf-8", "replace") if path in published else ""
        for line, _ in come_back(content.decode("utf-8", "replace"), removed.words, known):
            yield Problem(path, line, f"this line {_WORDS}; take them out")


def require_none_removed(session: Session, course_id: UUID, text: str, known: str) -> None:
    """Raise Invalid where a text holds removed words; `known` is one that holds none."""
    lines = sorted({line for line, _ in come_back(text, removed_words(session, course_id), known)})
    if lines:
        raise Invalid([("text", f"Line {lines[0]} {_WORDS}. Take them out; then the text is saved.")])


def require_not_removed(database: Database, digest: str) -> None:
    """Raise Invalid for a file that was removed for good, before its bytes are kept again."""
    with database.reading() as session:
        if digest in removed_files(session):
            raise Invalid([("file", f"This file {_FILE}; take another one.")])
