"""Counts what a piece of code asks of its database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from trainer.storage.database import Database

_NOT_COUNTED = ("PRAGMA", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass(slots=True)
class Statements:
    """The SQL statements seen so far, in order; `len` counts them, printing shows them."""

    seen: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.seen)

    def __str__(self) -> str:
        return "\n".join(self.seen)


@contextmanager
def counted(database: Database) -> Iterator[Statements]:
    """Count the statements of both kinds of session; those that begin and end transactions are left out."""
    statements = Statements()

    def note(_connection: Any, _cursor: Any, statement: str, *_further: Any) -> None:  # SQLAlchemy's own types
        if not statement.lstrip().upper().startswith(_NOT_COUNTED):
            statements.seen.append(statement)

    engines = (database.writer, database.reader)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
