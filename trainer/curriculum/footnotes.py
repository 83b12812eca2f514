"""Takes the definitions of footnotes out of a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from trainer.curriculum.source_pieces import Line, cut
from trainer.yaml_text import Report, SourceText

_DEFINITION: Final = re.compile(r" {0,3}\[\^([^\[\]\s]{1,80})\]:[ \t]*(.*)")
_INDENT: Final = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnotes:
    """A text whose definitions have become empty lines, and the definitions by id."""

    text: SourceText
    definitions: Mapping[str, SourceText]


def take_footnotes(source: SourceText, known: Mapping[str, SourceText], report: Report) -> Footnotes:
    """Take definitions out of a text; one that stands in `known` already goes into `report` as a problem."""
    if "[^" not in source.text:
        return Footnotes(text=source, definitions={})
    lines = source.text.split("\n")
    found: dict[str, list[str]] = {}
    first_lines: dict[str, int] = {}
    words: list[str] | None = None
    for piece in cut(source.text, source.line):
        if not isinstance(piece, Line):
            words = None
        elif definition := _DEFINITION.fullmatch(piece.text):
            footnote_id, words = definition[1], [definition[2]]
            first = known[footnote_id].line if footnote_id in known else first_lines.get(footnote_id)
            if first is None:
                found[footnote_id], first_lines[footnote_id] = words, piece.number
            else:
                cure = "give one of them another name"
                report.error(piece.number, f"the footnote '{footnote_id}' stands twice (first in line {first}); {cure}")
        elif words and _goes_on(piece.text, words):
            words.append(piece.text.strip())
        else:
            words = None
        if words:
            lines[piece.number - source.line] = ""
    definitions = {key: SourceText("\n".join(words).rstrip(), first_lines[key]) for key, words in found.items()}
    return Footnotes(text=SourceText("\n".join(lines), source.line), definitions=definitions)


def _goes_on(text: str, words: list[str]) -> bool:
    """Whether a line belongs to the footnote above: up to an empty line, and after one where it is indented."""
    return not text.strip() or bool(words[-1]) or text.startswith(_INDENT)
