"""Starts what is measured, and loads it from a process of its own."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.support.site import free_port

ROOT: Final = Path(__file__).parents[2]
CONNECTIONS: Final = 8


@dataclass(frozen=True, slots=True)
class Load:
    """What one stretch of load saw."""

    seconds: float
    milliseconds: tuple[float, ...]

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return len(self.milliseconds) / self.seconds


def load(
    host: str, connections: Sequence[Sequence[str]], *, expect: int, seconds: float, goes_round: bool = False
) -> Load:
    """Send each connection's requests from another process, once or going round, for so many seconds at most."""
    plan = {
        "port": int(host.rpartition(":")[2]),
        "connections": [list(requests) for requests in connections],
        "expect": expect,
        "seconds": seconds,
        "goes_round": goes_round,
    }
    command = [sys.executable, "-m", "tests.bench.load"]
    done = subprocess.run(command, input=json.dumps(plan), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the load broke off: {done.stderr}")
    seen = json.loads(done.stdout)
    return Load(seen["seconds"], tuple(seen["milliseconds"]))


@contextmanager
def bare_flask(database: Path, log: Path) -> Iterator[str]:
    """Serve the bare application; gives its host."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.bare", str(database), str(port)]
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
    try:
        _wait_for(f"http://127.0.0.1:{port}/sign-in", process, log)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=30)
        process.kill()


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=2):
            return
        time.sleep(0.1)
    raise RuntimeError(f"the bare application did not start: {log.read_text()}")
