"""Renders published editions again for this version of the program."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from trainer.addresses import links_of
from trainer.curriculum import plain
from trainer.curriculum.checking import check_course
from trainer.curriculum.documents import reached
from trainer.curriculum.edition import RevisionRef
from trainer.curriculum.projecting import project
from trainer.storage.adding import add_once
from trainer.storage.content import Edition, Rendering
from trainer.storage.database import Database
from trainer.storage.editions import documents_of, edition_by_id, histories_of, newest_editions
from trainer.storage.library import edition_key


def prepare_newest(database: Database) -> Iterator[str]:
    """Render the newest edition of each course where it has no view yet; yields each course that was rendered."""
    with database.reading() as session:
        heads = newest_editions(session)
    missing = set(_without_view(database))
    for head in heads:
        if head.edition_id in missing:
            prepare_edition(database, head.edition_id)
            yield head.course


def prepare_next(database: Database) -> bool:
    """Render one edition that has no view yet, a late one first; False where every edition has one."""
    missing = _without_view(database)
    if missing:
        prepare_edition(database, missing[0])
    return bool(missing)


def _without_view(database: Database) -> list[UUID]:
    with database.reading() as session:
        every = session.scalars(select(Edition.id).order_by(Edition.number.desc())).all()
        keys = {edition_id: edition_key(edition_id) for edition_id in every}
        ready = set(session.scalars(select(Rendering.key).where(Rendering.key.like("edition:%"))))
    return [edition_id for edition_id in every if keys[edition_id] not in ready]


def prepare_edition(database: Database, edition_id: UUID) -> None:
    """Render one edition from its sources. Raises ValueError where they can no longer be read."""
    with database.reading() as session:
        head = edition_by_id(session, edition_id)
        if head is None:
            raise ValueError("there is no such edition")
        documents = documents_of(session, edition_id)
        histories = histories_of(session, head.course_id)
    files = {path: document.content for path, document in documents.items()}
    checked = check_course(reached(files, frozenset(files)), links_of(head.course))
    if checked.course is None:
        raise ValueError(f"edition {head.number} of {head.course} can no longer be read: {checked.problems[0]}")
    projection = project(
        checked.course,
        number=head.number,
        at=head.at,
        refs={
            path: RevisionRef(
                document_id=document.document_id,
                revision_id=document.revision_id,
                kind=document.kind,
                number=document.number,
                at=document.at,
                author=document.author,
            )
            for path, document in documents.items()
        },
        changed_at={
            path: histories[(document.kind, path)].changed_at(document.number) for path, document in documents.items()
        },
        problems=checked.problems,
        links=links_of(head.course),
    )
    bodies = {**projection.renderings, edition_key(edition_id): plain.to_text(projection.view)}
    with database.writing() as session:
        for key, body in bodies.items():
            add_once(session, Rendering, key=key, body=body)
        session.commit()
