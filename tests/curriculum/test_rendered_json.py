"""Tests for storing what rendering made."""

import json
import subprocess
import sys

import pytest
from markupsafe import Markup, escape

from tests.curriculum.small_course import LINKS, QUIZ, rendered, small_course
from trainer.curriculum.rendered_json import module_from_json, texts_from_json, to_json
from trainer.curriculum.rendering import render_quiz
from trainer.quizzes.parsing import parse_quiz

MODULE = """\
Opening [@zanos2018].

## A {#a}
One [norketamine](../glossary.yml#norketamine) <b> “two”.

```check
id: x
type: fill-in
prompt: 'The {{who}}.'
gaps: {who: {accept: [a], why: Because.}}
```
"""


def test_a_module_comes_back_as_it_was() -> None:
    module, _ = rendered(MODULE)
    assert module_from_json(to_json(module)) == module


def test_what_comes_back_is_html_and_not_escaped_again() -> None:
    module, _ = rendered(MODULE)
    back = module_from_json(to_json(module))
    assert isinstance(back.sections[0].title, Markup)
    assert escape(back.sections[0].notes[0].html) == module.sections[0].notes[0].html


def test_the_texts_of_a_quiz_come_back_as_they_were() -> None:
    quiz, _ = parse_quiz(
        QUIZ,
        "title: A\nmodule: ../curriculum/pharmacology/routes.md\nquestions:\n"
        "  - {id: a, type: fill-in, objective: compare, prompt: 'The {{who}}.', cite: [zanos2018],"
        " gaps: {who: {accept: [b], why: Because.}}}\n",
    )
    assert quiz is not None
    texts, _ = render_quiz(small_course(), quiz, LINKS)
    assert texts_from_json(to_json(texts)) == texts


def test_equal_values_are_stored_as_equal_texts() -> None:
    assert to_json(rendered(MODULE)[0]) == to_json(rendered(MODULE)[0])


@pytest.mark.parametrize(
    "stored", ["", "[]", "{}", '{"format":0,"module":{}}', '{"format":1,"texts":{}}', '{"format":1}']
)
def test_another_form_is_refused(stored: str) -> None:
    with pytest.raises(ValueError, match="this is not a stored module"):
        module_from_json(stored)


def test_a_later_form_is_refused() -> None:
    stored = json.loads(to_json(rendered(MODULE)[0]))
    stored["format"] += 1
    with pytest.raises(ValueError, match="format 2, not 1"):
        module_from_json(json.dumps(stored))


def test_reading_a_stored_page_loads_none_of_the_libraries_that_made_it() -> None:
    program = (
        "import sys, trainer.curriculum.rendered_json\n"
        "heavy = {'markdown', 'bleach', 'pybtex', 'citeproc', 'lxml', 'latex2mathml', 'ruamel'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
