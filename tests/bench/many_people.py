"""Measures the pages of staff and what happens by itself with a hundred thousand people in the database."""

# `python -m tests.bench.many_people [sqlite] [postgresql] [PEOPLE]`: both kinds and 100,000 unless told otherwise.
# It needs about 5 GB in the folder for temporary files for each kind, and some ten minutes in all.

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from tests.bench.many_filling import TOGETHER, Thirty, live, take, write_postgresql, write_sqlite
from tests.support.postgresql import PrivateServer
from trainer import clock
from trainer.actions.folding import verify
from trainer.actions.gathering import gather
from trainer.actions.reminders import remind_everybody
from trainer.actions.signing_in import start_session
from trainer.actions.sweeping import sweep
from trainer.settings import Settings
from trainer.storage import migrating
from trainer.storage.certificates import Certificate
from trainer.storage.content import Cohort
from trainer.storage.copying import back_up
from trainer.storage.database import Database, open_database
from trainer.storage.learning import Enrolment
from trainer.storage.people import Person
from trainer.tokens import new_token
from trainer.web.app import create_app

PEOPLE: Final = 100_000
_THIRTY: Final = 30
_ROUNDS: Final = 5
_VERIFIED: Final = 200
_SLOW: Final = 0.05  # seconds, from which on a statement is told by itself
_LARGE: Final = "0001Spring"
_ADDRESSES: Final = ("ada@example.org", "0001sven@example.org", "0001trainee0@example.org")
_NOW: Final = clock.now(ZoneInfo("UTC"))


@dataclass(slots=True)
class Asked:
    """Statements that were run, with the seconds that each took."""

    seen: list[tuple[float, str, Any]] = field(default_factory=list)
    begun: float = 0


def main() -> None:
    """Fill, ask, tell."""
    kinds = [each for each in sys.argv[1:] if each in ("sqlite", "postgresql")] or ["sqlite", "postgresql"]
    people = next((int(each) for each in sys.argv[1:] if each.isdigit()), PEOPLE)
    copies = people // _THIRTY
    with tempfile.TemporaryDirectory(prefix="many-people-") as folder:
        path = Path(folder) / "many.db"
        live(path)
        thirty = take(path)
        for kind in kinds:
            filled = _filled_sqlite if kind == "sqlite" else _filled_postgresql
            with filled(thirty, path, copies) as database:
                print(f"\n{kind}, {_count(database):,} people")
                for line in _measured(database, Path(folder)):
                    print(line, flush=True)


@contextmanager
def _filled_sqlite(thirty: Thirty, original: Path, copies: int) -> Iterator[Database]:
    path = original.with_name("copied.db")
    path.write_bytes(original.read_bytes())
    write_sqlite(thirty, path, copies)
    database = open_database(f"sqlite:///{path}")
    yield database
    database.close()
    path.unlink()


@contextmanager
def _filled_postgresql(thirty: Thirty, original: Path, copies: int) -> Iterator[Database]:
    server = PrivateServer()
    server.create("many")
    database = open_database(server.url("many"))
    migrating.upgrade(database)
    write_postgresql(thirty, original, database, copies)
    yield database
    database.close()
    server.stop()


def _count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def _measured(database: Database, folder: Path) -> Iterator[str]:
    app = create_app(Settings(secret_key="k" * 40, base_url="http://localhost"), database)
    for what, ask in (*_pages(database, app), *_deeds(database, folder)):
        with _listening(database) as asked:
            cold, answer = _timed(ask)
            counted = list(asked.seen)
            warm = [_timed(ask)[0] for _ in range(_ROUNDS)] if cold < 2 and what in dict(_pages(database, app)) else []
        median = f"{1000 * statistics.median(warm):9.1f}" if warm else " " * 9
        yield f"{what:<36} first {1000 * cold:9.1f} ms, then {median} ms; {len(counted):>4} statements {answer}"
        for seconds, statement, values in sorted(counted, key=lambda each: -each[0])[:3]:
            if seconds > _SLOW:
                yield f"    {1000 * seconds:.0f} ms: {' '.join(statement.split())[:600]}"
                yield from (f"        {line}" for line in _plan(database, statement, values))


def _pages(database: Database, app: Flask) -> Sequence[tuple[str, Callable[[], str]]]:
    ada, sven, alma = (_browser(app, database, each) for each in _ADDRESSES)
    with database.reading() as session:
        cohort = session.scalars(select(Cohort.id).where(Cohort.name == _LARGE)).one()
        enrolment = session.scalars(
            select(Enrolment.id).where(Enrolment.cohort_id == cohort).order_by(Enrolment.id).limit(1)
        ).one()
        person: UUID = session.scalars(select(Enrolment.person_id).where(Enrolment.id == enrolment)).one()
        serial = session.scalars(select(Certificate.serial).limit(1)).one()
    of_one, course = f"/supervise/enrolments/{enrolment}", "/courses/care"
    pages = (
        ("home of a trainee", alma, f"{course}/"),
        ("module page", alma, f"{course}/modules/pharmacology/routes"),
        ("own progress", alma, f"{course}/progress"),
        ("own requirements", alma, f"{course}/requirements"),
        ("own transcript", alma, f"{course}/transcript"),
        ("search", alma, f"{course}/search?words=onset"),
        ("cohorts of a supervisor", sven, "/supervise/"),
        ("cohorts of an administrator", ada, "/supervise/"),
        (f"cohort of {18 * TOGETHER}", sven, f"/supervise/cohorts/{cohort}"),
        ("the same as CSV", sven, f"/supervise/cohorts/{cohort}.csv"),
        ("the same as a workbook", sven, f"/supervise/cohorts/{cohort}.xlsx"),
        ("meetings of a cohort", sven, f"/supervise/cohorts/{cohort}/meetings"),
        ("waiting, of a supervisor", sven, "/supervise/waiting"),
        ("waiting, of an administrator", ada, "/supervise/waiting"),
        ("person", sven, of_one),
        ("timeline of a person", sven, f"{of_one}/timeline"),
        ("decisions about a person", sven, f"{of_one}/decisions"),
        ("decisions, for an administrator", ada, f"{of_one}/decisions"),
        ("requirements of a person", sven, f"{of_one}/requirements"),
        ("transcript of a person", sven, f"{of_one}/transcript"),
        ("certificate of a person", ada, f"{of_one}/certificate"),
        ("evaluation results", ada, f"{course}/evaluations"),
        ("administration", ada, "/administer/"),
        ("people", ada, "/administer/people"),
        ("people, page 1,000", ada, "/administer/people?page=1000"),
        ("people, by a name", ada, "/administer/people?words=Bruno+Fibadahl"),
        ("people, by a role", ada, "/administer/people?role=supervisor"),
        ("one of the people", ada, f"/administer/people/{person}"),
        ("cohorts to administer", ada, "/administer/cohorts"),
        ("outbox", ada, "/administer/outbox"),
        ("audit log", ada, "/administer/audit"),
        ("audit log, by who acted", ada, "/administer/audit?by=sven@example.org"),
        ("audit log, by whose record", ada, "/administer/audit?about=trainee0@example.org"),
        ("audit log, by a name nobody has", ada, "/administer/audit?about=Nobody+Whatever"),
        ("audit log, looks", ada, "/administer/audit?matter=look"),
        ("audit log of one person as CSV", ada, "/administer/audit.csv?about=trainee0@example.org"),
        ("certificate checked by anybody", app.test_client(), f"/certificates/{serial}"),
        ("readiness", app.test_client(), "/readyz"),
    )
    return [(what, _getting(client, url)) for what, client, url in pages]


def _deeds(database: Database, folder: Path) -> Sequence[tuple[str, Callable[[], str]]]:
    backup = folder / "many.backup"

    def verified() -> str:
        return f"{len(list(verify(database, _NOW, first=_VERIFIED)))} of {_VERIFIED} differ"

    def backed_up() -> str:
        rows = sum(number for _, number in back_up(database, backup, _NOW.at))
        size = backup.stat().st_size
        backup.unlink()
        return f"{rows:,} rows, {size // 1_000_000} MB"

    def swept() -> str:
        sweep(database, _NOW)
        return ""

    return (
        ("round of the sweep", swept),
        ("reminders of everybody", lambda: f"{remind_everybody(database, _NOW)} told"),
        ("messages gathered", lambda: f"{gather(database, _NOW)} gathered"),
        ("progress verify", verified),
        ("backup", backed_up),
    )


def _getting(client: FlaskClient, url: str) -> Callable[[], str]:
    def get() -> str:
        answer = client.get(url, headers={"Accept-Encoding": "zstd"})
        return f"{answer.status_code}, {len(answer.data):,} bytes"

    return get


def _browser(app: Flask, database: Database, address: str) -> FlaskClient:
    token = new_token()
    with database.writing() as session:
        person_id = session.scalars(select(Person.id).where(Person.email_key == address)).one()
        start_session(session, person_id, token, "a bench", _NOW)
        session.commit()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    return client


def _timed(ask: Callable[[], str]) -> tuple[float, str]:
    begun = time.perf_counter()
    answer = ask()
    return time.perf_counter() - begun, answer


@contextmanager
def _listening(database: Database) -> Iterator[Asked]:
    asked = Asked()

    def begin(*_: Any) -> None:
        asked.begun = time.perf_counter()

    def end(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "COMMIT", "ROLLBACK")):
            asked.seen.append((time.perf_counter() - asked.begun, statement, values))

    heard = (("before_cursor_execute", begin), ("after_cursor_execute", end))
    for engine in (database.writer, database.reader):
        for name, hear in heard:
            event.listen(engine, name, hear)
    try:
        yield asked
    finally:
        for engine in (database.writer, database.reader):
            for name, hear in heard:
                event.remove(engine, name, hear)


def _plan(database: Database, statement: str, values: Any) -> Iterator[str]:
    """How the database finds what a statement asks for."""
    is_sqlite = database.reader.dialect.name == "sqlite"
    if not statement.startswith(("SELECT", "WITH")):
        return
    with database.reader.connect() as connection:
        for row in connection.exec_driver_sql(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{statement}", values):
            yield str(row[-1])


if __name__ == "__main__":
    main()
