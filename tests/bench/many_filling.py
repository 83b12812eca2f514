"""Fills a database with a hundred thousand people: thirty who did what people do, and copies of them under new ids."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import psycopg
from psycopg import sql
from sqlalchemy import Column, Table, UniqueConstraint

from tests.support import year_lived
from tests.support.year import begin
from trainer.actions.reminders import remind_everybody
from trainer.actions.signing_in import start_session
from trainer.storage import migrating
from trainer.storage.database import Database, open_database
from trainer.storage.schema import metadata
from trainer.tokens import new_token

DAYS: Final = 100
"""How long ago the thirty began."""
TOGETHER: Final = 11
"""How many copies of the thirty are in the same two cohorts: of eighteen and twelve people, by eleven."""
SYSTEM: Final = "00000000000000000000000000000000"
_SHORT: Final = 30  # signs; what is longer is a digest or the like, and keeps its length
_ID: Final = re.compile(r"\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b")
_PERSON, _COHORT, _SURNAME = "\x01", "\x02", "\x03"
"""In a text of a row: what is another in each copy, what in each pair of cohorts, and the end of a name."""
_MARK: Final = re.compile("[\x01\x02\x03]")
_FIRST: Final = ("Ba", "De", "Fi", "Go", "Hu", "Ka", "Le", "Mi", "No", "Ru", "Sa", "Te", "Vi", "Wo", "Zu")
_LAST: Final = ("bert", "dahl", "eck", "ford", "gard", "hold", "kamp", "lind", "mann", "nius", "quist", "rup", "sen")

Row: TypeAlias = Sequence[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thirty:
    """The rows of the thirty and of their cohorts, with marks in their texts; `rest` is there once for all."""

    of_people: Mapping[str, Sequence[Row]]
    of_cohorts: Mapping[str, Sequence[Row]]
    rest: Mapping[str, Sequence[Row]]
    columns: Mapping[str, Sequence[str]]


def live(path: Path) -> None:
    """Let thirty people live a hundred days in a database of SQLite."""
    database = open_database(f"sqlite:///{path}")
    migrating.upgrade(database)
    year = begin(database, DAYS)
    files = year_lived.first_spring(year)
    year_lived.first_summer(year, files)
    year_lived.midsummer(year)
    year.sweep(DAYS - 1)
    remind_everybody(database, year.day(DAYS - 0.5))
    with database.writing() as session:
        for learner in year.learners(range(0, 30, 2)):
            start_session(session, learner.actor.person_id, new_token(), "a browser", year.day(DAYS - 0.5))
        session.commit()
    database.close()


def take(path: Path) -> Thirty:
    """Read what the thirty did, telling whose each row is by the ids that stand in it."""
    with sqlite3.connect(path) as connection:
        columns = {table.name: [each.name for each in _stored(table)] for table in metadata.sorted_tables}
        every = {name: connection.execute(f"SELECT {_listed(names)} FROM {name}").fetchall()
                 for name, names in columns.items()}  # fmt: skip
        people = {key for (key,) in connection.execute("SELECT DISTINCT person_id FROM enrolment")}
        cohorts = {key for (key,) in connection.execute("SELECT id FROM cohort")}
        cohorts |= {key for (key,) in connection.execute("SELECT person_id FROM role WHERE name = 'supervisor'")}
    of: dict[str, dict[str, list[Row]]] = {"people": {}, "cohorts": {}, "rest": {}}
    for table in metadata.sorted_tables:
        for row in every[table.name]:
            whose = _whose(row, people, cohorts)
            keys = [column.name for column in table.primary_key]
            own = row[columns[table.name].index(keys[0])] if len(keys) == 1 else None
            if whose != "rest" and isinstance(own, str) and _ID.fullmatch(own):
                (people if whose == "people" else cohorts).add(own)
            of[whose].setdefault(table.name, []).append(row)
    marked = {
        whose: {name: [_marked(metadata.tables[name], row, whose, people, cohorts) for row in rows]
                for name, rows in of[whose].items()}
        for whose in ("people", "cohorts")
    }  # fmt: skip
    return Thirty(of_people=marked["people"], of_cohorts=marked["cohorts"], rest=of["rest"], columns=columns)


def copies(thirty: Thirty, number: int) -> Iterator[tuple[str, Iterable[Row]]]:
    """Each table with its rows for so many copies, those first to which others refer."""
    pairs = -(-number // TOGETHER)
    for table in metadata.sorted_tables:
        name = table.name
        yield name, _every(thirty.of_cohorts.get(name, ()), thirty.of_people.get(name, ()), pairs, number)


def write_sqlite(thirty: Thirty, path: Path, number: int) -> None:
    """Add the copies to the database in which the thirty lived, without asking its disk to be sure."""
    connection = sqlite3.connect(path)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000"):
        connection.execute(f"PRAGMA {pragma}")
    for name, rows in copies(thirty, number):
        places = ", ".join("?" * len(thirty.columns[name]))
        connection.executemany(f"INSERT INTO {name} ({_listed(thirty.columns[name])}) VALUES ({places})", rows)
        connection.commit()
    # No ANALYZE: the platform runs none over these tables on SQLite, and what it says misleads the planner where
    # nearly every row of an indexed column is empty.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def write_postgresql(thirty: Thirty, original: Path, database: Database, number: int) -> None:
    """Put the thirty as they are, and the copies, into a database of the newest schema."""
    url = database.writer.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with sqlite3.connect(original) as lived, psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET TIME ZONE 'UTC'")
        for table in metadata.sorted_tables:
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
        made = dict(copies(thirty, number))
        for table in metadata.sorted_tables:
            names = thirty.columns[table.name]
            target = sql.SQL(", ").join(map(sql.Identifier, names))
            statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), target)
            with cursor.copy(statement) as copy:
                for row in lived.execute(f"SELECT {_listed(names)} FROM {table.name}"):
                    copy.write_row(row)
                for row in made[table.name]:
                    copy.write_row(row)
        connection.commit()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")


def _stored(table: Table) -> list[Column[object]]:
    return [column for column in table.columns if column.computed is None]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _whose(row: Row, people: set[str], cohorts: set[str]) -> str:
    found = {key.replace("-", "") for cell in row if isinstance(cell, str) for key in _ID.findall(cell)}
    return "people" if found & people else "cohorts" if found & cohorts else "rest"


def _marked(table: Table, row: Row, whose: str, people: set[str], cohorts: set[str]) -> Row:
    """The row with marks where a copy has something else; what must be single and holds no id is marked too."""

    def mark(found: re.Match[str]) -> str:
        key = found[0].replace("-", "")
        sign = _PERSON if key in people else _COHORT if key in cohorts else ""
        # The sign of a random id is another in copies, so that none is the id of somebody who was there before.
        version = 12 if len(found[0]) == 32 else 14
        return f"{sign}{found[0][4:version]}5{found[0][version + 1 :]}" if sign else found[0]

    cells = [_ID.sub(mark, cell) if isinstance(cell, str) else cell for cell in row]
    columns = [column.name for column in _stored(table)]
    single = [tuple(columns.index(column.name) for column in each.columns) for each in table.constraints
              if isinstance(each, UniqueConstraint)]  # fmt: skip
    single += [(columns.index(column.name),) for column in table.columns if column.unique]
    single += [tuple(columns.index(column.name) for column in each.columns) for each in table.indexes if each.unique]
    sign = _PERSON if whose == "people" else _COHORT
    for places in single:
        if not any(isinstance(cells[each], str) and _MARK.search(str(cells[each])) for each in places):
            texts = [each for each in places if isinstance(cells[each], str)]
            for each in texts[-1:]:
                text = str(cells[each])
                cells[each] = f"{sign}x{text[5:]}" if len(text) > _SHORT else f"{sign}{text}"
    if table.name == "person":
        cells[columns.index("name")] = f"{str(cells[columns.index('name')]).split(' ')[0]} {_SURNAME}"
        cells[columns.index("address")] = cells[columns.index("email_key")]
    return cells


def _every(of_cohorts: Sequence[Row], of_people: Sequence[Row], pairs: int, number: int) -> Iterator[Row]:
    yield from _copied(of_cohorts, ((pair, pair) for pair in range(1, pairs + 1)))
    yield from _copied(of_people, ((copy, 1 + (copy - 1) // TOGETHER) for copy in range(1, number + 1)))


def _copied(rows: Sequence[Row], copies_of: Iterable[tuple[int, int]]) -> Iterator[Row]:
    places = [
        [at for at, cell in enumerate(row) if isinstance(cell, str) and min(cell, default="z") < " "] for row in rows
    ]
    for copy, pair in copies_of:
        person, cohort, surname = f"{copy:04x}", f"{pair:04x}", _surname(copy)
        for row, marked in zip(rows, places, strict=True):
            made = list(row)
            for at in marked:
                made[at] = row[at].replace(_PERSON, person).replace(_COHORT, cohort).replace(_SURNAME, surname)  # type: ignore[attr-defined]  # only texts are marked
            yield made


def _surname(copy: int) -> str:
    rest, last = divmod(copy, len(_LAST))
    more, first = divmod(rest, len(_FIRST))
    return _FIRST[first] + (_FIRST[more % len(_FIRST)].lower() if more else "") + _LAST[last]
