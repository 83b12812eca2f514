"""Makes new questions, entries and gaps, each with ids of its own."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from trainer.quizzes.editing_groups import Content, Group
from trainer.quizzes.editing_ids import fresh_id
from trainer.quizzes.editing_places import ENTRY_KEYS, LISTS, QUESTION_KEYS, TYPE_KEYS, WORDS
from trainer.quizzes.editing_tree import CannotEdit, unknown
from trainer.quizzes.questions.parts.gaps import gap_names

_CALLED: Final = {
    "options": "option",
    "pairs": "pair",
    "also": "other",
    "items": "item",
    "aspects": "aspect",
    "regions": "region",
    "rubric": "item",
}
_NAMED_AFTER: Final = {
    "options": "text",
    "pairs": "left",
    "also": "right",
    "items": "text",
    "aspects": "text",
    "regions": "text",
    "rubric": "text",
}
_NOT_OF_A_PART: Final = ("objective", "safety_critical", "read_again")
_GAP: Final = "gap"
_TWO_OPTIONS: Final[Sequence[Group]] = ({"text": "", "correct": True}, {"text": ""})


def new_question(type_name: str, fields: Group, taken: Collection[str], retired: Collection[str]) -> Group:
    """A question of a type in which every text is empty that `fields` does not give.

    An empty text is an error for the checker, so that nothing unfinished can be published. `taken`
    are the ids of questions that cannot be used, `retired` those that no new thing may have.
    """
    if type_name not in TYPE_KEYS:
        raise CannotEdit(f"'{type_name}' is not a type of question; {unknown(type_name, TYPE_KEYS)}")
    prompt = str(fields.get("prompt", ""))
    content = {"objective": "", "prompt": prompt, **_own(type_name, prompt), **fields}
    content["id"] = fresh_id(prompt, {*taken, *retired}, otherwise="question")
    content["type"] = type_name
    for key in content:
        if key not in QUESTION_KEYS or (key in _of_some_types() and key not in TYPE_KEYS[type_name]):
            raise CannotEdit(f"a question of the type {type_name} has no '{key}'")
    return {key: with_ids(key, content[key], set(retired)) for key in QUESTION_KEYS if key in content}


def new_part(type_name: str, taken: Collection[str], retired: Collection[str]) -> Group:
    """A part of a case: a question without what belongs to the case as a whole."""
    if type_name in ("case", "extended"):
        raise CannotEdit(f"a question of the type {type_name} cannot be part of a case")
    question = new_question(type_name, {}, taken, retired)
    return {key: content for key, content in question.items() if key not in _NOT_OF_A_PART}


def new_entry(part: str, fields: Group, taken: Collection[str]) -> Group:
    """An option, pair, item or other side with an id that is not among `taken`."""
    known = ENTRY_KEYS[part]
    for key in fields:
        if key == "id" or key not in known:
            raise CannotEdit(f"'{key}' cannot be given to a new entry of '{part}'; {unknown(key, known)}")
    empty: dict[str, Content] = {key: "" for key in WORDS if key in known}
    if part == "rubric":
        empty["points"] = 1
    entry_id = fresh_id(str(fields.get(_NAMED_AFTER[part], "")), taken, otherwise=_CALLED[part])
    content: Group = {**empty, **fields, "id": entry_id}
    return {key: content[key] for key in known if key in content}


def new_gap(content: Group | None, taken: set[str]) -> Group:
    """A gap: as given, or with two empty options; options without ids get them."""
    given = content if content else {"options": _TWO_OPTIONS}
    return {key: with_ids(key, given[key], taken) for key in ENTRY_KEYS["gaps"] if key in given}


def with_ids(key: str, content: Content, taken: set[str]) -> Content:
    """Entries below a key, each with an id; `taken` is added to."""
    if key == "gaps" and isinstance(content, Mapping):
        return {name: new_gap(gap, taken) for name, gap in content.items() if isinstance(gap, Mapping)}
    if key not in LISTS or isinstance(content, str) or not isinstance(content, Sequence):
        return content
    entries = []
    for fields in content:
        if isinstance(fields, Mapping):
            entry = new_entry(key, fields, taken)
            taken.add(str(entry["id"]))
            entries.append(entry)
    return entries


def _of_some_types() -> frozenset[str]:
    return frozenset(key for keys in TYPE_KEYS.values() for key in keys)


def _own(type_name: str, prompt: str) -> dict[str, Content]:
    """The keys without which a type makes no question."""
    match type_name:
        case "single-choice" | "multiple-choice":
            return {"options": _TWO_OPTIONS}
        case "true-false":
            return {"answer": True}
        case "numeric":
            return {"answer": 0}
        case "matching":
            return {"pairs": ({}, {})}
        case "ordering":
            return {"items": ({}, {})}
        case "calculated":
            names = gap_names(prompt) or ("n",)
            values = tuple(f"{name} from 1 to 10" for name in names)
            return {"prompt": prompt or "{{n}}", "values": values, "answer": " + ".join(names)}
        case "panel-rating":
            return {"panel": "", "most": 5, "aspects": ({}, {})}
        case "extended":
            return {"points": 2, "rubric": ({}, {})}
        case "hotspot":
            return {"figure": "", "regions": ({"text": "", "correct": True}, {"text": ""})}
        case "case":
            first = new_part("single-choice", (), ())
            return {"parts": (first, new_part("single-choice", (str(first["id"]),), ()))}
        case _:
            names = gap_names(prompt) or (_GAP,)
            return {"prompt": prompt or f"{{{{{_GAP}}}}}", "gaps": {name: {"options": _TWO_OPTIONS} for name in names}}
