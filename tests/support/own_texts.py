"""A person in whose record each column that can name a text names one of its own."""

from collections.abc import Iterator, Set
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Connection, MetaData, Table, select

from tests.support.one_row_each import value_of
from trainer.storage.database import Database
from trainer.storage.erasing_texts import OWNED
from trainer.storage.passages_index import is_of_models
from trainer.storage.people import Person

_OTHERWISE: Final = {"erasure_decision.decision": "refused"}
_NOT_BOTH: Final = frozenset({"account_change.reason_id"})  # only where another person changed the account


def secret_of(column: str) -> str:
    """What stands in the text that a column names."""
    return f"what stands beside {column} and nowhere else"


def owned_columns() -> Iterator[str]:
    """The columns that name a text in this person's record."""
    yield from sorted({each.name for each in OWNED} - _NOT_BOTH)


def fill_with_own_texts(database: Database) -> None:
    """Add a row to each table of which one can name a text of somebody's, and to all that it refers to."""
    wanted = {name.partition(".")[0] for name in owned_columns()}
    schema = MetaData()
    schema.reflect(database.writer, only=lambda name, _: is_of_models(name, "table", {}))
    made: dict[Column[Any], Any] = {}
    with database.writer.begin() as connection:
        for table in _with_those_referred_to(schema, wanted):
            row = {column.name: value_of(table, column, made) for column in table.columns if not column.computed}
            if table.name in wanted:
                row |= dict(_texts(connection, table, made))
            connection.execute(table.insert().values(row))
            made |= {table.columns[name]: value for name, value in row.items()}


def person_of(database: Database) -> UUID:
    """Whose record it is."""
    with database.reading() as session:
        return session.scalars(select(Person.id).where(Person.name == "name")).one()


def _with_those_referred_to(schema: MetaData, wanted: Set[str]) -> Iterator[Table]:
    needed, waiting = set[str](), set(wanted)
    while waiting:
        needed |= waiting
        keys = (key for name in waiting for key in schema.tables[name].foreign_keys)
        waiting = {key.column.table.name for key in keys} - needed
    yield from (table for table in schema.sorted_tables if table.name in needed)


def _texts(connection: Connection, table: Table, made: dict[Column[Any], Any]) -> Iterator[tuple[str, Any]]:
    texts, owned = table.metadata.tables["text"], set(owned_columns())
    for each in table.columns:
        name, column = each.name, str(each)
        if column in _OTHERWISE:
            yield name, _OTHERWISE[column]
        if column in owned:
            example = {one.name: value_of(texts, one, made) for one in texts.columns}
            row = {**example, "kind": "any", "words": secret_of(column), "salt": "salt"}
            connection.execute(texts.insert().values(row))
            yield name, row["id"]
            yield name.replace("_id", "_digest"), "digest"
