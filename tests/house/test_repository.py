"""What is kept in the repository would be the same on any machine, and leaves no test out."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.source import FILES, FOLDERS, ROOT, SMALL_PRINT, PythonFile, all_files, lines_that, python_files

REGISTRIES = (
    "pypi.org",
    "pythonhosted.org",
    "registry.npmjs",
    "registry.yarnpkg",
    "--index-url",
    "--extra-index-url",
    "--find-links",
)
PLACES_OF_ONE_MACHINE = ("/home/", "/users/", "/root/", "/work/")

LEFT_OUT = re.compile(r"\b(pytest\.(skip|importorskip|xfail)|mark\.(skip|skipif|xfail)|unittest\.skip|SkipTest)\b")
IGNORED = re.compile(r"#\s*type:\s*ignore(?!\[[a-z-]+(, ?[a-z-]+)*\])")
TEXT = {".py", ".md", ".toml", ".lock", ".yml", ".yaml", ".html", ".css", ".js", ".json", ".svg", ".csl", ".bib", ""}


def texts() -> dict[str, str]:
    """Every text of the project by its path; this file itself holds what it looks for."""
    found = [path for path in all_files() if path.suffix in TEXT and path != Path(__file__)]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8", errors="replace") for path in found}


def left_out(file: PythonFile) -> list[str]:
    """Where a test is skipped or expected to fail."""
    return [
        f"{file.path}:{node.lineno}"
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Attribute | ast.Name) and LEFT_OUT.search(ast.unparse(node))
    ]


def unexplained_ignores(file: PythonFile) -> list[str]:
    """Where the type check is switched off without saying for what."""
    return [f"{file.path}:{number}" for number, line in enumerate(file.text.splitlines(), 1) if IGNORED.search(line)]


def test_no_registry_is_named() -> None:
    assert lines_that(texts(), *REGISTRIES) == []


def test_no_place_of_one_machine_is_named() -> None:
    assert lines_that(texts(), *PLACES_OF_ONE_MACHINE) == []


def test_the_top_of_the_repository_stays_small() -> None:
    ours = {*FOLDERS, *FILES, *SMALL_PRINT}
    made = {"instance", "dist", "build"}
    others = {path.name for path in ROOT.iterdir() if not path.name.startswith(".") or path.name == ".ci"}
    assert others - ours - made == set()


@pytest.mark.parametrize("file", python_files("tests"), ids=lambda file: file.path)
def test_no_test_is_left_out(file: PythonFile) -> None:
    assert left_out(file) == []


@pytest.mark.parametrize("file", python_files("trainer", "tests"), ids=lambda file: file.path)
def test_the_type_check_is_switched_off_only_for_a_named_reason(file: PythonFile) -> None:
    assert unexplained_ignores(file) == []


@pytest.mark.parametrize(
    "text",
    ["@pytest.mark.skip\ndef test(): ...", "pytest.xfail('later')", "pytest.importorskip('lxml')", "raise SkipTest"],
)
def test_a_test_that_is_left_out_is_found(text: str) -> None:
    assert left_out(PythonFile("tests/test_a.py", text)) != []


def test_an_ignore_without_a_code_is_found() -> None:
    ignore = "# type: " + "ignore"
    assert unexplained_ignores(PythonFile("a.py", f"x = 1  {ignore}\n")) == ["a.py:1"]
    assert unexplained_ignores(PythonFile("a.py", f"x = 1  {ignore}[attr-defined]  -- why\n")) == []


def test_a_registry_and_a_place_are_found() -> None:
    lock = {"requirements.lock": "flask==3\n--index-url https://mirror.example.org/simple\n"}
    assert lines_that(lock, *REGISTRIES) == ["requirements.lock:2: --index-url https://mirror.example.org/simple"]
    assert lines_that({"a.py": 'open("/Users/maren/notes")'}, *PLACES_OF_ONE_MACHINE) == [
        'a.py:1: open("/Users/maren/notes")'
    ]
