"""Where objectives are taught follows from the questions that test them, and from where knowledge checks stand."""

from collections.abc import Mapping

from tests.curriculum.small_course import QUIZ, RETURN, ROUTES, course_files, module_text
from trainer.curriculum.objectives import TaughtObjective, objective_key, taught_objectives
from trainer.curriculum.restoring import course_from_sources

CHECK = """\
```check
id: {id}
type: true-false
objective: compare
prompt: Is it so?
answer: true
why: {{'true': Yes., 'false': No.}}
```
"""
QUESTION = """\
  - id: {id}
    type: true-false
    objective: {objective}
    prompt: Is it so?
    answer: true
    why: {{'true': Yes., 'false': No.}}
"""
SENDS_TO = "    read_again: ../{path}#{section}\n"


def taught(files: Mapping[str, str | bytes | None]) -> dict[str, TaughtObjective]:
    """The objectives by their module; each module of the small course has one."""
    found = taught_objectives(course_from_sources(course_files(files)))
    return {objective.module: objective for objective in found}


def quiz(*questions: str) -> str:
    return "title: Routes\nmodule: ../curriculum/pharmacology/routes.md\nquestions:\n" + "".join(questions)


def test_sections_that_questions_send_to_teach_an_objective_the_modules_own_first() -> None:
    course = {
        ROUTES: module_text("Opening.\n\n## Peak {#peak}\n\nText.\n\n## Onset {#onset}\n\nText.\n"),
        QUIZ: quiz(
            QUESTION.format(id="one", objective="compare") + SENDS_TO.format(path=RETURN, section="return"),
            QUESTION.format(id="two", objective="compare") + SENDS_TO.format(path=ROUTES, section="onset"),
            QUESTION.format(id="three", objective="compare") + SENDS_TO.format(path=ROUTES, section="onset"),
            QUESTION.format(id="four", objective="compare"),
        ),
    }

    assert taught(course)["pharmacology/routes"] == TaughtObjective(
        module="pharmacology/routes",
        id="compare",
        text="Compare the routes",
        sections=(("pharmacology/routes", "onset"), ("states/presence", "return")),
        questions=4,
        checks=0,
    )


def test_a_knowledge_check_teaches_in_the_section_where_it_stands() -> None:
    text = "Opening.\n\n{}\n## Peak {{#peak}}\n\nText.\n\n## Onset {{#onset}}\n\nText.\n\n{}"
    course = {ROUTES: module_text(text.format(CHECK.format(id="before"), CHECK.format(id="within")))}

    objective = taught(course)["pharmacology/routes"]

    assert objective.sections == (("pharmacology/routes", "onset"),)
    assert (objective.questions, objective.checks) == (0, 2)


def test_where_nothing_points_anywhere_the_whole_module_teaches_it() -> None:
    assert [(each.sections, each.questions) for each in taught({}).values()] == [((), 0), ((), 0)]


def test_questions_of_a_pre_test_name_the_module_of_their_objective() -> None:
    course = {
        "quizzes/begin.yml": "title: Begin\npurpose: pre-test\nquestions:\n"
        + QUESTION.format(id="one", objective="states/presence#compare")
    }

    assert {key: each.questions for key, each in taught(course).items()} == {
        "pharmacology/routes": 0,
        "states/presence": 1,
    }


def test_an_objective_is_one_of_the_quizzes_module_unless_it_names_another() -> None:
    assert objective_key("states/presence", "stay") == ("states/presence", "stay")
    assert objective_key(None, "pharmacology/routes#compare") == ("pharmacology/routes", "compare")
    assert objective_key("states/presence", "pharmacology/routes#compare") == ("pharmacology/routes", "compare")
