"""What stands above a module's text is edited by small acts, and its text and all other lines stay as they are."""

from pathlib import Path

import pytest

from trainer.curriculum.front_acts import act_on_front
from trainer.curriculum.front_editing import change_front
from trainer.curriculum.front_form import read_front_form
from trainer.curriculum.module_file import parse_module
from trainer.quizzes.editing import Change
from trainer.quizzes.editing_fields import Value
from trainer.quizzes.editing_places import Place
from trainer.quizzes.editing_tree import CannotEdit

MODULE = """\
---
title: Routes  # a remark
code: P1
minutes: 20
objectives:
  - {id: compare, text: Compare the routes}
  - id: explain
    text: Explain the peak
review_by: 2027-11-01
---
An opening.

---

## Peak {#peak}
"""
MODULES = sorted((Path(__file__).parents[2] / "curriculum").glob("*/*.md"))


@pytest.mark.parametrize(
    ("place", "key", "value", "before", "after"),
    [
        (Place(), "title", "Routes: all", "title: Routes  #", "title: 'Routes: all'  #"),
        (Place(), "minutes", 35, "minutes: 20", "minutes: 35"),
        (Place(), "phases", ("dosing", "screening"), "objectives:", "phases: [dosing, screening]\nobjectives:"),
        (Place(), "review_by", None, "review_by: 2027-11-01\n", ""),
        (Place(), "content_note", "One.\n\nTwo.", "-11-01\n", "-11-01\ncontent_note: |-\n  One.\n\n  Two.\n"),
        (Place(part="objectives", entry="compare"), "text", "Tell, them", "Compare the routes}", "'Tell, them'}"),
        (Place(part="objectives", entry="explain"), "text", "Explain it", "Explain the peak", "Explain it"),
    ],
)
def test_a_field_changes_its_own_lines(place: Place, key: str, value: Value | None, before: str, after: str) -> None:
    changed = change_front(MODULE, (Change(place=place, key=key, value=value),))
    assert changed == MODULE.replace(before, after, 1)


def test_a_day_that_was_typed_is_read_as_a_day() -> None:
    changed = change_front(MODULE, (Change(place=Place(), key="review_by", value="2028-01-31"),))
    module, problems = parse_module("curriculum/pharmacology/routes.md", changed)
    assert problems == ()
    assert module is not None
    assert str(module.review_by) == "2028-01-31"


def test_objectives_are_added_moved_and_taken_out() -> None:
    added = act_on_front(MODULE, "add-objective", "Name the risks: all of them")
    assert added == MODULE.replace(
        "review_by", "  - id: name-the-risks-all-of-them\n    text: 'Name the risks: all of them'\nreview_by"
    )
    moved = act_on_front(added, "up:explain", "")
    assert moved.index("id: explain") < moved.index("id: compare")
    assert act_on_front(moved, "down:explain", "") == added
    assert act_on_front(added, "remove:name-the-risks-all-of-them", "") == MODULE


@pytest.mark.parametrize(
    ("do", "words"),
    [
        ("up:compare", "the first one already"),
        ("remove:none", "'none' is not there any more"),
        ("add-objective", "say what a reader can do"),
        ("x", "this button is unknown"),
    ],
)
def test_what_cannot_be_done_is_told(do: str, words: str) -> None:
    with pytest.raises(CannotEdit, match=words):
        act_on_front(MODULE, do, "")


def test_the_only_objective_stays() -> None:
    one = act_on_front(MODULE, "remove:explain", "")
    with pytest.raises(CannotEdit, match="at least one objective"):
        act_on_front(one, "remove:compare", "")


@pytest.mark.parametrize(
    ("text", "line"), [("", 1), ("title: x\n", 1), ("---\ntitle: x\n", 1), ("---\ntitle: x\ncode: [\n---\n", 4)]
)
def test_a_front_matter_that_cannot_be_read_names_its_line(text: str, line: int) -> None:
    with pytest.raises(CannotEdit) as refused:
        read_front_form(text)
    assert refused.value.line == line


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_shipped_module_keeps_every_byte_of_its_text(path: Path) -> None:
    text = path.read_bytes().decode()
    form = read_front_form(text)
    assert len(form.objectives) > 1
    for field in form.every():
        if field.key in ("title", "text", "code"):
            changed = change_front(text, (Change(place=field.place, key=field.key, value="Words"),))
            assert changed.partition("\n---\n")[2] == text.partition("\n---\n")[2]
            assert changed != text
