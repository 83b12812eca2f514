"""Finds figures that read like a dose where no source stands beside them."""

import re
from collections.abc import Iterator
from typing import Final

from trainer.curriculum.course import Module, Term
from trainer.curriculum.glossary_file import PATH as GLOSSARY_PATH
from trainer.curriculum.module_body import CHECK
from trainer.curriculum.quality.blocks import Shape, blocks
from trainer.curriculum.quality.finding import Finding, Rule
from trainer.curriculum.quality.questions import texts_of
from trainer.curriculum.quality.sentences import cites, plain, sentences
from trainer.curriculum.source_pieces import Fence, cut
from trainer.quizzes.cases.case import BranchingCase
from trainer.quizzes.questions.question import Question
from trainer.yaml_text import SourceText

_DOSE: Final = re.compile(
    r"""
      (?<![\d.,])\d[\d.,]{0,14}\s?(?:mg|milligrams?|mcg|µg|μg|micrograms?)\b
      (?!\s?(?:/|per\s)\s?(?:d?L|mL|litre|liter)\b)
    | (?<![\d.,])\d[\d.,]{0,14}\s?(?:mL|ml|millilit(?:re|er)s?)\b (?!\s?/\s?min\b)
    | \b(?:\d+|one|two|three|four|half\s+a|an?)\s+(?:tablets?|troches?|lozenges?|puffs?|sprays?|vials?|drops)
      \s+(?:every|a\s+day|daily|per)\b
    | \b\d+\s+(?:tablets?|troches?|lozenges?|puffs?|sprays?)\b
    """,
    re.VERBOSE,
)
"""An amount of a drug; not a concentration, and not a clearance in milliliters a minute."""
_NAMES_SOURCE: Final = re.compile(r"\[@|^[ \t{-]*(?:cite|sources?)\s*:", re.MULTILINE)
_CURE: Final = "cite in that sentence where it was measured, or leave the figure out"


def figure_of(words: str) -> str | None:
    """The first figure of a text that reads like a dose or a rate of infusion; concentrations do not."""
    found = _DOSE.search(words)
    return " ".join(found[0].split()) if found else None


def in_module(module: Module) -> Iterator[Finding]:
    """Dose-like figures of a module's text outside a sentence, or a row of a table, that cites a source."""
    for source in (module.opening, *(section.source for section in module.sections)):
        for block in blocks(source):
            pieces = block.lines if block.shape is Shape.TABLE else sentences(block.text)
            yield from _found(module.path, block.line, pieces)
        yield from _in_fences(module.path, source)
    for check in module.checks.values():
        yield from in_question(module.path, check)


def _in_fences(path: str, source: SourceText) -> Iterator[Finding]:
    """Exercises and code that hold such a figure and name no source at all; knowledge checks are questions."""
    for piece in cut(source.text, source.line):
        if (
            isinstance(piece, Fence)
            and piece.info.split(" ", 1)[0] != CHECK
            and not _NAMES_SOURCE.search(piece.content)
        ):
            yield from _found(path, piece.number, tuple(piece.content.split("\n")))


def in_question(path: str, question: Question) -> Iterator[Finding]:
    """Dose-like figures of a question that names no source."""
    if not question.common.cite:
        for text in texts_of(question):
            yield from _found(path, text.line, sentences(text.text))


def in_case(case: BranchingCase) -> Iterator[Finding]:
    """Dose-like figures of a branching case."""
    for scene in case.scenes:
        said = (scene.room, scene.says) if scene.says else (scene.room,)
        for text in (*said, *(text for each in scene.choices for text in (each.text, each.consequence, each.why))):
            yield from _found(case.path, text.line, sentences(text.text))
    for text in (case.about, case.debrief):
        yield from _found(case.path, text.line, sentences(text.text))


def in_glossary(terms: Iterator[Term]) -> Iterator[Finding]:
    """Dose-like figures of definitions."""
    for term in terms:
        yield from _found(GLOSSARY_PATH, term.definition.line, sentences(term.definition.text))


def _found(path: str, line: int, pieces: Iterator[str] | tuple[str, ...]) -> Iterator[Finding]:
    for piece in pieces:
        figure = None if cites(piece) else figure_of(plain(piece))
        if figure:
            yield Finding(path, line, f"'{figure}' reads like a dose and no source stands with it; {_CURE}", Rule.DOSE)
