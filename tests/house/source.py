"""The files of this project, as house tests read them."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]

FOLDERS = ("trainer", "curriculum", "quizzes", "templates", "tests", "docs", ".ci")
FILES = ("pyproject.toml", "README.md", "Makefile", "requirements.lock", "requirements-development.lock")
SMALL_PRINT = (".gitattributes", ".gitignore")
_MADE = {"__pycache__", "screenshots"}


@dataclass(frozen=True)
class PythonFile:
    """A file of Python, by its path from the root of the project."""

    path: str
    text: str

    @property
    def module(self) -> str:
        """The name by which it is imported."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def package(self) -> str:
        """The name from which its relative imports start."""
        return self.module if self.path.endswith("/__init__.py") else self.module.rpartition(".")[0]

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.text)


def python_files(*folders: str) -> list[PythonFile]:
    """Every file of Python below some folders, migrations apart: those are Alembic's, and never touched again."""
    return [
        PythonFile(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in files(*folders)
        if path.suffix == ".py" and path.parent.name != "versions"
    ]


def templates() -> list[Path]:
    """Every template."""
    return [path for path in files("templates") if path.suffix == ".html"]


def files(*folders: str) -> list[Path]:
    """Every file below some folders, without what a run leaves behind."""
    return sorted(
        path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file() and _is_ours(path)
    )


def all_files() -> list[Path]:
    """Every file of the project."""
    return [*files(*FOLDERS), *(ROOT / name for name in (*FILES, *SMALL_PRINT) if (ROOT / name).is_file())]


def lines_that(texts: Mapping[str, str], *marks: str) -> list[str]:
    """Each line, as 'path:line: text', that holds one of some marks, whatever the case of letters."""
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if any(mark in line.lower() for mark in marks)
    ]


def _is_ours(path: Path) -> bool:
    return not _MADE.intersection(path.parts)
