"""A new module or quiz can be read at once, and a module joins the outline without touching its other lines."""

import pytest

from tests.support.care_course import care_course
from trainer.curriculum.checking import check_course
from trainer.curriculum.links import Links
from trainer.curriculum.new_documents import new_module, new_quiz, with_module

LINKS = Links(
    module="/m/{key}",
    section="/m/{key}#{section}",
    term="/g#{term}",
    reference="/r#{source}",
    media="/{digest}.{extension}",
)
OUTLINE = """\
course: care
title: Care
areas:
  - {id: one, title: One, modules: [first]}
  - id: two
    title: Two  # a remark
    modules:
      - second
      - third
  - id: three
    title: Three
    modules: []
about:
  contact: Somebody
"""


def test_a_new_module_and_its_quiz_have_no_problem() -> None:
    files = care_course()
    path = "curriculum/pharmacology/half-lives.md"
    files[path] = new_module("Half-lives: an 'overview'", "P9").encode()
    files["quizzes/half-lives.yml"] = new_quiz("Half-lives: #1", "pharmacology/half-lives", "explain").encode()
    outline = with_module(files["curriculum/course.yml"].decode(), "pharmacology", "half-lives")
    assert outline is not None
    files["curriculum/course.yml"] = outline.encode()

    checked = check_course(files, LINKS)

    assert [each for each in checked.problems if each.file in (path, "quizzes/half-lives.yml")] == []
    assert checked.course is not None
    assert checked.course.modules["pharmacology/half-lives"].title == "Half-lives: an 'overview'"


@pytest.mark.parametrize(
    ("area", "before", "after"),
    [
        ("one", "modules: [first]", "modules: [first, new]"),
        ("two", "      - third\n", "      - third\n      - new\n"),
        ("three", "modules: []", "modules: [new]"),
    ],
)
def test_a_module_is_listed_last_in_its_area_and_nothing_else_changes(area: str, before: str, after: str) -> None:
    assert with_module(OUTLINE, area, "new") == OUTLINE.replace(before, after)


def test_a_module_that_is_listed_stays_as_it_is() -> None:
    assert with_module(OUTLINE, "two", "third") == OUTLINE


@pytest.mark.parametrize("text", [OUTLINE, "areas: [", "", "areas:\n  - {id: four, modules: [\n      a,\n      b]}\n"])
def test_what_cannot_be_listed_is_told(text: str) -> None:
    assert with_module(text, "four", "new") is None
