"""What the page of requirements shows of practicum and consultation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.curriculum.requirements.requirement import Requirement
from trainer.queries.ledger_view import EntryView, entry_view
from trainer.queries.requirement_seen import Seen
from trainer.storage.ledger_rows import ledger_of

_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticumPart:
    """The latest entries for a requirement, and how many there are in all; replaced ones are left out."""

    latest: tuple[EntryView, ...]
    entries: int


def practicum_parts(session: Session, seen: Seen, asked: Sequence[Requirement]) -> Mapping[str, object]:
    """The parts of all requirements of this kind by item: two statements."""
    titles = {each.item: each.title for each in asked}
    rows = [row for row in ledger_of(session, seen.enrolment.enrolment_id) if row.replaced_by_id is None]
    rows.sort(key=lambda row: (row.held_on, row.at), reverse=True)
    parts = {}
    for item in titles:
        own = [row for row in rows if row.item == item]
        latest = tuple(entry_view(row, titles) for row in own[:_SHOWN])
        parts[item] = PracticumPart(latest=latest, entries=len(own))
    return parts
