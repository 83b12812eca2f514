"""The instructor of the demonstration, who has begun some drafts."""

from io import BytesIO
from typing import Final

from trainer.access import Actor
from trainer.actions import drafting, uploading
from trainer.actions.drafting import Seen
from trainer.actions.uploading import Incoming
from trainer.clock import Now
from trainer.demonstration.redacting import NAME
from trainer.queries.writing import writing_page
from trainer.storage.database import Database

_BEGUN: Final = "curriculum/pharmacology/routes.md"
_ASKED: Final = "Ask every time by which route a dose was taken, and when."
_LATER: Final = "curriculum/psychotherapeutic-techniques/suicidality.md"
_NOTED: Final = "Write down the words that were used, not a summary of them."
_NEW: Final = "curriculum/pharmacology/half-lives.md"
_NEW_TEXT: Final = """\
---
title: Half-lives in practice
code: P9
minutes: 10
phases: [dosing]
objectives:
  - {id: explain, text: Explain what a half-life says, and what it does not}
---
## What a half-life says {#what-it-says}

To be written.
"""
_GIVEN_UP: Final = "curriculum/glossary.yml"
_DRAWN: Final = b"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120" font-family="sans-serif" font-size="14">
  <title>Half of it, and half again</title>
  <style>text { fill: #23272c } rect { fill: #0e5c5a }
    @media (prefers-color-scheme: dark) { text { fill: #e6e2d8 } rect { fill: #74c4bd } }</style>
  <rect x="20" y="20" width="40" height="80"/><rect x="110" y="60" width="40" height="40"/>
  <rect x="200" y="80" width="40" height="20"/><text x="20" y="116">now</text>
  <text x="110" y="116">once</text><text x="200" y="116">twice</text>
</svg>
"""
_SHOWN: Final = "Three bars, each half as high as the one before: what is left after one half-life and after two"


def begin(database: Database, instructor: Actor, course: str, now: Now) -> None:
    """Begin a draft that is behind when the correction of the same module has been published."""
    _add(database, instructor, course, _BEGUN, _ASKED, now)


def go_on(database: Database, instructor: Actor, course: str, now: Now) -> None:
    """Write drafts of what is published now, one of a module that is new with its figure, and give one up."""
    _add(database, instructor, course, _LATER, _NOTED, now)
    drafting.save(database, instructor, course, _NEW, _NEW_TEXT, Seen(version=0, revision=None), now)
    drawing = Incoming(file=BytesIO(_DRAWN), filename="half-lives.svg", alternative=_SHOWN)
    uploading.upload(database, instructor, course, drawing, None, now)
    version = _add(database, instructor, course, _GIVEN_UP, f"# Which terms are missing? Ask {NAME}.", now)
    drafting.give_up(database, instructor, course, _GIVEN_UP, version, now)


def _add(database: Database, instructor: Actor, course: str, path: str, words: str, now: Now) -> int:
    """Add a paragraph to a document's draft: before its last heading, or at its end."""
    with database.reading() as session:
        shown = writing_page(session, instructor, course, path)
    body, heading, last = shown.text.rpartition("\n## ")
    text = f"{body}\n{words}\n{heading}{last}" if heading else f"{shown.text.rstrip()}\n\n{words}\n"
    seen = Seen(version=shown.version, revision=shown.revision)
    return drafting.save(database, instructor, course, path, text, seen, now).version
