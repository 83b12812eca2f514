"""Measures what the page of a cohort of five hundred people and forty items costs the server."""

# `python -m tests.bench.big_cohort`: makes the database on its own disk, counts processor time, removes everything.

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient

from trainer import clock
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import cohorts, publishing
from trainer.actions.editions import Options
from trainer.actions.enrolling import Scope, enrol, find_scope, give_role
from trainer.actions.folding import rebuild
from trainer.actions.signing_in import start_session
from trainer.clock import Now
from trainer.curriculum.edition import EditionView
from trainer.ids import PersonId
from trainer.settings import Settings
from trainer.storage import migrating
from trainer.storage.adding import add, add_values
from trainer.storage.base import Base
from trainer.storage.database import Database, open_database
from trainer.storage.editions import newest_edition
from trainer.storage.enrolments import own_enrolment
from trainer.storage.learning import Attempt, Reading, Score, Submission
from trainer.storage.people import Person
from trainer.tokens import new_token
from trainer.web.app import create_app

PEOPLE: Final = 500
_COURSE: Final = "broad"
_COHORT: Final = "Five hundred"
_AREAS: Final = 3
_MODULES: Final = 11  # in each area
_SECTIONS: Final = 5
_ROUNDS: Final = 20
_NOW: Final = clock.now(ZoneInfo("UTC"))
_REQUIREMENTS: Final = """\
requirements:
  competencies:
    - {id: consent, title: Consent, anchors: {1: Some., 2: More., 3: All.}}
    - {id: set, title: Set and setting, anchors: {1: Some., 2: More., 3: All.}}
  practicum: [{id: observed, title: Observed sessions, count: 6}]
  meetings: [{id: drills, title: Drills, count: 2}]
  documents: [{id: licence, title: Licence, expires: true}]
  reflections: [{id: first, title: A reflection, prompt: What?}, {id: last, title: Another, prompt: What?}]
"""
_MODULE: Final = """\
---
title: Module {number} of area {area}
code: M{number}
minutes: 20
phases: [dosing]
objectives:
  - {{id: tell, text: Tell}}
---
"""
_QUIZ: Final = """\
title: Quiz {number} of area {area}
module: ../curriculum/area-{area}/module-{number}.md
attempts: 3
questions:
  - id: one
    type: single-choice
    objective: tell
    prompt: Which?
    options:
      - {{id: this, text: This, correct: true, why: So.}}
      - {{id: that, text: That, why: So.}}
"""


def course_of_forty() -> dict[str, bytes]:
    """A course of thirty-three modules with a quiz each, and seven requirements beyond them."""
    files = {"curriculum/references.bib": "", "curriculum/glossary.yml": "{}\n"}
    numbers = range(_MODULES)
    listed = ", ".join(f"module-{number}" for number in numbers)
    areas = "".join(f"  - {{id: area-{area}, title: Area {area}, modules: [{listed}]}}\n" for area in range(_AREAS))
    files["curriculum/course.yml"] = f"course: {_COURSE}\ntitle: A broad course\nareas:\n{areas}{_REQUIREMENTS}"
    for area in range(_AREAS):
        for number in numbers:
            front = _MODULE.format(area=area, number=number)
            sections = "\n".join(f"## Section {place} {{#s{place}}}\n\nText.\n" for place in range(_SECTIONS))
            files[f"curriculum/area-{area}/module-{number}.md"] = front + sections
            files[f"quizzes/quiz-{area}-{number}.yml"] = _QUIZ.format(area=area, number=number)
    return {path: text.encode() for path, text in files.items()}


def fill(database: Database) -> UUID:
    """Publish the course, let everybody join, and let each have done another part of it; gives the cohort."""
    migrating.upgrade(database)
    outcome = publishing.publish(database, PLATFORM, course_of_forty(), (), Options(), _earlier(120))
    assert outcome.number == 1, outcome.problems[:3]
    begun, ends = _earlier(100).today, _NOW.today + timedelta(days=60)
    cohort_id = cohorts.add_cohort(database, PLATFORM, _COHORT, _COURSE, begun, ends, _earlier(110))
    joined = _join(database)
    with database.writing() as session:
        head = newest_edition(session, _COURSE)
        assert head is not None
        edition = database.library.edition(session, head.edition_id)
        for place, actor in enumerate(joined):
            enrolment = own_enrolment(session, actor.person_id, _COURSE, _NOW.today)
            assert enrolment is not None
            for table, rows in _facts(actor, enrolment.enrolment_id, edition, head.edition_id, Random(place)).items():
                add_values(session, table, *rows)
        session.commit()
    for _ in rebuild(database, _NOW):
        pass
    return cohort_id


def supervisor(database: Database) -> FlaskClient:
    """A browser in which somebody who supervises everything is signed in."""
    with database.writing() as session:
        person = _person(session.add, "Supervisor", "supervisor@example.org")
        session.flush()
        give_role(session, person.person_id, RoleName.SUPERVISOR, Scope(), _NOW)
        token = new_token()
        start_session(session, person.person_id, token, "a bench", _NOW)
        session.commit()
    client = create_app(Settings(secret_key="k" * 40, base_url="http://localhost"), database).test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    return client


def main() -> None:
    """Fill, ask, tell."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        database = open_database(f"sqlite:///{Path(folder)}/trainer.db")
        print("  Filling a database ...", file=sys.stderr, flush=True)
        cohort_id = fill(database)
        client = supervisor(database)
        for line in _measured(client, f"/supervise/cohorts/{cohort_id}"):
            print(line)
        database.close()


def _measured(client: FlaskClient, path: str) -> Iterator[str]:
    for what, url in (("the page", path), ("the CSV", f"{path}.csv"), ("the spreadsheet", f"{path}.xlsx")):
        yield _line(what, client, url)
    yield _line("sorted and filtered", client, f"{path}?sort=help&state=help-needed&area=area-1")


def _line(what: str, client: FlaskClient, url: str) -> str:
    cold, size = _cost(lambda: client.get(url, headers={"Accept-Encoding": "zstd"}).data)
    warm = [_cost(lambda: client.get(url, headers={"Accept-Encoding": "zstd"}).data)[0] for _ in range(_ROUNDS)]
    return f"{what:<22} first {cold:6.1f} ms, then {statistics.median(warm):6.1f} ms of processor time, {size} bytes"


def _cost(work: Callable[[], bytes]) -> tuple[float, int]:
    begun = time.process_time()
    size = len(work())
    return 1000 * (time.process_time() - begun), size


def _earlier(days: float) -> Now:
    at = _NOW.at - timedelta(days=days)
    return Now(at, at.date())


def _join(database: Database) -> list[Actor]:
    with database.writing() as session:
        scope = find_scope(session, course=_COURSE, cohort=_COHORT)
        people = []
        for number in range(PEOPLE):
            actor = _person(lambda row: add(session, row), f"Trainee number {number}", f"t{number}@example.org")
            give_role(session, actor.person_id, RoleName.TRAINEE, scope, _earlier(100))
            enrol(session, database, actor, scope, _earlier(100))
            people.append(actor)
        session.commit()
    return people


def _person(add_row: Callable[[Person], None], name: str, address: str) -> Actor:
    at = _earlier(100).at
    person = Person(
        id=uuid4(), name=name, address=address, email_key=address, password_hash="-", is_active=True, created_at=at
    )
    add_row(person)
    return Actor(person_id=PersonId(person.id), name=name)


@dataclass(frozen=True, slots=True)
class _Did:
    """What all facts of a person have in common."""

    person_id: UUID
    enrolment_id: UUID
    edition_id: UUID

    def row(self, days: float, **more: object) -> dict[str, object]:
        common = {"id": uuid4(), "person_id": self.person_id, "actor_id": self.person_id, "at": _earlier(days).at}
        return {**common, **more}


def _facts(
    actor: Actor, enrolment_id: UUID, edition: EditionView, edition_id: UUID, random: Random
) -> dict[type[Base], list[dict[str, object]]]:
    """Somebody reads a part of the modules, one after the other, and tries each quiz up to three times."""
    did = _Did(actor.person_id, enrolment_id, edition_id)
    rows: dict[type[Base], list[dict[str, object]]] = {Reading: [], Attempt: [], Submission: [], Score: []}
    modules = edition.outline.modules()
    read = modules[: random.randrange(len(modules) + 1)]
    for place, module in enumerate(read):
        days = 95 * (1 - place / len(modules)) + random.random()
        of_module = {"enrolment_id": enrolment_id, "edition_id": edition_id}
        revision = edition.revisions[module.path]
        for section in module.sections[: random.randint(2, _SECTIONS)]:
            for kind in ("opened", "finished"):
                more = {"revision_id": revision.revision_id, "section": section.id, "kind": kind, **of_module}
                rows[Reading].append(did.row(days, **more))
        if module.quiz:
            _try(did, rows, edition, module.quiz.path, days, random)
    return rows


def _try(
    did: _Did,
    rows: dict[type[Base], list[dict[str, object]]],
    edition: EditionView,
    path: str,
    days: float,
    random: Random,
) -> None:
    quiz = edition.revisions[path]
    tries = random.choice((1, 1, 1, 2, 3))
    for number in range(1, tries + 1):
        is_passed = number == tries and random.random() > 0.1
        attempt = did.row(
            days - 0.01 * number,
            enrolment_id=did.enrolment_id,
            document_id=quiz.document_id,
            number=number,
            revision_id=quiz.revision_id,
            edition_id=did.edition_id,
            layout="{}",
            due_at=None,
        )
        rows[Attempt].append(attempt)
        rows[Submission].append(did.row(days - 0.01 * number, attempt_id=attempt["id"]))
        rows[Score].append(
            did.row(
                days - 0.01 * number,
                attempt_id=attempt["id"],
                number=1,
                revision_id=quiz.revision_id,
                points=100 if is_passed else 0,
                maximum=100,
                is_passed=is_passed,
                missed_critical=False,
                marks="[]",
            )
        )


if __name__ == "__main__":
    main()
