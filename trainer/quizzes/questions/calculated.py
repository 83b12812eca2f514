"""Calculated: a number that follows from values drawn anew for each attempt."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import prod
from random import Random
from typing import ClassVar, Final, Self

from trainer.quizzes.questions.parts.entries import read_why
from trainer.quizzes.questions.parts.formula import Formula, NotAFormula, read_formula
from trainer.quizzes.questions.parts.gaps import gap_names
from trainer.quizzes.questions.parts.numbers import NotANumber, plain_decimal, read_number, rounded
from trainer.quizzes.questions.question import Arrangement, Common, Control, Question, Remark, Response, Slot
from trainer.yaml_text import Fields, Report, SourceText

_SLOT: Final = "value"
_RESULT: Final = "answer"
_NUMBER: Final = r"-?[0-9]{1,9}(?:\.[0-9]{1,6})?"
_VALUE: Final = re.compile(
    rf"(?P<name>[a-z][a-z0-9]*) from (?P<least>{_NUMBER}) to (?P<most>{_NUMBER})(?: by (?P<step>{_NUMBER}))?"
)
_CURE: Final = "write a line for each under 'values:', such as 'n from 20 to 80 by 10'"
_MOST_VALUES: Final = 200
_MOST_DRAWS: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value to be drawn: any of `least`, `least + step`, … up to `most`."""

    name: str
    least: Decimal
    most: Decimal
    step: Decimal

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Every value that can be drawn."""
        count = int((self.most - self.least) / self.step) + 1
        return tuple(self.least + self.step * place for place in range(count))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculated(Question):
    """Any number within `tolerance` of the formula's value, both ends included, earns all points.

    Each attempt draws its own values; its arrangement holds them, so that it is always asked and scored with
    the same ones. Values stand in the texts as `{{name}}`, the result as `{{answer}}` in the reason. Formula and
    answers are compared as fractions.
    """

    type: ClassVar[str] = "calculated"
    parameters: tuple[Parameter, ...]
    formula: Formula
    tolerance: Decimal
    decimals: int
    unit: str | None
    why: SourceText | None

    @classmethod
    def parse(cls, fields: Fields, common: Common) -> Self | None:
        parameters = _read_parameters(fields)
        formula = _read_answer(fields)
        tolerance = fields.number("tolerance", required=False)
        if tolerance is not None and tolerance < 0:
            fields.error("'tolerance' is less than 0; write how far an answer may lie from the right one", "tolerance")
        decimals = fields.integer("decimals", 2, least=0, most=6)
        unit = fields.words("unit", required=False) or None
        why = read_why(fields)
        if not parameters or formula is None:
            return None
        _check_names(common.prompt, parameters, formula, why, fields)
        _check_draws(parameters, formula, fields)
        return cls(
            common=common,
            parameters=parameters,
            formula=formula,
            tolerance=tolerance or Decimal(0),
            decimals=2 if decimals is None else decimals,
            unit=unit,
            why=why,
        )

    def arrange(self, random: Random, *, shuffle: bool) -> Arrangement:
        return {each.name: (plain_decimal(random.choice(each.values)),) for each in self.parameters}

    def values(self, arrangement: Arrangement) -> Mapping[str, str]:
        return {**self._drawn(arrangement), _RESULT: self._answer(arrangement)}

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
        right, tolerance = self._value(arrangement), Fraction(self.tolerance)
        return Fraction(any(abs(Fraction(number) - right) <= tolerance for number in response.keys(_SLOT)))

    def remarks(self, response: Response, arrangement: Arrangement) -> tuple[Remark, ...]:
        return (
            Remark(
                slot=_SLOT,
                key=None,
                is_right=bool(self.mark(response, arrangement)),
                was_chosen=bool(response.keys(_SLOT)),
                why=self.why,
                answer_words=self._answer(arrangement) + (f" {self.unit}" if self.unit else ""),
            ),
        )

    def gapped(self) -> Iterator[SourceText]:
        yield self.common.prompt
        yield from self.texts()

    def texts(self) -> Iterator[SourceText]:
        if self.why:
            yield self.why

    def keys(self) -> frozenset[str]:
        return frozenset()

    def _drawn(self, arrangement: Arrangement) -> dict[str, str]:
        """The values of an attempt; the lowest of what it did not draw, such as one that a later revision added."""
        return {each.name: (arrangement.get(each.name) or (plain_decimal(each.least),))[0] for each in self.parameters}

    def _value(self, arrangement: Arrangement) -> Fraction:
        return self.formula.at({name: Fraction(value) for name, value in self._drawn(arrangement).items()})

    def _answer(self, arrangement: Arrangement) -> str:
        return rounded(self._value(arrangement), self.decimals)


def _read_parameters(fields: Fields) -> tuple[Parameter, ...]:
    if not fields.has("values"):
        fields.error(f"'values' is missing; {_CURE}")
    lines = fields.texts("values")
    if fields.has("values") and not lines:
        fields.error(f"there are no values to draw; {_CURE}", "values")
    found = [each for line in lines if (each := _read_parameter(line, fields.report))]
    names = [each.name for each in found]
    for name in sorted({name for name in names if names.count(name) > 1}):
        fields.error(f"the value '{name}' is declared twice; keep one", "values")
    return tuple({each.name: each for each in found}.values())


def _read_parameter(line: SourceText, report: Report) -> Parameter | None:
    read = _VALUE.fullmatch(line.text)
    if not read or read["name"] == _RESULT:
        report.error(line.line, f"'{line.text}' declares no value; {_CURE}; '{_RESULT}' names the result")
        return None
    name, least, most = read["name"], Decimal(read["least"]), Decimal(read["most"])
    step = Decimal(read["step"] or 1)
    if step <= 0 or most <= least:
        report.error(line.line, f"the value '{name}' must go up to a higher number in steps above 0; change it")
        return None
    if (most - least) / step >= _MOST_VALUES:
        report.error(line.line, f"the value '{name}' could be any of more than {_MOST_VALUES}; take larger steps")
        return None
    return Parameter(name=name, least=least, most=most, step=step)


def _read_answer(fields: Fields) -> Formula | None:
    words = fields.text("answer", cure="add 'answer: ...' with a formula, as in 100 * k / n")
    if words is None:
        return None
    try:
        return read_formula(words.text)
    except NotAFormula as error:
        fields.error(str(error), "answer")
        return None


def _check_names(
    prompt: SourceText, parameters: tuple[Parameter, ...], formula: Formula, why: SourceText | None, fields: Fields
) -> None:
    known = {each.name for each in parameters}
    for name in sorted(formula.names - known):
        fields.error(f"the formula names '{name}', which is no value; declare it or change the formula", "answer")
    asked = set(gap_names(prompt.text))
    for name in sorted(known - asked):
        fields.error(f"the prompt does not show '{name}'; write {{{{{name}}}}} in it or remove the value", "prompt")
    for name in sorted(asked - known):
        fields.error(f"the prompt shows '{{{{{name}}}}}', which is no value; declare it or remove it", "prompt")
    for name in sorted(set(gap_names(why.text)) - known - {_RESULT} if why else ()):
        fields.error(f"the reason shows '{{{{{name}}}}}', which is no value; use one, or {{{{answer}}}}", "why")


def _check_draws(parameters: tuple[Parameter, ...], formula: Formula, fields: Fields) -> None:
    if formula.names - {each.name for each in parameters}:
        return
    if prod(len(each.values) for each in parameters) > _MOST_DRAWS:
        fields.error(f"there are more than {_MOST_DRAWS} different draws; take larger steps", "values")
        return
    for values in product(*(each.values for each in parameters)):
        drawn = {each.name: Fraction(value) for each, value in zip(parameters, values, strict=True)}
        try:
            formula.at(drawn)
        except ZeroDivisionError:
            at = ", ".join(f"{name} = {plain_decimal(Decimal(str(float(value))))}" for name, value in drawn.items())
            fields.error(f"the formula divides by 0 where {at}; change the values or the formula", "answer")
            return
