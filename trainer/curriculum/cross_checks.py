"""Finds what does not fit between the files of a course."""

import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from trainer.curriculum.assembling import Assembled
from trainer.curriculum.case_checks import check_cases
from trainer.curriculum.course import Module
from trainer.curriculum.course_file import MODULE_PATH, CourseFileRead, module_path
from trainer.curriculum.course_file import PATH as COURSE_PATH
from trainer.curriculum.glossary_file import PATH as GLOSSARY_PATH
from trainer.curriculum.media_checks import check_media
from trainer.curriculum.suggestions import suggestion
from trainer.problem import Problem, Severity
from trainer.quizzes.questions.question import Question
from trainer.quizzes.quiz import Quiz

_Problems = list[Problem]


def cross_check(assembled: Assembled) -> tuple[Problem, ...]:
    """The problems that no file has on its own. What texts refer to is found when they are rendered."""
    problems: _Problems = []
    if assembled.course_file is None:
        cure = "add it, with 'course', 'title' and 'areas'"
        problems.append(Problem(COURSE_PATH, 1, f"there is no course.yml; {cure}"))
    elif assembled.course_file.file:
        _check_listing(assembled, assembled.course_file, problems)
    _check_requirements(assembled, problems)
    _check_quizzes(assembled, problems)
    for module in assembled.modules.values():
        for question in module.checks.values():
            _check_objective(question, module, module.path, problems)
            _check_read_again(question, module.path, assembled, problems)
    _check_glossary(assembled, problems)
    file = assembled.course_file.file if assembled.course_file else None
    asked = file.rules.requirements if file else None
    problems.extend(check_cases(assembled.cases, assembled.modules, assembled.unreadable, asked))
    return (*problems, *check_media(assembled))


def _check_listing(assembled: Assembled, read: CourseFileRead, problems: _Problems) -> None:
    present = _present(assembled)
    for key, line in read.module_lines.items():
        if key not in present:
            hint = suggestion(key, sorted(present - read.module_lines.keys()), "write the file, or take the line out")
            problems.append(Problem(COURSE_PATH, line, f"there is no file {module_path(key)}; {hint}"))
    for key in sorted(present - read.module_lines.keys()):
        area, _, name = key.partition("/")
        if area in read.area_lines:
            cure = f"add '{name}' to the modules of the area '{area}' there, or delete the file"
        else:
            cure = f"add an area with 'id: {area}' there, or move the file to the folder of an area"
        problems.append(Problem(module_path(key), 1, f"course.yml does not list this module; {cure}"))


def _present(assembled: Assembled) -> frozenset[str]:
    """The keys of the modules that have a file, readable or not."""
    unreadable = (MODULE_PATH.fullmatch(path) for path in assembled.unreadable)
    return frozenset(assembled.modules) | {f"{place[1]}/{place[2]}" for place in unreadable if place}


def _check_requirements(assembled: Assembled, problems: _Problems) -> None:
    known = _present(assembled)
    for module in assembled.modules.values():
        for key in module.requires:
            line = _line_of_requirement(assembled.texts[module.path], key)
            if key == module.key:
                problems.append(Problem(module.path, line, "a module cannot require itself; remove it from 'requires'"))
            elif key not in known:
                hint = suggestion(key, sorted(known - {module.key}), "write 'area/name' of a module of this course")
                problems.append(Problem(module.path, line, f"there is no module '{key}' to require; {hint}"))
    for circle in _circles(assembled.modules):
        module = assembled.modules[circle[0]]
        line = _line_of_requirement(assembled.texts[module.path], circle[1])
        way = " -> ".join((*circle, circle[0]))
        problems.append(Problem(module.path, line, f"modules require each other in a circle ({way}); take one out"))


def _line_of_requirement(text: str, key: str) -> int:
    lines = text.split("\n")
    start = next((index for index, line in enumerate(lines) if line.startswith("requires")), 0)
    name = re.compile(rf"(?<![\w/-]){re.escape(key)}(?![\w/-])")
    return next((index for index in range(start, len(lines)) if name.search(lines[index])), start) + 1


def _circles(modules: Mapping[str, Module]) -> Iterator[tuple[str, ...]]:
    """Circles of modules of which each requires the next and the last the first."""
    graph = {key: {*modules.keys(), key}.intersection(module.requires) - {key} for key, module in modules.items()}
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = error.args[1][:0:-1]  # the library gives it backwards, the first repeated at the end
            first = circle.index(min(circle))
            circle = (*circle[first:], *circle[:first])
            yield circle
            graph[circle[0]].discard(circle[1])
        else:
            return


def _check_quizzes(assembled: Assembled, problems: _Problems) -> None:
    first: dict[str, str] = {}
    modules = {module.path: module for module in assembled.modules.values()}
    for quiz in assembled.quizzes:
        if quiz.module in first:
            message = f"this module has a quiz already ({first[quiz.module]}); a module has one quiz: join the two"
            problems.append(Problem(quiz.path, quiz.module_line, message))
        elif quiz.module:
            first[quiz.module] = quiz.path
        if quiz.module and quiz.module not in modules and quiz.module not in assembled.unreadable:
            hint = suggestion(quiz.module, sorted(modules), "check the path, or write the module first")
            problems.append(Problem(quiz.path, quiz.module_line, f"there is no module {quiz.module}; {hint}"))
        _check_questions(quiz, modules, assembled, problems)


def _check_questions(quiz: Quiz, modules: Mapping[str, Module], assembled: Assembled, problems: _Problems) -> None:
    for question in quiz.questions:
        _check_read_again(question, quiz.path, assembled, problems)
        if quiz.module is None:
            _check_course_objective(question, quiz.path, assembled, problems)
        elif quiz.module in modules:
            _check_objective(question, modules[quiz.module], quiz.path, problems)


def _check_course_objective(question: Question, path: str, assembled: Assembled, problems: _Problems) -> None:
    key, _, objective_id = (question.common.objective or "").partition("#")
    module = assembled.modules.get(key)
    if module is not None:
        _check_objective_id(objective_id, module, question.common.line, path, problems)
    elif key and module_path(key) not in assembled.unreadable:
        hint = suggestion(key, sorted(assembled.modules), "check the objective")
        problems.append(Problem(path, question.common.line, f"there is no module '{key}' for the objective; {hint}"))


def _check_objective(question: Question, module: Module, path: str, problems: _Problems) -> None:
    if question.common.objective is not None:
        _check_objective_id(question.common.objective, module, question.common.line, path, problems)


def _check_objective_id(objective_id: str, module: Module, line: int, path: str, problems: _Problems) -> None:
    known = [objective.id for objective in module.objectives]
    if objective_id not in known:
        hint = suggestion(objective_id, known, "use the id of one of its objectives")
        problems.append(Problem(path, line, f"the module '{module.key}' has no objective '{objective_id}'; {hint}"))


def _check_read_again(question: Question, path: str, assembled: Assembled, problems: _Problems) -> None:
    target = question.common.read_again
    if target is None:
        return
    file, _, section_id = target.text.partition("#")
    key = file.removeprefix("curriculum/").removesuffix(".md")
    module = assembled.modules.get(key)
    if module is None:
        if file not in assembled.unreadable:
            hint = suggestion(key, sorted(assembled.modules), "check the path")
            problems.append(Problem(path, target.line, f"there is no module '{key}' to read again; {hint}"))
        return
    known = [section.id for section in module.sections]
    if section_id and section_id not in known:
        hint = suggestion(section_id, known, "use the id of one of its sections")
        problems.append(Problem(path, target.line, f"the module '{key}' has no section '{section_id}'; {hint}"))


def _check_glossary(assembled: Assembled, problems: _Problems) -> None:
    first: dict[str, str] = {}
    for term in assembled.glossary.values():
        for word in (term.term, *term.also):
            other = first.setdefault(word.casefold(), term.key)
            if other != term.key:
                message = f"'{word}' stands under '{other}' too; let one entry have it"
                problems.append(Problem(GLOSSARY_PATH, term.definition.line, message, Severity.WARNING))
