"""Plans what a table does, whatever its rows are."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from trainer.bulk.cohorts import named_addresses, plan_cohorts
from trainer.bulk.people import plan_people
from trainer.bulk.plan import Plan
from trainer.bulk.table import Row, Subject
from trainer.bulk.world import World
from trainer.tokens import email_key


def plan(subject: Subject, rows: Sequence[Row], world: World) -> Plan:
    """What the rows of a table do, or everything that is wrong with them."""
    match subject:
        case Subject.PEOPLE:
            return plan_people(rows, world)
        case Subject.COHORTS:
            return plan_cohorts(rows, world)
        case _:
            assert_never(subject)


def keys_of(rows: Sequence[Row]) -> frozenset[str]:
    """The key of every address in a table, by which it is found out who is known."""
    return frozenset(email_key(address) for row in rows for address in _addresses(row))


def _addresses(row: Row) -> Iterator[str]:
    if "address" in row.cells:
        yield row.cells["address"]
    yield from named_addresses(row.cells.get("supervisors", ""))
