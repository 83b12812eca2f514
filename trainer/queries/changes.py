"""What changed in a module since somebody finished it, and its history of revisions."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.differences import Stretch
from trainer.curriculum.differences_sections import Fate, Pair
from trainer.curriculum.outline import ModuleOutline
from trainer.curriculum.safe_html import Html
from trainer.curriculum.state import is_open
from trainer.errors import NotFound
from trainer.queries.module import ClosedModulePage, area_of, closed_page
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.storage.content import Edition, EditionItem, Revision
from trainer.storage.database import Database
from trainer.storage.editions import edition_numbered
from trainer.storage.finished import OPENING, Finished, Seen, changed_in, finished_of, pairs_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    """A section that is not as it was finished; without id and title it is what stands before the first.

    `was_called` only where its title changed; `is_asked` where it is to be read again.
    """

    id: str
    title: Html | None
    was_called: Html | None
    fate: Fate
    stretches: tuple[Stretch, ...]
    is_asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow:
    """One revision of a module: its kind of change ('' for the first), and the titles of the sections it changed.

    `edition` is the first that holds it; `is_since` tells whether it came after what the reader finished.
    """

    number: int
    edition: int
    at: datetime
    kind: str
    note: str
    sections: tuple[str, ...]
    is_since: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """What changed in a module. `asks` tells whether a material change is still to be read."""

    course: CourseHead
    area: tuple[str, str, int]
    key: str
    title: str
    revision: int
    completed_at: datetime | None
    content_note: Html | None
    asks: bool
    compared_with: int | None
    changes: tuple[SectionChange, ...]
    unchanged: tuple[Html, ...]
    not_read: tuple[Html, ...]
    revisions: tuple[RevisionRow, ...]


def changes_page(
    session: Session, database: Database, actor: Actor, course: str, key: str, now: Now
) -> ChangesPage | ClosedModulePage:
    """What changed in a module: five statements for a trainee, four for staff. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    module = reader.edition.outline.module(key)
    if module is None:
        raise NotFound("There is no such module.")
    if reader.enrolment and not is_open(module, reader.edition.outline, reader.standings):
        return closed_page(reader, module)
    ref = reader.edition.revisions[module.path]
    rows = _history(session, ref.document_id, ref.number)
    finished = _finished(session, reader, course, module, rows)
    pairs = pairs_of(session, database.library, reader.edition, module.path, finished)
    reached = reader.standings.module(key)
    asked = frozenset(reached.again)
    shown = changed_in(pairs) | asked
    titles = {section.id: section.title for section in module.sections}
    return ChangesPage(
        course=reader.head,
        area=area_of(reader.edition.outline, module),
        key=key,
        title=module.title,
        revision=ref.number,
        completed_at=reached.completed_at,
        content_note=database.library.rendered_module(session, reader.edition, module.path).content_note,
        asks=bool(asked),
        compared_with=finished.last.revision if finished.last else None,
        changes=tuple(
            _change(section, each, is_asked=section in asked)
            for section, each in pairs.items()
            if section in shown or each.fate is Fate.REMOVED or (section == OPENING and each.fate is Fate.CHANGED)
        ),
        unchanged=tuple(
            each.now.title
            for section, each in pairs.items()
            if each.now and each.now.title and each.fate is Fate.UNCHANGED and section not in shown
        ),
        not_read=tuple(
            each.now.title for each in pairs.values() if each.now and each.now.title and each.fate is Fate.NOT_READ
        ),
        revisions=tuple(
            RevisionRow(
                number=row.number,
                edition=row.edition,
                at=row.at,
                kind=row.change or "",
                note=row.note,
                sections=tuple(title for each, title in titles.items() if row.change and each in row.sections),
                is_since=finished.first is not None and row.number > finished.first.revision,
            )
            for row in reversed(rows)
        ),
    )


def _change(section: str, pair: Pair, *, is_asked: bool) -> SectionChange:
    before, now = pair.before, pair.now
    title = now.title if now else before.title if before else None
    was_called = before.title if before and now and before.title != now.title else None
    return SectionChange(
        id=section, title=title, was_called=was_called, fate=pair.fate, stretches=pair.stretches, is_asked=is_asked
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    number: int
    edition: int
    at: datetime
    change: str | None
    note: str
    sections: tuple[str, ...]


def _history(session: Session, document_id: UUID, up_to: int) -> list[_Row]:
    rows = session.execute(
        select(
            Revision.number,
            Revision.at,
            Revision.note,
            Revision.change,
            Revision.changed_sections,
            func.min(Edition.number).label("edition"),
        )
        .join(EditionItem, EditionItem.revision_id == Revision.id)
        .join(Edition, EditionItem.edition_id == Edition.id)
        .where(Revision.document_id == document_id, Revision.number <= up_to)
        .group_by(Revision.id)
        .order_by(Revision.number)
    )
    return [
        _Row(
            number=row.number,
            edition=row.edition,
            at=row.at,
            change=row.change,
            note=row.note,
            sections=tuple(json.loads(row.changed_sections)),
        )
        for row in rows
    ]


def _finished(session: Session, reader: Reader, course: str, module: ModuleOutline, rows: list[_Row]) -> Finished:
    """What the reader finished; for staff, who finish nothing, the revision before."""
    if reader.enrolment:
        document_id = reader.edition.revisions[module.path].document_id
        return finished_of(session, reader.enrolment.enrolment_id, document_id, module.key)
    if len(rows) < 2:
        return Finished()
    head = edition_numbered(session, course, rows[-2].edition)
    return Finished(completed=Seen(revision=rows[-2].number, edition_id=head.edition_id) if head else None)
