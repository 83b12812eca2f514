"""Gets the programs that tests need beside Python where they are missing, or says how to."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.support import find_tools
from tests.support.find_tools import MissingToolError


def main() -> int:
    """Find each program or install it; exit status 1, with a sentence for each, when one stays missing."""
    status = 0
    for find, install in _TOOLS:
        try:
            find()
        except MissingToolError:
            install()
        try:
            print(f"{find.__name__}: {find()}")
        except MissingToolError as missing:
            print(f"{find.__name__}: {missing}", file=sys.stderr)
            status = 1
    return status


def _install_chromium() -> None:
    # Ubuntu's package only fetches a snap, which starts in no container: Playwright's own browser serves there.
    if _may_use_apt() and not _is_ubuntu():
        _apt_get("chromium")
        return
    libraries = ["--with-deps"] if _may_use_apt() else []
    _run([sys.executable, "-m", "playwright", "install", *libraries, "--no-shell", "chromium"])


def _install_postgresql() -> None:
    if _may_use_apt():
        _apt_get("postgresql")


def _install_pango() -> None:
    if _may_use_apt():
        _apt_get("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


def _may_use_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _is_ubuntu() -> bool:
    release = Path("/etc/os-release")
    return release.is_file() and "ID=ubuntu" in release.read_text().splitlines()


def _apt_get(*packages: str) -> None:
    _run(["apt-get", "update", "-qq"])
    _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])


def _run(command: list[str]) -> None:
    print(" ".join(command), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    environment["PLAYWRIGHT_BROWSERS_PATH"] = str(find_tools.OWN_BROWSERS)
    # Whether it worked is seen by looking for the program again.
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)


_TOOLS: Final[tuple[tuple[Callable[[], object], Callable[[], None]], ...]] = (
    (find_tools.chromium, _install_chromium),
    (find_tools.postgresql, _install_postgresql),
    (find_tools.pango, _install_pango),
)


if __name__ == "__main__":
    sys.exit(main())
