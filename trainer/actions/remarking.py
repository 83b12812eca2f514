"""A trainee comments on what is recorded about them."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from trainer.access import Actor
from trainer.actions.auditing import audit
from trainer.actions.signatures import require_words
from trainer.clock import Now
from trainer.errors import Invalid, NotFound
from trainer.storage.adding import add, add_words, lock_enrolment
from trainer.storage.database import Database
from trainer.storage.observing import Encounter, Remark
from trainer.storage.signing_off import Entry, SignOff

SUBJECTS: Final[Mapping[str, type[Entry] | type[SignOff] | type[Encounter]]] = {
    "entry": Entry,
    "sign_off": SignOff,
    "encounter": Encounter,
}
"""What can be commented on; ratings are commented on with the encounter in which they were given."""
MOST: Final = 20


def remark(database: Database, actor: Actor, about: str, about_id: UUID, words: str, seen: int, now: Now) -> None:
    """Comment on an entry, a signature or an encounter of one's own; `seen` comments were there, so twice is once.

    Raises NotFound for what is not about the actor.
    """
    words = require_words(words, "Write what you want to say.", "words")
    table = SUBJECTS.get(about)
    if table is None:
        raise NotFound("There is no such page.")
    with database.writing() as session:
        row = session.execute(select(table.person_id, table.enrolment_id).where(table.id == about_id)).one_or_none()
        if row is None or row.person_id != actor.person_id:
            raise NotFound("There is no such page.")
        lock_enrolment(session, row.enrolment_id)
        there = session.scalars(select(func.max(Remark.number)).where(Remark.about_id == about_id)).one() or 0
        if there > seen:
            return
        if there >= MOST:
            raise Invalid([("words", f"There are {MOST} remarks on this already; speak with your supervisor.")])
        text_id, digest = add_words(session, actor.person_id, "remark", words)
        add(
            session,
            Remark(
                person_id=actor.person_id,
                actor_id=actor.person_id,
                at=now.at,
                enrolment_id=row.enrolment_id,
                about=about,
                about_id=about_id,
                number=there + 1,
                text_id=text_id,
                text_digest=digest,
            ),
        )
        audit(session, actor, "record:remark:added", f"enrolment:{row.enrolment_id} {about}:{about_id}", now)
        session.commit()
