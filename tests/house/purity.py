"""What pure code may not do: ask for the time, for chance, for the environment, or for a file."""

import ast
from collections.abc import Iterator

from tests.house.source import PythonFile

_IMPURE_MODULES = {
    "flask",
    "sqlalchemy",
    "asyncio",
    "http",
    "multiprocessing",
    "os",
    "secrets",
    "shutil",
    "smtplib",
    "socket",
    "sqlite3",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
}
_IMPURE_NAMES = {
    ("random", None): "take a random.Random(seed) whose seed is an argument",
    ("urllib", "request"): "pure code uses no network",
    ("urllib.request", None): "pure code uses no network",
    ("uuid", "uuid1"): "an id is an argument",
    ("uuid", "uuid4"): "an id is an argument",
}
_CLOCKS = {"now", "utcnow", "today"}
_FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}


def impurities(file: PythonFile) -> list[str]:
    """Each line that does what pure code does not, with the reason."""
    return [
        f"{file.path}:{getattr(node, 'lineno', 1)}: {reason}"
        for node in ast.walk(file.tree)
        for reason in _reasons(node)
    ]


def _reasons(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            for name in names:
                yield from _of_module(name.name, None)
        case ast.ImportFrom(module=str(module), names=names, level=0):
            for name in names:
                yield from _of_module(module, name.name)
        case ast.Call(func=ast.Name(id="Random"), args=[]) | ast.Call(func=ast.Attribute(attr="Random"), args=[]):
            yield "Random() without a seed takes chance from the machine"
        case ast.Call(func=ast.Name(id="open" | "input")):
            yield "pure code opens no file"
        case ast.Call(func=ast.Attribute(attr=attribute)) if attribute in _FILES:
            yield "pure code opens no file"
        case ast.Call(func=ast.Attribute(attr=attribute)) if attribute in _CLOCKS:
            yield "the time is an argument"


def _of_module(module: str, name: str | None) -> Iterator[str]:
    if module.partition(".")[0] in _IMPURE_MODULES:
        yield f"pure code does not use {module}"
    elif (module, name) == ("random", "Random"):
        return
    elif reason := _IMPURE_NAMES.get((module, name)) or _IMPURE_NAMES.get((module, None)):
        yield reason
