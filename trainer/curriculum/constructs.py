"""What an author's text can hold beyond plain Markdown, and the tokens that stand for it while Markdown is parsed."""

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeAlias

CALLOUTS: Final = MappingProxyType({"note": "Note", "practice": "Practice", "caution": "Caution", "safety": "Safety"})
"""The kinds of callouts, with the words that name them to readers."""
TOKEN: Final = re.compile("\ue000([0-9]+)\ue001")
_UNWANTED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ue000-\ue00f\ufffe\uffff]")


def without_private(text: str) -> str:
    """The text without control characters and without those that tokens are made of."""
    return _UNWANTED.sub("", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """Characters that mean themselves."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBreak:
    """A line break (`<br>`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code span."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock:
    """A fenced block, shown as it is."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula in LaTeX."""

    tex: str
    is_display: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Keys of the bibliography, cited together."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a link leads."""

    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoLink:
    """An address in angle brackets, which is its own text."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A figure: its alternative text, its path and its caption."""

    alt: str
    target: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FootnoteMark:
    """The place of a footnote."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingMark:
    """The end of a heading's words, with the id that the author gave it."""

    level: int
    id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalloutMark:
    """The beginning of a callout; its title follows."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskBox:
    """The box of a task in a list."""

    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GapMark:
    """The place of a gap in the prompt of a fill-in question."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckMark:
    """The place of a knowledge check. `id` is None where the check could not be read."""

    id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseMark:
    """The place of an exercise; `content` begins on the line after the construct's."""

    kind: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Keeps two lists or quotes apart that Markdown would join."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """Something that cannot be what its author meant; its source is shown as it is."""

    message: str


What: TypeAlias = (
    Literal
    | LineBreak
    | Code
    | CodeBlock
    | Formula
    | Citation
    | Target
    | AutoLink
    | Image
    | FootnoteMark
    | HeadingMark
    | CalloutMark
    | TaskBox
    | GapMark
    | CheckMark
    | ExerciseMark
    | Break
    | Mistake
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Construct:
    """One thing found in a text: what, on which line of the file, and as its author wrote it."""

    what: What
    line: int
    source: str


@dataclass(frozen=True, slots=True)
class Constructs:
    """The things found in one text, each of which has a token."""

    found: list[Construct] = field(default_factory=list)

    def add(self, what: What, line: int, source: str) -> str:
        """Remember a thing; the token that stands for it."""
        self.found.append(Construct(what=what, line=line, source=source))
        return f"\ue000{len(self.found) - 1}\ue001"

    def sources(self, text: str) -> str:
        """The text with every token given back as its author wrote it."""
        return TOKEN.sub(lambda token: self.found[int(token[1])].source, text)
