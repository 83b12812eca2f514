"""What the files of a course are, and which of the kept ones it still reaches."""

import pytest

from tests.support.courses import COURSE_FILE, course_text, quiz_text, tiny_course
from trainer.curriculum.course import Kind
from trainer.curriculum.documents import kind_of, reached, slug_in


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("curriculum/course.yml", Kind.COURSE),
        ("curriculum/references.bib", Kind.BIBLIOGRAPHY),
        ("curriculum/glossary.yml", Kind.GLOSSARY),
        ("curriculum/basics/first.md", Kind.MODULE),
        ("quizzes/first.yml", Kind.QUIZ),
        ("curriculum/figures/curve.svg", Kind.FIGURE),
        ("curriculum/figures/deep/curve.png", Kind.FIGURE),
    ],
)
def test_a_document_is_known_by_its_path(path: str, kind: Kind) -> None:
    assert kind_of(path) is kind


def test_the_slug_stands_in_course_yml() -> None:
    assert slug_in(tiny_course(slug="my-course")) == "my-course"


@pytest.mark.parametrize("content", [None, b"", b"course: [", b"\xff\xfe\x00", b"title: No slug\n"])
def test_without_a_readable_course_yml_there_is_a_stand_in(content: bytes | None) -> None:
    assert slug_in(tiny_course(files={COURSE_FILE: content})) == "course"


def test_a_course_reaches_all_of_its_files() -> None:
    files = tiny_course()

    assert reached(files, frozenset()) == files
    assert reached(files, files.keys()) == files


def test_a_kept_module_that_is_no_longer_listed_is_not_reached_nor_is_its_kept_quiz() -> None:
    files = tiny_course(files={COURSE_FILE: course_text(areas={"basics": ("first",), "practice": ("third",)})})

    found = reached(files, {"curriculum/basics/second.md", "quizzes/second.yml"})

    assert files.keys() - found.keys() == {"curriculum/basics/second.md", "quizzes/second.yml"}


def test_a_kept_module_that_is_still_listed_is_reached() -> None:
    files = tiny_course()

    assert reached(files, {"curriculum/basics/second.md", "quizzes/second.yml"}) == files


def test_files_of_the_folder_stay_so_that_their_mistakes_are_found() -> None:
    files = tiny_course(files={COURSE_FILE: course_text(areas={"basics": ("first",), "practice": ("third",)})})

    # The module is kept; its quiz still lies in the folder.
    found = reached(files, {"curriculum/basics/second.md"})

    assert files.keys() - found.keys() == {"curriculum/basics/second.md"}


def test_a_kept_quiz_of_the_course_stays() -> None:
    final = quiz_text(None, terms="purpose: final\n", objective="basics/first#know")
    files = tiny_course(files={"quizzes/final.yml": final})

    assert reached(files, {"quizzes/final.yml"}) == files


@pytest.mark.parametrize("content", [None, b"course: ["])
def test_nothing_is_taken_out_while_course_yml_cannot_be_read(content: bytes | None) -> None:
    files = tiny_course(files={COURSE_FILE: content})

    assert reached(files, {"curriculum/basics/second.md"}) == files


def test_other_kept_files_stay_documents_of_the_course() -> None:
    files = tiny_course(files={"curriculum/glossary.yml": "kap: {term: KAP, definition: A therapy.}\n"})

    assert reached(files, {"curriculum/glossary.yml"}) == files
