"""The tables of keys in docs/authoring.md name the keys that the parsers know, and what holds where one is left out."""

import ast
import re
from collections.abc import Callable, Iterator, Mapping

import pytest

from tests.docs.documents import codes
from tests.docs.example_course import AUTHORING, MODULE, checked
from tests.docs.example_course import files as example_files
from tests.house.source import PythonFile, python_files
from trainer.curriculum import figures, module_body, nesting, text_files, typesetting
from trainer.curriculum.course_file import parse_course_file
from trainer.curriculum.exercises import KINDS as EXERCISES
from trainer.curriculum.glossary_file import parse_glossary
from trainer.curriculum.module_file import parse_module
from trainer.curriculum.requirements import KINDS
from trainer.problem import Problem
from trainer.quizzes.cases.parsing import parse_case
from trainer.quizzes.parsing import parse_quiz
from trainer.quizzes.questions import TYPES

UNKNOWN = "zzzz"
"""A key so unlike any other that the problem about it lists all that are known."""

Parse = Callable[[str], tuple[Problem, ...]]


def of_course(text: str) -> tuple[Problem, ...]:
    return parse_course_file("curriculum/course.yml", text)[1]


def of_glossary(text: str) -> tuple[Problem, ...]:
    return tuple(parse_glossary("curriculum/glossary.yml", text)[1])


def of_module(front: str) -> tuple[Problem, ...]:
    return parse_module("curriculum/area/name.md", f"---\n{front}\n---\n")[1]


def of_quiz(text: str) -> tuple[Problem, ...]:
    return parse_quiz("quizzes/name.yml", text)[1]


def of_case(text: str) -> tuple[Problem, ...]:
    return parse_case("quizzes/cases/name.yml", text)[1]


def of_bare_question(text: str) -> tuple[Problem, ...]:
    return of_quiz(f"title: T\nmodule: ../curriculum/a/b.md\nquestions: [{{{text}}}]")


def of_question(text: str) -> tuple[Problem, ...]:
    return of_bare_question(f"id: a, objective: o, prompt: So?, {text}")


def of_exercise(kind: str) -> Parse:
    def parse(text: str) -> tuple[Problem, ...]:
        files = {**example_files(), MODULE: example_files()[MODULE] + f"\n```{kind}\n{text}\n```\n".encode()}
        return checked(files).problems

    return parse


COURSE = "course: c\ntitle: T\nareas: [{id: a, title: A, modules: []}]"
FRONT = "title: T\ncode: P1\nminutes: 5"
TRIAL = "{trial: t, size: s, control: c, blinding: b, result: r}"

CASE = "title: T\nminutes: 5\nabout: a\ncompetencies: [c]\nfirst: s\ndebrief: d"
SCENE = "id: s, title: T, room: r"
DECISION = "id: d, text: t, consequence: c, why: w"

GROUPS: Mapping[str, tuple[Parse, str]] = {
    "course.yml": (of_course, "zzzz: 1"),
    "Keys of an area": (of_course, "course: c\ntitle: T\nareas: [{zzzz: 1}]"),
    "Keys of complete_when": (of_course, f"{COURSE}\ncomplete_when: {{zzzz: 1}}"),
    "Keys of requirements": (of_course, f"{COURSE}\nrequirements: {{zzzz: 1}}"),
    "Keys of a competency": (of_course, f"{COURSE}\nrequirements: {{competencies: [{{zzzz: 1}}]}}"),
    "Keys of an entry of practicum": (of_course, f"{COURSE}\nrequirements: {{practicum: [{{zzzz: 1}}]}}"),
    "Keys of an entry of meetings": (of_course, f"{COURSE}\nrequirements: {{meetings: [{{zzzz: 1}}]}}"),
    "Keys of an entry of documents": (of_course, f"{COURSE}\nrequirements: {{documents: [{{zzzz: 1}}]}}"),
    "Keys of an entry of reflections": (of_course, f"{COURSE}\nrequirements: {{reflections: [{{zzzz: 1}}]}}"),
    "Keys of about": (of_course, f"{COURSE}\nabout: {{zzzz: 1}}"),
    "Keys of an author": (of_course, f"{COURSE}\nabout: {{authors: [{{zzzz: 1}}]}}"),
    "The glossary": (of_glossary, "word: {zzzz: 1}"),
    "Modules": (of_module, "zzzz: 1"),
    "Keys of an objective": (of_module, f"{FRONT}\nobjectives: [{{zzzz: 1}}]"),
    "Quizzes": (of_quiz, "zzzz: 1"),
    "Questions": (of_bare_question, "type: fill-in, gaps: {}, zzzz: 1"),
    "Keys of an option": (of_question, "type: single-choice, options: [{zzzz: 1}]"),
    "Keys of a pair": (of_question, "type: matching, pairs: [{zzzz: 1}]"),
    "Keys of an entry of also": (of_question, "type: matching, pairs: [], also: [{zzzz: 1}]"),
    "Keys of a region": (of_question, "type: hotspot, figure: F, regions: [{zzzz: 1}]"),
    "Keys of an aspect": (
        of_question,
        "type: panel-rating, panel: P, most: 5, aspects: [{zzzz: 1}]",
    ),
    "Keys of an item of a rubric": (of_question, "type: extended, rubric: [{zzzz: 1}]"),
    "Keys of an item": (of_question, "type: ordering, items: [{zzzz: 1}]"),
    "Keys of a row of a board": (
        of_exercise("triage-board"),
        "title: T\nrows: [{zzzz: 1}]\nitems: [{text: t, row: r, why: w}]",
    ),
    "Keys of an item of a board": (
        of_exercise("triage-board"),
        "title: T\nrows: [{id: a, title: A, about: a}, {id: b, title: B, about: b}]\nitems: [{zzzz: 1}]",
    ),
    "Keys of a row of a matrix": (of_exercise("interaction-matrix"), "title: T\nrows: [{zzzz: 1}]"),
    "Keys of a group of a checklist": (
        of_exercise("preparation-checklist"),
        "title: T\nuntil: u\ngroups: [{zzzz: 1}]",
    ),
    "Keys of a step of a ladder": (of_exercise("grounding-ladder"), "title: T\nsteps: [{zzzz: 1}]"),
    "Keys of a wording": (
        of_exercise("grounding-ladder"),
        "title: T\nsteps: [{text: t, why: w, words: [{zzzz: 1}]}]",
    ),
    "Keys of a question of an agreement": (
        of_exercise("touch-agreement"),
        "title: T\nrule: r\nsign: [s]\nquestions: [{zzzz: 1}]",
    ),
    "Keys of a choice": (
        of_exercise("touch-agreement"),
        "title: T\nrule: r\nsign: [s]\nquestions: [{ask: a, options: [{zzzz: 1}]}]",
    ),
    "Keys of a step of a plan": (of_exercise("safety-plan"), "title: T\nsteps: [{zzzz: 1}]"),
    "Keys of a trial": (of_exercise("evidence-map"), "title: T\ntrials: [{zzzz: 1}]"),
    "Keys of a scale": (of_exercise("evidence-map"), f"title: T\nscale: {{zzzz: 1}}\ntrials: [{TRIAL}]"),
    "Keys of an interval": (
        of_exercise("evidence-map"),
        f"title: T\ntrials: [{TRIAL[:-1]}, interval: {{zzzz: 1}}}}]",
    ),
    "Cases": (of_case, "zzzz: 1"),
    "Keys of a measure": (of_case, f"{CASE}\nscenes: []\nstate: {{m: {{zzzz: 1}}}}"),
    "Keys of a variation": (of_case, f"{CASE}\nscenes: []\nvariations: [{{zzzz: 1}}]"),
    "Keys of a scene": (of_case, f"{CASE}\nscenes: [{{zzzz: 1}}]"),
    "Keys of a decision": (of_case, f"{CASE}\nscenes: [{{{SCENE}, choices: [{{zzzz: 1}}]}}]"),
    "Keys of a line of then": (
        of_case,
        f"{CASE}\nscenes: [{{{SCENE}, choices: [{{{DECISION}, then: [{{zzzz: 1}}]}}]}}]",
    ),
}
"""The heading above each table of keys, with a text that holds an unknown key in such a group."""

ASKED_OF_EVERY_QUESTION = {
    "id",
    "type",
    "objective",
    "prompt",
    "safety_critical",
    "points",
    "cite",
    "read_again",
    "hints",
}


def known_to(parse: Parse, text: str) -> set[str]:
    """The keys that a parser knows in a group, as its problem with an unknown one lists them."""
    (told,) = (problem.message for problem in parse(text) if f"unknown key '{UNKNOWN}'" in problem.message)
    return set(told.partition("known are: ")[2].split(", "))


def documented(title: str) -> set[str]:
    """The keys of the table below a heading."""
    return {key for row in AUTHORING.section(title).table() for key in codes(row[0])}


def heading_of(kind: str) -> str:
    return next(section.title for section in AUTHORING.sections() if f"`{kind}`" in section.title)


@pytest.mark.parametrize("title", GROUPS)
def test_the_table_holds_every_key_and_no_other(title: str) -> None:
    of_its_type = {"gaps"} if title == "Questions" else set()
    assert documented(title) == known_to(*GROUPS[title]) - of_its_type


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_the_table_of_a_type_holds_its_own_keys(kind: str) -> None:
    known = known_to(of_question, f"type: {kind}, zzzz: 1")
    assert documented(heading_of(kind)) == known - ASKED_OF_EVERY_QUESTION
    assert known >= ASKED_OF_EVERY_QUESTION


@pytest.mark.parametrize("kind", sorted(EXERCISES))
def test_the_table_of_an_exercise_holds_its_own_keys(kind: str) -> None:
    of_all = {"title", "about"}
    known = known_to(of_exercise(kind), "zzzz: 1")
    assert documented(heading_of(kind)) - of_all == known - of_all
    assert known >= of_all


def test_the_table_of_gaps_holds_the_keys_of_both_kinds() -> None:
    gap = "type: fill-in, gaps: {who: {zzzz: 1, %s}}"
    of_list = known_to(of_question, gap % "options: []")
    of_words = known_to(of_question, gap % "accept: []")
    assert documented("Keys of a gap") == of_list | of_words
    assert of_words - of_list == {"why"}


def test_no_table_of_keys_stands_where_no_test_looks() -> None:
    looked_at = {*GROUPS, *map(heading_of, TYPES), *map(heading_of, EXERCISES), "Keys of a gap"}
    tables = {section.title for section in AUTHORING.sections() if "| Key |" in section.body}
    assert tables == looked_at


def asked_for(file: PythonFile) -> Iterator[str]:
    """The keys that a parser asks for by name."""
    for node in ast.walk(file.tree):
        match node:
            case ast.Call(
                func=ast.Attribute(
                    attr="text" | "words" | "texts" | "integer" | "number" | "yes_no" | "date" | "one_of" | "group"
                    | "groups" | "has"
                ),
                args=[ast.Constant(value=str(key)), *_],
            ):  # fmt: skip
                yield key
            case ast.Call(
                func=ast.Name(
                    id="_required_id" | "_whole" | "_choices" | "some_groups" | "read_numbers" | "required_text"
                ),
                args=[ast.Name(), ast.Constant(value=str(key)), *_],
            ):
                yield key


def test_no_key_that_a_parser_asks_for_is_missing_from_all_tables() -> None:
    asked = {key for file in python_files("trainer/curriculum", "trainer/quizzes") for key in asked_for(file)}
    tables = [section.table() for section in AUTHORING.sections() if "| Key |" in section.body]
    assert len(asked) > 30
    asked |= {kind.part for kind in KINDS}
    assert asked == {key for rows in tables for row in rows for key in codes(row[0])}


DEFAULTS = {
    "purpose": "module",
    "gate": "false",
    "page": "all",
    "pass_mark": "80",
    "attempts": "3",
    "wait_hours": "0",
    "shuffle": "true",
}


def test_the_terms_that_are_left_out_are_as_the_table_says() -> None:
    left_out = {codes(row[0])[0]: codes(row[2]) for row in AUTHORING.section("Quizzes").table()}
    assert {key: values[0] for key, values in left_out.items() if key in DEFAULTS} == DEFAULTS
    question = (
        "questions: [{id: a, type: true-false, objective: o, prompt: So?, answer: true, why: {true: y, false: n}}]"
    )
    bare, problems = parse_quiz("quizzes/name.yml", f"title: T\nmodule: ../curriculum/a/b.md\n{question}")
    assert problems == ()
    assert bare is not None
    told = {key: str(getattr(bare.terms, key)).lower() for key in DEFAULTS}
    assert told == DEFAULTS
    assert (bare.terms.minutes, bare.terms.draw, bare.terms.feedback) == (None, None, "after-submission")


@pytest.mark.parametrize("title", GROUPS)
def test_a_key_is_called_required_exactly_where_the_parser_asks_for_it(title: str) -> None:
    required = {codes(row[0])[0] for row in AUTHORING.section(title).table() if row[2].startswith("required")}
    parse, text = GROUPS[title]
    missing = {found[1] for problem in parse(text) if (found := re.match(r"'(\w+)' is missing; ", problem.message))}
    assert missing == required - {"type"}  # without a type nobody knows the keys of a question


def test_the_limits_are_as_the_text_says() -> None:
    files, sections = AUTHORING.section("The folder").body, AUTHORING.section("Sections").body
    assert f"{text_files.LARGEST:,} bytes, a figure {figures.LARGEST:,}" in " ".join(files.split())
    assert f"{typesetting.MOST_CHARACTERS:,} characters and {typesetting.MOST_LINES:,} lines" in sections
    assert f"{module_body.MOST} sections" in " ".join(sections.split())
    assert nesting.DEEPEST == 8
    assert "at most eight deep" in AUTHORING.section("Lists").body
