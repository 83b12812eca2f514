"""How hard a module is to read: its sentences, its words and the grade that these suggest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trainer.curriculum.course import Module
from trainer.curriculum.quality.blocks import Shape, blocks
from trainer.curriculum.quality.finding import Finding, Rule, Weight
from trainer.curriculum.quality.sentences import begun, plain, sentences

LONGEST: Final = 40
"""Words of a sentence beyond which readers lose its beginning."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS: Final = re.compile(r"[aeiouyàâäéèêëïîôöùûü]+")
_SILENT: Final = re.compile(r"(?:[^laeiouy]|[aeiouy]l)es?\Z|[^dt]ed\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The running text of a module in figures; `grade` is a year of school in the United States."""

    words: int
    sentences: int
    grade: float
    longest: int

    @property
    def words_in_a_sentence(self) -> float:
        """How long a sentence is on average."""
        return self.words / self.sentences if self.sentences else 0.0


def reading_of(module: Module) -> Reading:
    """A module's figures, with the grade of Flesch and Kincaid.

    Grade = 0.39 x (words / sentences) + 11.8 x (syllables / words) - 15.59. Kincaid JP, Fishburne RP, Rogers RL,
    Chissom BS: Derivation of new readability formulas for Navy enlisted personnel. Research Branch Report 8-75, 1975.
    Paragraphs, lists and callouts count; tables, figures, headings and fenced blocks do not. Syllables are reckoned by
    a rule of thumb.
    """
    counts = [words_of(words) for _, words in _sentences(module)]
    each = [words for words in counts if words]
    words = sum(map(len, each))
    spoken = sum(syllables(word) for found in each for word in found)
    grade = 0.39 * words / len(each) + 11.8 * spoken / words - 15.59 if words else 0.0
    return Reading(words=words, sentences=len(each), grade=round(grade, 1), longest=max(map(len, each), default=0))


def long_sentences(module: Module) -> Iterator[Finding]:
    """Sentences that are longer than readers can hold."""
    for line, sentence in _sentences(module):
        length = len(words_of(sentence))
        if length > LONGEST:
            message = f"this sentence has {length} words: '{begun(sentence)}'; make two of it"
            yield Finding(module.path, line, message, Rule.SENTENCE, Weight.INFORMATION)


def words_of(sentence: str) -> tuple[str, ...]:
    """The words of a sentence; numbers are none."""
    return tuple(_WORD.findall(sentence))


def syllables(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, without a silent ending."""
    lower = word.casefold()
    groups = len(_VOWELS.findall(lower))
    if groups > 1 and _SILENT.search(lower) and not lower.endswith("le"):
        groups -= 1
    return max(groups, 1)


def _sentences(module: Module) -> Iterator[tuple[int, str]]:
    for source in (module.opening, *(section.source for section in module.sections)):
        for block in blocks(source):
            if block.shape in (Shape.PARAGRAPH, Shape.LIST):
                for piece in _units(block.lines):
                    for sentence in sentences(piece):
                        yield block.line, plain(sentence)


def _units(lines: tuple[str, ...]) -> Iterator[str]:
    """A paragraph as it is; the entries of a list one by one, since they may end without a stop."""
    unit: list[str] = []
    for line in lines:
        if re.match(r" *(?:[-*+]|\d{1,9}[.)]) +", line) and unit:
            yield "\n".join(unit)
            unit = []
        unit.append(line)
    if unit:
        yield "\n".join(unit)
