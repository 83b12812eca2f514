"""Tests for making a course again of published sources."""

import pytest

from tests.curriculum.small_course import LINKS, QUIZ, RETURN, ROUTES, course_files, html_of, module_text
from tests.curriculum.test_checking import QUIZ_TEXT, requiring
from trainer.curriculum.checking import check_course
from trainer.curriculum.rendering import render_module
from trainer.curriculum.restoring import course_from_sources


def test_what_was_checked_comes_back_the_same() -> None:
    files = course_files({QUIZ: QUIZ_TEXT})
    assert course_from_sources(files) == check_course(files, LINKS).course


def test_what_is_retired_is_no_longer_named() -> None:
    course = course_from_sources(
        course_files({ROUTES: None, QUIZ: QUIZ_TEXT, RETURN: requiring("pharmacology/routes")})
    )
    assert list(course.modules) == ["states/presence"]
    assert [area.modules for area in course.file.areas] == [(), ("states/presence",)]
    assert course.file.rules.modules == ("states/presence",)
    assert course.modules["states/presence"].requires == ()
    assert course.quizzes == ()


def test_a_link_to_what_is_retired_becomes_words() -> None:
    body = "## A {#a}\nSee [the routes](../pharmacology/routes.md).\n"
    course = course_from_sources(course_files({ROUTES: None, RETURN: module_text(body)}))
    module, _ = render_module(course, "states/presence", LINKS)
    assert html_of(module.sections[0].parts) == "<p>See <span>the routes</span>.</p>"


def test_what_an_earlier_program_accepted_is_taken_as_far_as_it_can_be_read() -> None:
    without_id = "## Peak {#peak}\n\nText.\n\n## Return\n\nMore.\n"
    course = course_from_sources(course_files({ROUTES: module_text(without_id), RETURN: "No front matter.\n"}))
    assert list(course.modules) == ["pharmacology/routes"]
    assert course.modules["pharmacology/routes"].sections[0].id == "peak"
    assert [area.modules for area in course.file.areas] == [("pharmacology/routes",), ()]


@pytest.mark.parametrize(("content", "reason"), [(None, "it is not there"), ("course: [\n", r"course\.yml:\d+: error")])
def test_a_course_without_its_file_is_a_broken_promise(content: str | None, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        course_from_sources(course_files({"curriculum/course.yml": content}))
