"""A trainee confirms having read what changed in a module."""

from dataclasses import dataclass
from uuid import UUID

from trainer.access import Actor
from trainer.actions.folding import refold
from trainer.actions.open_module import hold_open_module
from trainer.actions.reading import record_reading
from trainer.clock import Now
from trainer.errors import NotFound, Stale
from trainer.storage.database import Database
from trainer.storage.enrolments import own_enrolment
from trainer.storage.finished import changed_in, finished_of, pairs_of
from trainer.storage.standings import current_standings


@dataclass(frozen=True, slots=True)
class _Shown:
    """The sections that a page of changes shows as changed, in the edition that it shows."""

    edition_id: UUID
    sections: frozenset[str]


def confirm_changes(database: Database, actor: Actor, course: str, module: str, revision: int, now: Now) -> None:
    """Record the changed sections of a module as read, in the revision that the form showed; twice does nothing more.

    Raises Stale where another revision is published by now.
    """
    shown = _changed(database, actor, course, module, now)
    with database.writing() as session:
        place = hold_open_module(session, database, actor, course, module, now)
        if place.revision.number != revision or place.enrolment.edition_id != shown.edition_id:
            raise Stale(
                "This module was published again while you read. What changed is shown anew; nothing was recorded."
            )
        standings = current_standings(session, database.library, place.enrolment, now.at)
        again = frozenset(standings.module(module).again)
        if not again:
            return
        for section in sorted(again | shown.sections):
            record_reading(session, actor, place, section, "finished", now)
            record_reading(session, actor, place, section, "opened", now)
        refold(session, database, place.enrolment, actor.person_id, now)
        session.commit()


def _changed(database: Database, actor: Actor, course: str, module: str, now: Now) -> _Shown:
    """Found before the transaction begins, since texts are compared for it."""
    with database.reading() as session:
        enrolment = own_enrolment(session, actor.person_id, course, now.today)
        if enrolment is None:
            raise NotFound("There is no such page.")
        edition = database.library.edition(session, enrolment.edition_id)
        outline = edition.outline.module(module)
        if outline is None:
            raise NotFound("There is no such module.")
        document_id = edition.revisions[outline.path].document_id
        finished = finished_of(session, enrolment.enrolment_id, document_id, module)
        pairs = pairs_of(session, database.library, edition, outline.path, finished)
        return _Shown(enrolment.edition_id, changed_in(pairs))
