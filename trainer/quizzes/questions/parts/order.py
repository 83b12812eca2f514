"""The order in which entries are shown."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import Protocol, TypeVar


class Keyed(Protocol):
    """Anything that answers name by a key."""

    @property
    def key(self) -> str: ...


Entry = TypeVar("Entry", bound=Keyed)


def keys_in_order(entries: Iterable[Keyed], random: Random, *, shuffle: bool) -> tuple[str, ...]:
    """The keys of entries, shuffled or as the author wrote them."""
    keys = [entry.key for entry in entries]
    if shuffle:
        random.shuffle(keys)
    return tuple(keys)


def in_order(entries: Sequence[Entry], keys: Sequence[str]) -> tuple[Entry, ...]:
    """Entries in the order of `keys`; those that it does not name (added by a later revision) come last."""
    places = {key: place for place, key in enumerate(keys)}
    return tuple(sorted(entries, key=lambda entry: places.get(entry.key, len(places))))
