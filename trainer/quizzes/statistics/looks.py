"""Which questions deserve a look first, with the reason in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from trainer.quizzes.statistics.figure import Figure
from trainer.quizzes.statistics.items import QuestionFigures

_HARD: Final = 0.3
_EASY: Final = 0.95
_SAFE: Final = 0.9
_WEAK: Final = 20  # per cent of discrimination


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What else is known of a question: `guess` is the part of the points that blind guessing gives."""

    is_safety_critical: bool = False
    guess: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A question that deserves a look; the more `urgent`, the higher. `reasons` are sentences, the gravest first."""

    question: str
    urgent: int
    reasons: tuple[str, ...]


def looks(questions: Sequence[tuple[QuestionFigures, Known]]) -> tuple[Look, ...]:
    """The questions that deserve a look, the most urgent first; none is named that has fewer than ten answers."""
    found = []
    for figures, known in questions:
        reasons = sorted(_reasons(figures, known), key=lambda each: -each[0])
        if reasons:
            words = tuple(words for _, words in reasons)
            found.append(Look(question=figures.asked.id, urgent=reasons[0][0], reasons=words))
    return tuple(sorted(found, key=lambda look: -look.urgent))


def _reasons(figures: QuestionFigures, known: Known) -> Iterator[tuple[int, str]]:
    facility = figures.facility
    if not facility.is_told or facility.value is None:
        return
    yield from _of_facility(facility.value, known)
    yield from _of_discrimination(figures)
    yield from _of_weight(figures)


def _of_facility(facility: float, known: Known) -> Iterator[tuple[int, str]]:
    missed = f"{100 * (1 - facility):.0f} %"
    if known.is_safety_critical and facility < _SAFE:
        yield 8, f"It is safety-critical, and {missed} of its points are missed."
    if known.guess is not None and facility < known.guess:
        yield 7, f"Guessing blindly would earn {100 * known.guess:.0f} %; people earn {100 * facility:.0f} %."
    elif facility < _HARD:
        yield 4, f"It is very hard: {missed} of its points are missed."
    if facility >= _EASY and not known.is_safety_critical:
        yield 1, f"Nearly everybody has it right ({100 * facility:.0f} %), so it tells little about what people know."


def _of_discrimination(figures: QuestionFigures) -> Iterator[tuple[int, str]]:
    index = figures.discrimination_index
    if not index.is_told or index.value is None:
        return
    if index.value < 0 and _is_below(index, 0):
        yield (
            9,
            "Those who did well in the rest did worse here: the key may be wrong, or the words may mislead.",
        )
    elif index.value < 0:
        yield 5, "Those who did well in the rest did not do better here; with so few answers this may be chance."
    elif _is_below(index, _WEAK) and figures.facility.value is not None and _HARD <= figures.facility.value < _EASY:
        yield 3, f"It hardly tells those who did well in the rest from the others ({index.value:.0f} %)."


def _is_below(figure: Figure, bound: float) -> bool:
    return figure.high is not None and figure.high < bound


def _of_weight(figures: QuestionFigures) -> Iterator[tuple[int, str]]:
    weight, intended = figures.effective_weight, figures.intended_weight
    if weight.is_told and weight.value is not None and intended and weight.value > 2 * intended:
        yield 2, f"It decides {weight.value:.0f} % of the differences between totals; {intended:.0f} % were intended."
