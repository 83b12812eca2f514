"""Each example of docs/authoring.md is right, the wrong ones are wrong as it says, and nothing is left out."""

from xml.etree.ElementTree import fromstring

import pytest

from tests.docs.documents import Fence
from tests.docs.example_course import (
    AUTHORING,
    MODULE,
    QUESTION,
    SAYS,
    SECTION,
    WRONG,
    checked,
    examples,
    files,
    with_example,
    with_question,
    with_section,
)
from tests.house.source import ROOT
from trainer.addresses import links_of
from trainer.curriculum.course import Course
from trainer.curriculum.exercises import KINDS as EXERCISES
from trainer.curriculum.rendered import Prose
from trainer.curriculum.rendering import Renderer
from trainer.quizzes.questions import TYPES

# What an author can write, as it stands on a page.
CONSTRUCTS = {
    "a section's part": "<h3>A part of a section</h3>",
    "emphasis": "<em>Emphasis</em>",
    "strong emphasis": "<strong>strong emphasis</strong>",
    "code": "<code>code</code>",
    "small signs": "H<sub>2</sub>O, 10<sup>3</sup>",
    "other small HTML": "<mark>marked</mark>, <small>small</small>",
    "a key": "<kbd>Tab</kbd>",
    "a line break": "<br>",
    "a rule": "<hr>",
    "a nested list": "Before the session<ul>",
    "a numbered list": "<ol>",
    "a task": "☑",
    "a definition": "<dt>Set</dt>",
    "a table": 'class="table-frame"',
    "alignment": 'class="align-right"',
    "a quote": "<blockquote>",
    "a note": "callout-note",
    "a practice": "callout-practice",
    "a caution": "callout-caution",
    "a safety box": "callout-safety",
    "a source": 'class="cite"',
    "a link within the module": "#section-who-decides",
    "a link to another module": "/modules/integration/first-week#section-listening-first",
    "a term": 'class="term"',
    "another site": 'href="https://www.example.org/" rel="noopener noreferrer"',
    "an address": 'href="mailto:training@example.org"',
    "a figure": "<figcaption>",
    "a recording": "<figcaption>Recording: Ten breaths",
    "a video": '<track kind="captions"',
    "a transcript": "<summary>Transcript</summary>",
    "a handout": '.pdf">checklist',
    "a formula": "<math",
    "a formula on its own line": 'class="formula"',
    "money": "One seminar cost $5, another $10.",
    "a footnote": 'class="footnotes"',
    "a block of code": "<pre><code>trainer check .",
    **{f"the exercise {kind}": f'aria-label="{each.noun}: ' for kind, each in EXERCISES.items()},
}


def page_of(course: dict[str, bytes]) -> str:
    """The HTML of the module, sections and margin notes together."""
    found = checked(course).course
    assert isinstance(found, Course)
    module, problems = Renderer(course=found, links=links_of("small-example")).module("pharmacology/routes")
    assert problems == ()
    parts = [part for section in module.sections for part in section.parts]
    notes = [note.html for section in module.sections for note in section.notes]
    return "".join([*(part.html for part in parts if isinstance(part, Prose)), *notes])


@pytest.fixture(scope="module")
def pages() -> dict[Fence, str]:
    """The page that each example of a module's text makes."""
    return {fence: page_of(with_section(fence.text)) for fence in examples(SECTION)}


def test_the_files_of_the_examples_make_a_course_without_a_problem() -> None:
    assert checked(files()).problems == ()
    assert sorted(files()) == [
        "curriculum/course.yml",
        "curriculum/figures/peaks.svg",
        "curriculum/glossary.yml",
        "curriculum/integration/first-week.md",
        "curriculum/pharmacology/routes.md",
        "curriculum/references.bib",
        "quizzes/cases/a-new-medicine.yml",
        "quizzes/final.yml",
        "quizzes/routes.yml",
    ]


@pytest.mark.parametrize("fence", examples(SECTION), ids=lambda fence: f"line {fence.line}")
def test_an_example_of_text_has_no_problem(fence: Fence) -> None:
    assert checked(with_section(fence.text)).problems == ()


@pytest.mark.parametrize("fence", examples(QUESTION), ids=lambda fence: f"line {fence.line}")
def test_an_example_of_a_question_has_no_problem(fence: Fence) -> None:
    assert checked(with_question(fence.text)).problems == ()


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_each_type_of_question_has_an_example(kind: str) -> None:
    assert [fence for fence in examples(QUESTION) if f"type: {kind}\n" in fence.text]


def test_every_example_becomes_a_well_formed_page(pages: dict[Fence, str]) -> None:
    entities = str.maketrans({"&": "&amp;"})
    for page in pages.values():
        closed = page.replace("<br>", "<br/>").replace("<hr>", "<hr/>").replace('loading="lazy">', 'loading="lazy"/>')
        closed = closed.replace(" controls ", ' controls="" ').replace('default="">', 'default=""/>')
        fromstring(f"<div>{closed.translate(entities)}</div>")


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_the_examples_show(construct: str, pages: dict[Fence, str]) -> None:
    assert [fence.line for fence, page in pages.items() if CONSTRUCTS[construct] in page]


def test_no_mark_of_an_example_is_left_on_a_page(pages: dict[Fence, str]) -> None:
    left = [mark for page in pages.values() for mark in ("[@", "[!", "[^", "](", "**", "{#") if mark in page]
    assert left == []


def test_each_wrong_example_is_followed_by_what_the_checker_says() -> None:
    fences = AUTHORING.fences()
    wrong = [place for place, fence in enumerate(fences) if fence.about.startswith(WRONG)]
    assert len(wrong) == len(examples(SAYS))
    for place in wrong:
        problems = checked(with_example(fences[place])).problems
        assert fences[place + 1].about == SAYS
        assert fences[place + 1].text.splitlines() == [str(problem) for problem in problems]


def test_no_example_is_of_a_kind_that_no_test_reads() -> None:
    read = {SECTION, QUESTION, SAYS, WRONG + SECTION, WRONG + QUESTION, "retracted", "says retracted"}
    others = [fence for fence in AUTHORING.fences() if fence.about not in read and "/" not in fence.about]
    assert {fence.about for fence in others} == {""}
    assert [fence.text.split("\n")[0] for fence in others] == [
        "trainer check FOLDER",
        "my-course/",
        "curriculum/** text eol=lf",
        "- {id: at-once, text: At once, why: 'The muscle gives it up over minutes, not at once.'}",
        "trainer preview FOLDER",
    ]


def test_what_is_said_of_git_is_what_this_project_does() -> None:
    (ours,) = (fence.text for fence in AUTHORING.fences() if fence.text.startswith("curriculum/** text"))
    assert (ROOT / ".gitattributes").read_text(encoding="utf-8").startswith(ours)


def test_a_mistake_in_an_example_would_be_found() -> None:
    broken = files()[MODULE].replace(b"[@hirlinger1984]", b"[@hirlinger]")
    assert [str(problem) for problem in checked({**files(), MODULE: broken}).problems] == [
        f"{MODULE}:15: error: the bibliography has no 'hirlinger'; did you mean 'hirlinger1984'?"
    ]
