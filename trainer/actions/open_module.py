"""A module as a trainee may read it, held with their enrolment while an action changes something in it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.actions.own_enrolment import hold_own_enrolment
from trainer.clock import Now
from trainer.curriculum.edition import EditionView, RevisionRef
from trainer.curriculum.outline import ModuleOutline
from trainer.curriculum.state import is_open
from trainer.errors import NotAllowed, NotFound
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.standings import current_standings


@dataclass(frozen=True, slots=True)
class OpenModule:
    """A module of the edition that is read now, and the enrolment in which it is open."""

    enrolment: EnrolmentRow
    edition: EditionView
    module: ModuleOutline
    revision: RevisionRef


def hold_open_module(
    session: Session, database: Database, actor: Actor, course: str, module: str, now: Now
) -> OpenModule:
    """The actor's module. Raises NotFound; NotAllowed where it is not open yet."""
    enrolment, edition = hold_own_enrolment(session, database, actor, course, now)
    outline = edition.outline.module(module)
    if outline is None:
        raise NotFound("There is no such module.")
    if not is_open(outline, edition.outline, current_standings(session, database.library, enrolment, now.at)):
        raise NotAllowed("This module is not open yet.")
    return OpenModule(enrolment, edition, outline, edition.revisions[outline.path])
