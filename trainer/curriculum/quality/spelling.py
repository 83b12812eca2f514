"""Finds words that are probably misspelt, with a word list that needs no network."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from spellchecker import SpellChecker

from trainer.curriculum.assembling import Assembled
from trainer.curriculum.bibliography import PATH as BIBLIOGRAPHY_PATH
from trainer.curriculum.glossary_file import PATH as GLOSSARY_PATH
from trainer.curriculum.quality.blocks import blocks
from trainer.curriculum.quality.finding import Finding, Rule, Weight
from trainer.curriculum.quality.questions import texts_of
from trainer.curriculum.quality.sentences import plain
from trainer.curriculum.searching_words import stem

_WORD: Final = re.compile(r"(?<![\w.@/’'-])[a-z]{3,}(?![\w@/]|['’-]\w)")
_CODE: Final = re.compile(r"`[^`\n]*`")
_LETTERS: Final = re.compile(r"[a-z]{3,}")
_MEANT: Final = 3  # a word that its author wrote so often is one
_FOREIGN: Final = 0.1  # the part of unknown words from which a course is not in English


def misspelt(assembled: Assembled) -> Iterator[Finding]:
    """Words that neither the list nor the course knows, one letter away from a word that they know.

    The course knows the words of its glossary and its bibliography, and what it says three times. Names and words in
    capitals are passed over, and a course in another language is.
    """
    found = list(_words(assembled))
    counts = Counter(word for _, _, word in found)
    checker = SpellChecker(distance=1)
    own = (assembled.texts.get(path, "").casefold() for path in (GLOSSARY_PATH, BIBLIOGRAPHY_PATH))
    known = {word for text in own for word in _LETTERS.findall(text)}
    strange = checker.unknown(counts) - known
    if len(strange) > _FOREIGN * len(counts):
        return
    often = {word for word in strange if counts[word] >= _MEANT}
    stems = {stem(word) for word in known | often}
    checker.word_frequency.load_words(known | often)
    meant = {word: checker.correction(word) or word for word in sorted(strange - often) if stem(word) not in stems}
    for file, line, word in found:
        if stem(meant.get(word, word)) != stem(word):
            message = f"'{word}' may be misspelt ('{meant[word]}'?); mend it, or give it a place in the glossary"
            yield Finding(file, line, message, Rule.SPELLING, Weight.INFORMATION)


def _words(assembled: Assembled) -> Iterator[tuple[str, int, str]]:
    """Every word in small letters, with its file and the line on which its block begins."""
    for file, line, text in _texts(assembled):
        for word in _WORD.findall(plain(_CODE.sub(" ", text))):
            yield file, line, word


def _texts(assembled: Assembled) -> Iterator[tuple[str, int, str]]:
    for module in assembled.modules.values():
        for source in (module.opening, *(section.source for section in module.sections)):
            for block in blocks(source):
                yield module.path, block.line, block.text
        for check in module.checks.values():
            for text in texts_of(check):
                yield module.path, text.line, text.text
    for quiz in assembled.quizzes:
        for question in quiz.questions:
            for text in texts_of(question):
                yield quiz.path, text.line, text.text
