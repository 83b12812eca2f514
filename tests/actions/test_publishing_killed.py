"""The process that publishes is killed at any moment, and no word is lost and nothing is half published."""

import os
import signal
import time
from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import select

from tests.support.care_course import harbour_course
from tests.support.clinic import NILS, actor_of, after
from tests.support.databases import url_of
from tests.support.publications import carried_out, texts_of_editions
from trainer.actions import drafting
from trainer.actions.carrying_out import carry_out_due
from trainer.actions.drafting import Seen
from trainer.actions.publications import Plan, plan
from trainer.curriculum.change import Change
from trainer.queries.writing import writing_page
from trainer.storage.database import Database, open_database
from trainer.storage.drafts import DraftVersion
from trainer.storage.library import Library

SEED = 20264
STRIKES = 30
COURSE = "harbour"
MODULE = "curriculum/sea/tide.md"
GLOSSARY = "curriculum/glossary.yml"
NEXT = {MODULE: "\nRound {0}.\n", GLOSSARY: "round-{0}:\n  term: Round {0}\n  definition: Go.\n"}


def work(database: Database, told: Path, rounds: Iterable[int]) -> None:
    """Carry out what is left, write a line into two documents, plan, and begin again; tell of each thing when done."""
    nils, now = actor_of(database, NILS), after(hours=1)
    with told.open("ab", buffering=0) as out:
        for _ in rounds:
            carry_out_due(database, now)
            out.write(b"carried out\n")
            versions = {}
            for path, line in NEXT.items():
                with database.reading() as session:
                    page = writing_page(session, nils, COURSE, path)
                number = page.text.lower().count("\nround") + 1
                text, seen = page.text + line.format(number), Seen(version=page.version, revision=page.revision)
                versions[path] = drafting.save(database, nils, COURSE, path, text, seen, now).version
                out.write(f"saved {path} {versions[path]} {number}\n".encode())
            wanted = Plan(versions=versions, change=Change.CLARIFICATION, note="", due_at=now.at)
            out.write(f"planned {plan(database, nils, COURSE, wanted, now)}\n".encode())


def work_for_ever(url: str, library: Library, told: Path) -> None:
    """In a process of its own, which has read already what its parent has read."""
    work(replace(open_database(url), library=library), told, count())


def strike_by_chance(database: Database, told: Path) -> None:
    """Let it work and kill it, with no warning, as often and at such moments as the seed decides."""
    began = time.monotonic()
    work(database, told, range(1))
    chance, round_takes, url = Random(SEED), time.monotonic() - began, url_of(database)
    database.close()  # a copy of this process shares no connection with it
    for _ in range(STRIKES):
        before, wanted = lines_of(told), chance.randint(0, 6)
        process = get_context("fork").Process(target=work_for_ever, args=(url, database.library, told))
        process.start()
        while lines_of(told) < before + wanted:
            assert process.is_alive(), "it stopped by itself"
            time.sleep(0.002)
        time.sleep(chance.uniform(0, round_takes / 2))
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()


def lines_of(told: Path) -> int:
    """How many things were told of."""
    return told.read_bytes().count(b"\n")


def test_whoever_is_killed_while_publishing_the_words_are_there_and_the_numbers_have_no_gaps(
    clinic: Database, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    strike_by_chance(clinic, told)

    carry_out_due(clinic, after(hours=2))

    lines = [line.split() for line in told.read_text().splitlines()]
    saved = [(line[1], int(line[2]), int(line[3])) for line in lines if line[0] == "saved"]
    planned = {UUID(line[1]) for line in lines if line[0] == "planned"}
    assert len(planned) > STRIKES / 4
    versions = kept_versions(clinic)
    assert [each for each in saved if f"ound {each[2]}" not in versions[each[:2]]] == []
    for path in (MODULE, GLOSSARY):
        last = max(number for each, _, number in saved if each == path)
        assert f"ound {last}" in now_written(clinic, path)
        numbers = sorted(version for each, version in versions if each == path)
        assert numbers == list(range(1, len(numbers) + 1))
    outcomes = carried_out(clinic)
    assert planned <= outcomes.keys()
    assert {state for state, _, _ in outcomes.values()} == {"published"}
    editions = texts_of_editions(clinic, COURSE)
    assert list(editions) == list(range(1, len(outcomes) + 2))
    assert {len(documents) for documents in editions.values()} == {len(harbour_course())}
    for _, edition, wanted in outcomes.values():
        for path, version in wanted.items():
            assert editions[edition][path][1] == versions[(path, version)]
    for path in (MODULE, GLOSSARY):
        assert [documents[path][0] for documents in editions.values()] == list(range(1, len(editions) + 1))


def kept_versions(database: Database) -> dict[tuple[str, int], str]:
    """Every saved version of a document, of which none is there twice."""
    with database.reading() as session:
        rows = session.execute(select(DraftVersion.path, DraftVersion.version, DraftVersion.source)).all()
    return {(row.path, row.version): row.source.decode() for row in rows}


def now_written(database: Database, path: str) -> str:
    """What an author finds in a document."""
    with database.reading() as session:
        return writing_page(session, actor_of(database, NILS), COURSE, path).text
