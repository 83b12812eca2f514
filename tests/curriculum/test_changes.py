"""Tests for telling which sections were changed."""

from tests.curriculum.small_course import read_module
from trainer.curriculum.changes import changed_sections


def changed(old: str, new: str) -> frozenset[str]:
    """The changed sections between two bodies of one module."""
    return changed_sections(read_module(old)[0], read_module(new)[0])


TWO = "## A {#a}\nOne.\n\n## B {#b}\nTwo.\n"


def test_nothing_changed() -> None:
    assert changed(TWO, TWO) == frozenset()


def test_a_changed_word_changes_its_section_only() -> None:
    assert changed(TWO, TWO.replace("Two", "Three")) == {"b"}


def test_a_changed_title_changes_the_section() -> None:
    assert changed(TWO, TWO.replace("## A", "## Another")) == {"a"}


def test_a_new_section_is_changed_and_a_removed_one_is_not_spoken_of() -> None:
    assert changed(TWO, TWO + "## C {#c}\nThree.\n") == {"c"}
    assert changed(TWO, "## B {#b}\nTwo.\n") == frozenset()


def test_moved_sections_are_the_same() -> None:
    assert changed(TWO, "## B {#b}\nTwo.\n\n## A {#a}\nOne.\n") == frozenset()


def test_white_space_at_the_ends_makes_no_difference() -> None:
    assert changed(TWO, "## A {#a}  \nOne.   \n\n\n\n## B {#b}\nTwo.") == frozenset()


def test_an_empty_line_within_a_section_does() -> None:
    assert changed("## A {#a}\nOne.\nTwo.\n", "## A {#a}\nOne.\n\nTwo.\n") == {"a"}


def test_a_changed_knowledge_check_changes_its_section() -> None:
    check = "```check\nid: x\n```\n"
    assert changed(TWO, TWO + check) == {"b"}
