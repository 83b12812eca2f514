"""Solves linear compartment models exactly, from one whole minute to the next."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import mul
from typing import Final, TypeAlias

Matrix: TypeAlias = Sequence[Sequence[float]]

_TERMS: Final = 10
"""Of the exponential series: at a norm of at most a quarter the rest is below 1e-13."""
_NORM: Final = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """An amount (mg) that enters a compartment from a minute on: at once, or evenly over `minutes`."""

    compartment: str
    mg: float
    at: float = 0.0
    minutes: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Compartments that exchange drug at constant rates.

    `flows` maps (from, to) to a rate constant per minute; to '' is elimination. `volumes` are litres, of the
    compartments whose concentration is asked.
    """

    flows: Mapping[tuple[str, str], float]
    volumes: Mapping[str, float]
    inputs: tuple[Input, ...]


def concentrations(system: System, compartment: str, minutes: int) -> tuple[float, ...]:
    """Nanograms per millilitre in a compartment at the whole minutes from 0 to `minutes`.

    Between changes of input x(t + d) = e^(A d) x(t) + (integral of e^(A s) from 0 to d) u for the amounts x (mg), the
    rates A (1/min) and the input u (mg/min); both terms are read from one exponential of A with u as a further column
    (C. F. Van Loan, IEEE Transactions on Automatic Control 23, 395, 1978). Raises KeyError for an unknown compartment.
    """
    names = tuple(dict.fromkeys(name for flow in system.flows for name in flow if name))
    rates = _rates(system.flows, names)
    changes = {0.0, *(each.at for each in system.inputs), *(each.at + each.minutes for each in system.inputs)}
    amounts = [0.0] * len(names)
    entering: tuple[float, ...] = ()
    steps: dict[tuple[float, tuple[float, ...]], Matrix] = {}
    place, volume = names.index(compartment), system.volumes[compartment]
    found = []
    for begin, end in pairwise(sorted(changes.union(range(minutes + 2)))):
        if begin in changes:
            entering = tuple(_entering(system.inputs, name, begin) for name in names)
            _add_at_once(system.inputs, begin, names, amounts)
        if begin == int(begin):
            found.append(1000 * amounts[place] / volume)
        step = steps.get((end - begin, entering))
        if step is None:
            step = steps[end - begin, entering] = _step(rates, entering, end - begin)
        amounts = [sum(map(mul, row, (*amounts, 1.0))) for row in step]
    return tuple(found[: minutes + 1])


def _rates(flows: Mapping[tuple[str, str], float], names: Sequence[str]) -> Matrix:
    rates = [[0.0] * len(names) for _ in names]
    for (source, target), rate in flows.items():
        column = names.index(source)
        rates[column][column] -= rate
        if target:
            rates[names.index(target)][column] += rate
    return rates


def _add_at_once(inputs: Iterable[Input], minute: float, names: Sequence[str], amounts: list[float]) -> None:
    for each in inputs:
        if not each.minutes and each.at == minute:
            amounts[names.index(each.compartment)] += each.mg


def _entering(inputs: Iterable[Input], name: str, minute: float) -> float:
    """Milligrams per minute that enter a compartment from this minute on."""
    return math.fsum(
        each.mg / each.minutes
        for each in inputs
        if each.minutes and each.compartment == name and each.at <= minute < each.at + each.minutes
    )


def _step(rates: Matrix, entering: Sequence[float], minutes: float) -> Matrix:
    """What a stretch of time does to the amounts with a 1 below them."""
    whole = [[*row, rate] for row, rate in zip(rates, entering, strict=True)]
    whole.append([0.0] * (len(rates) + 1))
    return _exponential([[each * minutes for each in row] for row in whole])[:-1]


def _exponential(matrix: Matrix) -> Matrix:
    """The exponential of a matrix by its series, halved first and squared afterwards."""
    norm = max(sum(map(abs, row)) for row in matrix)
    halvings = max(0, math.ceil(math.log2(norm / _NORM))) if norm else 0
    small = [[each / 2**halvings for each in row] for row in matrix]
    term: Matrix = [[float(row == column) for column in range(len(matrix))] for row in range(len(matrix))]
    total = term
    for number in range(1, _TERMS + 1):
        term = [[each / number for each in row] for row in _product(term, small)]
        total = [[one + other for one, other in zip(*rows, strict=True)] for rows in zip(total, term, strict=True)]
    for _ in range(halvings):
        total = _product(total, total)
    return total


def _product(left: Matrix, right: Matrix) -> Matrix:
    columns = list(zip(*right, strict=True))
    return [[sum(map(mul, row, column)) for column in columns] for row in left]
