"""Finds what somebody finished of a module, to compare the module with it as it is now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.orm import Session

from trainer.curriculum.differences_sections import Fate, Pair, Text, pair, pieces_of, texts_of
from trainer.curriculum.edition import EditionView
from trainer.curriculum.standing import module_item
from trainer.storage.content import Revision
from trainer.storage.learning import Completion, Reading
from trainer.storage.library import Library
from trainer.storage.prepared import run


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A revision as somebody had it before them: its number, and the edition in which it stood."""

    revision: int
    edition_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """In what each section of a module was last finished, and in what the module was completed."""

    completed: Seen | None = None
    sections: Mapping[str, Seen] = field(default_factory=dict)

    def seen(self, section: str) -> Seen | None:
        """What a section is compared with: as it was finished, else as it was when the module was completed."""
        return self.sections.get(section) or self.completed

    @property
    def last(self) -> Seen | None:
        """The latest revision of which anything counts."""
        every = (*self.sections.values(), *([self.completed] if self.completed else []))
        return max(every, key=lambda seen: seen.revision, default=None)

    @property
    def first(self) -> Seen | None:
        """The earliest revision that a section is still compared with."""
        every = self.sections.values() or ([self.completed] if self.completed else [])
        return min(every, key=lambda seen: seen.revision, default=None)


OPENING: Final = ""
"""In place of a section's id: what stands before the first section."""


def finished_of(session: Session, enrolment_id: UUID, document_id: UUID, module: str) -> Finished:
    """What an enrolment finished of a module: two statements."""
    sections: dict[str, Seen] = {}
    given = {"enrolment_id": enrolment_id, "document_id": document_id}
    for row in run(session, _READINGS, **given):
        sections[row.section] = Seen(revision=row.number, edition_id=row.edition_id)
    completed = None
    for row in run(session, _COMPLETIONS, enrolment_id=enrolment_id, item=module_item(module)):
        completed = Seen(revision=row.number, edition_id=row.edition_id)
    return Finished(completed=completed, sections=sections)


def pairs_of(
    session: Session, library: Library, edition: EditionView, path: str, finished: Finished
) -> dict[str, Pair]:
    """Every section of a module beside what was finished of it, in the order of the text; those that are gone last.

    What stands before the first section comes first, under `OPENING`. Raises NotReady where an earlier
    edition is not yet prepared for this version of the program.
    """
    now, revision_id = _texts(session, library, edition, path), edition.revisions[path].revision_id
    pairs: dict[str, Pair] = {}
    for section, text in now.items():
        seen = finished.last if section == OPENING else finished.seen(section)
        before = _earlier(session, library, seen, path).get(section) if seen else None
        key = f"{section} {seen.edition_id if seen else None} {edition.rendered[path]} {revision_id}"
        make = partial(pair, before, text, is_finished=seen is not None)
        pairs[section] = library.keep(session, "section beside itself", key, make)
    known = dict.fromkeys(finished.sections)
    if finished.completed:
        known |= dict.fromkeys(_earlier(session, library, finished.completed, path))
    for section in known:
        seen = finished.seen(section)
        if section not in now and seen:
            gone = _earlier(session, library, seen, path).get(section)
            make = partial(pair, gone, None, is_finished=True)
            pairs[section] = library.keep(session, "section that is gone", f"{section} {seen.edition_id} {path}", make)
    return pairs


def changed_in(pairs: Mapping[str, Pair]) -> frozenset[str]:
    """The sections that are not as they were finished."""
    return frozenset(
        section for section, each in pairs.items() if section != OPENING and each.fate in (Fate.CHANGED, Fate.NEW)
    )


def _earlier(session: Session, library: Library, seen: Seen, path: str) -> Mapping[str, Text]:
    edition = library.edition(session, seen.edition_id)
    return _texts(session, library, edition, path) if path in edition.rendered else {}


def _texts(session: Session, library: Library, edition: EditionView, path: str) -> Mapping[str, Text]:
    revision_id = edition.revisions[path].revision_id
    rendered = library.rendered_module(session, edition, path)
    checks = library.module(session, revision_id).checks

    def read() -> Mapping[str, Text]:
        opening = Text(title=None, pieces=pieces_of(rendered.opening, rendered, checks))
        return {OPENING: opening, **texts_of(rendered, checks)}

    return library.keep(session, "texts of sections", f"{revision_id} {edition.rendered[path]}", read)


_OF_ENROLMENT: Final = bindparam("enrolment_id", type_=Uuid())
_READINGS: Final = (
    select(Reading.section, Revision.number, Reading.edition_id)
    .join(Revision, Reading.revision_id == Revision.id)
    .where(
        Reading.enrolment_id == _OF_ENROLMENT,
        Reading.kind == "finished",
        Revision.document_id == bindparam("document_id", type_=Uuid()),
    )
    .order_by(Revision.number)
)
_COMPLETIONS: Final = (
    select(Revision.number, Completion.edition_id)
    .join(Revision, Completion.revision_id == Revision.id)
    .where(Completion.enrolment_id == _OF_ENROLMENT, Completion.item == bindparam("item"))
    .order_by(Completion.number)
)
