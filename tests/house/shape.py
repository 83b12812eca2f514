"""What a file of Python looks like: how it begins, how long it is, what it is called."""

import ast
import re
from collections.abc import Iterator

from tests.house.source import PythonFile

LONGEST_FILE = 350
LONGEST_FUNCTION = 60

_NO_HOME = {"util", "utils", "helper", "helpers", "manager", "managers", "misc", "common"}
_SAYS_NOTHING = re.compile(r"_*(handle|process)_")
_ASKED_FOR_BY_A_LIBRARY = {
    "process_bind_param",
    "process_result_value",
    *("handle_starttag", "handle_startendtag", "handle_endtag", "handle_data", "handle_entityref", "handle_charref"),
    *("handle_comment", "handle_decl", "handle_pi"),
}
_ONE_SENTENCE = re.compile(r"[^\n]*[.!?]")
_NEXT_SENTENCE = re.compile(r"[.!?] +[A-Z]")


def complaints(file: PythonFile) -> list[str]:
    """What is wrong with the shape of a file, as 'path:line: reason'."""
    return [f"{file.path}:{line}: {reason}" for line, reason in _complaints(file)]


def _complaints(file: PythonFile) -> Iterator[tuple[int, str]]:
    words = ast.get_docstring(file.tree) or ""
    if not _ONE_SENTENCE.fullmatch(words) or _NEXT_SENTENCE.search(words):
        yield 1, "a file begins with one sentence, on one line, that says what it is for"
    lines = file.text.count("\n")
    if lines > LONGEST_FILE:
        yield lines, f"a file has at most {LONGEST_FILE} lines; this one has {lines}"
    if _NO_HOME.intersection(file.path.removesuffix(".py").split("/")):
        yield 1, "a file is called by what it is about"
    for node in ast.walk(file.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield node.lineno, f"'{node.name}' has {length} lines; {LONGEST_FUNCTION} are the most"
            if _SAYS_NOTHING.match(node.name) and node.name not in _ASKED_FOR_BY_A_LIBRARY:
                yield node.lineno, f"'{node.name}' does not say what it does"
