"""Finds what does not fit between branching cases and the rest of their course."""

from collections.abc import Collection, Iterator, Mapping

from trainer.curriculum.course import Module
from trainer.curriculum.requirements.competency import Competency
from trainer.curriculum.requirements.requirement import Requirement
from trainer.curriculum.suggestions import suggestion
from trainer.problem import Problem
from trainer.quizzes.cases.case import BranchingCase
from trainer.yaml_text import SourceText


def check_cases(
    cases: Collection[BranchingCase],
    modules: Mapping[str, Module],
    unreadable: Collection[str],
    requirements: Collection[Requirement] | None,
) -> Iterator[Problem]:
    """Competencies that course.yml does not have, and sections to read again that no module has.

    `requirements` is None where course.yml cannot be read, `unreadable` the paths of other files of which that is true.
    """
    for case in cases:
        if requirements is not None:
            yield from _competencies(case, requirements)
        for link in case.read_again:
            yield from _section(case, link, modules, unreadable)


def _competencies(case: BranchingCase, requirements: Collection[Requirement]) -> Iterator[Problem]:
    known = [each.id for each in requirements if isinstance(each, Competency)]
    for each in case.competencies:
        if each not in known:
            hint = suggestion(each, known, "use the id of one, or add it there under 'competencies'")
            yield Problem(case.path, case.competencies_line, f"course.yml has no competency '{each}'; {hint}")


def _section(
    case: BranchingCase, link: SourceText, modules: Mapping[str, Module], unreadable: Collection[str]
) -> Iterator[Problem]:
    file, _, section_id = link.text.partition("#")
    key = file.removeprefix("curriculum/").removesuffix(".md")
    module = modules.get(key)
    if module is None:
        if file not in unreadable:
            hint = suggestion(key, sorted(modules), "check the path")
            yield Problem(case.path, link.line, f"there is no module '{key}' to read again; {hint}")
        return
    known = [section.id for section in module.sections]
    if section_id and section_id not in known:
        hint = suggestion(section_id, known, "use the id of one of its sections")
        yield Problem(case.path, link.line, f"the module '{key}' has no section '{section_id}'; {hint}")
