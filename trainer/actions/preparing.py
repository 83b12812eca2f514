"""Renders published editions again for this version of the program."""

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select

from trainer.actions.indexing import index_newest
from trainer.addresses import links_of
from trainer.curriculum import plain
from trainer.curriculum.checking import check_course
from trainer.curriculum.course import Course
from trainer.curriculum.documents import reached
from trainer.curriculum.edition import RevisionRef
from trainer.curriculum.projecting import project
from trainer.curriculum.restoring import course_from_sources
from trainer.storage.adding import add_once
from trainer.storage.content import Edition, Rendering
from trainer.storage.database import Database
from trainer.storage.draft_rows import hold_course
from trainer.storage.editions import EditionHead, documents_of, edition_by_id, histories_of, newest_editions
from trainer.storage.library import edition_key
from trainer.storage.redaction_rows import number_of_last

LONGEST: Final = 5.0
"""For so many seconds a sweep prepares pages, since attempts whose time is over and mail wait meanwhile."""
_log = logging.getLogger("trainer.preparing")


class Unreadable(Exception):
    """An edition's course.yml can no longer be read by this version of the program."""


def prepare_newest(database: Database) -> Iterator[str]:
    """Render the newest edition of each course where it has no view yet; yields a sentence for each."""
    with database.reading() as session:
        heads = newest_editions(session)
    missing = set(_without_view(database))
    for head in heads:
        if head.edition_id in missing:
            try:
                prepare_edition(database, head.edition_id)
            except Unreadable as error:
                yield f"The pages of {head.course} are missing: {error}."
            else:
                yield f"Prepared the pages of {head.course} for this version."
    index_newest(database)


def prepare_waiting(database: Database, seconds: Callable[[], float]) -> int:
    """Render editions that have no view yet, none begun later than five `seconds` after the first.

    What people read now comes first, then late editions before early ones. Gives how many were made.
    """
    made = 0
    waiting = _without_view(database)
    begun = seconds() if waiting else 0.0
    for edition_id in waiting:
        try:
            prepare_edition(database, edition_id)
        except Unreadable as error:
            _log.warning("an edition is passed over: %s", error)
        else:
            made += 1
        if seconds() - begun >= LONGEST:
            break
    index_newest(database)
    return made


def count_waiting(database: Database) -> int:
    """How many editions have no view for this version of the program."""
    return len(_without_view(database))


def _without_view(database: Database) -> list[UUID]:
    with database.reading() as session:
        current = {head.edition_id for head in newest_editions(session)}
        every = session.scalars(select(Edition.id).order_by(Edition.number.desc())).all()
        keys = {edition_id: edition_key(edition_id) for edition_id in every}
        ready = set(session.scalars(select(Rendering.key).where(Rendering.key.like("edition:%"))))
    missing = [edition_id for edition_id in every if keys[edition_id] not in ready]
    return sorted(missing, key=lambda edition_id: edition_id not in current)


def prepare_edition(database: Database, edition_id: UUID) -> None:
    """Render one edition from its sources. Raises Unreadable.

    Where words are removed meanwhile nothing is kept of it, and it goes on waiting to be rendered.
    """
    with database.reading() as session:
        head = edition_by_id(session, edition_id)
        if head is None:
            raise LookupError("there is no such edition")
        documents = documents_of(session, edition_id)
        histories = histories_of(session, head.course_id)
        redaction = number_of_last(session)
    files = {path: document.content for path, document in documents.items()}
    files = reached(files, frozenset(files))
    checked = check_course(files, links_of(head.course))
    projection = project(
        checked.course or _restored(files, head),
        number=head.number,
        at=head.at,
        refs={
            path: RevisionRef(
                document_id=document.document_id,
                revision_id=document.revision_id,
                kind=document.kind,
                number=document.number,
                at=document.at,
                author_id=document.author_id,
            )
            for path, document in documents.items()
        },
        changed_at={
            path: histories[(document.kind, path)].changed_at(document.number) for path, document in documents.items()
        },
        problems=checked.problems,
        links=links_of(head.course),
    )
    view = edition_key(edition_id)
    bodies = {**projection.renderings, view: plain.to_text(projection.view)}
    with database.writing() as session:
        hold_course(session, head.course_id)
        if number_of_last(session) != redaction:
            return
        of_edition = Rendering.key.startswith(view.rpartition(":")[0] + ":", autoescape=True)
        session.execute(delete(Rendering).where(of_edition, Rendering.key != view))
        for key, body in bodies.items():
            add_once(session, Rendering, key=key, body=body)
        session.commit()


def _restored(files: Mapping[str, bytes], head: EditionHead) -> Course:
    """What was published once is shown, though this version of the program would not publish it any more."""
    try:
        return course_from_sources(files)
    except ValueError as error:
        raise Unreadable(f"edition {head.number} of {head.course}: {error}") from error
