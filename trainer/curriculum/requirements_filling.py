"""Reads what was typed into the form of a requirement."""

from collections.abc import Mapping, Sequence
from typing import Final

from trainer.curriculum.requirements_editing import ANCHORS, ENTRY_KEYS
from trainer.curriculum.requirements_form import RequirementForm
from trainer.quizzes.editing_groups import Content, Group
from trainer.quizzes.form_changes import words_sent
from trainer.quizzes.form_fields import FieldKind, FormField

_RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "observed": (1, 9),
    "count": (1, 999),
    "hours": (1, 9999),
    "routes": (0, 5),
}
_AMOUNT: Final = frozenset({"count", "hours"})
_EMPTY: Final[Mapping[str, str]] = {
    "title": "Say what it is called.",
    "prompt": "Say what is to be written about.",
    **{level: f"Say what level {level} looks like." for level in ENTRY_KEYS[ANCHORS]},
}
_EITHER: Final = "Say how much is asked for: either a number of times or hours."
_ONE_OF_BOTH: Final = "Write either a number of times or hours, and leave the other one empty."


def wrong_in(form: RequirementForm, sent: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What cannot be in a filled form, by the name of the field, each with what to do; empty where it is in order."""
    found: dict[str, str] = {}
    words = {field: words_sent(field, sent.get(field.name, [])) for field in form.fields}
    for field, said in words.items():
        if field.is_required and not said:
            found[field.name] = _EMPTY[field.key]
        elif field.key in _RANGES and said:
            least, most = _RANGES[field.key]
            if not (said.isascii() and said.isdigit() and len(said) < 6 and least <= int(said) <= most):
                found[field.name] = f"Write a whole number from {least} to {most}, in digits."
        elif field.kind in (FieldKind.CHOICE, FieldKind.MANY) and not set(said.split("\n")) <= {"", *field.choices}:
            found[field.name] = "Choose from the list."
    amount = [field for field in form.fields if field.key in _AMOUNT]
    given = [field for field in amount if words[field]]
    if amount and len(given) != 1 and not found:
        found[amount[0].name] = _ONE_OF_BOTH if given else _EITHER
    return found


def filled(form: RequirementForm, sent: Mapping[str, Sequence[str]]) -> Group:
    """A new requirement as it is written, without its id. What was typed is to be in order, by `wrong_in`."""
    group: dict[str, Content] = {}
    anchors: dict[str, Content] = {}
    for field in form.fields:
        said = words_sent(field, sent.get(field.name, []))
        if said:
            (anchors if field.name.startswith(f"{ANCHORS}.") else group)[field.key] = _content(field, said)
    return group | {ANCHORS: anchors} if anchors else group


def _content(field: FormField, said: str) -> Content:
    if field.kind is FieldKind.YES_NO:
        return True
    if field.kind is FieldKind.MANY:
        return tuple(said.split("\n"))
    return int(said) if field.key in _RANGES or field.key == "level" else said
