"""An administrator brings a table of people or cohorts, which is kept until they say yes."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import delete

from trainer.access import Actor, Permission
from trainer.bulk.plan import in_order
from trainer.bulk.planning import keys_of, plan
from trainer.bulk.table import MOST_ADDRESSES, Fault, Table, to_text
from trainer.clock import Now
from trainer.errors import NotAllowed, NotFound
from trainer.storage.adding import add
from trainer.storage.bulk import BulkImport
from trainer.storage.bulk_world import world_of
from trainer.storage.database import Database

_TOO_MANY: Final = f"It holds more than {MOST_ADDRESSES:,} addresses. Divide the table."


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A table that was taken, by its id, or what is wrong with it."""

    import_id: UUID | None = None
    faults: tuple[Fault, ...] = ()


def take(database: Database, actor: Actor, table: Table, now: Now) -> Taken:
    """Keep the rows of a table in which nothing is wrong; nothing is done yet."""
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator brings tables.")
    keys = keys_of(table.rows)
    if len(keys) > MOST_ADDRESSES:
        return Taken(faults=(Fault(row=0, column="", words=_TOO_MANY),))
    with database.reading() as session:
        found = plan(table.subject, table.rows, world_of(session, keys, now.at))
    faults = in_order((*table.faults, *found.faults))
    if faults:
        return Taken(faults=faults)
    kept = BulkImport(
        id=uuid4(),
        kind=table.subject.value,
        person_id=actor.person_id,
        rows=len(table.rows),
        body=to_text(table.rows),
        created_at=now.at,
    )
    with database.writing() as session:
        add(session, kept)
        session.commit()
        return Taken(import_id=kept.id)


def give_up(database: Database, actor: Actor, import_id: UUID) -> None:
    """Forget a table that was not carried out; one that was stays as it is. Raises NotFound where it is gone."""
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator brings tables.")
    with database.writing() as session:
        if session.get(BulkImport, import_id) is None:
            raise NotFound("There is no such table; it may have been forgotten already.")
        waiting = BulkImport.carried_out_at.is_(None)
        session.execute(delete(BulkImport).where(BulkImport.id == import_id, waiting))
        session.commit()
