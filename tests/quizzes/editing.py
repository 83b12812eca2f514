"""Finds every field of a quiz's source, with its own lines and its value, for tests of editing."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML

from trainer.quizzes.editing_places import Place

QUIZZES = [
    Path(__file__).parents[2] / "quizzes" / f"{name}.yml"
    for name in ("contraindications", "grounding", "preparation", "presence", "routes", "suicidality")
]
"""Six of the shipped quizzes, which hold every type between them."""
LISTS = ("options", "pairs", "also", "items")
Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | int | float | bool | None"
Path_: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class Known:
    """A field: how an editor names it, and where it stands in the loaded tree."""

    place: Place
    key: str
    path: Path_
    value: object


def source_of(path: Path) -> str:
    """The text of a file with its line breaks as they are."""
    return path.read_bytes().decode("utf-8")


def load(source: str) -> Tree:
    """What a plain YAML 1.2 reader, not ours, makes of a source."""
    tree: Tree = YAML(typ="safe", pure=True).load(source)
    return tree


def cut(source: str, number: int) -> str:
    """A quiz with one of its questions only, in the same bytes, since reading a whole one takes longer."""
    lines = source.splitlines(keepends=True)
    questions = _with_lines(source)["questions"]
    starts = [line for line, _ in (questions.lc.item(place) for place in range(len(questions)))] + [len(lines)]
    return "".join((*lines[: starts[0]], *lines[starts[number] : starts[number + 1]]))


def value_at(tree: Tree, path: Path_) -> Tree:
    for step in path:
        assert isinstance(tree, dict | list)
        tree = tree[step]  # type: ignore[index]  # the path was made from such a tree
    return tree


def without(tree: Tree, path: Path_) -> Tree:
    """A tree in which one field is blanked, to compare all the rest."""
    if not path:
        return None
    if isinstance(tree, dict):
        return {key: without(value, path[1:]) if key == path[0] else value for key, value in tree.items()}
    assert isinstance(tree, list)
    return [without(value, path[1:]) if place == path[0] else value for place, value in enumerate(tree)]


def fields_of(source: str) -> Iterator[Known]:
    """Every field that a form can change: of the quiz, of its questions, of their entries, gaps and reasons."""
    tree = load(source)
    assert isinstance(tree, dict)
    yield from _own(tree, Place(), ())
    questions = tree["questions"]
    assert isinstance(questions, list)
    for number, question in enumerate(questions):
        assert isinstance(question, dict)
        key, path = str(question["id"]), ("questions", number)
        yield from _own(question, Place(question=key), path)
        yield from _entries(question, key, None, path)
        why, gaps = question.get("why"), question.get("gaps")
        if isinstance(why, dict):
            for answer, words in why.items():
                yield Known(Place(question=key, part="why"), str(answer).lower(), (*path, "why", answer), words)
        for name, gap in gaps.items() if isinstance(gaps, dict) else ():
            assert isinstance(gap, dict)
            yield from _own(gap, Place(question=key, part="gaps", entry=name), (*path, "gaps", name))
            yield from _entries(gap, key, name, (*path, "gaps", name))


def changed_lines(before: str, after: str) -> set[int]:
    """The lines of the first text, from 0, that difflib finds changed; an insertion counts as the line above it."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: set[int] = set()
    for tag, first, last, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "insert":
            found.add(first - 1)
        elif tag != "equal":
            found.update(range(first, last))
    return found


def own_lines(source: str, known: Known) -> set[int]:
    """The lines of a field, found by indentation alone: that of its key, and those below indented further."""
    lines = source.split("\n")
    first = _line_of(source, known)
    indent = len(lines[first]) - len(lines[first].lstrip(" -"))
    last = first + 1
    while last < len(lines) and (not lines[last].strip() or len(lines[last]) - len(lines[last].lstrip(" ")) > indent):
        last += 1
    while not lines[last - 1].strip():
        last -= 1
    return set(range(first, last))


def _line_of(source: str, known: Known) -> int:
    node = _with_lines(source)
    for step in known.path[:-1]:
        node = node[step]
    line: int = node.lc.key(known.path[-1])[0]
    return line


@lru_cache(maxsize=2)
def _with_lines(source: str) -> Any:  # a library's own tree, which has no types
    return YAML(typ="rt", pure=True).load(source)


def _own(group: dict[str, Tree], place: Place, path: Path_) -> Iterator[Known]:
    for key, value in group.items():
        is_words = isinstance(value, list) and not any(isinstance(each, dict) for each in value)
        if not isinstance(value, dict | list) or is_words:
            yield Known(place, key, (*path, key), value)


def _entries(group: dict[str, Tree], question: str, gap: str | None, path: Path_) -> Iterator[Known]:
    for part in LISTS:
        entries = group.get(part)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            assert isinstance(entry, dict)
            place = Place(question=question, part=part, entry=str(entry["id"]), gap=gap)
            yield from _own(entry, place, (*path, part, number))
