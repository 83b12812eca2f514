"""Multiple choice: any number of several options is right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from random import Random
from typing import ClassVar, Final, Self, assert_never

from trainer.quizzes.questions.parts import options as parts
from trainer.quizzes.questions.parts.choosing import choose
from trainer.quizzes.questions.parts.options import Option, read_options
from trainer.quizzes.questions.parts.order import in_order, keys_in_order
from trainer.quizzes.questions.question import Arrangement, Common, Control, Question, Remark, Response, Slot
from trainer.yaml_text import Fields, SourceText

_SLOT: Final = "choice"


class Credit(StrEnum):
    """What a partly right answer earns."""

    PER_OPTION = "per-option"
    ALL_OR_NOTHING = "all-or-nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice(Question):
    """Right options chosen less wrong options chosen, of the number of right options, never below 0.

    A wrong option costs what a right one earns, so that choosing everything gains nothing over
    knowing, and only what was chosen counts, so that a blank earns nothing. (Counting each option
    left alone rightly as a point would give a blank about half the marks.)
    """

    type: ClassVar[str] = "multiple-choice"
    options: tuple[Option, ...]
    credit: Credit

    @classmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        credit = fields.one_of("credit", Credit, Credit.PER_OPTION)
        options = read_options(fields, {})
        right = parts.right_keys(options)
        if options and not right:
            fields.error("no option is marked correct; add 'correct: true' to those that are", "options")
        elif len(options) > 1 and len(right) == len(options):
            fields.warn("all options are correct, so choosing everything is right; add one that is wrong", "options")
        return cls(common=common, options=options, credit=credit) if right else None

    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        return {_SLOT: keys_in_order(self.options, random, shuffle=shuffle)}

    def slots(self, arrangement: Arrangement) -> tuple[Slot, ...]:
        choices = parts.choices(self._in_order(arrangement))
        return (Slot(name=_SLOT, control=Control.CHECKBOX, choices=choices),)

    def respond(self, values: Mapping[str, tuple[str, ...]]) -> Response | str:
        return choose(values, self.slots({}))

    def mark(self, response: Response) -> Fraction:
        right = parts.right_keys(self.options)
        chosen = self.keys().intersection(response.keys(_SLOT))
        match self.credit:
            case Credit.ALL_OR_NOTHING:
                return Fraction(chosen == right)
            case Credit.PER_OPTION:
                return max(Fraction(0), Fraction(len(chosen & right) - len(chosen - right), len(right)))
            case _:
                assert_never(self.credit)

    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        return parts.remarks(self._in_order(arrangement), _SLOT, response)

    def texts(self) -> Iterator[SourceText]:
        return parts.texts(self.options)

    def keys(self) -> frozenset[str]:
        return frozenset(option.key for option in self.options)

    def _in_order(self, arrangement: Arrangement) -> tuple[Option, ...]:
        return in_order(self.options, arrangement.get(_SLOT, ()))
