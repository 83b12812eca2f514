"""A new module, quiz or case can be read at once."""

from tests.support.branching_cases import course_with_case
from tests.support.care_course import care_course
from trainer.curriculum.checking import check_course
from trainer.curriculum.links import Links
from trainer.curriculum.new_documents import new_case, new_module, new_quiz
from trainer.curriculum.outline_editing import list_module

LINKS = Links(
    module="/m/{key}",
    section="/m/{key}#{section}",
    term="/g#{term}",
    reference="/r#{source}",
    media="/{digest}.{extension}",
    simulator="/s",
    simulator_chart="/s.svg",
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


def test_a_new_case_has_no_problem() -> None:
    path = "quizzes/cases/a-new-medicine.yml"
    files = course_with_case() | {path: new_case("A new medicine: 'so'", "monitoring").encode()}

    checked = check_course(files, LINKS)

    assert [each for each in checked.problems if each.file == path] == []
    assert checked.course is not None
    assert [case.title for case in checked.course.cases] == ["A new medicine: 'so'", "Pressure climbs"]
