"""Tests for what does not fit between the files of a course."""

import pytest

from tests.curriculum.small_course import FIGURE, LINKS, QUIZ, RETURN, ROUTES, course_files, module_text
from trainer.curriculum.checking import check_course
from trainer.problem import Severity

COURSE = "curriculum/course.yml"
GLOSSARY = "curriculum/glossary.yml"
QUIZ_TEXT = """\
title: Routes
module: ../curriculum/pharmacology/routes.md
questions:
  - id: peak
    type: true-false
    objective: compare
    prompt: So?
    answer: true
    why: {true: Yes., false: No.}
    cite: [zanos2018]
    read_again: ../curriculum/pharmacology/routes.md#peak
"""


def problems(files: dict[str, str | bytes | None]) -> list[str]:
    """What is wrong with the small course when some of its files are these, as 'file:line: message'."""
    found = check_course(course_files(files), LINKS).problems
    return [f"{problem.file}:{problem.line}: {problem.message}" for problem in found]


def test_a_course_without_problems_may_be_published() -> None:
    checked = check_course(course_files({QUIZ: QUIZ_TEXT}), LINKS)
    assert checked.problems == ()
    assert checked.course is not None
    assert list(checked.course.modules) == ["pharmacology/routes", "states/presence"]
    assert [quiz.path for quiz in checked.course.quizzes] == [QUIZ]
    assert checked.course.quiz_of("pharmacology/routes") == checked.course.quizzes[0]


def test_a_course_with_warnings_may_be_published_and_one_with_errors_not() -> None:
    warned = check_course(course_files({ROUTES: module_text("## A {#a}\n")}), LINKS)
    assert [problem.severity for problem in warned.problems] == [Severity.WARNING]
    assert warned.course is not None
    assert check_course(course_files({ROUTES: module_text("## A\n")}), LINKS).course is None


def test_all_problems_of_all_files_are_found_at_once_and_sorted() -> None:
    found = problems(
        {
            COURSE: "course: small\ntitel: A\nareas:\n  - {id: pharmacology, title: P, modules: [routes]}\n",
            GLOSSARY: "a: {term: A, definition: 'B [@nobody].'}\n",
            ROUTES: module_text("## A\n[@nobody]\n\n![x](../figures/routes.svg)\n"),
            QUIZ: QUIZ_TEXT.replace("zanos2018", "nobody"),
        }
    )
    assert [problem.split(";")[0] for problem in found] == [
        "curriculum/course.yml:1: 'title' is missing",
        "curriculum/course.yml:2: unknown key 'titel'",
        "curriculum/glossary.yml:1: the bibliography has no 'nobody'",
        "curriculum/pharmacology/routes.md:9: this section has no id",
        "curriculum/pharmacology/routes.md:10: the bibliography has no 'nobody'",
        "quizzes/routes.yml:10: the bibliography has no 'nobody'",
        "quizzes/routes.yml:11: the module 'pharmacology/routes' has no section 'peak'",
    ]


def test_a_course_needs_its_course_file() -> None:
    assert problems({COURSE: None}) == [
        "curriculum/course.yml:1: there is no course.yml; add it, with 'course', 'title' and 'areas'"
    ]


def test_a_listed_module_needs_its_file() -> None:
    assert problems({RETURN: None}) == [
        "curriculum/course.yml:5: there is no file curriculum/states/presence.md; write the file, or take the line out"
    ]


def test_a_module_that_is_not_listed_is_a_problem() -> None:
    text = module_text("## A {#a}\n")
    assert problems({"curriculum/states/absence.md": text, "curriculum/elsewhere/a.md": text}) == [
        "curriculum/elsewhere/a.md:1: course.yml does not list this module; "
        "add an area with 'id: elsewhere' there, or move the file to the folder of an area",
        "curriculum/states/absence.md:1: course.yml does not list this module; "
        "add 'absence' to the modules of the area 'states' there, or delete the file",
    ]


def test_a_module_has_one_quiz() -> None:
    assert problems({QUIZ: QUIZ_TEXT, "quizzes/second.yml": QUIZ_TEXT}) == [
        "quizzes/second.yml:2: this module has a quiz already (quizzes/routes.yml); a module has one quiz: join the two"
    ]


def test_a_quiz_needs_its_module() -> None:
    assert problems({QUIZ: QUIZ_TEXT.replace("routes.md\n", "roots.md\n", 1)}) == [
        "quizzes/routes.yml:2: there is no module curriculum/pharmacology/roots.md; "
        "did you mean 'curriculum/pharmacology/routes.md'?"
    ]


def test_questions_name_objectives_and_sections_that_exist() -> None:
    found = problems({QUIZ: QUIZ_TEXT.replace("compare", "compere").replace("#peak", "#peek")})
    assert found == [
        "quizzes/routes.yml:4: the module 'pharmacology/routes' has no objective 'compere'; did you mean 'compare'?",
        "quizzes/routes.yml:11: the module 'pharmacology/routes' has no section 'peek'; did you mean 'peak'?",
    ]


def test_the_questions_of_a_final_name_a_module_with_its_objective() -> None:
    final = QUIZ_TEXT.replace("module: ../curriculum/pharmacology/routes.md\n", "purpose: final\n")
    assert problems({QUIZ: final.replace("compare", "pharmacology/routes#compare")}) == []
    assert problems({QUIZ: final.replace("compare", "states/presence#review")}) == [
        "quizzes/routes.yml:4: the module 'states/presence' has no objective 'review'; known are: compare"
    ]
    assert problems({QUIZ: final.replace("compare", "states/absence#compare")}) == [
        "quizzes/routes.yml:4: there is no module 'states/absence' for the objective; did you mean 'states/presence'?"
    ]


def test_the_checks_of_a_module_are_held_to_the_same() -> None:
    check = (
        "```check\nid: x\ntype: true-false\nobjective: compere\nprompt: So?\nanswer: true\n"
        "why: {true: A., false: B.}\nread_again: presence.md#retrun\n```\n"
    )
    assert problems({RETURN: module_text("## The return {#return}\n" + check)}) == [
        "curriculum/states/presence.md:11: the module 'states/presence' has no objective 'compere'; "
        "did you mean 'compare'?",
        "curriculum/states/presence.md:17: the module 'states/presence' has no section 'retrun'; "
        "did you mean 'return'?",
    ]


def requiring(*keys: str) -> str:
    """A module that requires others, on line 3 and the following ones."""
    required = "".join(f"  - {key}\n" for key in keys)
    return module_text("## A {#a}\n").replace("---\n", f"---\nrequires:\n{required}", 1)


def test_a_requirement_names_another_module_that_exists() -> None:
    found = problems({RETURN: requiring("pharmacology/routes", "pharmacology/roots", "states/presence")})
    assert found == [
        "curriculum/states/presence.md:4: there is no module 'pharmacology/roots' to require; "
        "did you mean 'pharmacology/routes'?",
        "curriculum/states/presence.md:5: a module cannot require itself; remove it from 'requires'",
    ]


def test_modules_do_not_require_each_other_in_a_circle() -> None:
    shown = "## A {#a}\n![x](../figures/routes.svg)\n"
    routes = requiring("states/presence").replace("## A {#a}\n", shown)
    assert problems({ROUTES: routes, RETURN: requiring("pharmacology/routes")}) == [
        "curriculum/pharmacology/routes.md:3: modules require each other in a circle "
        "(pharmacology/routes -> states/presence -> pharmacology/routes); take one out"
    ]


def test_every_circle_is_found() -> None:
    listing = "course: a\ntitle: A\nareas:\n  - {id: a, title: A, modules: [b, c, d, e]}\n"
    needs = {"b": ("a/c",), "c": ("a/b",), "d": ("a/e", "a/b"), "e": ("a/d",)}
    files = {f"curriculum/a/{name}.md": requiring(*keys) for name, keys in needs.items()}
    found = problems({COURSE: listing, ROUTES: None, RETURN: None, FIGURE: None, **files})
    assert [problem.split("(")[1].split(")")[0] for problem in found] == ["a/b -> a/c -> a/b", "a/d -> a/e -> a/d"]


def test_a_figure_that_nothing_shows_is_a_warning() -> None:
    assert problems({"curriculum/figures/other.svg": course_files()[FIGURE]}) == [
        "curriculum/figures/other.svg:1: no text shows this figure; "
        "show it with '![what it shows](../figures/...)', or delete it"
    ]


def test_a_figure_in_a_quiz_is_shown() -> None:
    quiz = QUIZ_TEXT.replace("So?", "'![A curve](../curriculum/figures/other.svg)'")
    assert problems({"curriculum/figures/other.svg": course_files()[FIGURE], QUIZ: quiz}) == []


def test_what_cannot_be_read_is_not_also_missing() -> None:
    found = problems(
        {
            RETURN: "no front matter",
            FIGURE: "<svg",
            GLOSSARY: "a: [",
            QUIZ: QUIZ_TEXT,
            ROUTES: module_text(
                "## Peak {#peak}\n![x](../figures/routes.svg)\n\n[y](../states/presence.md#return)"
                " [z](../glossary.yml#troche)\n"
            ),
        }
    )
    assert [problem.split(":")[0] for problem in found] == [FIGURE, GLOSSARY, RETURN]


def test_a_word_of_the_glossary_belongs_to_one_entry() -> None:
    glossary = "a: {term: Troche, definition: A.}\nb:\n  term: B\n  also: [troche]\n  definition: B.\n"
    assert problems({GLOSSARY: glossary}) == [
        "curriculum/glossary.yml:5: 'troche' stands under 'a' too; let one entry have it"
    ]


def test_a_review_in_a_quiz_is_answered_with_where_reviews_are_recorded() -> None:
    (found,) = problems({QUIZ: QUIZ_TEXT + "reviewed_by: Ada\n"})
    assert found.startswith("quizzes/routes.yml:12: reviews by clinicians are recorded in the platform")


@pytest.mark.parametrize("text", ["", "\n\n", "x", "---\n---\n", "\x00", "[" * 1000, "%YAML 1.1\n---\na: &b [*b]\n"])
@pytest.mark.parametrize("path", [COURSE, GLOSSARY, ROUTES, QUIZ, FIGURE, "curriculum/references.bib"])
def test_no_file_stops_the_check(path: str, text: str) -> None:
    check_course(course_files({path: text}), LINKS)


def test_a_mistake_in_a_quiz_does_not_hide_where_it_does_not_fit_the_course() -> None:
    broken = QUIZ_TEXT.replace("zanos2018", "nobody").replace("objective: compare", "objective: nothing")
    assert [problem.split(";")[0] for problem in problems({QUIZ: f"{broken}tales: 3\n"})] == [
        "quizzes/routes.yml:4: the module 'pharmacology/routes' has no objective 'nothing'",
        "quizzes/routes.yml:10: the bibliography has no 'nobody'",
        "quizzes/routes.yml:12: unknown key 'tales'",
    ]
