"""Fills a database with a cohort of two hundred people, each with an attempt at every quiz ready to be answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer import clock, passwords
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import cohorts, publishing, reading, taking_quizzes
from trainer.actions.editions import Options
from trainer.actions.enrolling import Scope, enrol, find_scope, give_role
from trainer.clock import Now
from trainer.course_folder import read_folder
from trainer.curriculum.documents import slug_in
from trainer.curriculum.outline import Outline
from trainer.demonstration.answering import right_form, wrong_form
from trainer.ids import PersonId
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
_COHORTS: Final = {"Two hundred": PEOPLE, "Early": EARLY}


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """An attempt in which nothing has been answered: the name of each question in pages, and a form for it."""

    id: UUID
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
    modules: tuple[str, ...]
    cohort_id: UUID
    cohort: tuple[Trainee, ...]
    early: tuple[Trainee, ...]


def fill(database: Database) -> Crowd:
    """Publish the course that the program ships with, every module open, and let people join and begin."""
    now = clock.now(ZoneInfo("UTC"))
    migrating.upgrade(database)
    course = _publish(database, now)
    begun, ends = now.today - timedelta(days=10), now.today + timedelta(days=60)
    ids = [cohorts.add_cohort(database, PLATFORM, name, course, begun, ends, now) for name in _COHORTS]
    joined = _join(database, course, now)
    with database.reading() as session:
        head = newest_edition(session, course)
        assert head is not None
        outline = database.library.edition(session, head.edition_id).outline
    trainees = tuple(_begin(database, *each, outline, place, now) for place, each in enumerate(joined.items()))
    keys = tuple(module.key for module in outline.modules())
    return Crowd(course, keys, ids[0], trainees[:PEOPLE], trainees[PEOPLE:])


def _publish(database: Database, now: Now) -> str:
    files, _ = read_folder(data_root())
    everything_open = {path: _without_requirements(path, content) for path, content in files.items()}
    outcome = publishing.publish(database, PLATFORM, everything_open, (), Options(), now)
    assert outcome.number is not None, outcome.problems
    return slug_in(files)


def _without_requirements(path: str, content: bytes) -> bytes:
    if not path.endswith(".md"):
        return content
    return b"".join(line for line in content.splitlines(keepends=True) if not line.startswith(b"requires: "))


def _join(database: Database, course: str, now: Now) -> dict[str, Actor]:
    """Let everybody in at once; all have the same password, which is hashed once."""
    kept = passwords.hashed(PASSWORD)
    joined: dict[str, Actor] = {}
    with database.writing() as session:
        supervisor = _person(session, "Tomás Rey", SUPERVISOR, kept, now)
        give_role(session, supervisor.person_id, RoleName.SUPERVISOR, Scope(), now)
        for cohort, people in _COHORTS.items():
            scope = find_scope(session, course=course, cohort=cohort)
            for _ in range(people):
                address = f"trainee-{len(joined)}@example.org"
                member = _person(session, f"Trainee number {len(joined)}", address, kept, now)
                give_role(session, member.person_id, RoleName.TRAINEE, scope, now)
                enrol(session, database, member, scope, now)
                joined[address] = member
        session.commit()
    return joined


def _person(session: Session, name: str, address: str, kept: str, now: Now) -> Actor:
    person = Person(
        id=uuid4(), name=name, address=address, email_key=address, password_hash=kept, is_active=True, created_at=now.at
    )
    add(session, person)
    return Actor(person_id=PersonId(person.id), name=name)


def _begin(database: Database, address: str, actor: Actor, outline: Outline, place: int, now: Now) -> Trainee:
    """Let somebody read a part of one module, another for each, and start every quiz."""
    modules = outline.modules()
    module = modules[place % len(modules)]
    for section in module.sections[: place % (len(module.sections) + 1)]:
        reading.finish_section(database, actor, outline.slug, module.key, section.id, now)
    attempts = tuple(_start(database, actor, outline.slug, quiz.slug, place, now) for quiz in outline.quizzes)
    return Trainee(address, attempts)


def _start(database: Database, actor: Actor, course: str, quiz: str, place: int, now: Now) -> OpenAttempt:
    attempt_id = taking_quizzes.start(database, actor, course, quiz, now)
    with database.reading() as session:
        head, _ = attempt_head(session, database, attempt_id)
    make = (right_form, wrong_form)
    forms = tuple(
        (
            code(head.layout.salt, "question", placed.id),
            make[(place + number) % 3 == 0](head.quiz.question(placed.id), placed, head.layout.salt),
        )
        for number, placed in enumerate(head.layout.questions)
    )
    return OpenAttempt(attempt_id, forms)
