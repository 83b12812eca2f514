"""Tests for reading a module's file."""

from datetime import date

import pytest

from tests.curriculum.small_course import FRONT_LINES, ROUTES, module_text
from trainer.curriculum.course import Module, Objective
from trainer.curriculum.module_file import parse_module
from trainer.curriculum.phases import Phase

FULL_FRONT = """\
---
# a comment
title: Routes, absorption and bioavailability
code: P2
minutes: 60
phases: [dosing, screening]
objectives:
  - {id: compare-routes, text: Compare five routes}
  - id: explain
    text: Explain first-pass metabolism
requires: [pharmacology/history]
review_by: 2027-11-01
content_note: Describes a frightening session
---
"""
CHECK = """\
```check
id: swallowed
type: true-false
prompt: A swallowed troche peaks later.
answer: true
why: {true: Yes., false: No.}
```
"""


def read(text: str) -> Module:
    """The module of a file without problems."""
    module, problems = parse_module(ROUTES, text)
    assert problems == ()
    assert module is not None
    return module


def problems_of(body: str) -> list[str]:
    """The problems of a module with this body, as 'line of the body: message'."""
    _, problems = parse_module(ROUTES, module_text(body))
    return [f"{problem.line - FRONT_LINES}: {problem.message}" for problem in problems]


def test_the_front_matter_is_read() -> None:
    module = read(FULL_FRONT + "## A {#a}\n")
    assert (module.key, module.area, module.path) == ("pharmacology/routes", "pharmacology", ROUTES)
    assert (module.title, module.code, module.minutes) == ("Routes, absorption and bioavailability", "P2", 60)
    assert module.phases == (Phase.SCREENING, Phase.DOSING)
    assert module.objectives == (
        Objective(id="compare-routes", text="Compare five routes"),
        Objective(id="explain", text="Explain first-pass metabolism"),
    )
    assert module.requires == ("pharmacology/history",)
    assert module.review_by == date(2027, 11, 1)
    assert module.content_note is not None
    assert (module.content_note.text, module.content_note.line) == ("Describes a frightening session", 13)


def test_the_text_is_cut_at_headings_of_level_two() -> None:
    module = read(module_text("Opening.\n\n## One {#one}\nText.\n\n### Part\n\n## Two words {#two}\nMore.\n"))
    assert module.opening.text == "Opening.\n"
    assert module.opening.line == FRONT_LINES + 1
    assert [(section.id, section.title) for section in module.sections] == [("one", "One"), ("two", "Two words")]
    assert module.sections[0].source.text == "## One {#one}\nText.\n\n### Part\n"
    assert module.sections[1].source.line == FRONT_LINES + 8


def test_a_heading_in_code_or_in_a_comment_is_no_section() -> None:
    body = "## One {#one}\n\n```\n## not\n```\n\n<!--\n## nor this\n-->\n\n    ## nor this\n"
    assert [section.id for section in read(module_text(body)).sections] == ["one"]


def test_a_title_in_bold_and_with_closing_marks_is_read_as_words() -> None:
    module = read(module_text("## The *first* `pass` ## {#first}\n"))
    assert module.sections[0].title == "The first pass"


def test_words_are_counted_without_code_citations_and_targets() -> None:
    body = (
        "## One {#one}\n"
        "Three words here [@zanos2018] and [a link](../glossary.yml#norketamine).<!-- not these -->\n\n"
        + CHECK
        + "\n```\nnot these\n```\n"
    )
    assert read(module_text(body)).sections[0].words == 6


def test_knowledge_checks_are_read_in_any_section_and_in_the_opening() -> None:
    second = CHECK.replace("swallowed", "spat")
    module = read(module_text(CHECK + "\n## One {#one}\n" + second))
    assert list(module.checks) == ["swallowed", "spat"]
    assert module.checks["swallowed"].common.line == FRONT_LINES + 2


def test_a_section_without_id_is_answered_with_the_line_to_paste() -> None:
    assert problems_of("## Time to peak\n") == [
        "1: this section has no id; write the line as '## Time to peak {#time-to-peak}'"
    ]


def test_the_line_to_paste_has_an_id_that_is_not_yet_taken() -> None:
    assert problems_of("## A {#time-to-peak}\n## Time to peak\n") == [
        "2: this section has no id; write the line as '## Time to peak {#time-to-peak-2}'"
    ]


def test_an_id_that_stands_twice_is_a_problem_that_names_the_first() -> None:
    assert problems_of("## A {#a}\n## B {#a}\n") == [
        "2: the id 'a' stands twice (first in line 9); write the line as '## B {#b}'"
    ]


def test_an_id_with_other_characters_is_a_problem() -> None:
    assert problems_of("## Größe {#Größe}\n") == [
        "1: 'Größe' is not an id, which has lower-case letters, digits and hyphens; "
        "write the line as '## Größe {#groe}'"
    ]


def test_a_heading_of_level_one_is_a_problem() -> None:
    assert problems_of("# Title\n\n## A {#a}\n") == [
        "1: the title stands in the front matter; write sections with '##' and parts of them with '###'"
    ]


@pytest.mark.parametrize("underline", ["---", "===", "--", "="])
def test_an_underlined_heading_is_a_problem(underline: str) -> None:
    found = problems_of(f"## A {{#a}}\n\nTitle\n{underline}\n")
    assert found == [
        "4: an underlined heading is not used here; remove this line and write '## Title {#title}' above, "
        "or put an empty line between for a rule"
    ]


@pytest.mark.parametrize("body", ["Text.\n\n---\n", "| a |\n|---|\n", "a | b\n--- | ---\n", "- a\n---\n", "> a\n---\n"])
def test_rules_and_tables_are_not_underlined_headings(body: str) -> None:
    assert problems_of("## A {#a}\n\n" + body) == []


def test_a_module_without_sections_is_a_problem() -> None:
    assert problems_of("Text.\n") == ["1: there are no sections; add one, such as '## What to know {#what-to-know}'"]


def test_a_module_without_objectives_is_a_problem() -> None:
    text = "---\ntitle: A\ncode: B\nminutes: 5\n---\n## A {#a}\n"
    _, problems = parse_module(ROUTES, text)
    assert [problem.message for problem in problems] == [
        "'objectives' is missing; add 'objectives:' with a list of ids and texts below"
    ]


def test_every_mistake_in_the_front_matter_is_found_at_its_line() -> None:
    text = (
        "---\ntitle: A\ncode: B\nminutes: sixty\nphases: [dozing]\nobjectives:\n  - {text: Explain}\n"
        "  - {id: explain, text: A}\n  - {id: explain, text: B}\nrequires: [history]\nreviewed_by: Ada\n"
        "---\n## A {#a}\n"
    )
    _, problems = parse_module(ROUTES, text)
    assert [f"{problem.line}: {problem.message}" for problem in problems] == [
        "4: 'minutes' must be a whole number from 1 to 1000, found text 'sixty'",
        "5: 'dozing' is not a phase; did you mean 'dosing'?",
        "7: 'id' is missing; add 'id: explain'",
        "9: the id 'explain' stands twice (first in line 8); change one",
        "10: 'history' does not name a module; write 'area/name', such as 'pharmacology/routes'",
        "11: reviews by clinicians are recorded in the platform, not in files; "
        "remove 'reviewed_by' and have the reviewer sign this revision there",
    ]


def test_a_module_without_front_matter_is_answered_with_how_to_begin() -> None:
    module, problems = parse_module(ROUTES, "## A {#a}\n")
    assert module is None
    assert [problem.message for problem in problems] == [
        "a module begins with its front matter; write '---' here, the keys below it, then '---' again"
    ]


def test_front_matter_that_is_never_closed_is_a_problem() -> None:
    module, problems = parse_module(ROUTES, "---\ntitle: A\n")
    assert module is None
    assert [problem.line for problem in problems] == [1]


def test_two_checks_with_one_id_are_a_problem() -> None:
    assert problems_of("## A {#a}\n" + CHECK + "\n" + CHECK) == [
        "11: the check 'swallowed' stands twice (first in line 11); give it another id"
    ]


def test_the_mistakes_of_a_check_have_the_lines_of_the_module() -> None:
    assert problems_of("## A {#a}\n```check\nid: x\ntype: essay\nprompt: Why?\n```\n")[0].startswith(
        "4: 'essay' is not"
    )


@pytest.mark.parametrize("prefix", ["> ", "- "])
def test_a_check_in_a_quote_or_a_list_is_a_problem(prefix: str) -> None:
    body = "## A {#a}\n" + "".join(f"{prefix}{line}\n" for line in CHECK.splitlines())
    assert "2: a knowledge check stands at the left edge, not in a list or a quote; move it" in problems_of(body)


def test_a_check_that_is_never_closed_is_a_problem() -> None:
    assert problems_of("## A {#a}\n```check\nid: x\n") == [
        "2: this knowledge check is never closed; add a line ``` after its last key"
    ]


def test_hundreds_of_sections_are_one_problem() -> None:
    body = "".join(f"## A {{#a{number}}}\n" for number in range(300))
    assert problems_of(body) == ["201: these are more than 200 sections; cut the module into several"]


def test_a_path_that_is_no_modules_is_a_broken_promise() -> None:
    with pytest.raises(ValueError, match="not the path of a module"):
        parse_module("curriculum/routes.md", "")
