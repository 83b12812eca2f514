"""A course of the clinic in which a patient's name stood once, and somebody who may remove it."""

from dataclasses import replace
from typing import Final

from tests.support.care_course import ROUTES, care_course
from tests.support.clinic import COURSE, after, publish
from trainer.access import Actor
from trainer.actions import redacting
from trainer.actions.redacting import Why
from trainer.curriculum.redaction_reason import Reason
from trainer.storage.database import Database
from trainer.storage.draft_rows import course_id_of
from trainer.storage.library import Library
from trainer.storage.redaction_scan import Findings, find_words

MODULE: Final = f"curriculum/{ROUTES}.md"
QUIZ: Final = "quizzes/routes.yml"
NAME: Final = "Hilda Sommer"
WHY: Final = Why(reason=Reason.PATIENT, words="A patient can be recognised by it.")
_TOLD: Final = b"Ask first, as Hilda\n  Sommer was asked."


def named(clinic: Database) -> Database:
    """The clinic with a second edition in which a patient is named; what is read of it is kept apart."""
    database = replace(clinic, library=Library())
    publish(database, told(), after(hours=1))
    return database


def named_once(clinic: Database) -> Database:
    """The clinic with a second edition in which a patient is named, and a third in which she is not."""
    database = named(clinic)
    publish(database, corrected(), after(hours=2))
    return database


def told() -> dict[str, bytes]:
    """The files of the second edition: the name stands in a module and in a reason of its quiz."""
    files = care_course()
    return {
        **files,
        MODULE: files[MODULE].replace(b"Ask first.", _TOLD),
        QUIZ: files[QUIZ].replace(b"It may be the heart.", b"It was so with Hilda Sommer."),
    }


def corrected() -> dict[str, bytes]:
    """The files of the third edition."""
    files = care_course()
    return {
        **files,
        MODULE: files[MODULE].replace(b"Ask first.", b"Ask first, always."),
        QUIZ: files[QUIZ].replace(b"It may be the heart.", b"The heart may suffer."),
    }


def found(database: Database, words: str = NAME) -> Findings:
    """Where words stand in the course."""
    with database.reading() as session:
        course_id = course_id_of(session, COURSE)
        assert course_id is not None
        return find_words(session, course_id, words)


def redact(database: Database, actor: Actor, words: str = NAME, why: Why = WHY) -> int:
    """Remove words, having looked where they stand."""
    seen = found(database, words).digest
    return redacting.redact_words(database, actor, COURSE, words, why, seen, after(hours=3))
