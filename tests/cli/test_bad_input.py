"""Everything that can be wrong with a course is named in one run, and nothing of it is published."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import Trainer
from tests.support.courses import course_text, module_text, quiz_text, single_choice, tiny_course

FIRST, SECOND, THIRD = "curriculum/basics/first.md", "curriculum/basics/second.md", "curriculum/practice/third.md"
WITHOUT_RIGHT = single_choice("first", right="nobody")
TWICE = single_choice("first") + single_choice("first")
BAD: Mapping[str, tuple[Mapping[str, str | bytes | None], str]] = {
    "broken YAML": (
        {"quizzes/first.yml": "title: [\n"},
        "quizzes/first.yml:2: error: this is not valid YAML",
    ),
    "broken front matter": (
        {FIRST: "---\ntitle: First\n  code: [\n---\n## A {#a}\n"},
        "curriculum/basics/first.md:3: error: this is not valid YAML",
    ),
    "front matter that is never closed": (
        {FIRST: "---\ntitle: First\n\n## A {#a}\n"},
        "curriculum/basics/first.md:1: error: the front matter is never closed; write '---'",
    ),
    "an unknown key": (
        {"quizzes/first.yml": quiz_text("basics/first", terms="passmark: 80\n")},
        "quizzes/first.yml:3: error: unknown key 'passmark'; did you mean 'pass_mark'?",
    ),
    "an unknown key of the course": (
        {"curriculum/course.yml": course_text() + "authors: []\n"},
        "curriculum/course.yml:7: error: unknown key 'authors'",
    ),
    "a key twice": (
        {"quizzes/first.yml": quiz_text("basics/first", terms="title: Again\n")},
        "quizzes/first.yml:3: error: the key 'title' stands twice (first in line 1); keep one",
    ),
    "an id twice": (
        {"quizzes/first.yml": quiz_text("basics/first", questions=TWICE)},
        "quizzes/first.yml:14: error: the id 'first' stands twice in this quiz (first in line 4); change one",
    ),
    "a section twice": (
        {FIRST: module_text("first") + "\n## Again {#end}\n\nText.\n"},
        "curriculum/basics/first.md:19: error: ",
    ),
    "a section without an id": (
        {FIRST: module_text("first") + "\n## Once more\n\nText.\n"},
        "curriculum/basics/first.md:19: error: this section has no id; write the line as '## Once more {#once-more}'",
    ),
    "a missing citation": (
        {FIRST: module_text("first", {"begin": "As was found [@nobody2020].", "end": "So."})},
        "curriculum/basics/first.md:13: error: the bibliography has no 'nobody2020'",
    ),
    "a link to nowhere": (
        {FIRST: module_text("first", {"begin": "Look [there](../basics/nowhere.md).", "end": "So."})},
        "curriculum/basics/first.md:13: error: there is no module 'basics/nowhere'",
    ),
    "a link to a section that is not there": (
        {FIRST: module_text("first", {"begin": "Look [there](../basics/second.md#middle).", "end": "So."})},
        "curriculum/basics/first.md:13: error: ",
    ),
    "a figure that is not there": (
        {FIRST: module_text("first", {"begin": "![A dot](../figures/dot.svg)", "end": "So."})},
        "curriculum/basics/first.md:13: error: ",
    ),
    "a question without a right answer": (
        {"quizzes/first.yml": quiz_text("basics/first", questions=WITHOUT_RIGHT)},
        "quizzes/first.yml:10: error: no option is marked correct; add 'correct: true' to one",
    ),
    "a byte order mark": (
        {FIRST: b"\xef\xbb\xbf" + module_text("first").encode()},
        "curriculum/basics/first.md:1: error: the file begins with a byte order mark; save it as 'UTF-8'",
    ),
    "Windows line ends": (
        {"quizzes/first.yml": quiz_text("basics/first").replace("\n", "\r\n")},
        "quizzes/first.yml:1: error: lines end with carriage returns (CRLF); save the file with the line ending 'LF'",
    ),
    "another encoding": (
        {FIRST: module_text("first").encode() + "Größe\n".encode("latin-1")},
        "curriculum/basics/first.md:18: error: the file is not UTF-8 from here on",
    ),
    "a text of 5 MB": (
        {THIRD: module_text("third", {"begin": "Long. " * 830_000})},
        "curriculum/practice/third.md:1: error: this file has 4,980,",
    ),
    "a quiz of 5 MB": (
        {"quizzes/first.yml": "title: " + "x" * 5_000_000},
        "quizzes/first.yml:1: error: this file has 5,000,007 bytes, more than ",
    ),
    "a figure of 5 MB": (
        {"curriculum/figures/huge.png": b"\x89PNG\r\n\x1a\n" + bytes(5_000_000)},
        "curriculum/figures/huge.png:1: error: this file has 5,000,008 bytes, more than 2,000,000",
    ),
    "a stray file": (
        {"curriculum/notes.txt": "Milk."},
        "curriculum/notes.txt:1: error: this is no file of a course",
    ),
    "a stray file among the quizzes": (
        {"quizzes/README.md": "Our quizzes."},
        "quizzes/README.md:1: error: a quiz lies in 'quizzes/' and is named like 'routes.yml'",
    ),
    "a module that is not listed": (
        {"curriculum/basics/fourth.md": module_text("fourth")},
        "curriculum/basics/fourth.md:1: error: course.yml does not list this module; add 'fourth'",
    ),
    "a listed module that is not there": (
        {SECOND: None, "quizzes/second.yml": None},
        "curriculum/course.yml:4: error: there is no file curriculum/basics/second.md; write the file",
    ),
    "a quiz of no module": (
        {"quizzes/first.yml": quiz_text("basics/nowhere")},
        "quizzes/first.yml:2: error: there is no module curriculum/basics/nowhere.md",
    ),
    "no course.yml": (
        {"curriculum/course.yml": None},
        "curriculum/course.yml:1: error: there is no course.yml; add it",
    ),
    "an empty course.yml": (
        {"curriculum/course.yml": ""},
        "curriculum/course.yml:1: error: ",
    ),
    "modules that require each other": (
        {
            FIRST: module_text("first", requires=["basics/second"]),
            SECOND: module_text("second", requires=["basics/first"]),
        },
        "curriculum/basics/first.md:8: error: modules require each other in a circle",
    ),
    "a review in a file": (
        {"quizzes/first.yml": quiz_text("basics/first", terms="reviewed_by: Ada\n")},
        "quizzes/first.yml:3: error: ",
    ),
}


@pytest.mark.parametrize(("files", "line"), BAD.values(), ids=BAD.keys())
def test_a_mistake_is_named_with_its_place_and_its_cure(
    trainer: Trainer, lay: Callable[[Mapping[str, bytes]], Path], files: dict[str, str | bytes | None], line: str
) -> None:
    ran = trainer("check", lay(tiny_course(files=files)))

    assert ran.status == 1
    assert [each for each in ran.lines if each.startswith(line)], ran.out
    for each in ran.lines:
        assert re.fullmatch(r"(curriculum|quizzes)/[^:]+:[1-9]\d*: (error|warning): [^;]+;? .+", each), each


def everything(lay: Callable[[Mapping[str, bytes]], Path]) -> Path:
    """A folder with a mistake of each kind that can stand beside others."""
    folder = lay(
        tiny_course(
            files={
                FIRST: module_text("first", {"begin": "As [@nobody2020].", "end": "See [x](../practice/nowhere.md)."}),
                SECOND: b"\xef\xbb\xbf" + module_text("second").replace("\n", "\r\n").encode(),
                THIRD: "---\ntitle: Third\n  code: [\n---\n## A {#a}\n",
                "quizzes/first.yml": quiz_text("basics/first", terms="passmark: 80\n", questions=WITHOUT_RIGHT + TWICE),
                "quizzes/second.yml": "title: [\n",
                "quizzes/third.yml": "x" * 5_000_000,
                "curriculum/notes.txt": "Milk.",
                "curriculum/glossary.yml": "a: {term: A, definition: B}\na: {term: A, definition: B}\n",
                "curriculum/references.bib": "@article{a, title = {x}, author = {A}, year = {2000},\n",
            }
        )
    )
    (folder / "curriculum/out.md").symlink_to("/etc/hostname")
    return folder


def test_every_mistake_of_every_file_is_named_in_one_run(
    trainer: Trainer, lay: Callable[[Mapping[str, bytes]], Path]
) -> None:
    ran = trainer("check", everything(lay))

    assert ran.status == 1
    assert [line.partition(": error: ")[0] for line in ran.lines if ": error: " in line] == [
        "curriculum/basics/first.md:13",
        "curriculum/basics/first.md:17",
        "curriculum/basics/second.md:1",
        "curriculum/basics/second.md:1",
        "curriculum/glossary.yml:2",
        "curriculum/notes.txt:1",
        "curriculum/out.md:1",
        "curriculum/practice/third.md:3",
        "curriculum/references.bib:2",
        "quizzes/first.yml:3",
        "quizzes/first.yml:11",
        "quizzes/first.yml:15",
        "quizzes/first.yml:25",
        "quizzes/second.yml:2",
        "quizzes/third.yml:1",
    ]


def test_nothing_of_it_is_published(trainer: Trainer, lay: Callable[[Mapping[str, bytes]], Path]) -> None:
    trainer("database", "upgrade")
    checked = trainer("check", everything(lay))

    ran = trainer("publish", everything(lay))

    assert ran.status == 1
    assert ran.out == checked.out
    assert ran.err == "Nothing was published: mend the errors above.\n"
    assert trainer("export", "out").err == "trainer: Nothing is published yet.\n"
