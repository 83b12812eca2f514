"""What an author can put into a document without typing it: sources, terms, sections, figures, exercises."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, relpath
from types import MappingProxyType
from typing import Final

from trainer.curriculum.assembling import Assembled, assemble
from trainer.curriculum.bibliography import PATH as BIBLIOGRAPHY_PATH
from trainer.curriculum.bibliography_marks import Mark
from trainer.curriculum.citations import citations_of
from trainer.curriculum.exercises import KINDS as EXERCISES
from trainer.curriculum.glossary_file import PATH as GLOSSARY_PATH
from trainer.curriculum.media_use import RECORDINGS

NOT_SAID: Final = "Say what it shows to people who do not see it"
"""Stands where an author is to say what a figure shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertable:
    """Something to be picked: `label` and `about` say what it is, `text` is what is put in, `more` is searched too."""

    label: str
    about: str
    text: str
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertables:
    """Everything that can be picked for one document, its links from where the document lies.

    An exercise is put in as a sample, to be written over.
    """

    sources: tuple[Insertable, ...]
    terms: tuple[Insertable, ...]
    sections: tuple[Insertable, ...]
    figures: tuple[Insertable, ...]
    exercises: tuple[Insertable, ...]


def insertables(
    files: Mapping[str, bytes], path: str, alternatives: Mapping[str, str] = MappingProxyType({})
) -> Insertables:
    """What the document at `path` can hold of its course's files; `alternatives` say what some of these show."""
    assembled = assemble(files)
    folder = dirname(path)
    return Insertables(
        sources=_sources(assembled),
        terms=tuple(
            Insertable(
                label=term.term,
                about=", ".join(term.also),
                text=f"[{term.term}]({relpath(GLOSSARY_PATH, folder)}#{term.key})",
                more=term.key,
            )
            for term in sorted(assembled.glossary.values(), key=lambda term: term.term.casefold())
        ),
        sections=_sections(assembled, path, folder),
        figures=(*_shown(assembled, folder, alternatives), *_handouts(assembled, folder)),
        exercises=tuple(
            Insertable(label=kind.replace("-", " ").capitalize(), about=each.does, text=f"```{kind}\n{each.sample}```")
            for kind, each in EXERCISES.items()
        ),
    )


def _shown(assembled: Assembled, folder: str, alternatives: Mapping[str, str]) -> Iterator[Insertable]:
    """Figures and recordings, with the words that stand for them as far as somebody has said them."""
    recordings = [path for path in assembled.media if path.endswith(RECORDINGS)]
    for path in (*sorted(assembled.figures), *sorted(recordings)):
        words = alternatives.get(path, "")
        alt = re.sub(r"([\\\[\]])", r"\\\1", words) or NOT_SAID
        yield Insertable(
            label=path.rpartition("/")[2], about=words, text=f'![{alt}]({relpath(path, folder)} "Caption")'
        )


def _handouts(assembled: Assembled, folder: str) -> Iterator[Insertable]:
    for path in sorted(assembled.media):
        if path.endswith(".pdf"):
            name = path.rpartition("/")[2]
            yield Insertable(label=name, about="Handout", text=f"[Handout: {name}]({relpath(path, folder)})")


def _sources(assembled: Assembled) -> tuple[Insertable, ...]:
    citations = citations_of(assembled.texts.get(BIBLIOGRAPHY_PATH, ""))
    return tuple(
        Insertable(
            label=f"{citations.short(key)}{_mark(citations.mark(key))}",
            about=citations.title(key),
            text=f"[@{key}]",
            more=key,
        )
        for key in citations.in_order()
    )


def _mark(mark: Mark | None) -> str:
    return f" ({mark.status})" if mark else ""


def _sections(assembled: Assembled, path: str, folder: str) -> tuple[Insertable, ...]:
    found = []
    for module in assembled.modules.values():
        place = "" if module.path == path else relpath(module.path, folder)
        if place:
            found.append(Insertable(label=module.title, about="", text=f"[{module.title}]({place})", more=module.key))
        found += [
            Insertable(
                label=section.title,
                about=module.title,
                text=f"[{section.title}]({place}#{section.id})",
                more=f"{module.key} {section.id}",
            )
            for section in module.sections
        ]
    return tuple(found)
