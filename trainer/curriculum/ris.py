"""Reads RIS, the format in which reference managers and publishers hand out sources."""

import re
from dataclasses import dataclass
from typing import Final

from trainer.yaml_text import Report

_TAG: Final = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|\s*)")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_LONGEST: Final = 5000
_FIRST: Final = re.compile(r"\ufeff?\s*TY {1,2}-")


@dataclass(frozen=True, slots=True, kw_only=True)
class RisValue:
    """What stands under a tag such as 'AU'."""

    tag: str
    words: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RisRecord:
    """One source, from its line 'TY' to its line 'ER'; `kind` is such as 'JOUR'."""

    kind: str
    line: int
    values: tuple[RisValue, ...]

    def first(self, *tags: str) -> str:
        """The first words under any of the tags, tried in this order; empty for none."""
        return next((each.words for tag in tags for each in self.values if each.tag == tag and each.words), "")

    def all(self, *tags: str) -> tuple[str, ...]:
        """All words under the tags, in the order of the record."""
        return tuple(each.words for each in self.values if each.tag in tags and each.words)


def is_ris(text: str) -> bool:
    """Whether a text begins as RIS does."""
    return _FIRST.match(text) is not None


def read_ris(text: str, report: Report) -> tuple[RisRecord, ...]:
    """The records of a text. A lost last line, a line that goes on without a tag and any end of line are borne."""
    records: list[RisRecord] = []
    values: list[RisValue] = []
    start: tuple[str, int] | None = None

    def end() -> None:
        if start:
            records.append(RisRecord(kind=start[0], line=start[1], values=tuple(values)))
        values.clear()

    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), start=1):
        tag = _TAG.fullmatch(line.rstrip())
        words = (tag[2] or "").strip() if tag else ""
        if tag and tag[1] == "TY":
            if start:
                report.warn(
                    number, "a new source begins before 'ER  -' ended the one above; that one is taken as whole"
                )
            end()
            start = (words.upper(), number)
        elif tag and tag[1] == "ER":
            end()
            start = None
        elif start is None:
            if line.strip():
                report.error(number, f"'{line.strip()[:60]}' belongs to no source; one begins with 'TY  - JOUR'")
        elif tag:
            values.append(RisValue(tag=tag[1], words=words, line=number))
        elif line.strip() and values and len(values[-1].words) < _LONGEST:
            last = values[-1]
            values[-1] = RisValue(tag=last.tag, words=f"{last.words} {line.strip()}", line=last.line)
    if start:
        report.warn(start[1], "the last source has no line 'ER  -' at its end; it is taken as whole")
    end()
    return tuple(records)
