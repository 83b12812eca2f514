"""True or false: a statement to judge."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import ClassVar, Final, Self

from trainer.quizzes.questions.parts.choice import SLOT, ChoiceQuestion
from trainer.quizzes.questions.parts.options import Option, right_keys
from trainer.quizzes.questions.question import Arrangement, Common, Control, Response
from trainer.yaml_text import Fields, SourceText

_LABELS: Final = {"true": "True", "false": "False"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(ChoiceQuestion):
    """The right judgement earns all points. True always stands before False."""

    type: ClassVar[str] = "true-false"
    control: ClassVar[Control] = Control.RADIO

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
        return {SLOT: tuple(_LABELS)}

    def mark(self, response: Response, arrangement: Arrangement) -> Fraction:
        return Fraction(any(key in right_keys(self.options) for key in response.keys(SLOT)))


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
