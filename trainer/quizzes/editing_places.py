"""Finds questions and their entries in a source by the keys with which answers name them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from trainer.quizzes.editing_fields import Target
from trainer.quizzes.editing_tree import CannotEdit, Source, unknown
from trainer.yaml_text import ID

QUIZ_KEYS: Final = (
    "title",
    "module",
    "purpose",
    "gate",
    "page",
    "pass_mark",
    "attempts",
    "wait_hours",
    "minutes",
    "grace_minutes",
    "opens",
    "closes",
    "counts",
    "draw",
    "shuffle",
    "feedback",
    "tries",
    "try_cost",
    "certainty",
    "certainty_right",
    "certainty_wrong",
    "questions",
)
TYPE_KEYS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "single-choice": frozenset({"options"}),
        "multiple-choice": frozenset({"options", "credit"}),
        "true-false": frozenset({"answer", "why"}),
        "numeric": frozenset({"answer", "tolerance", "unit", "why"}),
        "matching": frozenset({"pairs", "also"}),
        "ordering": frozenset({"items"}),
        "fill-in": frozenset({"gaps"}),
        "calculated": frozenset({"values", "answer", "tolerance", "decimals", "unit", "why"}),
        "panel-rating": frozenset({"panel", "least", "most", "low", "high", "none_from", "aspects"}),
        "case": frozenset({"parts"}),
        "hotspot": frozenset({"figure", "regions"}),
        "extended": frozenset({"longest", "markers", "may_differ", "rubric"}),
    }
)
ENTRY_KEYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "options": ("id", "text", "correct", "why"),
        "pairs": ("id", "left", "right", "why"),
        "also": ("id", "right", "why"),
        "items": ("id", "text", "why"),
        "regions": ("id", "text", "at", "correct", "why"),
        "aspects": ("id", "text", "ratings", "why"),
        "rubric": ("id", "text", "points", "for_learner", "for_markers"),
        "gaps": ("accept", "options", "why"),
        "why": ("true", "false"),
    }
)
PART: Final = "."
WORDS: Final = ("text", "left", "right", "ratings", "at")
LISTS: Final = ("options", "pairs", "also", "items", "aspects", "regions", "rubric")
GROUPS: Final = frozenset({"questions", *LISTS, "gaps", "parts"})
_EVERY_QUESTION: Final = frozenset({"id", "type", "objective", "safety_critical", "points", "prompt"}) | {
    "cite",
    "read_again",
    "hints",
}
QUESTION_KEYS: Final = (
    *("id", "type", "objective", "safety_critical", "points", "credit", "prompt", "values", "answer", "tolerance"),
    *("decimals", "unit", "panel", "least", "most", "low", "high", "none_from", "options", "pairs", "also", "items"),
    *(
        "aspects",
        "figure",
        "regions",
        "longest",
        "markers",
        "may_differ",
        "rubric",
        "gaps",
        "parts",
        "why",
        "hints",
        "cite",
        "read_again",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a field stands.

    Nothing: the quiz. A `question`: one of its own fields. With a `part` (options, pairs, also, items,
    gaps, why): a field of the `entry` of that part; an entry of `gaps` is a gap's name, and `why` (the
    reasons of a true-false question, keys true and false) has no entries. An option of a gap names
    its `gap` too. Where there is no id, or it stands twice, a question or entry is `~N`, its place.
    A part of a case is a `question` too, named `case.part`.
    """

    question: str | None = None
    part: str | None = None
    entry: str | None = None
    gap: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry found: its list, its place in it counted from 0, and its keys."""

    sequence: SequenceNode
    place: int
    mapping: MappingNode


def question_list(source: Source) -> SequenceNode:
    """The list of questions. Raises CannotEdit where there is none."""
    return _sequence(source, source.root, "questions")


def find_question(source: Source, key: str) -> Listed:
    """A question, or a part of a case, by its key. Raises CannotEdit where there is none, or it is no group of keys."""
    whole, _, part = key.partition(PART)
    sequence = question_list(source)
    found = _find(source, sequence, keys_of(sequence.value, set()), whole, "question")
    if not part:
        return found
    parts = _sequence(source, found.mapping, "parts")
    return _find(source, parts, keys_of(parts.value, set()), part, "part")


def find_entry(source: Source, place: Place) -> Listed:
    """An option, pair, item or other side by its key."""
    owner, part = list_owner(source, place)
    sequence = _sequence(source, owner, part)
    own = keys_of_question(source, question_mapping(source, place))
    return _find(source, sequence, own[id(sequence)], place.entry or "", f"entry of '{part}'")


def parts_of(source: Source, case: MappingNode) -> Sequence[Node]:
    """The parts of a case; none where it has no list of them."""
    field = source.field(case, "parts")
    return field.value.value if field and isinstance(field.value, SequenceNode) else ()


def question_mapping(source: Source, place: Place) -> MappingNode:
    """The keys of the question that a place names."""
    if place.question is None:
        raise CannotEdit("name a question")
    return find_question(source, place.question).mapping


def list_owner(source: Source, place: Place) -> tuple[MappingNode, str]:
    """The group in which the list of a place stands or belongs, with the list's key."""
    question, part = question_mapping(source, place), place.part or ""
    if part not in LISTS:
        raise CannotEdit(f"'{part}' is no list of entries; {unknown(part, LISTS)}")
    if place.gap is not None:
        return _gap(source, question, place.gap), part
    _require_key(part, _keys_of_type(source, question), source.line(question.start_mark.index))
    return question, part


def target(source: Source, place: Place) -> Target:
    """The group of keys that a place names, with the keys that may stand in it."""
    if place.question is None:
        return Target(source.root, QUIZ_KEYS)
    question = question_mapping(source, place)
    match place.part:
        case None:
            return Target(question, _keys_of_type(source, question))
        case "gaps":
            return Target(_gap(source, question, place.entry or ""), ENTRY_KEYS["gaps"])
        case "why":
            field = source.field(question, "why")
            if field is None or not isinstance(field.value, MappingNode):
                raise CannotEdit("this question has no reasons yet; add them", source.line(question.start_mark.index))
            return Target(field.value, ENTRY_KEYS["why"])
        case part:
            return Target(find_entry(source, place).mapping, ENTRY_KEYS.get(part, ()))


def keys_of(nodes: Iterable[Node], taken: set[str]) -> tuple[str, ...]:
    """The key of each entry as the quiz's reader sees it: its id, or `~N` where it has none of its own."""
    found = []
    for node in nodes:
        words = id_of(node)
        key = words if words and words not in taken else f"~{len(taken) + 1}"
        taken.add(key)
        found.append(key)
    return tuple(found)


def keys_of_question(source: Source, question: MappingNode) -> Mapping[int, tuple[str, ...]]:
    """The keys of all entries of a question, by the identity of the list in which they stand."""
    taken: set[str] = set()
    return {id(sequence): keys_of(sequence.value, taken) for _, sequence in lists_of(source, question)}


def lists_of(source: Source, question: MappingNode) -> Iterator[tuple[str, SequenceNode]]:
    """Every list of entries in a question with its key, in the order in which the quiz's reader reads them."""
    values = source.values(question)
    gaps = values.get("gaps")
    inner = [field.value for field in source.fields(gaps)] if isinstance(gaps, MappingNode) else []
    fields = [field for gap in inner if isinstance(gap, MappingNode) for field in source.fields(gap)]
    options = [("options", field.value) for field in fields if field.key == "options"]
    for part, node in (*((part, values.get(part)) for part in LISTS), *options):
        if isinstance(node, SequenceNode):
            yield part, node


def id_of(node: Node) -> str | None:
    """The id that is written in a group, None where there is none that can be used."""
    pairs: Sequence[tuple[Node, Node]] = node.value if isinstance(node, MappingNode) else ()
    words = next((str(value.value) for key, value in pairs if key.value == "id" and isinstance(value, ScalarNode)), "")
    return words if ID.match(words) else None


def _keys_of_type(source: Source, question: MappingNode) -> tuple[str, ...]:
    field = source.field(question, "type")
    known = TYPE_KEYS.get(str(field.value.value)) if field else None
    allowed = _EVERY_QUESTION | known if known else frozenset(QUESTION_KEYS)
    return tuple(key for key in QUESTION_KEYS if key in allowed)


def _require_key(key: str, known: Sequence[str], line: int) -> None:
    if key not in known:
        raise CannotEdit(f"'{key}' has no place here; {unknown(key, known)}", line)


def _gap(source: Source, question: MappingNode, name: str) -> MappingNode:
    gaps = source.field(question, "gaps")
    if gaps and isinstance(gaps.value, MappingNode):
        field = source.field(gaps.value, name)
        if field and isinstance(field.value, MappingNode):
            return field.value
    raise CannotEdit(f"there is no gap '{name}' here", source.line(question.start_mark.index))


def _sequence(source: Source, mapping: MappingNode, key: str) -> SequenceNode:
    field = source.field(mapping, key)
    if field is None or not isinstance(field.value, SequenceNode):
        line = source.line(field.start if field else mapping.start_mark.index)
        raise CannotEdit(f"there is no list under '{key}' here", line)
    return field.value


def _find(source: Source, sequence: SequenceNode, keys: Sequence[str], key: str, what: str) -> Listed:
    if key not in keys:
        raise CannotEdit(
            f"there is no {what} '{key}' here; load the page again", source.line(sequence.start_mark.index)
        )
    place = keys.index(key)
    node = sequence.value[place]
    if not isinstance(node, MappingNode):
        raise CannotEdit("this entry is not a group of keys; mend it in the source", source.line(node.start_mark.index))
    return Listed(sequence, place, node)
