"""Measures what the statistics of a quiz with two hundred questions and ten thousand attempts cost."""

# `python -m tests.bench.quiz_statistics`: makes the database on its own disk, counts time, removes everything.

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from math import exp
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient
from sqlalchemy import Row, select

from trainer import clock
from trainer.access import PLATFORM, RoleName
from trainer.actions import publishing
from trainer.actions.editions import Options
from trainer.actions.enrolling import Scope, give_role
from trainer.actions.signing_in import start_session
from trainer.curriculum import plain
from trainer.settings import Settings
from trainer.storage import migrating
from trainer.storage.adding import add_values
from trainer.storage.base import Base
from trainer.storage.content import Document, Edition, Revision
from trainer.storage.database import Database, open_database
from trainer.storage.learning import Answer, Attempt, Enrolment, Score, Submission
from trainer.storage.people import Person
from trainer.tokens import new_token
from trainer.web.app import create_app

QUESTIONS: Final = 200
ATTEMPTS: Final = 10_000
_ANSWERED: Final = 300
"""So many of the newest attempts have their answers too; the page reads no others."""
_QUIZ: Final = "quizzes/long.yml"
_NOW: Final = clock.now(ZoneInfo("UTC"))
_QUESTION: Final = """\
  - id: question-{number:03d}
    type: single-choice
    prompt: Which is number {number}?
    options:
      - {{id: this, text: This one of {number}, correct: true, why: So.}}
      - {{id: that, text: That one of {number}, why: So.}}
      - {{id: other, text: Another of {number}, why: So.}}
"""
_FILES: Final = {
    "curriculum/course.yml": "course: long\ntitle: A long course\nareas:\n  - {id: a, title: A, modules: [m]}\n",
    "curriculum/references.bib": "",
    "curriculum/glossary.yml": "{}\n",
    "curriculum/a/m.md": "---\ntitle: M\ncode: M1\nminutes: 20\nphases: [dosing]\n"
    "objectives:\n  - {id: tell, text: Tell}\n---\n## Section {#s}\n\nText.\n",
    _QUIZ: "title: Long\nmodule: ../curriculum/a/m.md\nquestions:\n"
    + "".join(_QUESTION.format(number=number) for number in range(QUESTIONS)).replace(
        "    prompt:", "    objective: tell\n    prompt:"
    ),
}


def fill(database: Database) -> None:
    """Publish the course and let ten thousand people take its quiz, whose marks follow a Rasch model."""
    migrating.upgrade(database)
    files = {path: text.encode() for path, text in _FILES.items()}
    outcome = publishing.publish(database, PLATFORM, files, (), Options(), _NOW)
    assert outcome.number == 1, outcome.problems[:3]
    random = Random(6)
    hard = [random.gauss(0, 1) for _ in range(QUESTIONS)]
    with database.writing() as session:
        document = session.execute(
            select(Document.id, Document.course_id, Revision.id.label("revision_id"))
            .join(Revision, Revision.document_id == Document.id)
            .where(Document.path == _QUIZ)
        ).one()
        edition_id = session.scalars(select(Edition.id)).one()
        for begin in range(0, ATTEMPTS, 500):
            rows: dict[type[Base], list[dict[str, object]]] = {
                table: [] for table in (Person, Enrolment, Attempt, Answer, Submission, Score)
            }
            for number in range(begin, begin + 500):
                _took(rows, number, document, edition_id, hard, random)
            for table, each in rows.items():
                if each:
                    add_values(session, table, *each)
        session.commit()


def _took(
    rows: dict[type[Base], list[dict[str, object]]],
    number: int,
    document: Row[UUID, UUID, UUID],
    edition_id: UUID,
    hard: list[float],
    random: Random,
) -> None:
    person, enrolment, attempt = uuid4(), uuid4(), uuid4()
    document_id, course_id, revision_id = document
    at = _NOW.at - timedelta(days=1, minutes=number)
    address = f"p{number}@example.org"
    common = {"person_id": person, "actor_id": person, "at": at}
    rows[Person].append(
        {"id": person, "name": f"P {number}", "address": address, "email_key": address, "password_hash": "-",
         "is_active": True, "created_at": at}
    )  # fmt: skip
    rows[Enrolment].append(
        {"id": enrolment, "person_id": person, "course_id": course_id, "number": 1, "created_at": at,
         "days_paused": 0}
    )  # fmt: skip
    layout = plain.to_text({"seed": 1, "salt": "s", "questions": [{"id": f"question-{each:03d}", "arrangement": {
        "choice": ["this", "that", "other"]}} for each in range(QUESTIONS)]})  # fmt: skip
    rows[Attempt].append(
        {**common, "id": attempt, "enrolment_id": enrolment, "document_id": document_id, "number": 1,
         "revision_id": revision_id, "edition_id": edition_id, "layout": layout}
    )  # fmt: skip
    able = random.gauss(0.5, 1)
    right = [random.random() < 1 / (1 + exp(each - able)) for each in hard]
    if number < _ANSWERED:
        for place, is_right in enumerate(right):
            chosen = plain.to_text({"choice": ["this" if is_right else random.choice(("that", "other"))]})
            rows[Answer].append(
                {**common, "id": uuid4(), "at": at + timedelta(seconds=20 * place), "attempt_id": attempt,
                 "question": f"question-{place:03d}", "number": 1, "chosen": chosen, "is_final": False}
            )  # fmt: skip
    rows[Submission].append({**common, "id": uuid4(), "attempt_id": attempt})
    marks = {f"question-{place:03d}": 100 * is_right for place, is_right in enumerate(right)}
    rows[Score].append(
        {**common, "id": uuid4(), "attempt_id": attempt, "number": 1, "revision_id": revision_id,
         "points": 100 * sum(right), "maximum": 100 * QUESTIONS, "is_passed": sum(right) > 160,
         "missed_critical": False, "marks": plain.to_text(marks)}
    )  # fmt: skip


def author(database: Database) -> FlaskClient:
    """A browser in which an instructor is signed in."""
    with database.writing() as session:
        person = Person(
            id=uuid4(), name="I", address="i@example.org", email_key="i@example.org", password_hash="-",
            is_active=True, created_at=_NOW.at,
        )  # fmt: skip
        session.add(person)
        session.flush()
        give_role(session, person.id, RoleName.INSTRUCTOR, Scope(), _NOW)
        token = new_token()
        start_session(session, person.id, token, "a bench", _NOW)
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
        fill(database)
        client = author(database)
        gc.freeze()  # as a worker does
        gc.set_threshold(20_000)
        for line in _measured(client):
            print(line)
        database.close()


def _measured(client: FlaskClient) -> Iterator[str]:
    for what, url in (
        ("the page", f"/author/long/statistics/{_QUIZ}"),
        ("one question", f"/author/long/question-statistics/question-017/{_QUIZ}"),
        ("figures as CSV", f"/author/long/statistics-figures/{_QUIZ}"),
        ("marks as CSV", f"/author/long/statistics-marks/{_QUIZ}"),
    ):
        costs = [_cost(partial(client.get, url)) for _ in range(4)]
        yield (
            f"{what:<16} " + ", ".join(f"{wall:5.0f} ms ({cpu:.0f} cpu)" for wall, cpu, _ in costs) + f", {costs[0][2]}"
        )


def _cost(work: Callable[[], object]) -> tuple[float, float, str]:
    begun, cpu = time.perf_counter(), time.process_time()
    response = work()
    spent = 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - cpu)
    return *spent, f"{response.status_code}, {len(response.data)} bytes"  # type: ignore[attr-defined]  # a response


if __name__ == "__main__":
    main()
