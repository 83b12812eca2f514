"""Numeric: a number within a tolerance."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import ClassVar, Final, Self

from trainer.quizzes.questions.parts.entries import read_why
from trainer.quizzes.questions.parts.numbers import NotANumber, plain_decimal, read_number
from trainer.quizzes.questions.question import Arrangement, Common, Control, Question, Remark, Response, Slot
from trainer.yaml_text import Fields, SourceText

_SLOT: Final = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Question):
    """Any number from `answer - tolerance` to `answer + tolerance`, both included, earns all points.

    Numbers are compared as fractions, never as floats. A response holds the number as a plain
    decimal ("3.5"), whatever sign, comma or unit it was typed with.
    """

    type: ClassVar[str] = "numeric"
    answer: Decimal
    tolerance: Decimal
    unit: str | None
    why: SourceText | None
    answer_line: int

    @classmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        answer = fields.number("answer")
        tolerance = fields.number("tolerance", required=False)
        if tolerance is not None and tolerance < 0:
            fields.error("'tolerance' is less than 0; write how far an answer may lie from the right one", "tolerance")
        unit = fields.words("unit", required=False) or None
        why = read_why(fields)
        if answer is None:
            return None
        line = fields.line_of("answer")
        return cls(
            common=common, answer=answer, tolerance=tolerance or Decimal(0), unit=unit, why=why, answer_line=line
        )

    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        return {}

    def slots(self, arrangement: Arrangement) -> tuple[Slot, ...]:
        return (Slot(name=_SLOT, control=Control.NUMBER, unit=self.unit),)

    def respond(self, values: Mapping[str, tuple[str, ...]]) -> Response | str:
        typed = " ".join(values.get(_SLOT, ())).strip()
        if not typed:
            return Response()
        try:
            return Response(chosen=((_SLOT, (read_number(typed, self.unit),)),))
        except NotANumber as error:
            return str(error)

    def mark(self, response: Response, arrangement: Arrangement) -> Fraction:
        numbers = response.keys(_SLOT)
        answer, tolerance = Fraction(self.answer), Fraction(self.tolerance)
        return Fraction(any(abs(Fraction(number) - answer) <= tolerance for number in numbers))

    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        return (
            Remark(
                slot=_SLOT,
                key=None,
                is_right=bool(self.mark(response, arrangement)),
                was_chosen=bool(response.keys(_SLOT)),
                why=self.why,
                answer=SourceText(self._in_words(), self.answer_line),
            ),
        )

    def texts(self) -> Iterator[SourceText]:
        yield SourceText(self._in_words(), self.answer_line)
        if self.why:
            yield self.why

    def keys(self) -> frozenset[str]:
        return frozenset()

    def _in_words(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        if not self.tolerance:
            return f"{plain_decimal(self.answer)}{unit}"
        least, most = (plain_decimal(value) for value in (self.answer - self.tolerance, self.answer + self.tolerance))
        return f"{plain_decimal(self.answer)}{unit} (from {least} to {most} is right)"
