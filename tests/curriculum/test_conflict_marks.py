"""Two texts that stand between marks since they were merged stop publishing, wherever they stand."""

import pytest

from trainer.curriculum.merging import merge
from trainer.curriculum.text_files import decode
from trainer.problem import Problem
from trainer.yaml_text import Report


def problems(text: str) -> list[Problem]:
    report = Report("curriculum/a/b.md")
    decode(text.encode(), report)
    return report.problems


def test_what_merging_leaves_is_found_with_its_line() -> None:
    left = merge("One.\n\nTwo.\n", "One.\n\nMine.\n", "One.\n\nTheirs.\n").text

    found = problems(left)

    assert [(problem.line, problem.severity.value) for problem in found] == [(3, "error")]
    assert found[0].message == (
        "two texts stand here since they were merged; keep the words that belong here and delete the lines of marks "
        "('<<<<<<<', '=======' and '>>>>>>>')"
    )


def test_each_place_is_named() -> None:
    place = "<<<<<<< HEAD\nMine.\n=======\nTheirs.\n>>>>>>> branch\n"
    assert [problem.line for problem in problems(f"{place}Between.\n{place}")] == [1, 7]


def test_a_last_mark_that_was_forgotten_is_found() -> None:
    assert [problem.line for problem in problems("Mine.\n>>>>>>> theirs\n")] == [2]


@pytest.mark.parametrize(
    "text", ["Title\n=======\n", "> > > quoted\n", ">>>>>>> quoted seven times\n", "a <<<<<<< b\n", "<<<<<<<<\n"]
)
def test_what_looks_alike_is_let_be(text: str) -> None:
    assert problems(text) == []
