"""Makes folders for databases that live as long as one run of the tests."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_PREFIX = "trainer-tests-"
_ROOM = 2 * 1024**3


def scratch_folder() -> Path:
    """A new folder, removed when the run ends; in memory where there is room, since disks are slow to sync.

    It is not one of pytest's, since a PostgreSQL socket's path may have 107 characters only.
    """
    memory = Path("/dev/shm")
    has_room = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM
    place = memory if has_room else Path("/tmp")
    _remove_what_killed_runs_left(place)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=place))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _remove_what_killed_runs_left(place: Path) -> None:
    for folder in place.glob(f"{_PREFIX}*"):
        process = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if not _runs(int(process)):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        pass
    return True
