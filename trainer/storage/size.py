"""How much room the database takes, and what it is."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from trainer.storage.content import Blob
from trainer.storage.signing_off import EntryFile
from trainer.storage.uploads import BlobPart


def database_bytes(session: Session) -> int:
    """The bytes of the database on its disk, without its log."""
    if session.get_bind().dialect.name == "sqlite":
        pages, size = session.scalar(text("PRAGMA page_count")), session.scalar(text("PRAGMA page_size"))
        return int(pages or 0) * int(size or 0)
    return int(session.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def database_name(session: Session) -> str:
    """Which database it is, with its version."""
    if session.get_bind().dialect.name == "sqlite":
        return f"SQLite {session.scalar(text('SELECT sqlite_version()'))}"
    return f"PostgreSQL {session.scalar(text('SHOW server_version'))}"


def file_bytes(session: Session) -> tuple[int, int]:
    """The bytes of figures and media that courses use, and of documents that people uploaded."""
    whole = session.scalar(select(func.coalesce(func.sum(func.length(Blob.content)), 0)))
    parts = session.scalar(select(func.coalesce(func.sum(func.length(BlobPart.content)), 0)))
    documents = session.scalar(select(func.coalesce(func.sum(EntryFile.size), 0)).where(EntryFile.body.is_not(None)))
    return int(whole or 0) + int(parts or 0), int(documents or 0)
