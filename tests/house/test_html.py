"""HTML from authors comes through one door, and templates hold nothing that the policy refuses."""

import ast
from pathlib import Path

import pytest

from tests.house.html import complaints
from tests.house.imports import imports_of, names_of
from tests.house.source import ROOT, PythonFile, python_files, templates

FILES = python_files("trainer")


def importers(library: str, files: list[PythonFile]) -> list[str]:
    """The files that import a library."""
    return sorted({file.path for file in files for one in imports_of(file, names_of(files)) if one.is_of(library)})


def naming(name: str, files: list[PythonFile]) -> list[str]:
    """The files that name something, in code."""
    return sorted(
        {
            file.path
            for file in files
            for node in ast.walk(file.tree)
            if (isinstance(node, ast.Name) and node.id == name)
            or (isinstance(node, ast.Attribute) and node.attr == name)
            or (isinstance(node, ast.alias) and node.name.rpartition(".")[2] == name)
        }
    )


@pytest.mark.parametrize("library", ["markdown", "bleach"])
def test_only_one_file_turns_text_into_html(library: str) -> None:
    assert importers(library, FILES) == ["trainer/curriculum/markup.py"]


def test_only_one_file_declares_html_to_be_safe() -> None:
    assert naming("Markup", FILES) == ["trainer/curriculum/safe_html.py"]


@pytest.mark.parametrize("template", templates(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_holds_nothing_that_the_policy_refuses(template: Path) -> None:
    assert complaints(template.read_text(encoding="utf-8")) == []


def test_another_importer_and_another_declarer_are_found() -> None:
    file = PythonFile("trainer/web/learn.py", "import bleach.sanitizer\nimport markupsafe\nx = markupsafe.Markup('')")
    assert importers("bleach", [file]) == naming("Markup", [file]) == ["trainer/web/learn.py"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ body|safe }}",
        "{{ body | safe }}",
        "{% autoescape false %}",
        '<p style="color: red">',
        "<style>p { color: red }</style>",
        '<a onclick="go()">',
        '<a class="x"\n  onClick = "go()">',
        '<a href="javascript:go()">',
        '<script src="a.js">go()</script>',
    ],
)
def test_what_the_policy_refuses_is_found(text: str) -> None:
    assert len(complaints(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<script src="{{ url }}" defer></script>',
        "{# never write |safe #}",
        '<p class="style">on = off</p>',
        "{{ safety }} {{ items|sort }}",
        '<svg><rect width="38%"/></svg>',
    ],
)
def test_what_it_allows_is_not_complained_of(text: str) -> None:
    assert complaints(text) == []
