"""Writes somebody's list of notes as Markdown in which no note can break the structure."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from trainer.curriculum.anchoring import Standing
from trainer.queries.notes import ListedModule, ListedSection, NotesPage, OwnNote

# What Markdown reads anywhere in a line, and what it reads only where a line begins.
_ANYWHERE: Final = re.compile(r"([\\`*_\[\]<>|~&$])")
_AT_BEGINNING: Final = re.compile(r"^(\s*)([#+=:-]|!(?=\\\[))")
_NUMBER: Final = re.compile(r"^(\s*\d+)([.)])")


def as_markdown(page: NotesPage, day: Callable[[date], str]) -> str:
    """The same list as the page: modules, sections, quotes as block quotes, words, edition and date."""
    return "\n\n".join(_blocks(page, day)) + "\n"


def file_name(page: NotesPage) -> str:
    """What the file is called."""
    return f"notes-{page.course.slug}.md"


def escaped(line: str) -> str:
    """One line of somebody's words that Markdown shows as it is."""
    line = _ANYWHERE.sub(r"\\\1", line.strip())
    return _NUMBER.sub(r"\1\\\2", _AT_BEGINNING.sub(r"\1\\\2", line))


def _blocks(page: NotesPage, day: Callable[[date], str]) -> Iterator[str]:
    yield f"# Notes: {escaped(page.course.title)}"
    if not page.modules:
        yield "There are no notes yet."
    for module in page.modules:
        yield f"## {escaped(module.title)}" + ("" if module.key else " (no longer open to you here)")
        for section in module.sections:
            yield from _section(module, section, day)


def _section(module: ListedModule, section: ListedSection, day: Callable[[date], str]) -> Iterator[str]:
    gone = "A section that is no longer there" if module.key else "As it was read"
    yield f"### {escaped(section.title) or gone}"
    if section.is_marked:
        yield "To come back to."
    for note in section.notes:
        yield from _note(note, day)


def _note(note: OwnNote, day: Callable[[date], str]) -> Iterator[str]:
    if note.quote.words:
        yield f"> {escaped(note.quote.words)}"
    paragraphs = [part.split("\n") for part in re.split(r"\n{2,}", note.words) if part]
    for lines in paragraphs:
        yield "\\\n".join(map(escaped, lines))
    kind = "Note" if note.words else "Highlight"
    yield f"*{kind} made in edition {note.edition} on {day(note.created_at)}.{_what_became_of(note)}*"


def _what_became_of(note: OwnNote) -> str:
    match note.standing:
        case Standing.HERE:
            return ""
        case Standing.CHANGED:
            return " These words were changed since."
        case Standing.MOVED:
            return " These words were moved since."
        case Standing.GONE:
            return " The text was changed since, and these words are gone."
