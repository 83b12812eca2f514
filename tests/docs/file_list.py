"""Writes the list of files in docs/map.md from their first lines; a test finds it when the two differ."""

import ast
from itertools import groupby
from pathlib import Path

from tests.house.source import PythonFile, python_files

FILE = Path(__file__).parents[2] / "docs" / "map.md"
COMMAND = ".venv/bin/python -m tests.docs.file_list"
BEGINS = "## Every file\n"


def written(document: str) -> str:
    """The document with its list made anew, which is its last section."""
    head, _, _ = document.partition(BEGINS)
    words = f"Each file begins with one sentence. This list is made of them by `{COMMAND}`; a test holds it."
    return "\n".join([f"{head}{BEGINS}", words, *_folders()]) + "\n"


def _folders() -> list[str]:
    files = sorted(python_files("trainer"), key=lambda file: (_folder(file), file.path))
    lines = []
    for folder, group in groupby(files, key=_folder):
        own = list(group)
        first = next((_sentence(file) for file in own if file.path.endswith("/__init__.py")), "")
        rows = [f"| `{Path(file.path).name}` | {_sentence(file)} |" for file in own if _has_a_sentence(file)]
        lines += [
            "",
            f"### `{folder}/`",
            "",
            *([first, ""] if first else []),
            "| File | What it is |",
            "|---|---|",
            *rows,
        ]
    return lines


def _folder(file: PythonFile) -> str:
    return file.path.rpartition("/")[0]


def _has_a_sentence(file: PythonFile) -> bool:
    return not file.path.endswith("/__init__.py")


def _sentence(file: PythonFile) -> str:
    return (ast.get_docstring(file.tree) or "").split("\n")[0]


if __name__ == "__main__":
    FILE.write_text(written(FILE.read_text(encoding="utf-8")), encoding="utf-8")
