"""The page on which a new module, quiz or case is begun."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.course_file import PATH as COURSE_PATH
from trainer.curriculum.course_file import parse_course_file
from trainer.curriculum.module_file import parse_module
from trainer.curriculum.requirements.competency import Competency
from trainer.queries.writing import authored_course, course_with_drafts


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleChoice:
    """A module for which a quiz can be begun; `objective` is the id of its first."""

    key: str
    title: str
    objective: str
    has_quiz: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocumentPage:
    """What can be begun in a course: areas (id, title), its modules, and the paths that are taken.

    `competency` is the id of the first one of course.yml, which a new case practises.
    """

    course: str
    areas: tuple[tuple[str, str], ...]
    modules: tuple[ModuleChoice, ...]
    taken: frozenset[str]
    competency: str

    @property
    def without_quiz(self) -> tuple[tuple[str, str], ...]:
        """The modules that have no quiz yet, by key and title."""
        return tuple((module.key, module.title) for module in self.modules if not module.has_quiz)

    def module(self, key: str) -> ModuleChoice | None:
        """A module by its key."""
        return next((module for module in self.modules if module.key == key), None)


def new_document_page(session: Session, actor: Actor, course: str) -> NewDocumentPage:
    """What can be begun: four statements. Raises NotFound."""
    files = course_with_drafts(session, authored_course(session, actor, course), course)
    found, _ = parse_course_file(COURSE_PATH, files.get(COURSE_PATH, b"").decode("utf-8", "replace"))
    modules = []
    for path in sorted(files):
        if path.endswith(".md"):
            module, _ = parse_module(path, files[path].decode("utf-8", "replace"))
            if module:
                objective = module.objectives[0].id if module.objectives else "explain"
                quiz = f"quizzes/{module.key.partition('/')[2]}.yml"
                modules.append(
                    ModuleChoice(key=module.key, title=module.title, objective=objective, has_quiz=quiz in files)
                )
    areas = tuple((area.id, area.title) for area in found.areas) if found else ()
    asked = found.rules.requirements if found else ()
    return NewDocumentPage(
        course=course,
        areas=areas,
        modules=tuple(modules),
        taken=frozenset(files),
        competency=next((each.id for each in asked if isinstance(each, Competency)), "its-id"),
    )
