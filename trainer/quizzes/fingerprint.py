"""Names a question by what it asks and what it explains, so that a changed one has another name."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Final

from trainer.quizzes.questions.question import Common, Question
from trainer.yaml_text import SourceText

_AROUND: Final = frozenset({"line", "objective", "cite", "read_again", "hints"})
_NOT_SHOWN: Final = _AROUND | {"points", "safety_critical"}


def question_digest(path: str, question: Question) -> str:
    """The digest of a quiz's question: its prompt, its options, which are right, and why.

    What stands around the question (its line, objective, points and sources) does not count.
    """
    form = json.dumps([path, question.type, _form(question)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(form.encode()).hexdigest()


def is_same(one: Question, other: Question) -> bool:
    """Whether two readings of a question ask the same, explain the same and give the same points."""
    return (one.type, _form(one, _AROUND)) == (other.type, _form(other, _AROUND))


def _form(value: object, hidden: frozenset[str] = _NOT_SHOWN) -> object:
    match value:
        case SourceText():
            return value.text
        case Common():
            whole = {"id": value.id, "prompt": value.prompt.text}
            return (
                whole if "points" in hidden else {**whole, "points": str(value.points), "safe": value.safety_critical}
            )
        case tuple() | list():
            return [_form(each, hidden) for each in value]
        case dict():
            return {str(key): _form(each, hidden) for key, each in value.items()}
        case frozenset():
            return sorted(map(str, value))
        case Fraction():
            return str(value)
        case str() | int() | float() | None:
            return value
        case _ if is_dataclass(value):
            return {
                each.name: _form(getattr(value, each.name), hidden) for each in fields(value) if each.name not in hidden
            }
        case _:
            return str(value)
