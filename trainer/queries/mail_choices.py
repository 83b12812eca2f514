"""How often somebody is written to, and what waits to be told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.reminding import Rhythm
from trainer.storage.mailing import MailChoice, Notice
from trainer.storage.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class MailChoicesPage:
    """What was chosen, where mail goes, and how much waits until when (None where nothing does)."""

    address: str
    rhythm: Rhythm
    waiting: int
    next_at: datetime | None


def mail_choices_page(session: Session, actor: Actor) -> MailChoicesPage:
    """The page of the actor: two statements."""
    row = session.execute(
        select(Person.address, MailChoice.rhythm)
        .outerjoin(MailChoice, MailChoice.person_id == Person.id)
        .where(Person.id == actor.person_id)
    ).one()
    waiting = session.execute(
        select(func.count(Notice.id).label("number"), func.min(Notice.due_at).label("next_at")).where(
            Notice.person_id == actor.person_id, Notice.outbox_id.is_(None)
        )
    ).one()
    return MailChoicesPage(
        address=row.address or "",
        rhythm=Rhythm(row.rhythm) if row.rhythm else Rhythm.AT_ONCE,
        waiting=waiting.number,
        next_at=waiting.next_at,
    )
