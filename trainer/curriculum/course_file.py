"""Reads course.yml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from trainer.curriculum.course import About, Area, Author, CourseFile, EvaluationRule, ModulesRule, QuizzesRule, Rules
from trainer.curriculum.requirements import read_requirements
from trainer.curriculum.reviews import explain_reviews
from trainer.problem import Problem
from trainer.yaml_text import ID, Fields, Report, read_yaml

PATH: Final = "curriculum/course.yml"
MODULE_PATH: Final = re.compile(r"curriculum/((?!media/)[a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)\.md")
_RESERVED: Final = {"figures": "figures", "media": "recordings and handouts"}


def module_path(key: str) -> str:
    """Where the file of a module lies; `key` is 'area/name'."""
    return f"curriculum/{key}.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFileRead:
    """What was read of course.yml, with the lines on which its modules (by key) and areas (by id) are listed."""

    file: CourseFile | None
    module_lines: Mapping[str, int]
    area_lines: Mapping[str, int]
    problems: tuple[Problem, ...]


def parse_course_file(path: str, text: str) -> tuple[CourseFile | None, tuple[Problem, ...]]:
    """Read course.yml; None where there is no slug, title or area to speak of. Problems are sorted."""
    read = read_course_file(path, text)
    return read.file, read.problems


def read_course_file(path: str, text: str) -> CourseFileRead:
    """Read course.yml, keeping lines for what is found out later."""
    report = Report(path)
    fields = read_yaml(text, report)
    module_lines: dict[str, int] = {}
    area_lines: dict[str, int] = {}
    course = _read_course(fields, area_lines, module_lines) if fields else None
    return CourseFileRead(
        file=course,
        module_lines=module_lines,
        area_lines=area_lines,
        problems=explain_reviews(report.problems),
    )


def _read_course(fields: Fields, area_lines: dict[str, int], module_lines: dict[str, int]) -> CourseFile | None:
    slug = _required_id(fields, "course", "add 'course: ...' with the course's id, which never changes")
    title = fields.words("title")
    areas = _read_areas(fields, area_lines, module_lines)
    read, quizzes = _read_rules(fields.group("complete_when"))
    requirements = read_requirements(fields.group("requirements"))
    evaluation = fields.one_of("evaluation", EvaluationRule, EvaluationRule.NONE)
    about = _read_about(fields.group("about"))
    fields.finish()
    if not (slug and title and areas):
        return None
    modules = tuple(module for area in areas for module in area.modules)
    rules = Rules(modules=modules, read=read, quizzes=quizzes, requirements=requirements, evaluation=evaluation)
    return CourseFile(slug=slug, title=title, areas=areas, rules=rules, about=about)


def _required_id(fields: Fields, key: str, cure: str) -> str:
    if not fields.has(key):
        fields.error(f"'{key}' is missing; {cure}")
    return fields.id(key) or ""


def _read_areas(fields: Fields, area_lines: dict[str, int], module_lines: dict[str, int]) -> tuple[Area, ...]:
    entries = fields.groups("areas", required=True, cure="add 'areas:' with a list of areas below")
    if fields.has("areas") and not entries:
        fields.error("there are no areas; add one such as '- {id: basics, title: Basics, modules: [first]}'", "areas")
    areas = []
    for entry in entries:
        area = _read_area(entry, module_lines)
        if not area.id:
            continue
        if area.id in area_lines:
            entry.error(f"the area '{area.id}' stands twice (first in line {area_lines[area.id]}); keep one")
            continue
        area_lines[area.id] = entry.line
        areas.append(area)
    return tuple(areas)


def _read_area(entry: Fields, module_lines: dict[str, int]) -> Area:
    area_id = _required_id(entry, "id", "add 'id: ...' with the name of the area's folder")
    if area_id in _RESERVED:
        entry.error(f"'{area_id}' is the folder of {_RESERVED[area_id]}; give the area another id", "id")
    keys = []
    for name in entry.texts("modules", required=True):
        key = f"{area_id}/{name.text}"
        if not ID.match(name.text):
            entry.report.error(
                name.line, f"'{name.text}' is not a module's name; write the file's name without folder and '.md'"
            )
        elif key in module_lines:
            entry.report.error(
                name.line, f"the module '{name.text}' is listed twice (first in line {module_lines[key]}); keep one"
            )
        elif area_id:
            module_lines[key] = name.line
            keys.append(key)
    area = Area(id=area_id, title=entry.words("title"), modules=tuple(keys))
    entry.finish()
    return area


def _read_rules(fields: Fields | None) -> tuple[ModulesRule, QuizzesRule]:
    if fields is None:
        return ModulesRule.ALL, QuizzesRule.PASSED
    rules = (
        fields.one_of("modules", ModulesRule, ModulesRule.ALL),
        fields.one_of("quizzes", QuizzesRule, QuizzesRule.PASSED),
    )
    fields.finish()
    return rules


def _read_about(fields: Fields | None) -> About:
    if fields is None:
        return About()
    about = About(
        authors=tuple(_read_author(author) for author in fields.groups("authors")),
        is_not=fields.text("is_not", required=False),
        contact=fields.words("contact", required=False),
        help=fields.text("help", required=False),
    )
    fields.finish()
    return about


def _read_author(fields: Fields) -> Author:
    author = Author(
        name=fields.words("name"),
        qualification=fields.words("qualification", required=False),
        disclosure=fields.words("disclosure", required=False),
    )
    fields.finish()
    return author
