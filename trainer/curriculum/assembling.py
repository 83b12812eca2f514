"""Reads all the files of a course."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from trainer.curriculum import bibliography, course_file, glossary_file
from trainer.curriculum.course import About, Area, Course, CourseFile, Figure, Module, Rules, Term
from trainer.curriculum.course_file import MODULE_PATH, CourseFileRead, read_course_file
from trainer.curriculum.documents import is_text
from trainer.curriculum.figures import LARGEST as LARGEST_FIGURE
from trainer.curriculum.figures import PATH as FIGURE_PATH
from trainer.curriculum.figures import read_figure
from trainer.curriculum.glossary_file import parse_glossary
from trainer.curriculum.module_file import parse_module
from trainer.curriculum.reviews import explain_reviews
from trainer.curriculum.text_files import decode, is_bearable
from trainer.problem import Problem
from trainer.quizzes.parsing import read_quiz
from trainer.quizzes.quiz import Quiz
from trainer.yaml_text import Report

FIGURES: Final = "curriculum/figures/"
_PASSED_OVER: Final = re.compile(r"(?:.*/)?(?:\.DS_Store|Thumbs\.db|[^/]*~|[^/]*\.swp)")


@dataclass(slots=True, kw_only=True)
class Assembled:
    """What the files of a course hold, as far as they can be read.

    `texts` are theirs by path; `unreadable` are the paths of files that exist and tell nothing.
    """

    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    course_file: CourseFileRead | None = None
    modules: dict[str, Module] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    quizzes: list[Quiz] = field(default_factory=list)
    glossary: Mapping[str, Term] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)

    def course(self) -> Course:
        """The course that the files make; without a readable course.yml one that is made of its folders."""
        read = self.course_file.file if self.course_file else None
        return Course(
            file=read or self._makeshift(),
            modules=self.modules,
            quizzes=tuple(self.quizzes),
            bibliography=self.texts.get(bibliography.PATH, ""),
            glossary=self.glossary,
            figures=self.figures,
        )

    def _makeshift(self) -> CourseFile:
        keys = tuple(sorted(self.modules))
        ids = sorted({module.area for module in self.modules.values()})
        areas = tuple(
            Area(id=area, title=area, modules=tuple(key for key in keys if key.startswith(f"{area}/"))) for area in ids
        )
        return CourseFile(slug="", title="", areas=areas, rules=Rules(modules=keys), about=About())


def assemble(files: Mapping[str, bytes]) -> Assembled:
    """Read files; their keys are paths such as 'curriculum/course.yml'. Every problem of each file is noted."""
    assembled = Assembled()
    for path in sorted(files):
        _take(path, files[path], assembled)
    return assembled


def _take(path: str, data: bytes, assembled: Assembled) -> None:
    report = Report(path)
    if path.startswith(FIGURES):
        _take_figure(path, data, report, assembled)
    elif is_text(path):
        if is_bearable(data, report):
            assembled.texts[path] = decode(data, report)
            _parse(path, assembled.texts[path], assembled)
        else:
            assembled.unreadable.add(path)
    else:
        _refuse(path, report)
    assembled.problems += report.problems


def _take_figure(path: str, data: bytes, report: Report, assembled: Assembled) -> None:
    if _PASSED_OVER.fullmatch(path):
        _refuse(path, report)
        return
    if path.endswith(".svg") and FIGURE_PATH.fullmatch(path) and len(data) <= LARGEST_FIGURE:
        text = decode(data, report)
        data = text.encode() if report.problems else data
    figure, problems = read_figure(path, data)
    assembled.problems += problems
    if figure:
        assembled.figures[path] = figure
    else:
        assembled.unreadable.add(path)


def _parse(path: str, text: str, assembled: Assembled) -> None:
    if path == course_file.PATH:
        assembled.course_file = read_course_file(path, text)
        assembled.problems += assembled.course_file.problems
    elif path == bibliography.PATH:
        assembled.problems += bibliography.parse_bibliography(path, text)[1]
    elif path == glossary_file.PATH:
        assembled.glossary, problems = parse_glossary(path, text)
        assembled.problems += problems
        if problems and not assembled.glossary:
            assembled.unreadable.add(path)
    elif MODULE_PATH.fullmatch(path):
        module, problems = parse_module(path, text)
        assembled.problems += problems
        if module:
            assembled.modules[module.key] = module
        else:
            assembled.unreadable.add(path)
    else:
        quiz, problems = read_quiz(path, text)
        assembled.problems += explain_reviews(problems)
        if quiz:
            assembled.quizzes.append(quiz)


def _refuse(path: str, report: Report) -> None:
    if _PASSED_OVER.fullmatch(path):
        report.warn(1, "this file is passed over; delete it")
    elif path.endswith(".yaml"):
        report.error(1, "files of this course end with '.yml'; rename it")
    elif path.startswith("quizzes/"):
        report.error(1, "a quiz lies in 'quizzes/' and is named like 'routes.yml', in lower-case letters, digits and "
                        "hyphens; move or rename this file, or take it out of the folder")  # fmt: skip
    else:
        report.error(1, "this is no file of a course; a module lies at 'curriculum/AREA/NAME.md', a figure in "
                        "'curriculum/figures/': move or rename it, or take it out of the folder")  # fmt: skip
