"""What may lean on what: the order of docs/map.md, held by resolving every import."""

import re
import sys
import tomllib
from collections.abc import Mapping, Set
from importlib.metadata import packages_distributions

import pytest

from tests.house.imports import Import, imported_by_name, imports_of, names_of
from tests.house.source import ROOT, PythonFile, python_files

CORE = {"problem", "yaml_text", "kinetics", "quizzes", "curriculum"}
EDGE = {
    "access",
    "bulk",
    "comfort",
    "errors",
    "ids",
    "mail_addresses",
    "person_names",
    "reminding",
    "site_settings",
    "tiers",
}
BELOW_ACTIONS = CORE | EDGE | {"storage", "clock", "tokens", "passwords", "addresses"}
BELOW_WEB = BELOW_ACTIONS | {"actions", "queries", "settings", "settings_shown", "paths"}

MAY_IMPORT: Mapping[str, Set[str]] = {
    "problem": set(),
    "yaml_text": {"problem"},
    "kinetics": set(),
    "quizzes": {"problem", "yaml_text"},
    "curriculum": {"problem", "yaml_text", "kinetics", "quizzes"},
    "bulk": CORE | {"access", "mail_addresses", "tokens"},
    "comfort": set(),
    "ids": set(),
    "mail_addresses": set(),
    "person_names": set(),
    "reminding": set(),
    "site_settings": {"mail_addresses"},
    "errors": set(),
    "clock": set(),
    "tokens": set(),
    "passwords": set(),
    "paths": set(),
    "process_names": set(),
    "settings": set(),
    "settings_shown": {"settings"},
    "access": {"errors", "ids"},
    "tiers": {"access"},
    "addresses": CORE,
    "storage": CORE | EDGE,
    "actions": BELOW_ACTIONS,
    "queries": BELOW_ACTIONS,
    "course_folder": CORE,
    "mail_texts": BELOW_WEB,
    "papers": CORE | {"paths"},
    "sheet_papers": CORE | {"papers", "paths"},
    "mail": BELOW_WEB | {"mail_texts"},
    "demonstration": BELOW_WEB,
    "previewing": BELOW_WEB | {"demonstration"},
    "web": BELOW_WEB | {"papers", "previewing", "sheet_papers"},
    "workers": BELOW_WEB | {"web"},
    "serving": BELOW_WEB | {"workers", "mail", "papers", "process_names"},
    "cli": BELOW_WEB | {"web", "mail_texts", "serving", "course_folder", "demonstration", "previewing"},
    "__main__": {"cli"},
}
"""The parts of the house, each with those that it may know. A new one gets its line here and in docs/map.md."""

KNOWN_TO_ONE: Mapping[str, Set[str]] = {
    "flask": {"web"},
    "flask_login": {"web"},
    "flask_wtf": {"web"},
    "werkzeug": {"web"},
    "sqlalchemy": {"storage", "actions", "queries", "settings", "settings_shown"},
    "alembic": {"storage"},
    "psycopg": {"storage"},
    "granian": {"workers"},
    "click": {"cli"},
    "argon2": {"passwords"},
    "icalendar": {"web"},
    "jinja2": {"mail_texts", "papers"},
    "segno": {"curriculum"},
    "spellchecker": {"curriculum"},
    "weasyprint": {"papers", "sheet_papers"},
}
"""The libraries that only some parts know."""

WITHOUT_TABLES = {"web", "workers", "serving", "mail", "mail_texts", "cli"}
TABLES = tuple(
    f"trainer.storage.{name}"
    for name in ("base", "certificates", "content", "learning", "mailing", "passages", "people", "schema")
)

MAY_IMPORT_INSIDE_A_FUNCTION: Mapping[tuple[str, str], str] = {
    ("trainer/actions/redacting.py", "trainer.actions.preparing"): "it renders: only administrators need it, rarely",
    ("trainer/bulk/workbooks.py", "openpyxl"): "only those who bring a spreadsheet need it",
    ("trainer/curriculum/redacting_shape.py", "trainer.curriculum.bibliography"): "it reads with a parser of its own",
    ("trainer/curriculum/sheets_writing.py", "xlsxwriter"): "only those who take a spreadsheet need it",
    ("trainer/actions/remaking_pictures.py", "PIL"): "it works on pictures: only those who upload need it",
    ("trainer/papers.py", "weasyprint"): "it needs a library of the system, and it is loaded beside everything else",
    ("trainer/papers.py", "weasyprint.text.fonts"): "as above",
    ("trainer/papers.py", "weasyprint.urls"): "as above",
    ("trainer/sheet_papers.py", "weasyprint"): "as in papers.py",
    ("trainer/sheet_papers.py", "weasyprint.text.fonts"): "as above",
    ("trainer/sheet_papers.py", "weasyprint.urls"): "as above",
    ("trainer/queries/bibliography.py", "trainer.curriculum.bibliography_listing"): "it renders: only authors need it",
    ("trainer/queries/bibliography_claims.py", "trainer.curriculum.assembling"): "it reads bibliographies",
    ("trainer/queries/bibliography_claims.py", "trainer.curriculum.citations"): "it writes sources in a style",
    ("trainer/queries/bibliography_entry.py", "trainer.curriculum.bibliography_editing"): "it reads bibliographies",
    ("trainer/queries/bibliography_entry.py", "trainer.curriculum.bibliography_form"): "it reads bibliographies",
    ("trainer/queries/bibliography_pasting.py", "trainer.curriculum.bibliography"): "it reads bibliographies",
    ("trainer/queries/bibliography_pasting.py", "trainer.curriculum.bibliography_editing"): "it reads bibliographies",
    ("trainer/queries/bibliography_pasting.py", "trainer.curriculum.bibliography_pasting"): "it reads bibliographies",
    ("trainer/queries/bibliography_pasting.py", "trainer.curriculum.citations"): "it writes sources in a style",
    ("trainer/queries/bibliography_pasting.py", "trainer.curriculum.markup"): "it renders: only authors need it",
    ("trainer/queries/course_check.py", "trainer.curriculum.assembling"): "it reads bibliographies with a parser",
    ("trainer/queries/course_check.py", "trainer.curriculum.checking"): "it renders: only those who publish need it",
    ("trainer/queries/course_check.py", "trainer.curriculum.quality.examining"): "it reads bibliographies",
    ("trainer/queries/draft_difference.py", "trainer.curriculum.draft_texts"): "it renders: only authors need it",
    ("trainer/queries/history_sections.py", "trainer.curriculum.previewing"): "it renders: only authors need it",
    ("trainer/queries/quiz_forms.py", "trainer.curriculum.previewing"): "it renders: only those who write need it",
    ("trainer/queries/writing_preview.py", "trainer.curriculum.previewing"): "it renders: only those who write need it",
    ("trainer/queries/writing_room.py", "trainer.curriculum.insertable"): "it renders: only those who write need it",
}
"""File and module, with the reason, such as a library that some machines cannot load."""

MAY_IMPORT_BY_NAME: Mapping[str, str] = {
    "trainer/quizzes/questions/__init__.py": "it finds the types of questions, which are modules of its own folder",
}

FILES = python_files("trainer")
MODULES = names_of(FILES)


def part_of(module: str) -> str:
    """The part of the house that a module of ours is in."""
    return module.removeprefix("trainer").removeprefix(".").partition(".")[0]


def against_the_order(file: PythonFile, modules: Set[str]) -> list[str]:
    """What a file imports and may not know."""
    here = part_of(file.module)
    if here and here not in MAY_IMPORT:
        return [f"{file.path}: '{here}' has no place yet; give it one in tests/house/test_directions.py"]
    return [str(one) for one in imports_of(file, modules) if not _may_know(here, one)]


def _may_know(here: str, one: Import) -> bool:
    if one.is_of("trainer"):
        there = part_of(one.module)
        if here in WITHOUT_TABLES and any(one.is_of(table) for table in TABLES):
            return False
        return there in (here, "") or there in MAY_IMPORT.get(here, set())
    library = one.module.partition(".")[0]
    return here in KNOWN_TO_ONE.get(library, {here})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path)
def test_a_file_imports_only_what_it_may_know(file: PythonFile) -> None:
    assert against_the_order(file, MODULES) == []


def test_nothing_is_imported_inside_a_function() -> None:
    hidden = [one for file in FILES for one in imports_of(file, MODULES) if one.is_inside_function]
    assert [str(one) for one in hidden if (one.importer, one.module) not in MAY_IMPORT_INSIDE_A_FUNCTION] == []


def test_nothing_is_imported_by_a_name_that_only_the_running_program_knows() -> None:
    assert [where for file in FILES if file.path not in MAY_IMPORT_BY_NAME for where in imported_by_name(file)] == []


def test_every_library_that_is_imported_is_asked_for_by_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked_for = {re.split(r"[^\w.-]", line)[0].lower() for line in project["dependencies"]}
    imported = {one.module.partition(".")[0] for file in FILES for one in imports_of(file, MODULES)}
    libraries = imported - sys.stdlib_module_names - {"trainer"}
    homes = packages_distributions()
    missing = {name for name in libraries if not asked_for & {home.lower() for home in homes.get(name, ())}}
    assert missing == set()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("trainer/quizzes/scoring.py", "import trainer.curriculum.course"),
        ("trainer/quizzes/scoring.py", "from trainer.curriculum import course"),
        ("trainer/quizzes/scoring.py", "from ..curriculum.course import Course"),
        ("trainer/quizzes/scoring.py", "from .. import curriculum"),
        ("trainer/quizzes/questions/__init__.py", "from ...curriculum import course"),
        ("trainer/curriculum/course.py", "def f():\n    from trainer.storage.database import Database"),
        ("trainer/storage/database.py", "from trainer.actions import publishing"),
        ("trainer/actions/publishing.py", "from trainer.queries.home import home"),
        ("trainer/actions/publishing.py", "from flask import g"),
        ("trainer/queries/home.py", "from trainer.actions import publishing"),
        ("trainer/queries/home.py", "import flask.globals"),
        ("trainer/web/learn.py", "from sqlalchemy import select"),
        ("trainer/web/learn.py", "from trainer.storage.people import Person"),
        ("trainer/web/learn.py", "from trainer.storage import people"),
        ("trainer/web/learn.py", "from trainer import cli"),
        ("trainer/cli/publish.py", "from sqlalchemy.orm import Session"),
        ("trainer/cli/publish.py", "import trainer.storage.content as tables"),
        ("trainer/utilities.py", ""),
    ],
)
def test_a_wrong_import_is_found(path: str, text: str) -> None:
    assert len(against_the_order(PythonFile(path, text), MODULES | {"trainer.curriculum", "trainer.cli"})) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("trainer/curriculum/course.py", "from ..quizzes import scoring"),
        ("trainer/curriculum/course.py", "from .outline import Outline"),
        ("trainer/actions/publishing.py", "from sqlalchemy import select"),
        ("trainer/web/learn.py", "from trainer.storage.database import Database\nfrom flask import g"),
        ("trainer/cli/publish.py", "from trainer.web.application import create"),
    ],
)
def test_a_right_import_is_not_complained_of(path: str, text: str) -> None:
    assert against_the_order(PythonFile(path, text), MODULES) == []


def test_an_import_inside_a_function_and_one_by_name_are_found() -> None:
    file = PythonFile("trainer/actions/publishing.py", "def f():\n    import json\n    return import_module('x')")
    assert [one.is_inside_function for one in imports_of(file, set())] == [True]
    assert len(imported_by_name(file)) == 1
