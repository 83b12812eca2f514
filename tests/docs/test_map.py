"""docs/map.md shows the house as it is: its parts, its files, its decisions."""

import re
from pathlib import Path

import pytest

from tests.docs import file_list
from tests.docs.documents import Document, codes
from tests.house.source import FOLDERS, ROOT
from tests.house.test_directions import KNOWN_TO_ONE, MAY_IMPORT

MAP = Document("docs/map.md")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def picture() -> str:
    """The drawing of all folders."""
    return next(fence.text for fence in MAP.fences() if fence.text.startswith("curriculum/"))


def test_every_file_is_listed_with_its_sentence() -> None:
    assert MAP.text == file_list.written(MAP.text), f"write it anew with {file_list.COMMAND}"


def test_every_part_of_the_house_is_drawn() -> None:
    parts = {part for part in MAY_IMPORT if not part.startswith("__")}
    drawn = {word.removesuffix(".py").rstrip("/") for word in re.findall(r"[a-z_]+(?:/|\.py)", picture())}
    assert parts - drawn == set()


def test_every_folder_of_the_project_is_drawn() -> None:
    drawn = {line.split("/")[0] for line in picture().splitlines() if re.match(r"[a-z]+/ ", line)}
    assert drawn == set(FOLDERS) - {".ci"}


def test_every_folder_of_tests_is_drawn() -> None:
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert {folder for folder in folders if f"{folder}/" not in picture()} == set()


def test_the_libraries_that_only_one_part_knows_are_named_with_it() -> None:
    prose = " ".join(MAP.section("One direction").body.split()).lower().replace("is known to", "to")
    for library in ("flask", "granian", "click", "argon2", "alembic"):
        (part,) = KNOWN_TO_ONE[library]
        assert f"{library} to `{part}`" in prose


@pytest.mark.parametrize(
    "place", sorted({code for row in MAP.section("Where a line of code belongs").table() for code in codes(row[1])})
)
def test_where_a_line_belongs_there_is_something(place: str) -> None:
    assert place == "Problem" or (ROOT / place).exists()


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
class TestADecision:
    """Context, decision, and what would change our mind."""

    def test_has_its_three_parts_and_half_a_page(self, path: Path) -> None:
        document = Document(path.relative_to(ROOT).as_posix())
        titles = [section.title for section in document.sections()]
        assert titles[1:] == ["Context", "Decision", "What would change our mind"]
        assert len(document.text.split()) < 260

    def test_is_linked_from_the_map(self, path: Path) -> None:
        assert f"decisions/{path.name}" in MAP.links()


@pytest.mark.parametrize("document", [MAP, *(Document(f"docs/decisions/{path.name}") for path in DECISIONS)])
def test_a_file_that_is_named_exists(document: Document) -> None:
    named = {code for code in codes(document.prose) if re.fullmatch(r"[\w/.]+\.(py|css|md|lock)", code)}
    of_the_plan = {"trainer/cli.py"}
    names = {path.name for path in (ROOT / "trainer").rglob("*")}
    assert {name for name in named - of_the_plan - names if not (ROOT / name).exists()} == set()
