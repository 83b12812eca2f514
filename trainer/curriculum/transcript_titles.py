"""What a transcript calls modules, sections and quizzes, and in which order they stand."""

from collections.abc import Mapping, Sequence

from trainer.curriculum.outline import ModuleOutline, Outline, QuizOutline
from trainer.curriculum.requirements import PREFIXES
from trainer.curriculum.requirements.requirement import Requirement
from trainer.curriculum.standing import COURSE

_LAST = 1_000_000
"""The place of what is no longer published: after all that is."""


class Titles:
    """Titles as published now, or as they were in the latest edition that held what is gone since."""

    def __init__(
        self, outline: Outline, earlier: Mapping[int, Outline], requirements: Sequence[Requirement] = ()
    ) -> None:
        """The edition in force, those by number in which something was done that it lacks, what is asked beside it."""
        self._outline = outline
        self._requirements = {each.item: each.title for each in requirements}
        self._earlier = tuple(earlier[number] for number in sorted(earlier, reverse=True))
        self._modules = {module.path: index for index, module in enumerate(outline.modules())}
        in_modules = [module.quiz for module in outline.modules() if module.quiz]
        alone = [quiz for quiz in outline.quizzes if quiz.module is None]
        self._quizzes = {quiz.path: index for index, quiz in enumerate((*in_modules, *alone))}

    def published_module(self, path: str) -> ModuleOutline | None:
        """The module as published now."""
        return next((module for module in self._outline.modules() if module.path == path), None)

    def module(self, path: str) -> str:
        """A module's title."""
        found = self._module(path)
        return found.title if found else path

    def code(self, path: str) -> str:
        """A module's code."""
        found = self._module(path)
        return found.code if found else ""

    def section(self, path: str, section: str) -> str:
        """A section's title."""
        for outline in (self._outline, *self._earlier):
            for module in outline.modules():
                for each in module.sections:
                    if module.path == path and each.id == section:
                        return each.title
        return section

    def quiz(self, path: str) -> str:
        """A quiz's title."""
        found = self._quiz(path)
        return found.title if found else path

    def item(self, item: str) -> tuple[str, str]:
        """The kind of an item of a completion, and its title."""
        kind, _, name = item.partition(":")
        if item == COURSE:
            return "course", self._outline.title
        if item.startswith(PREFIXES):
            return kind, self._requirements.get(item, name)
        return kind, self.module(_module_path(name)) if kind == "module" else self.quiz(_quiz_path(name))

    def place(self, path: str, section: str) -> tuple[int, str, int, str]:
        """Where a section stands: by module, then by section."""
        module = self.published_module(path)
        ids = [each.id for each in module.sections] if module else []
        return self._modules.get(path, _LAST), path, ids.index(section) if section in ids else _LAST, section

    def quiz_place(self, path: str) -> tuple[int, str]:
        """Where a quiz stands: in the order of the modules, then those of no module."""
        return self._quizzes.get(path, _LAST), path

    def item_place(self, item: str) -> tuple[int, int, str]:
        """Where an item stands: modules, then quizzes, then what is beside them, then the course."""
        kind, _, name = item.partition(":")
        if item.startswith(PREFIXES):
            places = list(self._requirements)
            return 2, places.index(item) if item in places else _LAST, item
        if kind == "module":
            return 0, self._modules.get(_module_path(name), _LAST), name
        return (3, 0, "") if item == COURSE else (1, self._quizzes.get(_quiz_path(name), _LAST), name)

    def _module(self, path: str) -> ModuleOutline | None:
        every = (module for outline in (self._outline, *self._earlier) for module in outline.modules())
        return next((module for module in every if module.path == path), None)

    def _quiz(self, path: str) -> QuizOutline | None:
        every = (quiz for outline in (self._outline, *self._earlier) for quiz in outline.quizzes)
        return next((quiz for quiz in every if quiz.path == path), None)


def _module_path(key: str) -> str:
    return f"curriculum/{key}.md"


def _quiz_path(slug: str) -> str:
    return f"quizzes/{slug}.yml"
