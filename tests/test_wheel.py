"""The built wheel, in an empty environment and another folder, finds all that it needs."""

import os
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.site import free_port

HERE = Path(__file__).parents[1]
_SEEN_FROM_WITHIN = """
import sys
from pathlib import Path
import trainer
from trainer.paths import data_root
from trainer.settings import Settings
from trainer.storage.database import open_database
from trainer.web.app import create_app

app = create_app(Settings(secret_key="x" * 40, base_url="http://127.0.0.1:8000"), open_database("sqlite:///trainer.db"))
client = app.test_client()
print(Path(trainer.__file__).is_relative_to(sys.prefix), data_root().is_relative_to(sys.prefix))
print(client.get("/sign-in").status_code, client.get("/static/site.css").status_code)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as whoever installs it would; nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    how = ("--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--disable-pip-version-check")
    _run([sys.executable, "-m", "pip", "wheel", *how, "--wheel-dir", folder, HERE], folder)
    (built,) = folder.glob("trainer-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel, and of ours nothing but what the wheel depends on."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    # A folder that is named in a .pth file is searched for packages; its own .pth files, ours among them, are not read.
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    how = ("--no-deps", "--no-index", "--no-compile", "--quiet", "--disable-pip-version-check")
    _run([sys.executable, "-m", "pip", "--python", python, "install", *how, wheel], folder)
    return folder / "bin"


def test_the_installed_program_works_from_any_folder(installed: Path, tmp_path: Path) -> None:
    trainer = installed / "trainer"

    assert _run([trainer, "--help"], tmp_path).startswith("Usage: trainer [OPTIONS] COMMAND [ARGS]...")
    assert _run([installed / "python", "-m", "trainer", "--version"], tmp_path).startswith("trainer, version ")
    course = _run([installed / "python", "-c", "from trainer.paths import data_root; print(data_root())"], tmp_path)
    root = Path(course.strip())
    assert "No problems." in _run([trainer, "check", root], tmp_path)
    assert "The database was upgraded" in _run([trainer, "database", "upgrade"], tmp_path)
    assert _run([trainer, "publish", root], tmp_path).count("added: ") == len(
        [path for folder in ("curriculum", "quizzes") for path in (HERE / folder).rglob("*") if path.is_file()]
    )
    assert "agrees with this program" in _run([trainer, "database", "check"], tmp_path)
    assert _run([installed / "python", "-c", _SEEN_FROM_WITHIN], tmp_path) == "True True\n200 200\n"


def test_the_installed_program_shows_the_demonstration_in_any_folder(installed: Path, tmp_path: Path) -> None:
    port = free_port()
    showing = subprocess.Popen(
        [installed / "trainer", "demo", "--port", str(port)], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    )
    try:
        page = _page_when_served(f"http://127.0.0.1:{port}/sign-in", showing)
    finally:
        showing.terminate()
        told, _ = showing.communicate(timeout=30)

    assert "<h1>Sign in</h1>" in page
    assert "trainee@example.org" in told
    assert (tmp_path / "instance" / "trainer.db").is_file()
    assert showing.returncode == 0


def _page_when_served(url: str, server: "subprocess.Popen[str]") -> str:
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
            return str(answer.read().decode())
        time.sleep(0.2)
    raise AssertionError("the demonstration was not served")


def _run(command: list[str | Path], cwd: Path) -> str:
    """What a command printed; it must succeed."""
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    ended = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout
