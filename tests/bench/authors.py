"""Measures what authors wait for, one after the other in this process: `python -m tests.bench.authors`."""

# Processor time stands beside the time by the clock, since what else a machine does lengthens only the latter.

import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient

from tests.bench.crowd import PASSWORD
from trainer import clock
from trainer.access import PLATFORM, RoleName
from trainer.actions import inviting, publishing
from trainer.actions.editions import Options
from trainer.course_folder import read_folder
from trainer.curriculum.documents import slug_in
from trainer.paths import data_root
from trainer.settings import Settings
from trainer.storage import migrating
from trainer.storage.database import Database, open_database
from trainer.web.app import create_app

_AUTHOR: Final = "instructor@example.org"
_TIMES: Final = 25
_MODULES: Final = 497
"""With the outline, the glossary and the bibliography there are 500 documents."""
_WORD: Final = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """How long an author waited for one thing, each time, in milliseconds."""

    what: str
    aim: float | None
    processor: Sequence[float]
    clock: Sequence[float]


@dataclass(frozen=True, slots=True)
class Author:
    """A signed-in browser of the application in this process."""

    client: FlaskClient
    course: str
    csrf: str

    def get(self, path: str, **wanted: str) -> str:
        """Open a page of the author's."""
        answer = self.client.get(f"/author/{path}", query_string=wanted, headers={"Accept": "application/json"})
        assert answer.status_code == 200, answer.status
        return answer.get_data(as_text=True)

    def save(self, path: str, text: str, version: int) -> int:
        """Save a text as the editor's script does; gives the version."""
        sent = {"csrf_token": self.csrf, "text": text, "version": str(version), "revision": ""}
        answer = self.client.post(
            f"/author/{self.course}/write/{path}", data=sent, headers={"Accept": "application/json"}
        )
        assert answer.status_code == 200, answer.get_data(as_text=True)[:300]
        return int(answer.get_json()["version"])


def measure(folder: Path) -> Iterator[Waited]:
    """Everything that authors were promised a time for."""
    shipped, _ = read_folder(data_root())
    path = max((path for path in shipped if path.endswith(".md")), key=lambda path: len(shipped[path].split()))
    database, author = _published(folder / "shipped.db", shipped)
    yield from _writing(author, f"{path.rpartition('/')[0]}/of-2500-words.md", _long(shipped[path].decode(), 2500))
    yield from _comparing(author, f"{path.rpartition('/')[0]}/of-5000-words.md", _long(shipped[path].decode(), 5000))
    database.close()
    database, author = _published(folder / "large.db", _large(shipped))
    yield _timed("the desk with 500 documents", None, lambda _: author.get(""))
    database.close()


def table(rows: Sequence[Waited]) -> list[str]:
    """A line for each."""
    head = f"{'':36}{'processor':>12}{'clock':>12}{'longest':>12}   aim"
    return [head, *map(_line, rows)]


def _writing(author: Author, path: str, text: str) -> Iterator[Waited]:
    versions = [author.save(path, text, 0)]

    def save(number: int) -> None:
        versions.append(author.save(path, _changed(text, number), versions[-1]))

    def look(_: int) -> str:
        return author.get(f"{author.course}/preview/{path}")

    yield _timed("saving a draft of 2,500 words", 50, save)
    yield _timed("its preview, after each save", 150, look, before=save)


def _comparing(author: Author, path: str, text: str) -> Iterator[Waited]:
    version = 0
    for number in range(_TIMES + 2):
        version = author.save(path, _changed(text, number), version)

    def compare(number: int, **wanted: str) -> str:
        names = {"from": f"v{number + 1}", "to": f"v{number + 2}"}
        return author.get(f"{author.course}/difference/{path}", **names, **wanted)

    yield _timed("the difference of 5,000 words", 200, compare)
    yield _timed("the same as the page of readers", 200, lambda number: compare(number, **{"as": "page"}))


def _timed(
    what: str, aim: float | None, act: Callable[[int], object], before: Callable[[int], object] = lambda _: None
) -> Waited:
    print(f"  {what} …", file=sys.stderr, flush=True)
    processor, by_clock = [], []
    for number in range(_TIMES):
        before(number)
        began, began_by_clock = time.process_time(), time.perf_counter()
        act(number)
        processor.append((time.process_time() - began) * 1000)
        by_clock.append((time.perf_counter() - began_by_clock) * 1000)
    return Waited(what=what, aim=aim, processor=processor[1:], clock=by_clock[1:])  # the first one loads the program


def _line(row: Waited) -> str:
    figures = median(row.processor), median(row.clock), max(row.clock)
    aim = "" if row.aim is None else f"under {row.aim:.0f} ms: {'reached' if figures[0] < row.aim else 'MISSED'}"
    return f"{row.what:36}" + "".join(f"{figure:>9.1f} ms" for figure in figures) + f"   {aim}"


def _published(file: Path, files: Mapping[str, bytes]) -> tuple[Database, Author]:
    """A database with a course and an author, who has signed in."""
    database, now = open_database(f"sqlite:///{file}"), clock.now(ZoneInfo("UTC"))
    migrating.upgrade(database)
    outcome = publishing.publish(database, PLATFORM, files, (), Options(), now)
    assert outcome.number == 1, outcome.problems[:3]
    token = inviting.invite(database, PLATFORM, _AUTHOR, RoleName.INSTRUCTOR, course=None, cohort=None, now=now)
    session = inviting.accept(database, token, "Author", PASSWORD, "a bench", now)
    client = create_app(Settings(secret_key="k" * 40, base_url="http://localhost"), database).test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = session
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/account/").get_data(as_text=True))
    assert found is not None
    return database, Author(client, slug_in(files), found[1])


def _long(text: str, words: int) -> str:
    """A module with its own sections again and again, until it has so many words."""
    head, _, body = text.partition("\n---\n")
    sections = re.split(r"(?m)^(?=## )", body)
    made, number = [sections[0]], 0
    while len(" ".join(made).split()) < words:
        number += 1
        again = sections[1 + number % (len(sections) - 1)]
        made.append(
            re.sub(r"\{#([^}]*)\}", rf"{{#\1-{number}}}", re.sub(r"(?m)^id: (.*)$", rf"id: \1-{number}", again))
        )
    return f"{head}\n---\n" + "".join(made)


def _changed(text: str, number: int) -> str:
    """The text with another word in one paragraph of ten."""
    chance = Random(number)
    parts = text.split("\n\n")
    for place in range(2, len(parts), 10):
        parts[place] = parts[place].replace(" the ", f" {chance.choice(('this', 'that', 'each', 'any'))} ", 1)
    return "\n\n".join(parts) + f"\n\nTime {number}.\n"


def _large(shipped: Mapping[str, bytes]) -> dict[str, bytes]:
    """A course of 500 documents, each short: the desk reads none of them."""
    words = sorted({word for text in shipped.values() for word in _WORD.findall(text.decode("utf-8", "replace"))})
    chance = Random(500)
    names = [f"module-{number}" for number in range(_MODULES)]
    front = (
        "---\ntitle: {}\ncode: M{}\nminutes: 5\nphases: [dosing]\nobjectives:\n  - {{id: tell, text: Tell it}}\n---\n"
    )
    files = {
        f"curriculum/area/{name}.md": front.format(" ".join(chance.sample(words, 3)).capitalize(), number)
        + f"\n## One {{#one}}\n\n{' '.join(chance.sample(words, 20))}.\n"
        for number, name in enumerate(names)
    }
    outline = (
        f"course: large\ntitle: A large course\nareas:\n  - {{id: area, title: Area, modules: [{', '.join(names)}]}}\n"
    )
    files |= {"curriculum/course.yml": outline, "curriculum/references.bib": "", "curriculum/glossary.yml": ""}
    return {path: text.encode() for path, text in files.items()}


def main() -> None:
    """Measure, and tell."""
    with tempfile.TemporaryDirectory(prefix="bench-authors-") as folder:
        print("\n".join(table(tuple(measure(Path(folder))))))


if __name__ == "__main__":
    main()
