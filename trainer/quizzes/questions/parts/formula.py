"""Formulas of the four operations, parentheses and whole powers, computed exactly."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

_LONGEST: Final = 200
_HIGHEST_POWER: Final = 9
_MOST_DIGITS: Final = 12


class NotAFormula(Exception):
    """Words that are no formula, with a sentence that says what to write."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as its author wrote it, and the names in it."""

    words: str
    names: frozenset[str]

    def at(self, values: Mapping[str, Fraction]) -> Fraction:
        """The value for these values of its names. Raises ZeroDivisionError where it divides by 0."""
        return _value(_parsed(self.words), self.words, values)


def read_formula(words: str) -> Formula:
    """Read a formula. Raises NotAFormula."""
    if len(words) > _LONGEST:
        raise NotAFormula(f"a formula has at most {_LONGEST} characters")
    try:
        body = _parsed(words)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise NotAFormula("this is no formula; write it with + - * / and parentheses, as in 100 * k / n") from None
    names = frozenset(node.id for node in ast.walk(body) if isinstance(node, ast.Name))
    _check(body, words)
    return Formula(words, names)


@lru_cache(500)
def _parsed(words: str) -> ast.expr:
    return ast.parse(words, mode="eval").body


def _check(node: ast.expr, words: str) -> None:
    match node:
        case ast.Name():
            return
        case ast.Constant():
            _number(node, words)
        case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=operand):
            _check(operand, words)
        case ast.BinOp(op=ast.Pow(), left=left, right=ast.Constant(value=int(power))) if 0 <= power <= _HIGHEST_POWER:
            if any(isinstance(inner, ast.Pow) for inner in ast.walk(left)):
                raise NotAFormula("a power of a power grows beyond bounds; multiply the two powers")
            _check(left, words)
        case ast.BinOp(op=ast.Pow()):
            raise NotAFormula(f"write a power as a whole number from 0 to {_HIGHEST_POWER}, as in x ** 2")
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), left=left, right=right):
            _check(left, words)
            _check(right, words)
        case _:
            part = ast.get_source_segment(words, node) or words
            raise NotAFormula(f"'{part}' cannot stand in a formula; use numbers, names, + - * / and parentheses")


def _number(node: ast.Constant, words: str) -> Fraction:
    """A number as it is written: 0.1 is a tenth, not the float beside it."""
    part = ast.get_source_segment(words, node) or ""
    if isinstance(node.value, bool) or not isinstance(node.value, int | float) or len(part) > _MOST_DIGITS:
        raise NotAFormula(f"'{part}' is no number that can stand in a formula")
    return Fraction(Decimal(part.replace("_", ""))) if part.replace(".", "").isdigit() else Fraction(node.value)


def _value(node: ast.expr, words: str, values: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.Name(id=name):
            return values[name]
        case ast.Constant():
            return _number(node, words)
        case ast.UnaryOp(op=op, operand=operand):
            value = _value(operand, words, values)
            return -value if isinstance(op, ast.USub) else value
        case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=int(power))):
            return Fraction(_value(left, words, values) ** power)
        case ast.BinOp(left=left, op=op, right=right):
            one, other = _value(left, words, values), _value(right, words, values)
            match op:
                case ast.Add():
                    return one + other
                case ast.Sub():
                    return one - other
                case ast.Mult():
                    return one * other
                case _:
                    return one / other
        case _:
            raise NotAFormula(f"'{words}' was never checked")
