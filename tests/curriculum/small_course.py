"""A small course to test with, and short ways to render one text of it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from trainer.curriculum.bibliography import PATH as BIBLIOGRAPHY_PATH
from trainer.curriculum.course import Course, Module
from trainer.curriculum.course_file import PATH as COURSE_PATH
from trainer.curriculum.glossary_file import PATH as GLOSSARY_PATH
from trainer.curriculum.links import Links
from trainer.curriculum.module_file import parse_module
from trainer.curriculum.rendered import CheckPart, Part, RenderedModule
from trainer.curriculum.rendering import render_module
from trainer.curriculum.restoring import course_from_sources
from trainer.problem import Problem

LINKS = Links(
    module="/learn/{key}",
    section="/learn/{key}#section-{section}",
    term="/glossary#term-{term}",
    reference="/references#ref-{source}",
    media="/media/{digest}.{extension}",
    simulator="/simulator",
    simulator_chart="/simulator/chart.svg",
)
ROUTES = "curriculum/pharmacology/routes.md"
RETURN = "curriculum/states/presence.md"
FIGURE = "curriculum/figures/routes.svg"
QUIZ = "quizzes/routes.yml"

COURSE_YML = """\
course: small
title: A small course
areas:
  - {id: pharmacology, title: Pharmacology, modules: [routes]}
  - {id: states, title: States, modules: [presence]}
"""
REFERENCES = """\
@article{hirlinger1984, author = {Hirlinger, W. K. and Dick, W.}, title = {Intramuscular ketamine analgesia},
  journal = {Der Anaesthesist}, year = {1984}, volume = {33}, pages = {272--275}, note = {verified: somewhere}}
@article{zanos2018, author = {Zanos, Panos and Moaddel, Ruin and Morris, Patrick}, title = {Ketamine pharmacology},
  journal = {Pharmacological Reviews}, year = {2018}, doi = {10.1124/pr.117.015198}}
"""
GLOSSARY = """\
norketamine:
  term: Norketamine
  definition: The first breakdown product of ketamine; it is active itself [@zanos2018].
troche:
  term: Troche
  definition: A lozenge.
"""
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400">
  <title>Three curves</title>
  <path d="M0 0H640"/>
</svg>
"""
FRONT = """\
---
title: {title}
code: {code}
minutes: 60
phases: [dosing]
objectives:
  - {{id: compare, text: Compare the routes}}
---
"""
FRONT_LINES = FRONT.count("\n")


def module_text(body: str, *, title: str = "Routes", code: str = "P2") -> str:
    """A module's file; its body begins on line `FRONT_LINES` + 1."""
    return FRONT.format(title=title, code=code) + body


def course_files(files: Mapping[str, str | bytes | None] | None = None) -> dict[str, bytes]:
    """The files of a course without problems; `files` replaces some, or takes out those that are None."""
    whole: dict[str, str | bytes | None] = {
        COURSE_PATH: COURSE_YML,
        BIBLIOGRAPHY_PATH: REFERENCES,
        GLOSSARY_PATH: GLOSSARY,
        ROUTES: module_text("Opening.\n\n## Peak {#peak}\n\n![Three curves](../figures/routes.svg)\n"),
        RETURN: module_text("## The return {#return}\n\nText.\n", title="Presence", code="S1"),
        FIGURE: SVG,
        **(files or {}),
    }
    return {
        path: content.encode() if isinstance(content, str) else content
        for path, content in whole.items()
        if content is not None
    }


@cache
def small_course() -> Course:
    """The course without problems, read."""
    return course_from_sources(course_files())


def read_module(body: str) -> tuple[Module, tuple[Problem, ...]]:
    """The module on routes with this body, and its problems."""
    module, problems = parse_module(ROUTES, module_text(body))
    assert module is not None
    return module, problems


def course_with(body: str) -> Course:
    """The course whose module on routes has this body, mistakes and all."""
    return _with(read_module(body)[0])


def _with(module: Module) -> Course:
    course = small_course()
    return replace(course, modules={**course.modules, module.key: module})


def rendered(body: str) -> tuple[RenderedModule, tuple[Problem, ...]]:
    """The module on routes with this body, and the problems of reading and rendering it."""
    source, found = read_module(body)
    module, problems = render_module(_with(source), source.key, LINKS)
    return module, tuple(sorted((*found, *problems)))


def html_of(parts: tuple[Part, ...]) -> str:
    """The HTML of parts; a knowledge check is shown as '[check ID]'."""
    return "".join(f"[check {part.check_id}]" if isinstance(part, CheckPart) else part.html for part in parts)


def section(text: str) -> tuple[str, list[str]]:
    """The HTML of a section with this text, and its problems as 'line: message', lines counted within the text."""
    module, problems = rendered(f"## Peak {{#peak}}\n{text}")
    first = FRONT_LINES + 1
    return html_of(module.sections[0].parts), [f"{problem.line - first}: {problem.message}" for problem in problems]


def html(text: str) -> str:
    """The HTML of a section with this text, which has no problem."""
    written, problems = section(text)
    assert problems == []
    return written
