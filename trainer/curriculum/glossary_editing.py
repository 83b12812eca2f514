"""Changes glossary.yml, each change within the lines of its term."""

from collections.abc import Collection, Sequence
from typing import Final

from ruamel.yaml.nodes import MappingNode

from trainer.quizzes.editing import Change
from trainer.quizzes.editing_fields import Target, new_field, removing, setting
from trainer.quizzes.editing_groups import Content, block_lines, braces
from trainer.quizzes.editing_ids import fresh_id
from trainer.quizzes.editing_placing import Added
from trainer.quizzes.editing_tree import CannotEdit, Edit, Source, apply, read_source

TERM_KEYS: Final = ("term", "also", "definition")


def change_term(source: str, changes: Sequence[Change]) -> str:
    """Make several changes of terms, all or none. Raises CannotEdit for the first that cannot be made.

    A place is a part `terms` with a term's key as its entry.
    """
    for each in changes:
        read = read_source(source)
        target = Target(term_in(read, each.place.entry or ""), TERM_KEYS)
        edits = removing(read, target, each.key) if each.value is None else setting(read, target, each.key, each.value)
        source = apply(source, edits)
    return source


def add_term(source: str, term: str, also: Sequence[str], definition: str, retired: Collection[str] = ()) -> Added:
    """Add a term where the alphabet puts its key. `retired` are keys that were ever used."""
    group: dict[str, Content] = {"term": term, **({"also": tuple(also)} if also else {}), "definition": definition}
    if is_without_terms(source):
        key = fresh_id(term, retired, otherwise="term")
        begin = f"{source.rstrip()}\n\n" if source.strip() else ""
        return Added(begin + "\n".join(block_lines({key: group}, 0)) + "\n", key)
    read = read_source(source)
    present = tuple(field.key for field in read.fields(read.root))
    key = fresh_id(term, {*present, *retired}, otherwise="term")
    target = Target(read.root, tuple(sorted((*present, key))))
    lines = block_lines({key: group}, 0)
    is_first = target.order[0] == key
    apart = (*lines, "") if is_first else ("", *lines)
    return Added(apply(source, new_field(read, target, key, apart, f"{key}: {braces(group)}")), key)


def remove_term(source: str, key: str) -> str:
    """Take a term out, with the empty line that parted it from its neighbour."""
    read = read_source(source)
    term_in(read, key)
    if len(read.root.value) == 1:
        raise CannotEdit("this is the only term; change it, or empty the source")
    edit = removing(read, Target(read.root, ()), key)[0]
    if source.startswith(read.newline, edit.end):
        edit = Edit(edit.start, edit.end + len(read.newline), edit.text)
    elif edit.end == len(source) and source.endswith(read.newline * 2, 0, edit.start):
        edit = Edit(edit.start - len(read.newline), edit.end, edit.text)
    return apply(source, [edit])


def term_in(source: Source, key: str) -> MappingNode:
    """The keys of a term. Raises CannotEdit where it is not there."""
    field = source.field(source.root, key)
    if field is None or not isinstance(field.value, MappingNode):
        raise CannotEdit(f"there is no term '{key}' any more; load the page again")
    return field.value


def is_without_terms(source: str) -> bool:
    """Whether nothing but remarks stands in a glossary."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in source.split("\n"))
