"""Tests for setting lists and quotes straight."""

import pytest

from trainer.curriculum.nesting import DEEPEST, set_straight


def straight(text: str) -> str:
    """The text set straight, with '=' where two neighbours are kept apart."""
    return "\n".join(set_straight(text.split("\n"), lambda: "="))


@pytest.mark.parametrize("indent", [2, 3, 4])
def test_an_item_below_another_is_four_spaces_deeper(indent: int) -> None:
    assert straight(f"- a\n{' ' * indent}- b\n- c") == "- a\n    - b\n- c"


@pytest.mark.parametrize("indent", [2, 3, 4])
def test_numbered_items_hold_others_too(indent: int) -> None:
    assert straight(f"1. a\n{' ' * indent}- b\n2. c") == "1. a\n    - b\n2. c"


def test_one_space_is_a_slip_and_not_a_level() -> None:
    assert straight("- a\n - b") == "- a\n- b"


def test_the_paragraphs_of_an_item_go_with_it() -> None:
    assert straight("- a\n\n  more\n\n  > said\n- b") == "- a\n\n    more\n\n    > said\n\n- b"


def test_a_line_that_goes_on_is_not_a_paragraph() -> None:
    assert straight("- a\n  goes on\n  - b\n    goes on") == "- a\ngoes on\n    - b\n    goes on"


def test_code_in_a_list_keeps_its_own_indentation() -> None:
    assert straight("- a\n\n      code\n        more") == "- a\n\n        code\n          more"


def test_code_outside_lists_is_left_alone() -> None:
    assert straight("a\n\n    - code\n\n      > code") == "a\n\n    - code\n\n      > code"


def test_a_bracket_after_a_number_is_as_good_as_a_stop() -> None:
    assert straight("1) a\n2) b") == "1. a\n2. b"


def test_lists_and_quotes_get_an_empty_line_above() -> None:
    assert straight("a\n- b") == "a\n\n- b"
    assert straight("a\n> b") == "a\n\n> b"
    assert straight("a\n| b |") == "a\n\n| b |"


def test_neighbours_of_different_kinds_are_kept_apart() -> None:
    assert straight("- a\n\n1. b") == "- a\n\n\n=\n\n1. b"
    assert straight("> a\n\n> b") == "> a\n\n=\n\n> b"


def test_lists_in_quotes_are_set_straight_as_well() -> None:
    assert straight("> - a\n>   - b") == "> - a\n>     - b"


@pytest.mark.parametrize("rule", ["---", "***", "- - -", "* * *"])
def test_a_rule_is_no_item(rule: str) -> None:
    assert straight(f"{rule}\na") == f"{rule}\na"


def test_what_is_nested_too_deeply_is_flattened() -> None:
    lists = straight("\n".join("  " * depth + "- a" for depth in range(50)))
    quotes = straight("> " * 50 + "a")
    assert max(len(line) - len(line.lstrip()) for line in lists.split("\n")) == 4 * (DEEPEST - 1)
    assert quotes == "> " * DEEPEST + "a"
