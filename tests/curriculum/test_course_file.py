"""Tests for reading course.yml."""

from tests.curriculum.small_course import COURSE_YML
from trainer.curriculum.course import Area, Author, CourseFile, ModulesRule, QuizzesRule, Rules
from trainer.curriculum.course_file import PATH, parse_course_file


def read(text: str) -> CourseFile:
    """The course of a file without problems."""
    course, problems = parse_course_file(PATH, text)
    assert problems == ()
    assert course is not None
    return course


def problems_of(text: str) -> list[str]:
    """The problems of a file as 'line: message'."""
    return [f"{problem.line}: {problem.message}" for problem in parse_course_file(PATH, text)[1]]


def test_a_course_file_is_read() -> None:
    course = read(COURSE_YML)
    assert (course.slug, course.title) == ("small", "A small course")
    assert course.areas == (
        Area(id="pharmacology", title="Pharmacology", modules=("pharmacology/routes",)),
        Area(id="states", title="States", modules=("states/presence",)),
    )


def test_completion_asks_for_all_modules_and_passed_quizzes_unless_the_file_says_otherwise() -> None:
    modules = ("pharmacology/routes", "states/presence")
    assert read(COURSE_YML).rules == Rules(modules=modules, read=ModulesRule.ALL, quizzes=QuizzesRule.PASSED)
    eased = read(COURSE_YML + "complete_when: {modules: none, quizzes: none}\n")
    assert eased.rules == Rules(modules=modules, read=ModulesRule.NONE, quizzes=QuizzesRule.NONE)


def test_what_is_said_about_the_course_is_read() -> None:
    about = read(
        COURSE_YML
        + "about:\n"
        + "  authors: [{name: Ada, qualification: LPC, disclosure: none}, {name: Bo}]\n"
        + "  is_not: Not a licence.\n"
        + "  contact: Ada, ada@example.org\n"
        + "  help: Call 988.\n"
    ).about
    assert about.authors == (Author(name="Ada", qualification="LPC", disclosure="none"), Author(name="Bo"))
    assert about.is_not is not None
    assert (about.is_not.text, about.is_not.line) == ("Not a licence.", 8)
    assert about.contact == "Ada, ada@example.org"
    assert about.help is not None


def test_an_area_may_still_be_empty() -> None:
    course = read("course: a\ntitle: A\nareas:\n  - {id: later, title: Later, modules: []}\n")
    assert course.areas == (Area(id="later", title="Later", modules=()),)


def test_a_module_that_is_listed_twice_is_a_problem_at_the_second() -> None:
    text = "course: a\ntitle: A\nareas:\n  - id: b\n    title: B\n    modules:\n      - c\n      - c\n"
    assert problems_of(text) == ["8: the module 'c' is listed twice (first in line 7); keep one"]


def test_an_area_that_is_listed_twice_is_a_problem() -> None:
    text = "course: a\ntitle: A\nareas:\n  - {id: b, title: B, modules: []}\n  - {id: b, title: C, modules: []}\n"
    assert problems_of(text) == ["5: the area 'b' stands twice (first in line 4); keep one"]


def test_a_module_is_named_without_its_folder() -> None:
    text = "course: a\ntitle: A\nareas:\n  - {id: b, title: B, modules: [b/c.md]}\n"
    assert problems_of(text) == ["4: 'b/c.md' is not a module's name; write the file's name without folder and '.md'"]


def test_no_area_can_take_the_folder_of_the_figures() -> None:
    text = "course: a\ntitle: A\nareas:\n  - {id: figures, title: F, modules: []}\n"
    assert problems_of(text) == ["4: 'figures' is the folder of figures; give the area another id"]


def test_an_unknown_key_is_answered_with_the_nearest_known_one() -> None:
    assert problems_of(COURSE_YML + "abuot:\n  contact: A\n") == ["6: unknown key 'abuot'; did you mean 'about'?"]


def test_a_review_in_the_file_is_answered_with_where_reviews_are_recorded() -> None:
    assert problems_of(COURSE_YML + "reviewed_by: Dr. Who\n") == [
        "6: reviews by clinicians are recorded in the platform, not in files; "
        "remove 'reviewed_by' and have the reviewer sign this revision there"
    ]


def test_everything_that_is_missing_is_named_at_once() -> None:
    assert problems_of("about:\n  contact: A\n") == [
        "1: 'areas' is missing; add 'areas:' with a list of areas below",
        "1: 'course' is missing; add 'course: ...' with the course's id, which never changes",
        "1: 'title' is missing; add 'title: ...'",
    ]


def test_a_file_that_is_not_yaml_is_one_problem_and_no_course() -> None:
    course, problems = parse_course_file(PATH, "course: [\n")
    assert course is None
    assert len(problems) == 1
