"""Adds rows: once where a repeat must do no harm, with people's words kept beside the fact."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import Insert, bindparam, func, insert, inspect, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from trainer.storage.base import Base
from trainer.storage.learning import Enrolment
from trainer.storage.people import Words
from trainer.storage.prepared import run

_LOCKED: Final = select(Enrolment.id).where(Enrolment.id == bindparam("enrolment_id")).with_for_update(key_share=True)


def add(session: Session, row: Base) -> None:
    """Add one row now, so that what is read afterwards sees it."""
    session.add(row)
    session.flush()


def add_values(session: Session, table: type[Base], *rows: Mapping[str, object]) -> None:
    """Add rows now, by their values: as `add`, at a third of the cost, where nobody needs the objects."""
    if rows:
        session.connection().execute(_plainly(table), rows)


def add_once(session: Session, table: type[Base], **values: Any) -> bool:
    """Add a row unless a unique constraint says that it is there; tells whether it was added."""
    statement = _unless_there(table, session.get_bind().dialect.name)
    # What comes back is counted, not `rowcount`: psycopg knows of none here.
    return session.connection().execute(statement, values).first() is not None


def add_each_once(session: Session, table: type[Base], rows: Sequence[Mapping[str, object]]) -> list[tuple[Any, ...]]:
    """Add rows unless they are there, in one statement; gives the keys of those that were added."""
    if not rows:
        return []
    into = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = into(table).on_conflict_do_nothing().returning(*inspect(table).primary_key)
    return [tuple(row) for row in session.connection().execute(statement, rows)]


@cache
def _plainly(table: type[Base]) -> Insert:
    return insert(table)


@cache
def _unless_there(table: type[Base], dialect: str) -> ReturningInsert[tuple[int]]:
    into = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return into(table).on_conflict_do_nothing().returning(literal(1))


def lock_enrolment(session: Session, enrolment_id: UUID) -> None:
    """Let no other transaction move this enrolment's standing before this one ends.

    To be called before the first insert: PostgreSQL deadlocks where the lock follows a row that refers
    to the enrolment. SQLite has locked the whole database already.
    """
    run(session, _LOCKED, enrolment_id=enrolment_id)


def lock_name(session: Session, name: str) -> None:
    """Let no other transaction that names the same go on before this one ends. SQLite has locked everything already."""
    if session.get_bind().dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))


def add_words(session: Session, person_id: UUID, kind: str, words: str) -> tuple[UUID, str]:
    """Keep what a person wrote; the fact takes the id and the digest of salt and words."""
    text_id, salt = uuid4(), secrets.token_hex(16)
    add(session, Words(id=text_id, person_id=person_id, kind=kind, words=words, salt=salt))
    return text_id, words_digest(salt, words)


def words_digest(salt: str, words: str) -> str:
    """The digest by which a fact names words that may be erased later: SHA-256 of salt, a zero byte, words."""
    return hashlib.sha256(f"{salt}\0{words}".encode()).hexdigest()
