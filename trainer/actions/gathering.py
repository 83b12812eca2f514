"""Puts what each person is to be told by now into one message."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import Row, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.reminding import REQUIRED
from trainer.storage.adding import add_values, lock_name
from trainer.storage.database import Database
from trainer.storage.mailing import Notice
from trainer.storage.people import Outbox, Person

BATCH: Final = 200
"""For so many people messages are written in one transaction: five statements, however many notices there are."""
_DIGEST: Final = "digest"
_PUT: Final = (
    update(Notice).where(Notice.id == bindparam("notice_id")).values(outbox_id=bindparam("message"), due_at=None)
)


def gather(database: Database, now: Now, *, batch: int = BATCH) -> int:
    """Write the messages that are due into the outbox, with their Message-IDs; gives how many were written.

    What is due at the same time comes in one message, but for what somebody has to know of: that comes by itself.
    """
    written = 0
    while True:
        with database.writing() as session:
            lock_name(session, "gathering")
            people = _waiting(session, now, batch)
            if not people:
                return written
            written += _gather(session, people, now)
            session.commit()


def _waiting(session: Session, now: Now, batch: int) -> Sequence[UUID]:
    """Who is to be told of something by now, the longest waiting first."""
    waiting = select(Notice.person_id).where(Notice.due_at <= now.at).group_by(Notice.person_id)
    return session.scalars(waiting.order_by(func.min(Notice.due_at), Notice.person_id).limit(batch)).all()


def _gather(session: Session, people: Sequence[UUID], now: Now) -> int:
    due = (Notice.person_id.in_(people), Notice.due_at <= now.at)
    rows = session.execute(
        select(Notice.id, Notice.person_id, Notice.kind, Person.is_active).join(Person).where(*due).order_by(Notice.id)
    ).all()
    together: dict[tuple[UUID, UUID | None], list[Row[UUID, UUID, str, bool]]] = defaultdict(list)
    for row in rows:
        if row.is_active:
            together[row.person_id, row.id if row.kind in REQUIRED else None].append(row)
    gone = [row.id for row in rows if not row.is_active]
    if gone:
        session.execute(delete(Notice).where(Notice.id.in_(gone)))
    messages = {key: uuid4() for key in together}
    add_values(session, Outbox, *(_message(messages[key], key[0], found, now) for key, found in together.items()))
    put = [{"notice_id": row.id, "message": messages[key]} for key, found in together.items() for row in found]
    if put:
        session.connection().execute(_PUT, put)
    return len(messages)


def _message(
    message_id: UUID, person_id: UUID, notices: Sequence[Row[UUID, UUID, str, bool]], now: Now
) -> dict[str, object]:
    kinds = {notice.kind for notice in notices}
    return {
        "id": message_id,
        "kind": kinds.pop() if len(kinds) == 1 else _DIGEST,
        "person_id": person_id,
        "message_id": f"<{message_id}@trainer>",
        "token": None,
        "state": "waiting",
        "tries": 0,
        "due_at": now.at,
        "created_at": now.at,
    }
