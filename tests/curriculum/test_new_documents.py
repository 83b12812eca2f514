"""A new module or quiz can be read at once."""

from tests.support.care_course import care_course
from trainer.curriculum.checking import check_course
from trainer.curriculum.links import Links
from trainer.curriculum.new_documents import new_module, new_quiz
from trainer.curriculum.outline_editing import list_module

LINKS = Links(
    module="/m/{key}",
    section="/m/{key}#{section}",
    term="/g#{term}",
    reference="/r#{source}",
    media="/{digest}.{extension}",
)


def test_a_new_module_and_its_quiz_have_no_problem() -> None:
    files = care_course()
    path = "curriculum/pharmacology/half-lives.md"
    files[path] = new_module("Half-lives: an 'overview'", "P9").encode()
    files["quizzes/half-lives.yml"] = new_quiz("Half-lives: #1", "pharmacology/half-lives", "explain").encode()
    outline = list_module(files["curriculum/course.yml"].decode(), "pharmacology", "half-lives")
    files["curriculum/course.yml"] = outline.encode()

    checked = check_course(files, LINKS)

    assert [each for each in checked.problems if each.file in (path, "quizzes/half-lives.yml")] == []
    assert checked.course is not None
    assert checked.course.modules["pharmacology/half-lives"].title == "Half-lives: an 'overview'"
