"""Which module imports which, with every name resolved."""

import ast
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from tests.house.source import PythonFile

_BY_NAME = {"import_module", "__import__"}


@dataclass(frozen=True, slots=True)
class Import:
    """One module that a file imports."""

    importer: str
    module: str
    line: int
    is_inside_function: bool

    def __str__(self) -> str:
        return f"{self.importer}:{self.line}: imports {self.module}"

    def is_of(self, package: str) -> bool:
        """Whether it is of a package or of something within it."""
        return self.module == package or self.module.startswith(f"{package}.")


def imports_of(file: PythonFile, modules: Set[str]) -> list[Import]:
    """What a file imports. `modules` are those of the project: `from a import b` may mean one or a name in it."""
    inside = {id(node) for function in _functions(file.tree) for node in ast.walk(function)}
    return [
        Import(file.path, module, node.lineno, id(node) in inside)
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in _modules(node, file.package, modules)
    ]


def imported_by_name(file: PythonFile) -> list[str]:
    """Where a file imports what only a running program knows, so that no reader can tell."""
    return [
        f"{file.path}:{node.lineno}: imports by name"
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Name | ast.Attribute)
        and (node.id if isinstance(node, ast.Name) else node.attr) in _BY_NAME
    ]


def names_of(files: Iterable[PythonFile]) -> Set[str]:
    """The names by which files can be imported."""
    return {file.module for file in files}


def _modules(node: ast.Import | ast.ImportFrom, package: str, modules: Set[str]) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (name.name for name in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            start = module or ""
            if level:
                parts = package.split(".")
                above = ".".join(parts[: len(parts) - level + 1])
                start = f"{above}.{module}" if module else above
            for name in names:
                within = f"{start}.{name.name}"
                yield within if within in modules else start


def _functions(tree: ast.Module) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
