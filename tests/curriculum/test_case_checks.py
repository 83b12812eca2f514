"""A course is checked together with its branching cases."""

from tests.support.branching_cases import CASE, PATH, course_with_case
from trainer.addresses import links_of
from trainer.curriculum.bibliography_citing import Where, citings_of
from trainer.curriculum.checking import check_course
from trainer.curriculum.course import Kind
from trainer.curriculum.document_titles import title_in
from trainer.curriculum.documents import is_text, kind_of
from trainer.problem import is_blocking


def problems_of(case: str, path: str = PATH) -> list[str]:
    files = course_with_case()
    del files[PATH]
    files[path] = case.encode()
    checked = check_course(files, links_of("care"))
    return [f"{each.line}: {each.message}" for each in checked.problems if each.file == path]


def test_a_case_is_a_document_of_its_own_kind() -> None:
    assert kind_of(PATH) is Kind.CASE
    assert is_text(PATH)
    assert not is_text("quizzes/cases/more/pressure.yml")
    assert title_in(PATH, CASE.encode()) == "Pressure climbs"


def test_a_course_with_a_case_has_no_problem() -> None:
    checked = check_course(course_with_case(), links_of("care"))
    assert [each for each in checked.problems if is_blocking(each)] == []
    assert checked.course is not None
    assert [case.slug for case in checked.course.cases] == ["pressure"]


def test_an_unknown_competency_is_a_problem() -> None:
    text = CASE.replace("scope", "scop")
    assert problems_of(text) == ["6: course.yml has no competency 'scop'; did you mean 'scope'?"]


def test_an_unknown_module_or_section_to_read_again_is_a_problem() -> None:
    assert problems_of(CASE.replace("routes.md#peak", "roots.md")) == [
        "91: there is no module 'pharmacology/roots' to read again; did you mean 'pharmacology/routes'?"
    ]
    assert problems_of(CASE.replace("routes.md#peak", "routes.md#peek")) == [
        "91: the module 'pharmacology/routes' has no section 'peek'; did you mean 'peak'?"
    ]


def test_an_unknown_source_is_a_problem_at_its_line() -> None:
    text = CASE.replace("reason to wait [@hirlinger1984]", "reason to wait [@hirlinger1985]")
    [found] = problems_of(text)
    assert found.startswith(f"{1 + text[: text.index('1985')].count(chr(10))}: ")
    assert "hirlinger1985" in found


def test_a_misnamed_file_is_a_problem_with_its_cure() -> None:
    assert problems_of(CASE, "quizzes/cases/Pressure.yml")[0].startswith("1: a branching case lies in 'quizzes/cases/'")
    assert problems_of(CASE, "quizzes/cases/pressure.yaml") == ["1: files of this course end with '.yml'; rename it"]


def test_what_a_case_claims_is_found_by_its_source() -> None:
    course = check_course(course_with_case(), links_of("care")).course
    assert course is not None
    found = [each for each in citings_of(course)["hirlinger1984"] if each.path == PATH]
    assert [(each.where, each.part, each.claim) for each in found] == [
        (Where.SCENE, "", "What mattered was the first reading."),
        (Where.SCENE, "arrival", "She is out of breath."),
        (Where.SCENE, "arrival", "A high reading is a reason to wait."),
    ]
