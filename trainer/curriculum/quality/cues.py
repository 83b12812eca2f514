"""Finds words by which an option gives itself away."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from trainer.curriculum.quality.finding import Finding, Rule, Weight
from trainer.curriculum.quality.questions import Choosing
from trainer.curriculum.quality.sentences import plain
from trainer.curriculum.searching_words import stem, words_in

_SWEEPING: Final = re.compile(
    r"\b(?:all|none|both|any|neither) of (?:the above|(?:the|these) options)\b", re.IGNORECASE
)
_ABSOLUTE: Final = re.compile(
    r"\b(?:always|never|under no circumstances|in (?:every|all) cases?|without exception|impossible|guarantees?)\b",
    re.IGNORECASE,
)
_FIRM: Final = re.compile(
    r"\b(?:always|never|all|none|only|every|any|nobody|no one|everybody|everyone|nothing|everything|must|completely"
    r"|entirely|impossible|certainly|immediately)\b",
    re.IGNORECASE,
)
_SPOKEN: Final = re.compile(r"[\"“].*[\"”]\.?", re.DOTALL)
_RARE: Final = 3  # questions of the bank at the most in which a rare word stands
_SHORT: Final = 5  # letters that a telling word has at the least


def firm_words(text: str) -> tuple[str, ...]:
    """The words of an option that leave no room, such as 'always' or 'only'."""
    return tuple(word.casefold() for word in _FIRM.findall(text))


def telling_words(every: Sequence[Choosing]) -> Iterator[Finding]:
    """Options of questions that give themselves away by wording."""
    of_one = [each for each in every if each.type == "single-choice"]
    common = Counter(word for each in of_one for word in _every_word(each))
    for each in every:
        if each.type == "true-false":
            continue
        yield from _sweeping(each)
        yield from _absolute(each)
    for each in of_one:
        yield from _echo(each, common)


def _sweeping(each: Choosing) -> Iterator[Finding]:
    for option in each.options:
        if found := _SWEEPING.search(plain(option.text.text)):
            message = f"'{found[0]}' can be guessed by knowing half of it, and options are shuffled; say what is meant"
            yield Finding(each.file, option.text.line, message, Rule.CUE)


def _absolute(each: Choosing) -> Iterator[Finding]:
    """Absolute words that stand with right options alone, or with wrong ones alone; what somebody says is left out."""
    found = []
    for option in each.options:
        words = plain(option.text.text)
        absolute = None if _SPOKEN.fullmatch(words) else _ABSOLUTE.search(words)
        if absolute:
            found.append((option, absolute[0]))
    if not found or len({option.correct for option, _ in found}) > 1:
        return
    for option, word in found:
        kind = "right" if option.correct else "wrong"
        cure = "say it without, or in the others too"
        message = f"'{word}' stands with a {kind} option alone and may give it away; {cure}"
        yield Finding(each.file, option.text.line, message, Rule.CUE)


def _echo(each: Choosing, common: Counter[str]) -> Iterator[Finding]:
    """A rare word of the prompt that comes back in the right option and in no other."""
    right = {word for option in each.options if option.correct for word in _words(option.text.text)}
    wrong = {word for option in each.options if not option.correct for word in _words(option.text.text)}
    echoes = {word for word in (_words(each.prompt) & right) - wrong if common[word] <= _RARE}
    if echoes:
        spoken = [word for word in words_in(plain(each.prompt)) if stem(word) in echoes]
        message = f"'{spoken[0]}' of the question comes back in the right option alone; use it in another one too"
        yield Finding(each.file, each.line, message, Rule.CUE, Weight.INFORMATION)


def _every_word(each: Choosing) -> set[str]:
    return _words(each.prompt).union(*(_words(option.text.text) for option in each.options))


def _words(text: str) -> set[str]:
    return {stem(word) for word in words_in(plain(text)) if len(word) >= _SHORT}
