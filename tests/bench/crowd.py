"""Fills a database with a cohort of two hundred people, each with an attempt at every quiz ready to be answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock, passwords
from trainer.access import PLATFORM, Actor, HeldRole, RoleName
from trainer.actions import cohorts, enrolling, publishing, reading, taking_quizzes
from trainer.actions.editions import Options
from trainer.clock import Now
from trainer.course_folder import read_folder
from trainer.curriculum.documents import slug_in
from trainer.curriculum.outline import Outline
from trainer.demonstration.answering import right_form, wrong_form
from trainer.ids import AttemptId, PersonId
from trainer.paths import data_root
from trainer.queries.attempt import attempt_head
from trainer.quizzes.codes import code
from trainer.storage import migrating
from trainer.storage.adding import add
from trainer.storage.database import Database
from trainer.storage.editions import newest_edition
from trainer.storage.people import Person

PEOPLE: Final = 200
EARLY: Final = 8
"""People of another cohort, who warm the server up."""
PASSWORD: Final = "a quiet afternoon"
SUPERVISOR: Final = "supervisor@example.org"


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """An attempt that nothing has been answered in: for each question its name in pages and a form."""

    id: AttemptId
    forms: tuple[tuple[str, Mapping[str, list[str]]], ...]


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody with an open attempt at each quiz."""

    address: str
    attempts: tuple[OpenAttempt, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody, and the course they are on."""

    course: str
    cohort_id: UUID
    cohort: tuple[Trainee, ...]
    early: tuple[Trainee, ...]


def fill(database: Database) -> Crowd:
    """Publish the course that the program ships with, with every module open, and let people join and begin."""
    now = clock.now(ZoneInfo("UTC"))
    migrating.upgrade(database)
    course = _publish(database, now)
    begun, ends = now.today - timedelta(days=10), now.today + timedelta(days=60)
    cohort_ids = [
        cohorts.add_cohort(database, PLATFORM, name, course, begun, ends, now) for name in ("Two hundred", "Early")
    ]
    with database.writing() as session:
        head = newest_edition(session, course)
        assert head is not None
        outline = database.library.edition(session, head.edition_id).outline
        scopes = [enrolling.Scope(course_id=head.course_id, cohort_id=cohort_id) for cohort_id in cohort_ids]
        password_hash = passwords.hashed(PASSWORD)
        _join(session, database, SUPERVISOR, password_hash, RoleName.SUPERVISOR, enrolling.Scope(), now)
        joined = [
            _join(session, database, f"trainee-{place}@example.org", password_hash, RoleName.TRAINEE, scope, now)
            for scope, people in zip(scopes, (PEOPLE, EARLY), strict=True)
            for place in range(people)
        ]
        session.commit()
    trainees = tuple(_begin(database, actor, outline, place, now) for place, actor in enumerate(joined))
    return Crowd(course, cohort_ids[0], trainees[:PEOPLE], trainees[PEOPLE:])
