"""Names a question by what it asks and what it explains, so that a changed one has another name."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Final

from trainer.quizzes.questions.question import Common, Question
from trainer.yaml_text import SourceText

_NOT_SHOWN: Final = {"line", "objective", "points", "safety_critical", "cite", "read_again"}


def question_digest(path: str, question: Question) -> str:
    """The digest of a quiz's question: its prompt, its options, which are right, and why.

    What stands around the question (its line, objective, points and sources) does not count.
    """
    form = json.dumps([path, question.type, _form(question)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(form.encode()).hexdigest()


def _form(value: object) -> object:
    match value:
        case SourceText():
            return value.text
        case Common():
            return {"id": value.id, "prompt": value.prompt.text}
        case tuple() | list():
            return [_form(each) for each in value]
        case dict():
            return {str(key): _form(each) for key, each in value.items()}
        case frozenset():
            return sorted(map(str, value))
        case Fraction():
            return str(value)
        case str() | int() | float() | None:
            return value
        case _ if is_dataclass(value):
            return {
                each.name: _form(getattr(value, each.name)) for each in fields(value) if each.name not in _NOT_SHOWN
            }
        case _:
            return str(value)
