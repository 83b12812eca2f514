"""People choose how often they are written to."""

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.errors import Invalid, NotFound
from trainer.reminding import REQUIRED, NoticeKind, Rhythm, due_at
from trainer.storage.adding import add_once
from trainer.storage.database import Database
from trainer.storage.mailing import MailChoice, Notice
from trainer.storage.people import Outbox, Person


def choose(database: Database, actor: Actor, rhythm: str, now: Now) -> Rhythm:
    """Remember how often somebody wants to be written to; what waits for them waits accordingly. Raises Invalid."""
    try:
        chosen = Rhythm(rhythm)
    except ValueError:
        raise Invalid([("rhythm", "Choose one of the four.")]) from None
    with database.writing() as session:
        _choose(session, actor.person_id, chosen, now)
        session.commit()
    return chosen


def stop(database: Database, person_id: UUID, now: Now) -> None:
    """Write to somebody no more but for what they have to know, as a link in a mail asks. Raises NotFound."""
    with database.writing() as session:
        if session.scalar(select(Person.id).where(Person.id == person_id)) is None:
            raise NotFound("This link does not work.")
        _choose(session, person_id, Rhythm.NONE, now)
        session.commit()


def _choose(session: Session, person_id: UUID, chosen: Rhythm, now: Now) -> None:
    values = {"rhythm": chosen.value, "changed_at": now.at}
    if not add_once(session, MailChoice, person_id=person_id, **values):
        session.execute(update(MailChoice).where(MailChoice.person_id == person_id).values(**values))
    optional = (Notice.person_id == person_id, Notice.kind.not_in(REQUIRED))
    if chosen is Rhythm.NONE:
        # Also what is in a message already that could not be sent yet.
        messages = set(session.scalars(select(Notice.outbox_id).where(*optional, Notice.outbox_id.is_not(None))))
        session.execute(delete(Notice).where(*optional))
        session.execute(delete(Outbox).where(Outbox.id.in_(messages), Outbox.state != "sent"))
        return
    # Any kind that is not required is due at the same time.
    when = due_at(chosen, NoticeKind.ANSWER, now.at, now.today, now.zone)
    session.execute(update(Notice).where(*optional, Notice.outbox_id.is_(None)).values(due_at=when))
