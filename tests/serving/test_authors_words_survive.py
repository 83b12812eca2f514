"""Processes are killed while authors save, publish and restore: their words are there, and nothing is half made."""

# STRIKES=100 SEED=7 pytest tests/serving/test_authors_words_survive.py kills more often, and at other moments.

import hashlib
import os
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from random import Random
from typing import Final
from uuid import UUID

from sqlalchemy import select

from tests.serving.author import Author
from tests.serving.server import Server, kill
from tests.serving.signed_in import sign_in
from tests.support.care_course import care_course
from tests.support.clinic import ADA, COURSE, ILSE, actor_of
from tests.support.databases import url_of
from tests.support.drafts import GLOSSARY, MODULE
from tests.support.publications import carried_out, texts_of_editions
from trainer.queries.writing import writing_page
from trainer.storage.content import CourseRow, Edition, Revision
from trainer.storage.database import Database
from trainer.storage.drafts import DraftVersion
from trainer.storage.passages import VocabularyRow

STRIKES: Final = int(os.environ.get("STRIKES", "2"))
SEED: Final = int(os.environ.get("SEED", "20264"))
VICTIMS: Final = ("everything", "every worker", "everything", "the sweep")
LINES: Final = {MODULE: "\nRound {}.\n", GLOSSARY: "\nround:\n  term: Round {}\n  definition: Go.\n"}


def test_authors_words_survive_whoever_is_killed(clinic: Database, server: Server) -> None:
    print(f"seed {SEED}, {STRIKES} strikes")
    authors = [
        Author(sign_in(server.host, who), path, LINES[path], Random(f"{SEED} {who}"))
        for who, path in ((ILSE, MODULE), (ADA, GLOSSARY))
    ]
    is_over = threading.Event()
    writers = [threading.Thread(target=author.write_until, args=(is_over,)) for author in authors]
    for writer in writers:
        writer.start()
    try:
        strike_by_chance(server, authors)
    finally:
        is_over.set()
        for writer in writers:
            writer.join()
    assert [author.faults for author in authors] == [[], []]
    assert sum(author.repeated for author in authors) > 0

    server.wait_for(lambda: "waiting" not in {state for state, _, _ in carried_out(clinic).values()})
    server.wait_for(lambda: is_searched(clinic))
    for author in authors:
        find_every_word(clinic, author)
    find_every_publication(clinic, authors)
    find_no_half_made_edition(clinic)
    server.end()
    assert checked(url_of(clinic)) == "The database agrees with this program.\n"


def strike_by_chance(server: Server, authors: Sequence[Author]) -> None:
    """Kill, with no warning, at moments that the seed decides; let them go on for a while after the last time."""
    chance = Random(SEED)
    for number in range(STRIKES):
        await_some(server, authors, chance.randint(3, 25))
        time.sleep(chance.uniform(0, 1) ** 3)  # mostly at once, sometimes while the sweep publishes
        strike(server, VICTIMS[number % len(VICTIMS)])
    await_some(server, authors, 20)
    server.wait_for(lambda: all(author.faults or (author.planned and author.restored) for author in authors))


def await_some(server: Server, authors: Sequence[Author], number: int) -> None:
    """Wait until so many more things were acknowledged, or one of the authors met a fault."""
    wanted = sum(author.acknowledged for author in authors) + number
    server.wait_for(
        lambda: any(author.faults for author in authors) or sum(author.acknowledged for author in authors) >= wanted
    )


def strike(server: Server, victim: str) -> None:
    """Kill; where nothing is left that could go on, start the server again."""
    match victim:
        case "every worker":
            kill(server.workers())
        case "the sweep":
            kill(server.sweeps())
        case _:
            server.crash()
            server.start()


def find_every_word(database: Database, author: Author) -> None:
    """What was acknowledged last is what an author finds, or what was sent after it; numbers have no gap."""
    with database.reading() as session:
        found = writing_page(session, actor_of(database, ILSE), COURSE, author.path).text
        kept = {
            row.version: row.source.decode()
            for row in session.execute(
                select(DraftVersion.version, DraftVersion.source).where(DraftVersion.path == author.path)
            )
        }
    assert found in (author.text, author.sent)
    assert sorted(kept) == list(range(1, len(kept) + 1))
    assert {version: kept.get(version) for version in author.saved} == author.saved


def find_every_publication(database: Database, authors: Sequence[Author]) -> None:
    """Each that was acknowledged is carried out, once, with the words that it was to publish."""
    outcomes, editions = carried_out(database), texts_of_editions(database, COURSE)
    assert {state for state, _, _ in outcomes.values()} == {"published"}
    numbers = [edition for _, edition, _ in outcomes.values()]
    assert sorted(numbers) == list(range(2, len(numbers) + 2))
    for author in authors:
        assert len(author.planned) > 0
        for publication_id, version in author.planned.items():
            _, edition, versions = outcomes[UUID(publication_id)]
            assert versions == {author.path: version}
            assert editions[edition][author.path][1] == author.saved[version]


def find_no_half_made_edition(database: Database) -> None:
    """Editions are numbered without gaps, each holds every document whole, and so are the revisions of each."""
    editions = texts_of_editions(database, COURSE)
    assert list(editions) == list(range(1, len(editions) + 1))
    assert {frozenset(documents) for documents in editions.values()} == {frozenset(care_course())}
    numbers: dict[str, list[int]] = defaultdict(list)
    for documents in editions.values():
        for path, (number, _) in documents.items():
            numbers[path] += [number] if number not in numbers[path] else []
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())
    with database.reading() as session:
        for revision in session.scalars(select(Revision)):
            assert revision.source is None or hashlib.sha256(revision.source).hexdigest() == revision.fingerprint


def is_searched(database: Database) -> bool:
    """Whether search finds the words of the newest edition."""
    newest = select(Edition.id).join(CourseRow).where(CourseRow.slug == COURSE).order_by(Edition.number.desc())
    indexed = select(VocabularyRow.edition_id).join(CourseRow).where(CourseRow.slug == COURSE)
    with database.reading() as session:
        return session.scalar(indexed) == session.scalar(newest.limit(1))


def checked(url: str) -> str:
    """What `trainer database check` says."""
    command = [sys.executable, "-m", "trainer", "database", "check"]
    environment = {**os.environ, "TRAINER_DATABASE_URL": url}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False).stdout
