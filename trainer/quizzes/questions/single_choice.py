"""Single choice: one of several options is right."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Self

from trainer.quizzes.questions.parts.choice import SLOT, ChoiceQuestion
from trainer.quizzes.questions.parts.options import read_options_with_one_right, right_keys
from trainer.quizzes.questions.question import Arrangement, Common, Control, Response
from trainer.yaml_text import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice(ChoiceQuestion):
    """The right option earns all points, any other none."""

    type: ClassVar[str] = "single-choice"
    control: ClassVar[Control] = Control.RADIO

    @classmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        options = read_options_with_one_right(fields, {})
        return cls(common=common, options=options) if options else None

    def mark(self, response: Response, arrangement: Arrangement) -> Fraction:
        return Fraction(any(key in right_keys(self.options) for key in response.keys(SLOT)))
