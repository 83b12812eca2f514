"""An entry of the ledger as pages and files show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from trainer.curriculum.ledger import length_in_words
from trainer.curriculum.ledger_sums import EntryState
from trainer.curriculum.requirements.requirement import Role
from trainer.storage.ledger_rows import Decision, LedgerRow


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry in words; what was not chosen is empty. `seen` goes into a supervisor's form, against double clicks."""

    id: UUID
    title: str
    at: datetime
    held_on: date
    minutes: int
    length: str
    role: str
    phase: str
    route: str
    client: str
    supervisor: str
    state: EntryState
    reflection: str
    overruled: str | None
    decisions: tuple[Decision, ...]
    replaces_id: UUID | None
    replaced_by_id: UUID | None

    @property
    def seen(self) -> int:
        """How many signatures stand about the entry."""
        return len(self.decisions)

    @property
    def last(self) -> Decision | None:
        """What was signed last about it."""
        return self.decisions[-1] if self.decisions else None

    @property
    def standing_signature(self) -> UUID | None:
        """The countersignature that counts, where one does."""
        last = self.last
        return last.id if last and self.state is EntryState.COUNTERSIGNED else None


def entry_view(row: LedgerRow, titles: Mapping[str, str]) -> EntryView:
    """An entry in words; `titles` are those of the requirements by item."""
    return EntryView(
        id=row.id,
        title=title_of(row.item, titles),
        at=row.at,
        held_on=row.held_on,
        minutes=row.minutes,
        length=length_in_words(row.minutes),
        role=Role(row.role).word.capitalize() if row.role else "",
        phase=row.phase.capitalize(),
        route=row.route.capitalize(),
        client=row.client,
        supervisor=row.supervisor,
        state=row.state,
        reflection=row.reflection,
        overruled=row.overruled,
        decisions=row.decisions,
        replaces_id=row.replaces_id,
        replaced_by_id=row.replaced_by_id,
    )


def title_of(item: str, titles: Mapping[str, str]) -> str:
    """What an item is called, also where the course asks for it no more."""
    return titles.get(item) or f"{item.partition(':')[2].replace('-', ' ').capitalize()} (no longer asked for)"
