"""An administrator brings people from a file into the wrong cohort, and takes it back."""

from trainer.access import Actor
from trainer.actions.bulk_carrying_out import carry_out
from trainer.actions.bulk_taking import take
from trainer.actions.bulk_undoing import undo_import
from trainer.bulk.reading import read_table
from trainer.bulk.table import Subject
from trainer.clock import Now
from trainer.queries.bulk import PlannedImport, import_page
from trainer.storage.database import Database

_NEW = ("Mara Lindgren", "Lukas Ferreira", "Ingrid Aas")


def bring_and_take_back(database: Database, administrator: Actor, cohort: str, now: Now) -> None:
    """Invite three people to a cohort by a table, and end their invitations again."""
    rows = (f"{name.partition(' ')[0].casefold()}.new@example.org;{name};{cohort}" for name in _NEW)
    table = read_table(Subject.PEOPLE, "\n".join(("Address;Name;Cohort", *rows)).encode())
    taken = take(database, administrator, table, now)
    if taken.import_id is None:
        raise ValueError(f"the table cannot be taken: {taken.faults}")
    with database.reading() as session:
        page = import_page(session, administrator, taken.import_id, 1, now)
    if isinstance(page, PlannedImport):
        carry_out(database, administrator, taken.import_id, page.digest, now)
        undo_import(database, administrator, taken.import_id, now)
