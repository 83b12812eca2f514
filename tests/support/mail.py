"""What people are told by mail, seen without a mail server."""

from sqlalchemy import select

from trainer.actions.gathering import gather
from trainer.actions.sending import Message, send_next
from trainer.clock import Now
from trainer.storage.database import Database
from trainer.storage.mailing import Notice
from trainer.storage.people import Person


def notices(database: Database) -> list[tuple[str, str, str, str]]:
    """What waits to be told: its kind, whom, about which title, and where they see it."""
    with database.reading() as session:
        rows = session.execute(
            select(Notice.kind, Person.email_key, Notice.title, Notice.path)
            .join(Person, Notice.person_id == Person.id)
            .order_by(Person.email_key, Notice.created_at, Notice.kind, Notice.path)
        )
        return [(row.kind, row.email_key or "", row.title, row.path) for row in rows]


def sent(database: Database, now: Now) -> list[Message]:
    """Gather and send everything that is due, and tell what was sent, by address."""
    messages: list[Message] = []
    gather(database, now)
    while send_next(database, messages.append, now):
        continue
    return sorted(messages, key=lambda message: message.address)


def told(database: Database, now: Now) -> list[tuple[str, list[str]]]:
    """Gather and send everything that is due: to whom each message went, and of what kinds it told."""
    return [(each.address, [notice.kind.value for notice in each.notices]) for each in sent(database, now)]
