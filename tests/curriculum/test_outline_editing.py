"""The outline is edited by small acts, and every line that was not meant stays as its author wrote it."""

from pathlib import Path

import pytest

from trainer.curriculum.course_file import parse_course_file
from trainer.curriculum.outline_acts import act_on_outline
from trainer.curriculum.outline_editing import change_outline
from trainer.curriculum.outline_form import read_outline_form
from trainer.quizzes.editing import Change
from trainer.quizzes.editing_places import Place
from trainer.quizzes.editing_tree import CannotEdit

OUTLINE = """\
course: care
title: Care  # a remark
areas:
  # The first one.
  - {id: one, title: One, modules: [first]}
  - id: two
    title: Two
    modules:
      - second  # its remark
      - third
  - id: three
    title: Three
    modules: []
complete_when: {modules: all, quizzes: passed}
about:
  authors: [{name: Hilda Berg, qualification: Nurse}]
  contact: Somebody
"""
SECOND, THIRD = "      - second  # its remark\n", "      - third\n"
SHIPPED = (Path(__file__).parents[2] / "curriculum" / "course.yml").read_text(encoding="utf-8")


def act(source: str, do: str, title: str = "", name: str = "") -> str:
    return act_on_outline(source, do, title, name)


def set_in(place: Place, key: str, value: str | None) -> str:
    return change_outline(OUTLINE, (Change(place=place, key=key, value=value),))


@pytest.mark.parametrize(
    ("do", "before", "after"),
    [
        ("up:modules.two/third", f"{SECOND}{THIRD}", f"{THIRD}{SECOND}"),
        ("down:modules.two/second", f"{SECOND}{THIRD}", f"{THIRD}{SECOND}"),
        ("remove:modules.two/second", "      - second  # its remark\n", ""),
        ("remove:modules.one/first", "modules: [first]", "modules: []"),
        ("list:one/new", "modules: [first]", "modules: [first, new]"),
        ("list:two/new", "      - third\n", "      - third\n      - new\n"),
        ("list:three/new", "modules: []", "modules: [new]"),
        ("list:two/third", "", ""),
        ("remove:areas.three", "  - id: three\n    title: Three\n    modules: []\n", ""),
        ("remove:authors.~1", "  authors: [{name: Hilda Berg, qualification: Nurse}]\n", ""),
        ("save", "", ""),
    ],
)
def test_a_button_changes_its_own_lines(do: str, before: str, after: str) -> None:
    assert act(OUTLINE, do) == OUTLINE.replace(before, after, 1)


@pytest.mark.parametrize(
    ("place", "key", "value", "before", "after"),
    [
        (Place(), "title", "Care: anew", "title: Care  #", "title: 'Care: anew'  #"),
        (Place(part="areas", entry="one"), "title", "The first", "title: One", "title: The first"),
        (Place(part="areas", entry="two"), "title", "The second", "title: Two", "title: The second"),
        (Place(part="complete_when"), "quizzes", "none", "quizzes: passed", "quizzes: none"),
        (Place(part="complete_when"), "modules", None, "{modules: all, quizzes", "{quizzes"),
        (Place(part="about"), "contact", None, "  contact: Somebody\n", ""),
        (Place(part="about"), "help", "Call.", "  contact", "  help: Call.\n  contact"),
        (Place(part="about"), "is_not", "a\n\nb", "  contact", "  is_not: |-\n    a\n\n    b\n  contact"),
        (Place(part="authors", entry="~1"), "disclosure", "None.", "Nurse}", "Nurse, disclosure: None.}"),
    ],
)
def test_a_field_changes_its_own_lines(place: Place, key: str, value: str | None, before: str, after: str) -> None:
    assert set_in(place, key, value) == OUTLINE.replace(before, after, 1)


def test_an_area_moves_with_the_remark_above_it() -> None:
    moved = act(OUTLINE, "down:areas.one")
    assert moved.index("- id: two") < moved.index("# The first one.") < moved.index("- {id: one,")
    assert act(moved, "up:areas.one") == OUTLINE


def test_a_new_area_has_an_id_of_its_title_that_nothing_else_has() -> None:
    once = act(OUTLINE, "add-area", title="Figures: and more")
    twice = act(once, "add-area", title="Figures")
    found, problems = parse_course_file("curriculum/course.yml", twice)
    assert problems == ()
    assert found is not None
    assert [(area.id, area.title) for area in found.areas[3:]] == [
        ("figures-and-more", "Figures: and more"),
        ("figures-2", "Figures"),
    ]
    assert twice.startswith(OUTLINE.partition("complete_when")[0])


def test_words_about_a_course_that_had_none_begin_a_group() -> None:
    bare = "course: care\ntitle: Care\nareas:\n  - {id: one, title: One, modules: []}\n"
    named = act(bare, "add-author", name="Hilda Berg")
    assert named == f"{bare}about:\n  authors:\n    - name: Hilda Berg\n"
    assert act(named, "remove:authors.~1") == bare
    change = Change(place=Place(part="complete_when"), key="quizzes", value="none")
    ruled = change_outline(bare, (change,))
    assert ruled == f"{bare}complete_when:\n  quizzes: none\n"
    assert change_outline(ruled, (Change(place=change.place, key="quizzes", value=None),)) == bare


@pytest.mark.parametrize(
    ("do", "words"),
    [
        ("up:areas.one", "this is the first one already"),
        ("down:modules.two/third", "this is the last one already"),
        ("remove:areas.two", "the area lists modules"),
        ("remove:areas.none", "'none' is not there any more"),
        ("remove:modules.two/none", "does not list 'none' any more"),
        ("list:none/new", "'none' is not there any more"),
        ("remove:authors.~9", "'~9' is not there any more"),
        ("add-area", "say what the new area is called"),
        ("add-author", "say what the author is called"),
        ("up", "this button is unknown"),
        ("x:y", "this button is unknown"),
    ],
)
def test_what_cannot_be_done_is_told(do: str, words: str) -> None:
    with pytest.raises(CannotEdit, match=words):
        act(OUTLINE, do)


def test_the_only_area_stays() -> None:
    with pytest.raises(CannotEdit, match="at least one area"):
        act("areas: [{id: one, title: One, modules: []}]\n", "remove:areas.one")


@pytest.mark.parametrize("text", ["", "areas: [", "- a\n", "about: words\n"])
def test_a_source_without_the_shape_of_an_outline_is_refused_in_words(text: str) -> None:
    with pytest.raises(CannotEdit):
        read_outline_form(text)


@pytest.mark.parametrize(
    "broken", ["areas: {}\n", "areas: words\n", "areas:\n  - words\n  - {id: a}\n", "title: [a]\n"]
)
def test_a_form_shows_what_can_be_read_of_a_mistaken_outline(broken: str) -> None:
    form = read_outline_form(broken)
    assert [area.modules for area in form.areas] == ([()] if "id: a" in broken else [])


def test_the_form_of_the_shipped_outline_changes_nothing_but_its_own_field() -> None:
    form = read_outline_form(SHIPPED)
    for field in form.every():
        if field.words and field.key not in ("modules", "quizzes"):
            edited = change_outline(SHIPPED, (Change(place=field.place, key=field.key, value="Words"),))
            gone = [line for line in SHIPPED.split("\n") if line not in edited.split("\n")]
            assert all(line.strip(" >|-") in f"{field.key}: {field.words}" for line in gone), field.name


def test_line_breaks_of_the_file_stay() -> None:
    source = OUTLINE.replace("\n", "\r\n")
    assert act(source, "list:three/new") == source.replace("modules: []", "modules: [new]")
    assert act(source, "add-area", title="Four").replace("\r\n", "").count("\n") == 0
