"""A question that is answered by choosing among options in one slot."""

from abc import ABC
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import ClassVar, Final

from trainer.quizzes.questions.parts import options as parts
from trainer.quizzes.questions.parts.choosing import choose
from trainer.quizzes.questions.parts.options import Option
from trainer.quizzes.questions.parts.order import in_order, keys_in_order
from trainer.quizzes.questions.question import Arrangement, Control, Question, Remark, Response, Slot
from trainer.yaml_text import SourceText

SLOT: Final = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion(Question, ABC):
    """What such questions share; a type says how its options are read and what choosing them earns."""

    control: ClassVar[Control]
    options: tuple[Option, ...]

    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        return {SLOT: keys_in_order(self.options, random, shuffle=shuffle)}

    def slots(self, arrangement: Arrangement) -> tuple[Slot, ...]:
        choices = parts.choices(self._in_order(arrangement))
        return (Slot(name=SLOT, control=self.control, choices=choices),)

    def respond(self, values: Mapping[str, tuple[str, ...]]) -> Response | str:
        return choose(values, self.slots({}))

    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        return parts.remarks(self._in_order(arrangement), SLOT, response)

    def texts(self) -> Iterator[SourceText]:
        return parts.texts(self.options)

    def keys(self) -> frozenset[str]:
        return frozenset(option.key for option in self.options)

    def _in_order(self, arrangement: Arrangement) -> tuple[Option, ...]:
        return in_order(self.options, arrangement.get(SLOT, ()))
