"""A worker holds nothing that only publishing and migrating need."""

import subprocess
import sys

HEAVY = {
    "PIL", "alembic", "bleach", "citeproc", "latex2mathml", "lxml", "markdown", "openpyxl", "psycopg", "pybtex",
    "spellchecker",
}  # fmt: skip


def test_a_worker_loads_no_library_that_renders_or_migrates() -> None:
    program = "import sys, trainer.workers; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "flask" in loaded.stdout.split()
    assert HEAVY.intersection(loaded.stdout.split()) == set()
