"""Tests for the names and the bytes of a course's files."""

import pytest

from tests.curriculum.small_course import LINKS, ROUTES, SVG, course_files, module_text
from trainer.curriculum.checking import check_course
from trainer.problem import is_blocking

SHOWN = "\n\n![x](../figures/routes.svg)\n\n"


def problems(files: dict[str, str | bytes | None]) -> list[str]:
    """What is wrong with the small course when some of its files are these, as 'file:line: message'."""
    found = check_course(course_files(files), LINKS).problems
    return [f"{problem.file}:{problem.line}: {problem.message}" for problem in found]


@pytest.mark.parametrize(
    "path",
    [
        "curriculum/README.md",
        "curriculum/pharmacology/notes.txt",
        "curriculum/pharmacology/deep/routes.md",
        "curriculum/Pharmacology/routes.md",
        "curriculum/pharmacology/Routes.md",
        "curriculum/glossary.json",
        "quizzes/README.md",
        "quizzes/sub/routes.yml",
        "quizzes/Routes.yml",
        "README.md",
    ],
)
def test_another_file_is_an_error_with_its_path(path: str) -> None:
    checked = check_course(course_files({path: "x"}), LINKS)
    (problem,) = checked.problems
    assert (problem.file, problem.line, is_blocking(problem)) == (path, 1, True)


def test_yaml_files_end_with_three_letters() -> None:
    assert problems({"quizzes/routes.yaml": "x"}) == [
        "quizzes/routes.yaml:1: files of this course end with '.yml'; rename it"
    ]


@pytest.mark.parametrize(
    "path",
    [
        "curriculum/.DS_Store",
        "curriculum/figures/.DS_Store",
        "quizzes/Thumbs.db",
        "curriculum/pharmacology/routes.md~",
        "quizzes/.routes.yml.swp",
    ],
)
def test_what_other_programs_leave_behind_is_passed_over_with_a_warning(path: str) -> None:
    checked = check_course(course_files({path: b"\xff\x00"}), LINKS)
    assert [problem.message for problem in checked.problems] == ["this file is passed over; delete it"]
    assert checked.course is not None


def test_a_byte_order_mark_is_a_problem_and_the_rest_is_still_read() -> None:
    text = b"\xef\xbb\xbf" + module_text("## A\n" + SHOWN).encode()
    assert problems({ROUTES: text}) == [
        f"{ROUTES}:1: the file begins with a byte order mark; save it as 'UTF-8' without 'BOM'",
        f"{ROUTES}:9: this section has no id; write the line as '## A {{#a}}'",
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_carriage_returns_are_a_problem_and_the_rest_is_still_read(end: str) -> None:
    text = module_text("## A\n" + SHOWN).replace("\n", end)
    assert problems({ROUTES: text}) == [
        f"{ROUTES}:1: lines end with carriage returns (CRLF); save the file with the line ending 'LF'",
        f"{ROUTES}:9: this section has no id; write the line as '## A {{#a}}'",
    ]


def test_a_figure_of_text_is_held_to_the_same_line_ends() -> None:
    assert problems({"curriculum/figures/routes.svg": SVG.replace("\n", "\r\n")}) == [
        "curriculum/figures/routes.svg:1: lines end with carriage returns (CRLF); "
        "save the file with the line ending 'LF'"
    ]


def test_bytes_that_are_not_utf_8_are_a_problem_at_their_line_and_the_rest_is_still_read() -> None:
    text = module_text("## A {#a}\nGr\xf6\xdfe\n" + SHOWN + "## B\n").encode("latin-1")
    assert problems({ROUTES: text}) == [
        f"{ROUTES}:10: the file is not UTF-8 from here on; save it with the encoding 'UTF-8'",
        f"{ROUTES}:15: this section has no id; write the line as '## B {{#b}}'",
    ]


def test_an_invisible_character_is_a_warning() -> None:
    text = module_text(f"## A {{#a}}\nA \u202ereversed\u202c word.{SHOWN}")
    assert problems({ROUTES: text}) == [f"{ROUTES}:10: this line holds an invisible character (U+202E); delete it"]


def test_a_file_that_is_too_large_is_not_read() -> None:
    (found, *others) = problems({ROUTES: b"#" * 400_001})
    assert found == "curriculum/figures/routes.svg:1: " + (
        "no text shows this figure; show it with '![what it shows](../figures/...)', or delete it"
    )
    assert others == [f"{ROUTES}:1: this file has 400,001 bytes, more than 400,000; cut it into several files"]


def test_a_section_that_is_too_long_is_a_problem() -> None:
    text = module_text("## A {#a}\n" + SHOWN + "word " * 6_000)
    assert problems({ROUTES: text}) == [
        f"{ROUTES}:10: this text has more than 30,000 characters or 2,000 lines; cut it into several sections"
    ]
