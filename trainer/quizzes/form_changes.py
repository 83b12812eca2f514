"""Reads what a filled form of a quiz changes in its source."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from trainer.quizzes.editing import Change
from trainer.quizzes.editing_fields import Value
from trainer.quizzes.form_fields import FieldKind, FormField

YES: Final = "yes"
_EMPTY: Final = "This may not be empty; write something, or take the whole entry away."
_WHOLE: Final = "Write a whole number in digits, such as 3."
_NUMBER: Final = "Write a number in digits, such as 2 or 0.5."
_CHOICE: Final = "Choose one of the list."
_LONGEST_NUMBER: Final = 30


class Unreadable(Exception):
    """Fields that cannot be read, by name, each with what to do."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


def changes_of(fields: Iterable[FormField], sent: Mapping[str, Sequence[str]]) -> tuple[Change, ...]:
    """What a filled form changes. A field that was not sent stays. Raises Unreadable with every such field."""
    changes, errors = list[Change](), dict[str, str]()
    for field in fields:
        if field.name not in sent:
            continue
        if field.kind is FieldKind.ONE_OF and not set(sent[field.name]) <= set(field.choices):
            errors[field.name] = _CHOICE
            continue
        words = words_sent(field, sent[field.name])
        if words == _normal(field, field.words):
            continue
        value = _value(field, words)
        if isinstance(value, _Wrong):
            errors[field.name] = value
        else:
            changes.append(Change(place=field.place, key=field.key, value=value))
    if errors:
        raise Unreadable(errors)
    return tuple(changes)


def words_sent(field: FormField, sent: Sequence[str]) -> str:
    """What was typed or chosen, as the field shows it."""
    if field.kind is FieldKind.YES_NO:
        return "true" if YES in sent else ""
    if field.kind is FieldKind.ONE_OF:
        return "true" if field.value in sent else ""
    if field.kind is FieldKind.MANY:
        return _normal(field, "\n".join(sent))
    return _normal(field, sent[-1] if sent else "")


class _Wrong(str):
    """A sentence that says what to change."""


def _normal(field: FormField, words: str) -> str:
    words = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    match field.kind:
        case FieldKind.LINES:
            return "\n".join(stripped for line in words.split("\n") if (stripped := line.strip()))
        case FieldKind.MANY:
            chosen = {line.strip() for line in words.split("\n")} - {""}
            return "\n".join((*(each for each in field.choices if each in chosen), *sorted(chosen - {*field.choices})))
        case FieldKind.YES_NO | FieldKind.ONE_OF:
            return "" if words == "false" else words
        case FieldKind.TEXT:
            return words
        case _:
            return " ".join(words.split())


def _value(field: FormField, words: str) -> Value | _Wrong | None:
    if not words:
        return _Wrong(_EMPTY) if field.is_required else None
    match field.kind:
        case FieldKind.YES_NO | FieldKind.ONE_OF:
            return True
        case FieldKind.WHOLE:
            is_whole = words.isascii() and words.isdigit() and len(words) < _LONGEST_NUMBER
            return int(words) if is_whole else _Wrong(_WHOLE)
        case FieldKind.DECIMAL:
            return _decimal(words)
        case FieldKind.CHOICE if words not in field.choices:
            return _Wrong(_CHOICE)
        case FieldKind.CHOICE if words in ("true", "false"):
            return words == "true"
        case FieldKind.MANY if not set(words.split("\n")) <= set(field.choices):
            return _Wrong(_CHOICE)
        case FieldKind.LINES | FieldKind.MANY:
            return tuple(words.split("\n"))
        case _:
            return words


def _decimal(words: str) -> Decimal | int | _Wrong:
    typed = words.replace("\u2212", "-").replace(",", ".")
    try:
        number = Decimal(typed)
    except InvalidOperation:
        return _Wrong(_NUMBER)
    if not number.is_finite() or "e" in typed.casefold() or len(typed) > _LONGEST_NUMBER:
        return _Wrong(_NUMBER)
    return int(number) if number == number.to_integral_value() and "." not in typed else number
