"""Whether the questions of a course together can be guessed by length, position or wording."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from trainer.curriculum.course_file import PATH as COURSE_PATH
from trainer.curriculum.quality.cues import firm_words
from trainer.curriculum.quality.finding import Finding, Rule, Weight
from trainer.curriculum.quality.questions import Choosing
from trainer.curriculum.quality.sentences import plain

MARGIN: Final = 0.10
"""How far a share may lie from chance, as a part of 1."""
_JUDGED: Final = 20  # questions of a course from which a share says something
_JUDGED_IN_QUIZ: Final = 4
_JUDGED_STATEMENTS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """How often a right option stands at each place, of questions of a type with as many options."""

    type: str
    questions: int
    right: tuple[int, ...]

    @property
    def is_even(self) -> bool:
        """Whether each place has about its share of the right options; few questions say little."""
        fair, total = 1 / len(self.right), sum(self.right)
        return self.questions < _JUDGED or all(abs(each / total - fair) <= MARGIN for each in self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """How often the longest and the shortest option are right, and how often any would be by chance (parts of 1)."""

    type: str
    questions: int
    longest: float
    shortest: float
    chance: float

    @property
    def betrays(self) -> bool:
        """Whether choosing the longest option pays."""
        return self.questions >= _JUDGED and self.longest > self.chance + MARGIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """The questions of a course in figures; `firm` options hold words such as 'always'."""

    questions: int
    lengths: tuple[Lengths, ...]
    positions: tuple[Positions, ...]
    statements: int
    true_statements: int
    options: int
    right_options: int
    firm: int
    firm_right: int


def bank_of(questions: int, every: Sequence[Choosing]) -> Bank:
    """The figures of a bank of so many questions, with these choices."""
    chosen = [each for each in every if each.type in ("single-choice", "multiple-choice")]
    options = [option for each in chosen for option in each.options]
    firm = [option for option in options if firm_words(plain(option.text.text))]
    statements = [each for each in every if each.type == "true-false"]
    return Bank(
        questions=questions,
        lengths=tuple(_lengths(chosen)),
        positions=tuple(_positions(chosen)),
        statements=len(statements),
        true_statements=sum(each.right == (0,) for each in statements),
        options=len(options),
        right_options=sum(option.correct for option in options),
        firm=len(firm),
        firm_right=sum(option.correct for option in firm),
    )


def betrayals(bank: Bank, every: Sequence[Choosing]) -> Iterator[Finding]:
    """Where the bank, or one quiz of it, can be guessed; what concerns the bank stands at the course's outline."""
    for lengths in bank.lengths:
        if lengths.betrays:
            message = (
                f"the longest option is right in {lengths.longest:.0%} of {lengths.questions} {lengths.type} questions "
                f"(chance: {lengths.chance:.0%}); shorten right options or write more into wrong ones"
            )
            yield Finding(COURSE_PATH, 1, message, Rule.LENGTH)
        if lengths.questions >= _JUDGED and lengths.shortest > lengths.chance + MARGIN:
            message = (
                f"the shortest option is right in {lengths.shortest:.0%} of {lengths.questions} {lengths.type} "
                f"questions (chance: {lengths.chance:.0%}); shorten some wrong options"
            )
            yield Finding(COURSE_PATH, 1, message, Rule.LENGTH, Weight.INFORMATION)
    for positions in bank.positions:
        if not positions.is_even:
            places = ", ".join(map(str, positions.right))
            message = f"right options of {positions.type} questions stand unevenly ({places}); move some of them"
            yield Finding(COURSE_PATH, 1, message, Rule.POSITION)
    if bank.statements >= _JUDGED_STATEMENTS and abs(bank.true_statements / bank.statements - 0.5) > MARGIN:
        message = (
            f"{bank.true_statements} of {bank.statements} statements are true, so the other answer pays; "
            "turn some around until about half are"
        )
        yield Finding(COURSE_PATH, 1, message, Rule.TRUE_FALSE)
    for file in dict.fromkeys(each.file for each in every):
        yield from _in_quiz(file, [each for each in every if each.file == file and each.type == "single-choice"])


def _in_quiz(file: str, every: Sequence[Choosing]) -> Iterator[Finding]:
    """What a reader of one quiz may notice: more than half of its single choices go the same way."""
    if len(every) < _JUDGED_IN_QUIZ:
        return
    longest = sum(_share_right(each, max(each.lengths)) for each in every)
    if longest > len(every) / 2:
        message = f"the longest option is right in {longest:g} of {len(every)} questions; shorten some of them"
        yield Finding(file, 1, message, Rule.LENGTH)
    place, count = Counter(each.right[0] for each in every).most_common(1)[0]
    if count > len(every) / 2:
        message = f"option {place + 1} is right in {count} of {len(every)} questions; move some of them"
        yield Finding(file, 1, message, Rule.POSITION)


def _lengths(chosen: Sequence[Choosing]) -> Iterator[Lengths]:
    for kind in dict.fromkeys(each.type for each in chosen):
        every = [each for each in chosen if each.type == kind]
        yield Lengths(
            type=kind,
            questions=len(every),
            longest=sum(_share_right(each, max(each.lengths)) for each in every) / len(every),
            shortest=sum(_share_right(each, min(each.lengths)) for each in every) / len(every),
            chance=sum(len(each.right) / len(each.options) for each in every) / len(every),
        )


def _share_right(each: Choosing, length: int) -> float:
    """The part of the options with a length that is right."""
    places = [place for place, found in enumerate(each.lengths) if found == length]
    return sum(place in each.right for place in places) / len(places)


def _positions(chosen: Sequence[Choosing]) -> Iterator[Positions]:
    for kind, size in sorted({(each.type, len(each.options)) for each in chosen}, reverse=True):
        every = [each for each in chosen if (each.type, len(each.options)) == (kind, size)]
        places = Counter(place for each in every for place in each.right)
        yield Positions(type=kind, questions=len(every), right=tuple(places[place] for place in range(size)))
