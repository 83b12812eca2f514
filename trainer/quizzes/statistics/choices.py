"""Which options people chose, and whether those who did well chose otherwise than those who did badly."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trainer.quizzes.questions.question import Question, Response

_PART: Final = 27
"""Per cent of the attempts in the upper and in the lower group, after T. L. Kelley (1939)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenOption:
    """An option, or '' for a blank: chosen by how many of all, of the upper and of the lower group."""

    key: str
    words: str
    is_right: bool
    chosen: int
    upper: int
    lower: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceTable:
    """One place of a question with its options; `label` is '' where there is one place only."""

    label: str
    options: tuple[ChosenOption, ...]
    n: int
    upper: int
    lower: int

    @property
    def misleading(self) -> tuple[ChosenOption, ...]:
        """Wrong options that more of the upper group chose than of the lower."""
        if not self.upper or not self.lower:
            return ()
        return tuple(
            option
            for option in self.options
            if option.key and not option.is_right and option.upper * self.lower > option.lower * self.upper
        )


def groups(totals: Sequence[int]) -> tuple[int, int] | None:
    """The lowest total of the upper group and the highest of the lower, ties included; None where both overlap."""
    if not totals:
        return None
    ordered = sorted(totals)
    size = max(1, round(len(ordered) * _PART / 100))
    low, high = ordered[size - 1], ordered[-size]
    return (high, low) if high > low else None


def choice_tables(question: Question, answered: Sequence[tuple[Response, int]]) -> tuple[ChoiceTable, ...]:
    """What was chosen in each place of a question, from responses with the totals of their attempts.

    Places that are filled with words or numbers have no table.
    """
    bounds = groups([total for _, total in answered])
    slots = question.slots({})
    right = _right_keys(question)
    return tuple(
        _table(
            slot.name,
            slot.label.text if slot.label and len(slots) > 1 else "",
            {choice.key: choice.text.text for choice in slot.choices},
            right,
            answered,
            bounds,
        )
        for slot in slots
        if slot.choices
    )


def _table(
    name: str,
    label: str,
    words: Mapping[str, str],
    right: frozenset[tuple[str, str]],
    answered: Sequence[tuple[Response, int]],
    bounds: tuple[int, int] | None,
) -> ChoiceTable:
    everybody, upper, lower = Counter[str](), Counter[str](), Counter[str]()
    in_upper = in_lower = 0
    for response, total in answered:
        keys = [key for key in response.keys(name) if key in words] or [""]
        everybody.update(keys)
        if bounds and total >= bounds[0]:
            in_upper += 1
            upper.update(keys)
        if bounds and total <= bounds[1]:
            in_lower += 1
            lower.update(keys)
    options = [(key, text, (name, key) in right) for key, text in words.items()]
    return ChoiceTable(
        label=label,
        n=len(answered),
        upper=in_upper,
        lower=in_lower,
        options=tuple(
            ChosenOption(
                key=key, words=text, is_right=is_right, chosen=everybody[key], upper=upper[key], lower=lower[key]
            )
            for key, text, is_right in [*options, ("", "", False)]
            if key or everybody[key]
        ),
    )


def _right_keys(question: Question) -> frozenset[tuple[str, str]]:
    """Which key is right in which place, as the question's feedback has it: asked of every key by itself."""
    found = set()
    for slot in question.slots({}):
        for choice in slot.choices:
            response = Response(chosen=((slot.name, (choice.key,)),))
            remarks = [remark for remark in question.remarks(response, {}) if remark.slot == slot.name]
            own = [remark.is_right for remark in remarks if remark.key == choice.key]
            whole = [remark.is_right for remark in remarks if remark.key is None]
            if any(own) or (not own and any(whole)):
                found.add((slot.name, choice.key))
    return frozenset(found)
