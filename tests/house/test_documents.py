"""What the documents list is what the code has, no less and no more."""

import ast
import re
from collections.abc import Set

import pytest

from tests.house.source import ROOT, PythonFile, python_files
from tests.support import schema_document
from trainer.quizzes.questions import TYPES
from trainer.storage.append_only import append_only_tables

_SETTING = re.compile(r"TRAINER_[A-Z][A-Z_]*[A-Z]")


def document(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def settings_in_code(file: PythonFile) -> Set[str]:
    """The TRAINER_* variables that a file of code names."""
    texts = (node.value for node in ast.walk(file.tree) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and _SETTING.fullmatch(text)}


def settings_in_words(words: str) -> Set[str]:
    """The variables that a document names; those of the tests are not settings."""
    return {name for name in _SETTING.findall(words) if not name.startswith("TRAINER_TEST_")}


def headings(words: str) -> list[str]:
    return [line.lstrip("# ") for line in words.splitlines() if line.startswith("#")]


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    (settings,) = (file for file in python_files("trainer") if file.path == "trainer/settings.py")
    assert settings_in_words(document("operating.md")) == settings_in_code(settings)


def test_a_setting_missing_on_either_side_is_found() -> None:
    code = settings_in_code(PythonFile("trainer/settings.py", 'A = {"TRAINER_ZONE", "TRAINER_WORKERS"}'))
    assert code == {"TRAINER_ZONE", "TRAINER_WORKERS"}
    assert settings_in_words("`TRAINER_ZONE=UTC`, `TRAINER_TEST_CHROMIUM`") == {"TRAINER_ZONE"}


def test_the_schema_is_described_as_it_is() -> None:
    assert document("schema.md") == schema_document.written(), f"write it anew with {schema_document.COMMAND}"


@pytest.mark.parametrize("table", append_only_tables())
def test_the_schema_names_what_is_append_only(table: str) -> None:
    assert re.search(rf"^## {table}\n\n(Fact|Immutable)\. ", document("schema.md"), re.MULTILINE)


@pytest.mark.parametrize("kind", sorted(TYPES))
class TestAQuestionTypeHas:
    """One file of code, one template, one test, one heading."""

    def test_a_template(self, kind: str) -> None:
        assert (ROOT / "templates" / "learn" / "questions" / f"{kind}.html").is_file()

    def test_a_test(self, kind: str) -> None:
        assert (ROOT / "tests" / "quizzes" / "questions" / f"test_{kind.replace('-', '_')}.py").is_file()

    def test_a_heading(self, kind: str) -> None:
        assert [heading for heading in headings(document("authoring.md")) if f"`{kind}`" in heading]
