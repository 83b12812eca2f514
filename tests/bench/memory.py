"""Reads from /proc what the processes of a server take."""

import os
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Memory:
    """Kilobytes of processes together: their own share of what they share with others, and all they have in memory."""

    pss: int
    rss: int


def workers_of(address: str) -> tuple[int, ...]:
    """The process ids of the workers behind an address, which a program that this one started serves."""
    port = address.rpartition(":")[2].encode()
    served = [pid for pid in _children(os.getpid()) if port in _words(pid)]
    # A worker is forked and keeps the words of its server; the sweep is a program of its own.
    return tuple(sorted(pid for server in served for pid in _children(server) if port in _words(pid)))


def memory_of(pids: tuple[int, ...]) -> Memory:
    """What these processes take now."""
    return Memory(pss=sum(_kilobytes(pid, "Pss") for pid in pids), rss=sum(_kilobytes(pid, "Rss") for pid in pids))


def _children(pid: int) -> list[int]:
    found = []
    for task in (_PROC / str(pid) / "task").glob("*/children"):
        found += [int(child) for child in task.read_text().split()]
    return found


def _words(pid: int) -> list[bytes]:
    return (_PROC / str(pid) / "cmdline").read_bytes().split(b"\0")


def _kilobytes(pid: int, name: str) -> int:
    for line in (_PROC / str(pid) / "smaps_rollup").read_text().splitlines():
        label, _, amount = line.partition(":")
        if label == name:
            return int(amount.split()[0])
    raise LookupError(f"/proc tells no {name} of process {pid}")
