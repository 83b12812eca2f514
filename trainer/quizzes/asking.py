"""Turns a question into a form that tells nothing, and the filled form into a response."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from trainer.quizzes.codes import code
from trainer.quizzes.drawing import Placed
from trainer.quizzes.questions.parts.choosing import NOT_OURS
from trainer.quizzes.questions.question import BLANK, Area, Choice, Control, Question, Response, Slot
from trainer.yaml_text import SourceText

_LONGEST: Final = 2_000
_LONGEST_TEXT: Final = 20_000
"""The longest values that a form may carry; each type has its own, shorter bound with its own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedChoice:
    """A choice as the form shows it. `secret_key` joins it with remarks and never reaches a page before feedback."""

    value: str
    text: SourceText
    is_chosen: bool
    secret_key: str = field(repr=False)
    area: Area | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSlot:
    """A place to fill in as the form shows it, with what was saved so far.

    `secret_name` finds the gap of a prompt and joins the slot with remarks; it never reaches a page.
    """

    name: str
    control: Control
    label: SourceText | None
    choices: tuple[AskedChoice, ...]
    unit: str | None
    typed: str
    longest: int | None
    secret_name: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as an attempt asks it. `name` is its opaque name in the page; `type` chooses the template."""

    name: str
    type: str
    prompt: SourceText
    is_safety_critical: bool
    slots: tuple[AskedSlot, ...]


def ask(question: Question, placed: Placed, salt: str, saved: Response = BLANK) -> Asked:
    """A question as its attempt shows it, filled with the answer saved so far."""
    return Asked(
        name=code(salt, "question", placed.id),
        type=question.type,
        prompt=question.common.prompt,
        is_safety_critical=question.common.safety_critical,
        slots=tuple(_ask_slot(slot, placed, salt, saved) for slot in question.slots(placed.arrangement)),
    )


def _ask_slot(slot: Slot, placed: Placed, salt: str, saved: Response) -> AskedSlot:
    chosen = saved.keys(slot.name)
    typed = " ".join(chosen) if slot.control is Control.NUMBER else saved.words(slot.name)
    return AskedSlot(
        name=_slot_code(slot, placed, salt),
        control=slot.control,
        label=slot.label,
        choices=tuple(
            AskedChoice(
                value=_choice_code(slot, choice, placed, salt),
                text=choice.text,
                is_chosen=choice.key in chosen,
                secret_key=choice.key,
                area=choice.area,
            )
            for choice in slot.choices
        ),
        unit=slot.unit,
        typed=typed,
        longest=slot.longest,
        secret_name=slot.name,
    )


def read(question: Question, placed: Placed, salt: str, form: Mapping[str, Sequence[str]]) -> Response | str:
    """What a form answers to a question, or a sentence that says what to change.

    Names that are not this question's are passed over, since one form may hold several questions;
    an unknown value under one of its own names is refused. Empty values are blanks.
    """
    values = {}
    for slot in question.slots(placed.arrangement):
        read_values = _read_slot(slot, placed, salt, form.get(_slot_code(slot, placed, salt), ()))
        if isinstance(read_values, str):
            return read_values
        if read_values:
            values[slot.name] = read_values
    return question.respond(values)


def _read_slot(slot: Slot, placed: Placed, salt: str, sent: Sequence[str]) -> tuple[str, ...] | str:
    filled = tuple(value for value in sent if value)
    if len(filled) > max(1, len(slot.choices)):
        return NOT_OURS
    longest = _LONGEST_TEXT if slot.control is Control.LONG_TEXT else _LONGEST
    if any(len(value) > longest for value in filled):
        return "This answer is too long; shorten it."
    if slot.control in (Control.NUMBER, Control.TEXT, Control.LONG_TEXT):
        return filled
    by_code = {_choice_code(slot, choice, placed, salt): choice.key for choice in slot.choices}
    if not by_code.keys() >= set(filled):
        return NOT_OURS
    return tuple(by_code[value] for value in filled)


def _slot_code(slot: Slot, placed: Placed, salt: str) -> str:
    return code(salt, "slot", placed.id, slot.name)


def _choice_code(slot: Slot, choice: Choice, placed: Placed, salt: str) -> str:
    return code(salt, "choice", placed.id, slot.name, choice.key)
