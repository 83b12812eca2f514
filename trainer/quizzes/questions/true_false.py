"""True or false: a statement to judge."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import ClassVar, Final, Self

from trainer.quizzes.questions.parts import options as parts
from trainer.quizzes.questions.parts.choosing import choose
from trainer.quizzes.questions.parts.options import Option
from trainer.quizzes.questions.question import Arrangement, Common, Control, Question, Remark, Response, Slot
from trainer.yaml_text import Fields, SourceText

_SLOT: Final = "choice"
_LABELS: Final = {"true": "True", "false": "False"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """The right judgement earns all points. True always stands before False."""

    type: ClassVar[str] = "true-false"
    options: tuple[Option, ...]

    @classmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        answer = fields.yes_no("answer", None, required=True)
        reasons = _read_reasons(fields)
        if answer is None:
            return None
        options = (
            Option(
                key=key,
                text=SourceText(label, fields.line_of("answer")),
                correct=(key == "true") is answer,
                why=reasons.get(key),
            )
            for key, label in _LABELS.items()
        )
        return cls(common=common, options=tuple(options))

    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        return {_SLOT: tuple(_LABELS)}

    def slots(self, arrangement: Arrangement) -> tuple[Slot, ...]:
        return (Slot(name=_SLOT, control=Control.RADIO, choices=parts.choices(self.options)),)

    def respond(self, values: Mapping[str, tuple[str, ...]]) -> Response | str:
        return choose(values, self.slots({}))

    def mark(self, response: Response) -> Fraction:
        return Fraction(any(key in parts.right_keys(self.options) for key in response.keys(_SLOT)))

    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        return parts.remarks(self.options, _SLOT, response)

    def texts(self) -> Iterator[SourceText]:
        return parts.texts(self.options)

    def keys(self) -> frozenset[str]:
        return frozenset(_LABELS)


def _read_reasons(fields: Fields) -> Mapping[str, SourceText]:
    reasons = fields.group("why")
    if reasons is None:
        if not fields.has("why"):
            fields.warn("there is no reason; add 'why: {true: ..., false: ...}' so that feedback can teach")
        return {}
    for key in _LABELS:
        if not reasons.has(key):
            reasons.warn(f"there is no reason for '{key}'; add '{key}: ...' so that feedback can teach")
    found = {key: reasons.text(key, required=False) for key in _LABELS}
    reasons.finish()
    return {key: why for key, why in found.items() if why}
