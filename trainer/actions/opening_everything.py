"""Opens every module to the invented learner of a preview, whatever it asks for first."""

from trainer.access import Actor
from trainer.actions.folding import refold
from trainer.actions.open_module import OpenModule
from trainer.actions.own_enrolment import hold_own_enrolment
from trainer.actions.reading import record_reading
from trainer.clock import Now
from trainer.storage.database import Database


def open_everything(database: Database, actor: Actor, course: str, now: Now) -> None:
    """Record that the first section of every module was opened. Nothing but a preview's own database is for this."""
    with database.writing() as session:
        enrolment, edition = hold_own_enrolment(session, database, actor, course, now)
        for module in edition.outline.modules():
            place = OpenModule(enrolment, edition, module, edition.revisions[module.path])
            for section in module.sections[:1]:
                record_reading(session, actor, place, section.id, "opened", now)
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()
