"""Shows what a quiz's source holds as a form needs it, also where the quiz has mistakes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from trainer.quizzes.editing_places import LISTS, PART, Place, keys_of, keys_of_question, parts_of
from trainer.quizzes.editing_scalars import shown
from trainer.quizzes.editing_tree import Source, read_source

Shown: TypeAlias = str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormGroup:
    """A group of keys: where changes of its fields go, its line, and its words by key, as they are written."""

    place: Place
    line: int
    fields: Mapping[str, Shown]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """A question: its own fields, its gaps, the reasons of true and false, and its entries with those of its gaps.

    An entry's `place` says to which list and gap it belongs; entries stand in the source's order.
    """

    own: FormGroup
    entries: tuple[FormGroup, ...]
    gaps: tuple[FormGroup, ...]
    reasons: FormGroup | None
    parts: "tuple[FormQuestion, ...]" = ()

    @property
    def is_part(self) -> bool:
        """Whether this is a part of a case."""
        return PART in self.key

    @property
    def key(self) -> str:
        """What names the question: its id, or `~N` where it has none of its own."""
        return self.own.place.question or ""

    @property
    def type(self) -> str:
        """The name of the question's type as it is written; empty where it is missing."""
        found = self.own.fields.get("type", "")
        return found if isinstance(found, str) else ""

    def entries_of(self, part: str, gap: str | None = None) -> tuple[FormGroup, ...]:
        """The entries of one list."""
        return tuple(entry for entry in self.entries if (entry.place.part, entry.place.gap) == (part, gap))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizForm:
    """A quiz: its own fields and its questions."""

    own: FormGroup
    questions: tuple[FormQuestion, ...]


def read_form(source: str) -> QuizForm:
    """Read a source for a form. Raises CannotEdit where it is no YAML; other mistakes do not matter.

    Entries that are no groups of keys are left out: they can be mended in the source only.
    """
    read = read_source(source)
    listed = read.field(read.root, "questions")
    nodes: Sequence[Node] = listed.value.value if listed and isinstance(listed.value, SequenceNode) else ()
    questions = tuple(
        _question(read, node, key)
        for node, key in zip(nodes, keys_of(nodes, set()), strict=True)
        if isinstance(node, MappingNode)
    )
    return QuizForm(own=group_of(read, read.root, Place()), questions=questions)


def _question(source: Source, node: MappingNode, key: str) -> FormQuestion:
    keys = keys_of_question(source, node)
    values = source.values(node)
    gaps, why = values.get("gaps"), values.get("why")
    by_name = source.values(gaps) if isinstance(gaps, MappingNode) else {}
    inner = {name: gap for name, gap in by_name.items() if isinstance(gap, MappingNode)}
    lists: list[tuple[str | None, str, Node | None]] = [(None, part, values.get(part)) for part in LISTS]
    lists += [(name, "options", source.values(gap).get("options")) for name, gap in inner.items()]
    entries = (
        group_of(source, entry, Place(question=key, part=part, entry=entry_key, gap=gap))
        for gap, part, listed in lists
        if isinstance(listed, SequenceNode)
        for entry, entry_key in zip(listed.value, keys[id(listed)], strict=True)
        if isinstance(entry, MappingNode)
    )
    reasons = group_of(source, why, Place(question=key, part="why")) if isinstance(why, MappingNode) else None
    return FormQuestion(
        own=group_of(source, node, Place(question=key)),
        entries=tuple(entries),
        gaps=tuple(group_of(source, gap, Place(question=key, part="gaps", entry=name)) for name, gap in inner.items()),
        reasons=reasons,
        parts=() if PART in key else _parts(source, node, key),
    )


def _parts(source: Source, case: MappingNode, key: str) -> tuple[FormQuestion, ...]:
    nodes = parts_of(source, case)
    return tuple(
        _question(source, node, f"{key}{PART}{part_key}")
        for node, part_key in zip(nodes, keys_of(nodes, set()), strict=True)
        if isinstance(node, MappingNode)
    )


def group_of(source: Source, node: MappingNode, place: Place) -> FormGroup:
    """The words of a group of keys, each under its key."""
    words = {key: _shown(value) for key, value in source.values(node).items()}
    line = source.line(int(node.start_mark.index))
    return FormGroup(place=place, line=line, fields={key: value for key, value in words.items() if value is not None})


def _shown(node: Node) -> Shown | None:
    if isinstance(node, ScalarNode):
        return shown(node)
    if isinstance(node, SequenceNode) and all(isinstance(each, ScalarNode) for each in node.value):
        return tuple(shown(each) for each in node.value)
    return None
