"""Answers questions on purpose: rightly, or so that they are wrong."""

import re

from trainer.quizzes.asking import AskedSlot, ask
from trainer.quizzes.drawing import Placed
from trainer.quizzes.questions.question import BLANK, Control, Question


def right_form(question: Question, placed: Placed, salt: str) -> dict[str, list[str]]:
    """The form that a page would send for full points."""
    asked = ask(question, placed, salt)
    said = question.remarks(BLANK, placed.arrangement)
    form: dict[str, list[str]] = {}
    for slot in asked.slots:
        remarks = [remark for remark in said if remark.slot == slot.secret_name]
        keys = {remark.key for remark in remarks if remark.key is not None and remark.is_right}
        words = next((remark.answer.text for remark in remarks if remark.answer), "")
        chosen = [choice.value for choice in slot.choices if choice.secret_key in keys or choice.text.text == words]
        if slot.control is Control.NUMBER:
            number = re.search(r"[-+]?[0-9]+(?:\.[0-9]+)?", words)
            chosen = [number[0]] if number else []
        elif slot.control is Control.TEXT:
            chosen = [words]
        elif slot.control is Control.LONG_TEXT:
            chosen = [
                "I would stay with the person and say little. Then I would call the physician and note what I saw."
            ]
        elif slot.control is not Control.CHECKBOX:
            chosen = chosen[:1]
        form[slot.name] = chosen
    return form


def wrong_form(question: Question, placed: Placed, salt: str) -> dict[str, list[str]]:
    """A form that is answered and earns less than full points."""
    right = right_form(question, placed, salt)
    slots = ask(question, placed, salt).slots
    if question.type in ("matching", "ordering"):
        # Each place gets the right answer of the next one, so that none stands twice.
        keys = [choice.secret_key for slot in slots for choice in slot.choices if [choice.value] == right[slot.name]]
        rotated = keys[1:] + keys[:1]
        return {slot.name: _values(slot, key) for slot, key in zip(slots, rotated, strict=True)}
    form: dict[str, list[str]] = {}
    for slot in slots:
        others = [choice.value for choice in slot.choices if choice.value not in right[slot.name]]
        typed = "99999" if slot.control is Control.NUMBER else "something else"
        form[slot.name] = others[:1] if slot.choices else [typed]
    return form


def _values(slot: AskedSlot, key: str) -> list[str]:
    return [choice.value for choice in slot.choices if choice.secret_key == key]
