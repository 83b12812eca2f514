"""How an entry of the ledger stands, and what entries add up to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trainer.curriculum.phases import Phase
from trainer.curriculum.requirements.requirement import Role, Route


class EntryState(StrEnum):
    """How an entry stands: only a countersigned one counts."""

    WAITING = "waiting"
    COUNTERSIGNED = "countersigned"
    RETURNED = "returned"
    REPLACED = "replaced"
    TAKEN_BACK = "taken back"

    @property
    def word(self) -> str:
        """The state as people say it."""
        return _WORDS[self]

    @property
    def is_waiting(self) -> bool:
        """Whether a supervisor has to decide."""
        return self in (EntryState.WAITING, EntryState.TAKEN_BACK)

    @property
    def can_be_replaced(self) -> bool:
        """Whether its writer can still put another entry in its place."""
        return self in (EntryState.WAITING, EntryState.RETURNED, EntryState.TAKEN_BACK)


_WORDS: Final = {
    EntryState.WAITING: "Waiting",
    EntryState.COUNTERSIGNED: "Countersigned",
    EntryState.RETURNED: "Returned",
    EntryState.REPLACED: "Replaced",
    EntryState.TAKEN_BACK: "Signature taken back",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What an entry counts by."""

    item: str
    minutes: int
    phase: str
    role: str
    route: str
    client: str
    state: EntryState


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What entries that have something in common add up to: times and minutes countersigned, and those that wait."""

    label: str
    times: int
    minutes: int
    waiting: int
    waiting_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SumTable:
    """Sums by one choice; `key` names it for machines."""

    key: str
    heading: str
    rows: tuple[Sum, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPhases:
    """The phases in which a client was met, by countersigned entries, in the order of the protocol."""

    client: str
    phases: tuple[Phase, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every phase was met."""
        return len(self.phases) == len(Phase)


def state_of(last_decision: str | None, *, is_replaced: bool) -> EntryState:
    """How an entry stands after the last signature about it, None where there is none."""
    if is_replaced:
        return EntryState.REPLACED
    match last_decision:
        case "accepted":
            return EntryState.COUNTERSIGNED
        case "returned":
            return EntryState.RETURNED
        case "withdrawn":
            return EntryState.TAKEN_BACK
        case _:
            return EntryState.WAITING


def sum_tables(entries: Sequence[Counted], titles: Sequence[tuple[str, str]]) -> tuple[SumTable, ...]:
    """What entries add up to, by requirement (pairs of item and title), role, phase and route."""
    roles = [(role.value, role.word.capitalize()) for role in Role]
    phases = [(phase.value, phase.value.capitalize()) for phase in Phase]
    routes = [(route.value, route.word.capitalize()) for route in Route]
    tables = (
        _table("requirement", "Requirement", entries, lambda entry: entry.item, titles),
        _table("role", "Role", entries, lambda entry: entry.role, roles),
        _table("phase", "Phase", entries, lambda entry: entry.phase, phases),
        _table("route", "Route", entries, lambda entry: entry.route, routes),
    )
    return tuple(table for table in tables if table.rows)


def client_phases(entries: Iterable[Counted]) -> tuple[ClientPhases, ...]:
    """For each client of a countersigned entry the phases in which they were met."""
    met: dict[str, set[str]] = {}
    for entry in entries:
        if entry.client and entry.phase and entry.state is EntryState.COUNTERSIGNED:
            met.setdefault(entry.client, set()).add(entry.phase)
    return tuple(
        ClientPhases(client=client, phases=tuple(phase for phase in Phase if phase.value in met[client]))
        for client in sorted(met)
    )


def _table(
    key: str,
    heading: str,
    entries: Sequence[Counted],
    of: Callable[[Counted], str],
    labels: Iterable[tuple[str, str]],
) -> SumTable:
    rows = []
    for value, label in labels:
        signed = [each for each in entries if of(each) == value and each.state is EntryState.COUNTERSIGNED]
        waiting = [each for each in entries if of(each) == value and each.state.is_waiting]
        if signed or waiting:
            row = Sum(
                label=label,
                times=len(signed),
                minutes=sum(each.minutes for each in signed),
                waiting=len(waiting),
                waiting_minutes=sum(each.minutes for each in waiting),
            )
            rows.append(row)
    return SumTable(key=key, heading=heading, rows=tuple(rows))
