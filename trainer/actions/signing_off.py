"""A supervisor signs a competency off."""

from uuid import UUID

from trainer.access import Actor
from trainer.actions.folding import refold
from trainer.actions.observing import competencies_of
from trainer.actions.signatures import LONGEST_WORDS, add_sign_off, hold_supervised, is_repeated
from trainer.clock import Now
from trainer.curriculum.note_words import cleaned
from trainer.curriculum.observing import carrying, missing_for
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.storage.database import Database
from trainer.storage.observing_rows import observed_of


def sign_competency(
    database: Database, actor: Actor, enrolment_id: UUID, competency: str, level: int, words: str, seen: int, now: Now
) -> None:
    """Sign a competency at a level; what completes by it completes in the same commit.

    `seen` is the number of the last signature for it when the form was made, so that a double click signs once.
    Raises NotAllowed, saying what is missing, unless the encounters carry the level, and Stale where somebody else
    has signed meanwhile.
    """
    words = cleaned(words)
    if len(words) > LONGEST_WORDS:
        raise Invalid([("words", f"Shorten this to {LONGEST_WORDS} characters.")])
    with database.writing() as session:
        enrolment = hold_supervised(session, actor, enrolment_id, now)
        asked = competencies_of(session, database, enrolment)
        found = next((each for each in asked if each.id == competency), None)
        if found is None:
            raise NotFound("There is no such competency.")
        if is_repeated(session, actor, enrolment, found.item, seen):
            return
        if not 1 <= level <= 3:
            raise Invalid([("level", "Choose the level that you sign.")])
        encounters = observed_of(session, enrolment_id)
        missing = missing_for(found, encounters, level, now.today)
        if missing:
            raise NotAllowed(missing)
        carried = len(carrying(encounters, found.item, level, now.today))
        add_sign_off(
            session,
            actor,
            enrolment,
            found.item,
            "accepted",
            now,
            words=words,
            level=level,
            encounters=carried,
        )
        refold(session, database, enrolment, actor.person_id, now)
        session.commit()
