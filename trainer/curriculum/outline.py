"""What pages and the fold need to know of an edition without reading its texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from trainer.curriculum.course import Course, Module, Rules
from trainer.curriculum.phases import Phase
from trainer.quizzes.cases.case import BranchingCase
from trainer.quizzes.quiz import Quiz, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionOutline:
    """A section; `changed_at` is the latest material revision that changed its text, 0 for none."""

    id: str
    title: str
    words: int
    changed_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizOutline:
    """A quiz: its terms, and how many questions an attempt holds. `slug` is its file's name."""

    slug: str
    path: str
    title: str
    module: str | None
    terms: Terms
    questions: int
    critical: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOutline:
    """A branching case. `areas` are those of the modules that it asks to read again."""

    slug: str
    path: str
    title: str
    code: str
    minutes: int
    competencies: tuple[str, ...]
    areas: tuple[str, ...]
    has_note: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleOutline:
    """A module: its place, its current revision's number, its sections and its quiz."""

    key: str
    path: str
    revision: int
    area: str
    title: str
    code: str
    minutes: int
    phases: tuple[Phase, ...]
    requires: tuple[str, ...]
    review_by: date | None
    sections: tuple[SectionOutline, ...]
    objectives: tuple[tuple[str, str], ...]
    quiz: QuizOutline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaOutline:
    """An area with its modules in the author's order."""

    id: str
    title: str
    modules: tuple[ModuleOutline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """An edition of a course, without its texts."""

    slug: str
    title: str
    areas: tuple[AreaOutline, ...]
    quizzes: tuple[QuizOutline, ...]
    rules: Rules
    cases: tuple[CaseOutline, ...] = ()

    def modules(self) -> tuple[ModuleOutline, ...]:
        """Every module in order."""
        return tuple(module for area in self.areas for module in area.modules)

    def module(self, key: str) -> ModuleOutline | None:
        """A module by its key."""
        return next((module for module in self.modules() if module.key == key), None)

    def quiz(self, slug: str) -> QuizOutline | None:
        """A quiz by its slug."""
        return next((quiz for quiz in self.quizzes if quiz.slug == slug), None)

    def case(self, slug: str) -> CaseOutline | None:
        """A branching case by its slug."""
        return next((case for case in self.cases if case.slug == slug), None)

    def area(self, area_id: str) -> AreaOutline | None:
        """An area by its id."""
        return next((area for area in self.areas if area.id == area_id), None)


def outline_of(course: Course, numbers: Mapping[str, int], changed_at: Mapping[str, Mapping[str, int]]) -> Outline:
    """Reduce a checked course to its outline.

    `numbers` maps a path to its revision's number; `changed_at` a module's path to section id to the
    number of the latest material revision that changed the section.
    """
    keys = {module.path: key for key, module in course.modules.items()}
    quizzes = tuple(_quiz(quiz, keys) for quiz in course.quizzes)
    by_module = {quiz.module: quiz for quiz in quizzes if quiz.module}
    areas = tuple(
        AreaOutline(
            id=area.id,
            title=area.title,
            modules=tuple(
                _module(course.modules[key], numbers, changed_at, by_module.get(key)) for key in area.modules
            ),
        )
        for area in course.file.areas
    )
    file = course.file
    cases = tuple(sorted(map(_case, course.cases), key=lambda case: (case.code, case.title)))
    return Outline(slug=file.slug, title=file.title, areas=areas, quizzes=quizzes, rules=file.rules, cases=cases)


def _module(
    module: Module, numbers: Mapping[str, int], changed_at: Mapping[str, Mapping[str, int]], quiz: QuizOutline | None
) -> ModuleOutline:
    changes = changed_at.get(module.path, {})
    return ModuleOutline(
        key=module.key,
        path=module.path,
        revision=numbers.get(module.path, 1),
        area=module.area,
        title=module.title,
        code=module.code,
        minutes=module.minutes,
        phases=module.phases,
        requires=module.requires,
        review_by=module.review_by,
        sections=tuple(
            SectionOutline(id=each.id, title=each.title, words=each.words, changed_at=changes.get(each.id, 0))
            for each in module.sections
        ),
        objectives=tuple((objective.id, objective.text) for objective in module.objectives),
        quiz=quiz,
    )


def _case(case: BranchingCase) -> CaseOutline:
    return CaseOutline(
        slug=case.slug,
        path=case.path,
        title=case.title,
        code=case.code,
        minutes=case.minutes,
        competencies=case.competencies,
        areas=tuple(dict.fromkeys(link.text.split("/")[1] for link in case.read_again)),
        has_note=case.content_note is not None,
    )


def _quiz(quiz: Quiz, keys: Mapping[str, str]) -> QuizOutline:
    return QuizOutline(
        slug=quiz.path.removeprefix("quizzes/").removesuffix(".yml"),
        path=quiz.path,
        title=quiz.title,
        module=keys[quiz.module] if quiz.module else None,
        terms=quiz.terms,
        questions=quiz.drawn_count,
        critical=quiz.critical_count,
    )
