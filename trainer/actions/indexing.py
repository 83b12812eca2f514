"""Brings the passages that search finds up to the newest edition of each course."""

import logging
from uuid import UUID

from sqlalchemy import select

from trainer.curriculum.searching_words import words_version
from trainer.storage.content import CourseRow
from trainer.storage.database import Database
from trainer.storage.editions import EditionHead, newest_edition, newest_editions
from trainer.storage.library import NotReady
from trainer.storage.passages_writing import IndexHead, index_heads, passages_of, prepare, replace_passages

_log = logging.getLogger("trainer.indexing")


def index_newest(database: Database) -> int:
    """Index the newest edition of each course whose passages are of another one; gives how many were.

    One whose pages are not made yet waits for them.
    """
    with database.reading() as session:
        done = index_heads(session)
        waiting = [head for head in newest_editions(session) if done.get(head.course_id) != _wanted(head.edition_id)]
    return sum(_index(database, head) for head in waiting)


def _index(database: Database, head: EditionHead) -> bool:
    """Reading and taking apart come first: other writers wait only while rows are written."""
    with database.reading() as session:
        try:
            prepared = prepare(passages_of(session, database.library.edition(session, head.edition_id)))
        except (NotReady, KeyError):
            _log.warning("edition %d of %s is not indexed yet: its pages are not made", head.number, head.course)
            return False
    with database.writing() as session:
        session.execute(select(CourseRow.id).where(CourseRow.id == head.course_id).with_for_update(key_share=True))
        newest = newest_edition(session, head.course)
        if newest is None or newest.edition_id != head.edition_id:
            return False  # whoever published meanwhile indexes theirs
        replace_passages(session, head.course_id, head.edition_id, prepared)
        session.commit()
    return True


def _wanted(edition_id: UUID) -> IndexHead:
    return IndexHead(edition_id, words_version())
