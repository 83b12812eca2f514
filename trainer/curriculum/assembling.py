"""Reads all the files of a course."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from trainer.curriculum import bibliography, course_file, glossary_file
from trainer.curriculum.course import About, Area, Course, CourseFile, Figure, Medium, Module, Rules, Term
from trainer.curriculum.course_file import MODULE_PATH, CourseFileRead, read_course_file
from trainer.curriculum.documents import is_text
from trainer.curriculum.figures import LARGEST as LARGEST_FIGURE
from trainer.curriculum.figures import PATH as FIGURE_PATH
from trainer.curriculum.figures import read_figure
from trainer.curriculum.glossary_file import parse_glossary
from trainer.curriculum.media import FOLDER as MEDIA
from trainer.curriculum.media import TRANSCRIPT, examine_bytes
from trainer.curriculum.media_pointers import REFUSED, read_pointer
from trainer.curriculum.module_file import parse_module
from trainer.curriculum.reviews import explain_reviews
from trainer.curriculum.text_files import decode, is_bearable
from trainer.problem import Problem
from trainer.quizzes.cases.case import FOLDER as CASES
from trainer.quizzes.cases.case import BranchingCase
from trainer.quizzes.cases.parsing import read_case
from trainer.quizzes.parsing import read_quiz
from trainer.quizzes.quiz import Quiz
from trainer.yaml_text import Report, SourceText

FIGURES: Final = "curriculum/figures/"
_KEPT: Final = 600  # files: what is read of one takes some 50 KB
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
    cases: list[BranchingCase] = field(default_factory=list)
    glossary: Mapping[str, Term] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    media: dict[str, Medium] = field(default_factory=dict)
    transcripts: dict[str, SourceText] = field(default_factory=dict)

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
            media=self.media,
            transcripts=self.transcripts,
            cases=tuple(self.cases),
        )

    def _makeshift(self) -> CourseFile:
        keys = tuple(sorted(self.modules))
        ids = sorted({module.area for module in self.modules.values()})
        areas = tuple(
            Area(id=area, title=area, modules=tuple(key for key in keys if key.startswith(f"{area}/"))) for area in ids
        )
        return CourseFile(slug="", title="", areas=areas, rules=Rules(modules=keys), about=About())


def assemble(files: Mapping[str, bytes]) -> Assembled:
    """Read files; their keys are paths such as 'curriculum/course.yml'. Every problem of each file is noted.

    What was read of the last few hundred files is kept, so that a course of which one file changed is read quickly.
    """
    assembled = Assembled()
    for path in sorted(files):
        _take(path, _read(path, files[path]), assembled)
    return assembled


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What one file tells, which follows from its path and bytes alone."""

    problems: tuple[Problem, ...]
    text: str | None = None
    found: CourseFileRead | Mapping[str, Term] | Module | Quiz | BranchingCase | Figure | Medium | SourceText | None = (
        None
    )
    is_unreadable: bool = False


def _take(path: str, read: _Read, assembled: Assembled) -> None:
    assembled.problems += read.problems
    if read.text is not None:
        assembled.texts[path] = read.text
    if read.is_unreadable:
        assembled.unreadable.add(path)
    match read.found:
        case None:
            pass
        case CourseFileRead():
            assembled.course_file = read.found
        case Module():
            assembled.modules[read.found.key] = read.found
        case Quiz():
            assembled.quizzes.append(read.found)
        case BranchingCase():
            assembled.cases.append(read.found)
        case Figure():
            assembled.figures[path] = read.found
        case Medium():
            assembled.media[path] = read.found
        case SourceText():
            assembled.transcripts[path] = read.found
        case _:
            assembled.glossary = read.found


@lru_cache(_KEPT)
def _read(path: str, data: bytes) -> _Read:
    report = Report(path)
    if path.startswith(FIGURES):
        return _read_figure(path, data, report)
    if path.startswith(MEDIA) and not TRANSCRIPT.fullmatch(path):
        return _read_medium(path, data, report)
    if not is_text(path):
        _refuse(path, report)
        return _Read(problems=tuple(report.problems))
    if not is_bearable(data, report):
        return _Read(problems=tuple(report.problems), is_unreadable=True)
    text = decode(data, report)
    found, problems, is_unreadable = _parse(path, text)
    return _Read(problems=(*problems, *report.problems), text=text, found=found, is_unreadable=is_unreadable)


def _read_figure(path: str, data: bytes, report: Report) -> _Read:
    if _PASSED_OVER.fullmatch(path):
        _refuse(path, report)
        return _Read(problems=tuple(report.problems))
    pointer = read_pointer(data) if FIGURE_PATH.fullmatch(path) else None
    if pointer:  # its bytes were looked at before they were kept
        return _Read(
            problems=(),
            found=Figure(
                path=path,
                digest=pointer.digest,
                media_type=pointer.media_type,
                width=pointer.width,
                height=pointer.height,
            ),
        )
    if path.endswith(".svg") and FIGURE_PATH.fullmatch(path) and len(data) <= LARGEST_FIGURE:
        text = decode(data, report)
        data = text.encode() if report.problems else data
    figure, problems = read_figure(path, data)
    return _Read(problems=(*problems, *report.problems), found=figure, is_unreadable=figure is None)


def _read_medium(path: str, data: bytes, report: Report) -> _Read:
    if _PASSED_OVER.fullmatch(path):
        _refuse(path, report)
        return _Read(problems=tuple(report.problems))
    pointer = read_pointer(data) or (None if data == REFUSED else examine_bytes(path, data, report))
    if pointer is None:
        return _Read(problems=tuple(report.problems), is_unreadable=True)
    medium = Medium(
        path=path, digest=pointer.digest, media_type=pointer.media_type, width=pointer.width, height=pointer.height
    )
    return _Read(problems=tuple(report.problems), found=medium)


def _parse(
    path: str, text: str
) -> tuple[
    CourseFileRead | Mapping[str, Term] | Module | Quiz | BranchingCase | SourceText | None, Iterable[Problem], bool
]:
    """What a text tells, its problems, and whether it tells nothing."""
    if path == course_file.PATH:
        read = read_course_file(path, text)
        return read, read.problems, False
    if path == bibliography.PATH:
        return None, bibliography.parse_bibliography(path, text)[1], False
    if path == glossary_file.PATH:
        glossary, problems = parse_glossary(path, text)
        return glossary, problems, bool(problems and not glossary)
    if TRANSCRIPT.fullmatch(path):
        return SourceText(text, 1), (), False
    if MODULE_PATH.fullmatch(path):
        module, problems = parse_module(path, text)
        return module, problems, module is None
    if path.startswith(CASES):
        case, problems = read_case(path, text)
        return case, problems, False
    quiz, problems = read_quiz(path, text)
    return quiz, explain_reviews(problems), False


def _refuse(path: str, report: Report) -> None:
    if _PASSED_OVER.fullmatch(path):
        report.warn(1, "this file is passed over; delete it")
    elif path.endswith(".yaml"):
        report.error(1, "files of this course end with '.yml'; rename it")
    elif path.startswith(CASES):
        report.error(1, "a branching case lies in 'quizzes/cases/' and is named like 'pressure-climbs.yml', in "
                        "lower-case letters, digits and hyphens; move or rename this file")  # fmt: skip
    elif path.startswith("quizzes/"):
        report.error(1, "a quiz lies in 'quizzes/' and is named like 'routes.yml', in lower-case letters, digits and "
                        "hyphens; move or rename this file, or take it out of the folder")  # fmt: skip
    else:
        report.error(1, "this is no file of a course; a module lies at 'curriculum/AREA/NAME.md', a figure in "
                        "'curriculum/figures/', a recording or handout in 'curriculum/media/': move or rename it, "
                        "or take it out of the folder")  # fmt: skip
