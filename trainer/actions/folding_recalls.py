"""Makes the cards of everybody's daily review anew, where another version of the program made them."""

from uuid import UUID

from trainer.clock import Now
from trainer.storage.database import Database
from trainer.storage.recall_rows import fold_cards, is_folded, kept_by, note_folded

BATCH = 50


def fold_all_recalls(database: Database, now: Now, *, batch: int = BATCH) -> int:
    """Make every card anew once for a version of the fold; gives how many enrolments were folded.

    Commits after every `batch`, so that whoever reviews meanwhile waits for a moment only.
    """
    with database.reading() as session:
        if is_folded(session):
            return 0
    folded, last = 0, None
    while batch_ids := _fold_batch(database, last, batch, now):
        folded, last = folded + len(batch_ids), batch_ids[-1]
    with database.writing() as session:
        note_folded(session, now.at)
        session.commit()
    return folded


def _fold_batch(database: Database, last: UUID | None, batch: int, now: Now) -> tuple[UUID, ...]:
    with database.writing() as session:
        found = kept_by(session, batch, last)
        fold_cards(session, found, now.zone)
        session.commit()
    return found
