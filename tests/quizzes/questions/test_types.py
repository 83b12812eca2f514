"""The types of questions are found by looking at the folder."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.quizzes.questions import TYPES, find_types

A_TYPE = """
from typing import ClassVar
from trainer.quizzes.questions.question import Question

class {name}(Question):
    type: ClassVar[str] = "{type}"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty package called `some_types`."""
    package = tmp_path / "some_types"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    yield package
    for name in [name for name in sys.modules if name.partition(".")[0] == "some_types"]:
        del sys.modules[name]


def found(folder: Path) -> list[str]:
    return list(find_types([str(folder)], "some_types"))


def test_the_types_are_there() -> None:
    assert list(TYPES) == [
        "calculated",
        "case",
        "extended",
        "fill-in",
        "hotspot",
        "matching",
        "multiple-choice",
        "numeric",
        "ordering",
        "panel-rating",
        "single-choice",
        "true-false",
    ]
    assert all(kind.type == name for name, kind in TYPES.items())


def test_a_new_file_is_a_new_type(folder: Path) -> None:
    (folder / "hot_spot.py").write_text(A_TYPE.format(name="HotSpot", type="hot-spot"))

    assert found(folder) == ["hot-spot"]


def test_a_folder_of_shared_parts_is_passed_over(folder: Path) -> None:
    (folder / "parts").mkdir()
    (folder / "parts" / "__init__.py").touch()

    assert found(folder) == []


def test_a_file_without_a_type_is_an_error(folder: Path) -> None:
    (folder / "hot_spot.py").write_text("from trainer.quizzes.questions.numeric import Numeric\n")

    with pytest.raises(ImportError, match=r"some_types\.hot_spot must define one type of question, it defines 0"):
        found(folder)


def test_a_file_with_two_types_is_an_error(folder: Path) -> None:
    both = A_TYPE.format(name="HotSpot", type="hot-spot") + A_TYPE.format(name="Other", type="other")
    (folder / "hot_spot.py").write_text(both)

    with pytest.raises(ImportError, match=r"some_types\.hot_spot must define one type of question, it defines 2"):
        found(folder)


def test_a_type_is_named_like_its_file(folder: Path) -> None:
    (folder / "hot_spot.py").write_text(A_TYPE.format(name="HotSpot", type="hotspot"))

    with pytest.raises(ImportError, match="must define the type 'hot-spot', it defines 'hotspot'"):
        found(folder)
