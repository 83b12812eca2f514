"""Multiple choice: any number of several options is right."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Self, assert_never

from trainer.quizzes.questions.parts.choice import SLOT, ChoiceQuestion
from trainer.quizzes.questions.parts.options import read_options, right_keys
from trainer.quizzes.questions.question import Arrangement, Common, Control, Response
from trainer.yaml_text import Fields


class Credit(StrEnum):
    """What a partly right answer earns."""

    PER_OPTION = "per-option"
    ALL_OR_NOTHING = "all-or-nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice(ChoiceQuestion):
    """Right options chosen less wrong options chosen, of the number of right options, never below 0.

    A wrong option costs what a right one earns, so that choosing everything gains nothing over
    knowing, and only what was chosen counts, so that a blank earns nothing. (Counting each option
    left alone rightly as a point would give a blank about half the marks.)
    """

    type: ClassVar[str] = "multiple-choice"
    control: ClassVar[Control] = Control.CHECKBOX
    credit: Credit

    @classmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        credit = fields.one_of("credit", Credit, Credit.PER_OPTION)
        options = read_options(fields, {})
        right = right_keys(options)
        if options and not right:
            fields.error("no option is marked correct; add 'correct: true' to those that are", "options")
        elif len(options) > 1 and len(right) == len(options):
            fields.warn("all options are correct, so choosing everything is right; add one that is wrong", "options")
        return cls(common=common, options=options, credit=credit) if right else None

    def mark(self, response: Response, arrangement: Arrangement) -> Fraction:
        right = right_keys(self.options)
        chosen = self.keys().intersection(response.keys(SLOT))
        match self.credit:
            case Credit.ALL_OR_NOTHING:
                return Fraction(chosen == right)
            case Credit.PER_OPTION:
                return max(Fraction(0), Fraction(len(chosen & right) - len(chosen - right), len(right)))
            case _:
                assert_never(self.credit)
