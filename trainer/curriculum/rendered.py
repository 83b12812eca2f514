"""What rendering makes of a module or a quiz."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from markupsafe import escape

from trainer.curriculum.safe_html import Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A stretch of a section's text."""

    html: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPart:
    """The place of a knowledge check in a section."""

    check_id: str


Part: TypeAlias = Prose | CheckPart


class NoteKind(StrEnum):
    """What a note in the margin is about."""

    SOURCE = "source"
    TERM = "term"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginNote:
    """A note beside a section's text.

    `label` is the source's number in the module, or the term. The note of a source is found by that number, which
    marks in the text show; that of a term by its id, `anchor`: "note-", the section's id, and where the marks lead.
    """

    kind: NoteKind
    label: str
    anchor: str | None
    html: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedSection:
    """A section: its title (phrasing content), its parts, its notes in order of appearance."""

    id: str
    title: Html
    parts: tuple[Part, ...]
    notes: tuple[MarginNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """A source of a module, in the order of first use; `anchor` is what the marks in the text link to."""

    number: int
    key: str
    anchor: str
    short: str
    html: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A piece of a prompt between gaps (phrasing content)."""

    html: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The place in a prompt of the slot with this name."""

    name: str


Piece: TypeAlias = Words | Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedTexts:
    """The texts of a quiz, or of a module's knowledge checks, by their source text.

    `by_source` holds prompts, options, reasons; a text of one paragraph is phrasing content, any other
    is blocks. `pieces` holds the texts with gaps; `sources` links to what the questions cite,
    by key of the bibliography.
    """

    by_source: Mapping[str, Html]
    pieces: Mapping[str, tuple[Piece, ...]]
    sources: Mapping[str, Html]

    def filled(self, values: Mapping[str, str]) -> "RenderedTexts":
        """The texts with these values in their gaps; a gap without a value stays one."""
        if not values:
            return self
        pieces = {source: tuple(_filled(piece, values) for piece in parts) for source, parts in self.pieces.items()}
        whole = {
            source: Html("").join(piece.html for piece in parts if isinstance(piece, Words))
            for source, parts in pieces.items()
            if all(isinstance(piece, Words) for piece in parts)
        }
        return replace(self, by_source={**self.by_source, **whole}, pieces=pieces)

    def html(self, source: str) -> Html:
        """A text. Raises KeyError for one that the quiz or module does not hold."""
        return self.by_source[source]

    def plain(self, source: str) -> str:
        """A text without any marks, for the entries of a drop-down list."""
        return self.by_source[source].striptags()

    def prompt(self, source: str) -> tuple[Piece, ...]:
        """A prompt in pieces: one piece of words unless it has gaps."""
        return self.pieces[source] if source in self.pieces else (Words(html=self.by_source[source]),)


def _filled(piece: Piece, values: Mapping[str, str]) -> Piece:
    is_known = isinstance(piece, Gap) and piece.name in values
    return Words(html=escape(values[piece.name])) if is_known and isinstance(piece, Gap) else piece


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedModule:
    """A module's page, but for what the platform adds. `texts` belong to its knowledge checks."""

    content_note: Html | None
    opening: tuple[Part, ...]
    opening_notes: tuple[MarginNote, ...]
    sections: tuple[RenderedSection, ...]
    sources: tuple[SourceNote, ...]
    texts: RenderedTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedTerm:
    """A term on the page of the glossary; `anchor` is its id there."""

    key: str
    anchor: str
    term: str
    also: tuple[str, ...]
    html: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedIn:
    """A section that cites a source: the module's key and title, the section's id and title ('' before the first)."""

    module: str
    title: str
    section: str
    section_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedReference:
    """A source on the page of references; `anchor` is its id there.

    `checked` is what its authors noted on how they checked it, `cited` the sections that rest on it.
    """

    key: str
    anchor: str
    short: str
    html: Html
    checked: str = ""
    cited: tuple[CitedIn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedAbout:
    """What a reader may want to know of the course; None is shown as not yet set."""

    is_not: Html | None
    help: Html | None
