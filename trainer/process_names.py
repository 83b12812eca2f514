"""Names this process so that another one can tell whether it has ended."""

import os
import socket
from pathlib import Path
from typing import Final

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_NUMBERS: Final = Path("/proc/self/ns/pid")


def own_name() -> str:
    """The machine, what its numbers of processes are counted in, this one's number, and when it began."""
    return f"{_place()} {os.getpid()} {_began(os.getpid())}"


def has_ended(name: str) -> bool:
    """Whether the process with a name is certainly gone; False where nobody here can tell."""
    place, _, process = name.rpartition(" ")[0].rpartition(" ")
    if not process.isdigit() or not _counted_in() or place != _place():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False  # it is somebody else's
    return _began(int(process)) != name.rpartition(" ")[2]  # numbers are given out again


def _place() -> str:
    return f"{socket.gethostname()} {_counted_in()}"


def _counted_in() -> str:
    """Two machines can have one name, and two containers of one machine count their processes apart; '' if unknown."""
    try:
        return f"{_BOOT.read_text().strip()}:{_NUMBERS.stat().st_ino}"
    except OSError:
        return ""


def _began(process: int) -> str:
    """When a process began, in ticks since the machine did; '' for one that only waits for its parent to notice."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in ("Z", "X") else fields[19]
