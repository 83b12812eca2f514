"""Finds what a database lacks of what the code relies on, with the cure for each."""

from collections.abc import Iterator

from sqlalchemy import (
    CheckConstraint,
    Connection,
    Constraint,
    ForeignKeyConstraint,
    Table,
    UniqueConstraint,
    and_,
    func,
    inspect,
    select,
)
from sqlalchemy.schema import AddConstraint

from trainer.storage.append_only import missing_triggers
from trainer.storage.schema import metadata


def lacking(connection: Connection) -> Iterator[str]:
    """A sentence for each trigger and constraint that is missing, and for each reference that leads to nothing."""
    for trigger, of in missing_triggers(connection):
        yield f"{of}: the trigger {trigger} is missing or switched off; 'trainer database upgrade' writes it anew"
    present = set(inspect(connection).get_table_names())
    for table in metadata.sorted_tables:
        if table.name in present:
            yield from _constraints(connection, table)
            yield from _references(connection, table, present)


def _constraints(connection: Connection, table: Table) -> Iterator[str]:
    inspector = inspect(connection)
    found = {
        each["name"]
        for kind in (
            inspector.get_check_constraints(table.name),
            inspector.get_unique_constraints(table.name),
            inspector.get_foreign_keys(table.name),
        )
        for each in kind
    }
    kinds = (CheckConstraint, UniqueConstraint, ForeignKeyConstraint)
    wanted = {str(each.name): each for each in table.constraints if isinstance(each, kinds)}
    for name in sorted(wanted.keys() - found):
        yield f"{table.name}: the constraint {name} is missing; {_cure(connection, wanted[name])}"


def _cure(connection: Connection, constraint: Constraint) -> str:
    if connection.dialect.name == "sqlite":
        return "restore a backup (SQLite adds no constraint to a table that stands)"
    statement = " ".join(str(AddConstraint(constraint).compile(dialect=connection.dialect)).split())
    return f"mend it with psql: {statement};"


def _references(connection: Connection, table: Table, present: set[str]) -> Iterator[str]:
    for constraint in sorted(table.foreign_key_constraints, key=lambda each: str(each.name)):
        if constraint.referred_table.name not in present:
            continue
        # A table can refer to itself.
        parent = constraint.referred_table.alias("parent")
        pairs = [(each.parent, parent.c[each.column.name]) for each in constraint.elements]
        lost = connection.scalar(
            select(func.count())
            .select_from(table.outerjoin(parent, and_(*(here == there for here, there in pairs))))
            .where(*(here.is_not(None) for here, _ in pairs), pairs[0][1].is_(None))
        )
        if lost:
            columns = ", ".join(here.name for here, _ in pairs)
            rows = "1 row names" if lost == 1 else f"{lost} rows name"
            yield f"{table.name}: {rows} by {columns} what {constraint.referred_table.name} lacks; restore a backup"
