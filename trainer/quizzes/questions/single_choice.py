"""Single choice: one of several options is right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import ClassVar, Final, Self

from trainer.quizzes.questions.parts import options as parts
from trainer.quizzes.questions.parts.choosing import choose
from trainer.quizzes.questions.parts.options import Option, read_options_with_one_right
from trainer.quizzes.questions.parts.order import in_order, keys_in_order
from trainer.quizzes.questions.question import Arrangement, Common, Control, Question, Remark, Response, Slot
from trainer.yaml_text import Fields, SourceText

_SLOT: Final = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice(Question):
    """The right option earns all points, any other none."""

    type: ClassVar[str] = "single-choice"
    options: tuple[Option, ...]

    @classmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        options = read_options_with_one_right(fields, {})
        return cls(common=common, options=options) if options else None

    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        return {_SLOT: keys_in_order(self.options, random, shuffle=shuffle)}

    def slots(self, arrangement: Arrangement) -> tuple[Slot, ...]:
        choices = parts.choices(self._in_order(arrangement))
        return (Slot(name=_SLOT, control=Control.RADIO, choices=choices),)

    def respond(self, values: Mapping[str, tuple[str, ...]]) -> Response | str:
        return choose(values, self.slots({}))

    def mark(self, response: Response) -> Fraction:
        return Fraction(any(key in parts.right_keys(self.options) for key in response.keys(_SLOT)))

    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        return parts.remarks(self._in_order(arrangement), _SLOT, response)

    def texts(self) -> Iterator[SourceText]:
        return parts.texts(self.options)

    def keys(self) -> frozenset[str]:
        return frozenset(option.key for option in self.options)

    def _in_order(self, arrangement: Arrangement) -> tuple[Option, ...]:
        return in_order(self.options, arrangement.get(_SLOT, ()))
