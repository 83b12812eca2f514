"""Makes an author's text ready for Markdown: constructs become tokens, lists and quotes are set straight."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, assert_never

from trainer.curriculum.constructs import (
    Break,
    CalloutMark,
    CheckMark,
    CodeBlock,
    Constructs,
    ExerciseMark,
    HeadingMark,
    Mistake,
    without_private,
)
from trainer.curriculum.exercises import KINDS as EXERCISES
from trainer.curriculum.headings import read_heading
from trainer.curriculum.inline_scanning import scan_inline
from trainer.curriculum.module_body import CHECK
from trainer.curriculum.nesting import set_straight
from trainer.curriculum.source_pieces import Comment, Fence, Line, cut
from trainer.yaml_text import SourceText

_QUOTE: Final = re.compile(r"(?: {0,3}>)*")
_CALLOUT: Final = re.compile(r" ?\[!([A-Za-z]{1,40})\][ \t]*(.*)")
_HASHES: Final = re.compile(r"(?P<before>(?: {0,3}>)* *(?:(?:[-*+]|\d{1,9}[.)]) +)*)(?P<rest>#{1,6}.*)")
_OWN_LINE: Final = re.compile(r" *(?:[-*+] |\d{1,9}[.)] |\||:[ ]|#)")
_REFERENCE_DEFINITION: Final = re.compile(r" {0,3}\[(?![\^@!])[^\[\]]{1,200}\]:\s*\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """Markdown with tokens, and what they stand for."""

    markdown: str
    constructs: Constructs


def scan(source: SourceText, *, checks: Mapping[int, str] | None = None, gaps: bool = False) -> Scanned:
    """Scan a text.

    `checks` maps lines to the ids of the knowledge checks that begin there, and is None where a text holds
    none; `gaps` tells whether `{{name}}` is a gap.
    """
    scanner = _Scanner(checks=checks, gaps=gaps)
    for piece in cut(without_private(source.text.expandtabs(4)), source.line):
        match piece:
            case Line():
                scanner.take_line(piece)
            case Fence():
                scanner.take_fence(piece)
            case Comment():
                scanner.end_paragraph()
            case _:
                assert_never(piece)
    scanner.end_paragraph()
    markdown = "\n".join(set_straight(scanner.lines, scanner.separator))
    return Scanned(markdown=markdown, constructs=scanner.constructs)


@dataclass(slots=True, kw_only=True)
class _Scanner:
    checks: Mapping[int, str] | None
    gaps: bool
    constructs: Constructs = field(default_factory=Constructs)
    lines: list[str] = field(default_factory=list)
    _paragraph: list[str] = field(default_factory=list)
    _paragraph_line: int = 0
    _quote: str = ""

    def separator(self) -> str:
        """A token on its own that keeps what is above apart from what is below."""
        return self.constructs.add(Break(), self._paragraph_line, "")

    def take_line(self, line: Line) -> None:
        """Take a line outside fences; lines that belong together are scanned together."""
        quote = _QUOTE.match(line.text)
        marks = quote[0] if quote else ""
        inner = line.text[len(marks) :]
        if not inner.strip():
            self.end_paragraph()
            self.lines.append(marks)
            return
        if not self._paragraph or marks.count(">") != self._quote.count(">") or _OWN_LINE.match(inner):
            self._flush()
            self._paragraph_line, self._quote = line.number, marks
        if callout := _CALLOUT.fullmatch(inner) if marks else None:
            self._take_callout(callout, marks, line)
        elif hashes := _HASHES.fullmatch(line.text):
            self._take_hashes(hashes, line)
        elif _REFERENCE_DEFINITION.match(line.text):
            message = "links by reference are not used here; write '[words](target)' where the link stands"
            self._take_mistake(message, line)
        else:
            self._paragraph.append(line.text)

    def _take_callout(self, callout: re.Match[str], marks: str, line: Line) -> None:
        token = self.constructs.add(CalloutMark(kind=callout[1].lower()), line.number, f"[!{callout[1]}]")
        title = scan_inline(callout[2], line.number, self.constructs, gaps=False)
        self._flush()
        self.lines += [marks, f"{marks} {token} {title}", marks]

    def _take_hashes(self, hashes: re.Match[str], line: Line) -> None:
        self._flush()
        heading = read_heading(hashes["rest"])
        if heading is None:
            rest = scan_inline(hashes["rest"], line.number, self.constructs, gaps=False)
            self.lines.append(f"{hashes['before']}\\{rest}")
            return
        words = scan_inline(heading.words, line.number, self.constructs, gaps=False)
        mark = self.constructs.add(HeadingMark(level=heading.level, id=heading.id), line.number, "")
        self.lines.append(f"{hashes['before']}{'#' * heading.level} {words} {mark}")

    def _take_mistake(self, message: str, line: Line) -> None:
        self._flush()
        self.lines += [self.constructs.add(Mistake(message=message), line.number, line.text)]

    def take_fence(self, fence: Fence) -> None:
        """Take a fenced block: its token stands alone, as deep in lists and quotes as the fence did."""
        self.end_paragraph()
        quote = _QUOTE.match(fence.prefix)
        blank = quote[0] if quote else ""
        self.lines += [blank, fence.prefix + self._fence_token(fence), blank]

    def _fence_token(self, fence: Fence) -> str:
        kind = fence.info.split(" ", 1)[0]
        if kind == CHECK and not fence.prefix:
            return self._check_token(fence)
        if not fence.is_closed:
            message = "this block of code is never closed; end it with a line of the same marks"
            return self.constructs.add(Mistake(message=message), fence.number, fence.content)
        if kind in EXERCISES:
            return self._exercise_token(kind, fence)
        return self.constructs.add(CodeBlock(text=fence.content), fence.number, fence.content)

    def _check_token(self, fence: Fence) -> str:
        if self.checks is None:
            message = "a knowledge check stands only in the text of a module; remove it"
            return self.constructs.add(Mistake(message=message), fence.number, fence.content)
        ids = (self.checks.get(line) for line in range(fence.number, fence.last + 1))
        check_id = next((check_id for check_id in ids if check_id), None)
        return self.constructs.add(CheckMark(id=check_id), fence.number, fence.content)

    def _exercise_token(self, kind: str, fence: Fence) -> str:
        if self.checks is None or fence.prefix:
            is_misplaced = self.checks is not None
            place = "stands at the left edge, not in a list or a quote" if is_misplaced else "stands only in a module"
            message = f"an exercise ('{kind}') {place}; move it"
            return self.constructs.add(Mistake(message=message), fence.number, fence.content)
        return self.constructs.add(ExerciseMark(kind=kind, content=fence.content), fence.number, fence.content)

    def end_paragraph(self) -> None:
        """Scan the lines taken since the last empty line."""
        self._flush()
        self._quote = ""

    def _flush(self) -> None:
        if self._paragraph:
            text = scan_inline("\n".join(self._paragraph), self._paragraph_line, self.constructs, gaps=self.gaps)
            self.lines += text.split("\n")
            self._paragraph = []
