"""The clinic's course with competencies asked for, and a second supervisor of the evening cohort."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID, uuid4

from tests.support.care_course import care_course
from tests.support.clinic import EVENING, PASSWORD, actor_of, after, publish
from tests.support.courses import COURSE_FILE
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import inviting, observing, signing_in
from trainer.actions.editions import Options
from trainer.actions.folding import refold_outdated
from trainer.clock import Now
from trainer.storage.database import Database

RUTH: Final = "ruth@example.org"
CONSENT: Final = "competency:consent"
PRESENCE: Final = "competency:presence"
COMPETENCIES: Final = """\
complete_when: {modules: none, quizzes: none}
requirements:
  competencies:
    - {id: consent, title: Consent, level: 3, observed: 2,
       anchors: {1: Leaves out the right to stop, 2: Covers all with a prompt, 3: Has it said back}}
    - {id: presence, title: Presence, level: 2, anchors: {1: Talks much, 2: Quiet when prompted, 3: Lets silence be}}
"""


def ask_for_competencies(database: Database) -> Database:
    """Publish the course anew: it asks for two competencies and for nothing else. Ruth supervises the evening too."""
    files = care_course()
    files[COURSE_FILE] += COMPETENCIES.encode()
    publish(database, files, after(), Options(harder_from=after().today))
    for _ in refold_outdated(database, after()):
        pass
    token = inviting.invite(database, PLATFORM, RUTH, RoleName.SUPERVISOR, course=None, cohort=EVENING, now=after())
    signing_in.sign_out(database, inviting.accept(database, token, "Ruth", PASSWORD, "a test", after()), after())
    return database


def second_supervisor(database: Database) -> Actor:
    """Ruth, as actions see her."""
    return actor_of(database, RUTH)


def encounter_values(**changes: str) -> dict[str, str]:
    """What a form sends of an encounter in which consent was seen at level 3 and presence was not seen."""
    values = {
        "key": str(uuid4()),
        "held_on": after().today.isoformat(),
        "phase": "dosing",
        "setting": "live",
        "role": "second",
        "second": "",
        "level-consent": "3",
        "level-presence": "0",
        "note": "",
    }
    return values | {
        name.replace("_", "-") if name.startswith("level") else name: each for name, each in changes.items()
    }


def observed(
    database: Database, by: Actor, enrolment_id: UUID, now: Now | None = None, **changes: str
) -> tuple[UUID, Mapping[str, str]]:
    """Record an encounter, and give its id with what was sent."""
    values = encounter_values(**changes)
    return observing.record_encounter(database, by, enrolment_id, values, now or after(days=1)), values
