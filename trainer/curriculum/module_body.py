"""Reads the text of a module, below its front matter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, assert_never

from trainer.curriculum.course import Section
from trainer.curriculum.headings import Heading, is_underline, plain_words, propose_id, read_heading
from trainer.curriculum.source_pieces import Comment, Fence, Line, Piece, cut
from trainer.curriculum.word_count import count_words
from trainer.quizzes.parsing import parse_question
from trainer.quizzes.questions.question import Question
from trainer.yaml_text import ID, Report, SourceText, read_yaml

CHECK: Final = "check"
MOST: Final = 200
"""Sections, or knowledge checks, of one module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What stands before the first section, the sections, and the knowledge checks by id."""

    opening: SourceText
    sections: tuple[Section, ...]
    checks: Mapping[str, Question]


def read_body(text: str, first_line: int, report: Report) -> Body:
    """Read a module's text, which begins on the file's line `first_line`; mistakes go into `report`."""
    reader = _Reader(report)
    for piece in cut(text, first_line):
        reader.take(piece)
    if not reader.starts:
        report.error(first_line, "there are no sections; add one, such as '## What to know {#what-to-know}'")
    lines = text.split("\n")
    cuts = [start.line - first_line for start in reader.starts] + [len(lines)]
    sections = []
    for start, (begin, end) in zip(reader.starts, pairwise(cuts), strict=True):
        source = "\n".join(lines[begin:end])
        words = count_words("\n".join(lines[begin + 1 : end]))
        sections.append(Section(id=start.id, title=start.title, source=SourceText(source, start.line), words=words))
    opening = SourceText("\n".join(lines[: cuts[0]]), first_line)
    return Body(opening=opening, sections=tuple(sections), checks=reader.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    id: str
    title: str
    line: int


@dataclass(slots=True)
class _Reader:
    """Takes a text piece by piece; remembers where sections start."""

    report: Report
    checks: dict[str, Question] = field(default_factory=dict)
    starts: list[_Start] = field(default_factory=list)
    _lines: dict[str, int] = field(default_factory=dict)
    _checks_read: int = 0
    _refused: set[str] = field(default_factory=set)
    _above: str = ""

    def take(self, piece: Piece) -> None:
        """Take the next piece."""
        match piece:
            case Line():
                self._take_line(piece)
                self._above = piece.text
            case Fence():
                self._above = ""
                if piece.info.split(" ", 1)[0] == CHECK:
                    self._take_check(piece)
            case Comment():
                self._above = ""
            case _:
                assert_never(piece)

    def _take_line(self, line: Line) -> None:
        if is_underline(line.text, self._above):
            self.report.error(
                line.number,
                f"an underlined heading is not used here; remove this line and write '## {self._above.strip()} "
                f"{{#{self._propose(self._above)}}}' above, or put an empty line between for a rule",
            )
            return
        heading = read_heading(line.text)
        if heading is None or heading.level > 2:
            return
        if heading.level == 1:
            self.report.error(
                line.number,
                "the title stands in the front matter; write sections with '##' and parts of them with '###'",
            )
            return
        if len(self.starts) == MOST:
            self._refuse_more("sections", line.number)
            return
        section_id = self._id_of(heading, line.number)
        self._lines[section_id] = line.number
        self.starts.append(_Start(id=section_id, title=plain_words(heading.words), line=line.number))

    def _refuse_more(self, what: str, line: int) -> None:
        if what not in self._refused:
            self._refused.add(what)
            self.report.error(line, f"these are more than {MOST} {what}; cut the module into several")

    def _id_of(self, heading: Heading, line: int) -> str:
        problem = self._problem_with(heading)
        if problem is None:
            return heading.id or ""
        proposed = self._propose(heading.words)
        self.report.error(line, f"{problem}; write the line as '## {heading.words or 'Title'} {{#{proposed}}}'")
        return proposed

    def _problem_with(self, heading: Heading) -> str | None:
        if not heading.words:
            return "this heading has no words"
        if heading.id is None:
            return "this section has no id"
        if not ID.match(heading.id):
            return f"'{heading.id}' is not an id, which has lower-case letters, digits and hyphens"
        if heading.id in self._lines:
            return f"the id '{heading.id}' stands twice (first in line {self._lines[heading.id]})"
        return None

    def _propose(self, words: str) -> str:
        return propose_id(plain_words(words), self._lines, f"section-{len(self.starts) + 1}")

    def _take_check(self, fence: Fence) -> None:
        if fence.prefix:
            self.report.error(
                fence.number, "a knowledge check stands at the left edge, not in a list or a quote; move it"
            )
            return
        if not fence.is_closed:
            self.report.error(fence.number, "this knowledge check is never closed; add a line ``` after its last key")
            return
        if self._checks_read == MOST:
            self._refuse_more("knowledge checks", fence.number)
            return
        self._checks_read += 1
        fields = read_yaml(fence.content + "\n", self.report, first_line=fence.number + 1)
        question = parse_question(fields) if fields else None
        if question is None or not question.common.id:
            return
        check_id = question.common.id
        if check_id in self.checks:
            first = self.checks[check_id].common.line
            cure = "give it another id"
            self.report.error(
                question.common.line, f"the check '{check_id}' stands twice (first in line {first}); {cure}"
            )
            return
        self.checks[check_id] = question
