"""The types of questions: each module of this folder but `question` is one type."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Final

from trainer.quizzes.questions.question import Question

_CONTRACT: Final = "question"


def find_types(folders: Iterable[str], package: str) -> Mapping[str, type[Question]]:
    """The types that a package's modules define, by name.

    Packages inside it (what types share) are passed over. Raises ImportError where a module does not
    define exactly one type, or one whose name is not the module's with hyphens.
    """
    names = [module.name for module in iter_modules(folders) if not module.ispkg and module.name != _CONTRACT]
    found = (_only_type(import_module(f"{package}.{name}")) for name in names)
    return MappingProxyType({kind.type: kind for kind in found})


def _only_type(module: ModuleType) -> type[Question]:
    kinds = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Question) and value.__module__ == module.__name__
    ]
    if len(kinds) != 1:
        raise ImportError(f"{module.__name__} must define one type of question, it defines {len(kinds)}")
    expected = module.__name__.rpartition(".")[2].replace("_", "-")
    if kinds[0].type != expected:
        raise ImportError(f"{module.__name__} must define the type '{expected}', it defines '{kinds[0].type}'")
    return kinds[0]


TYPES: Final = find_types(__path__, __name__)
