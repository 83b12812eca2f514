"""Runs statements that were made once, since making a statement costs ten times what running it does."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias

from sqlalchemy import BindParameter, Connection, Dialect, Numeric, Result, Select
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

CONNECTION: Final = "connection"
"""Where a session that only reads keeps its connection, which is the same as long as it lives."""
_Change: TypeAlias = Callable[[Any], Any] | None
"""Makes of a value what the driver takes, or of what it gave a value; None where they are the same."""


def run(session: Session, statement: Select[*tuple[Any, ...]], **given: object) -> Result[*tuple[Any, ...]]:
    """The rows of a statement that asks for columns, not for objects; `given` are its `bindparam`s by name.

    A session that only reads asks the driver directly, unless somebody listens to statements. Where the driver
    complains SQLAlchemy asks once more: it says what is wrong in its own words, and gives up a connection that is lost.
    """
    connection: Connection | None = session.info.get(CONNECTION)
    if connection is None:
        return session.connection().execute(statement, given)
    prepared = _prepared(statement, connection.dialect)
    if prepared is None or connection.dispatch.before_cursor_execute:
        return connection.execute(statement, given)
    errors = connection.dialect.loaded_dbapi.Error
    with suppress(errors):
        return prepared.rows(connection, given)
    with suppress(errors):
        connection.connection.rollback()  # else PostgreSQL says no more than that something failed before
    return connection.execute(statement, given)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement in the driver's own words.

    `takes` holds the names of its values in order, each with its change and, where the statement itself says it, the
    value; `gives` the change of each column that needs one, by its place.
    """

    sql: str
    takes: tuple[tuple[str, _Change, tuple[object, ...]], ...]
    is_positional: bool
    columns: SimpleResultMetaData
    gives: tuple[tuple[int, Callable[[Any], Any]], ...]

    def rows(self, connection: Connection, given: Mapping[str, object]) -> Result[*tuple[Any, ...]]:
        values = [
            fixed[0] if fixed else change(given[name]) if change else given[name] for name, change, fixed in self.takes
        ]
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self.sql, values if self.is_positional else self._named(values))
            return IteratorResult(self.columns, iter(self._read(cursor.fetchall())))
        finally:
            cursor.close()

    def _named(self, values: Sequence[object]) -> Mapping[str, object]:
        return {name: value for (name, _, _), value in zip(self.takes, values, strict=True)}

    def _read(self, rows: Sequence[Sequence[object]]) -> Sequence[Sequence[object]]:
        if not self.gives:
            return rows
        read = [list(row) for row in rows]
        for row in read:
            for place, change in self.gives:
                row[place] = change(row[place])
        return [tuple(row) for row in read]


@lru_cache(1000)
def _prepared(statement: Select[*tuple[Any, ...]], dialect: Dialect) -> _Prepared | None:
    """None for a statement whose words depend on what it is given, as with a list of values of any length."""
    compiled = statement.compile(dialect=dialect)
    columns = statement.selected_columns
    # How a number with a fraction is read depends on what the driver says of the column.
    has_fractions = any(isinstance(column.type, Numeric) for column in columns)
    if compiled.post_compile_params or compiled.literal_execute_params or has_fractions:
        return None
    names = compiled.positiontup if compiled.positional else compiled.binds
    gives = enumerate(_of_type(column.type, dialect).result_processor(dialect, None) for column in columns)
    return _Prepared(
        sql=compiled.string,
        takes=tuple((name, *_taken(compiled.binds[name], dialect)) for name in names or ()),
        is_positional=compiled.positional,
        columns=SimpleResultMetaData(columns.keys()),
        gives=tuple((place, change) for place, change in gives if change),
    )


def _taken(bind: BindParameter[Any], dialect: Dialect) -> tuple[_Change, tuple[object, ...]]:
    change = _of_type(bind.type, dialect).bind_processor(dialect)
    if bind.required:
        return change, ()
    return change, (change(bind.effective_value) if change else bind.effective_value,)


def _of_type(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
