"""`trainer people export` and `trainer people transcript`: what is recorded of one person."""

import csv
import io
import json
import stat
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from tests.cli.conftest import Ran, Trainer
from tests.support.busy_trainee import REASON, make_busy
from tests.support.clinic import COURSE, GRETA, MAREN, actor_of, clinic
from tests.support.databases import Templates, url_of
from trainer.ids import SYSTEM
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database


@pytest.fixture
def busy(templates: Templates) -> Database:
    """The clinic, where Maren has done everything."""
    database = clinic(templates)
    make_busy(database)
    return database


@pytest.fixture
def site(trainer: Trainer, busy: Database) -> Trainer:
    """The command line on that database."""

    def run(*words: object) -> Ran:
        return trainer("people", *words, DATABASE_URL=url_of(busy))

    return run


def test_an_administrator_takes_out_somebodys_data(site: Trainer, busy: Database, tmp_path: Path) -> None:
    file = tmp_path / "maren.zip"

    ran = site("export", MAREN, file)

    words = f"Wrote all that is kept about {MAREN} to {file}. Hand it over safely.\n"
    assert (ran.status, ran.out, ran.err) == (0, words, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with ZipFile(file) as archive:
        assert json.loads(archive.read("account.json"))["name"] == "Maren"
        assert len(archive.read("facts/attempt.jsonl").splitlines()) == 6
    maren = actor_of(busy, MAREN).person_id
    with busy.reading() as session:
        found = session.scalars(select(AuditEntry).where(AuditEntry.event == "people:data:exported")).all()
    assert [(entry.actor_id, entry.subject) for entry in found] == [(SYSTEM, f"person:{maren}")]


def test_somebody_who_can_no_longer_sign_in_has_a_right_to_it_too(site: Trainer, tmp_path: Path) -> None:
    assert site("export", GRETA, tmp_path / "greta.zip").status == 0


def test_a_transcript_is_written_as_its_name_ends(site: Trainer, tmp_path: Path) -> None:
    sheet, whole = tmp_path / "maren.csv", tmp_path / "maren.json"

    ran = site("transcript", MAREN, sheet, "--course", COURSE)
    site("transcript", MAREN, whole, "--course", COURSE)

    assert (ran.status, ran.out) == (0, f"Wrote the transcript of {MAREN} to {sheet}.\n")
    rows = list(csv.DictReader(io.StringIO(sheet.read_bytes().decode("utf-8-sig"), newline="")))
    assert [row["In words"] for row in rows if row["What"] == "Name"] == ["Maren"]
    [_, grant] = json.loads(whole.read_bytes())["tables"]["further_attempts"]["rows"]
    assert (grant["by"], grant["reason"], grant["attempts"]) == ("Sven", REASON, 2)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("export", "nobody@example.org", "new.zip"), "Nobody here has the address 'nobody@example.org'"),
        (("export", MAREN, "old.csv"), "old.csv is there already; choose another name"),
        (("transcript", MAREN, "old.csv", "--course", COURSE), "old.csv is there already; choose another name"),
        (("transcript", MAREN, "new.pdf", "--course", COURSE), "new.pdf ends neither in .csv nor in .json"),
        (("transcript", MAREN, "new.csv", "--course", "harbour"), "is not enrolled in a course 'harbour'"),
        (("export", MAREN, "nowhere/new.zip"), "nowhere/new.zip: No such file or directory"),
    ],
)
def test_what_cannot_be_written(site: Trainer, words: tuple[str, ...], complaint: str) -> None:
    Path("old.csv").write_text("mine")

    ran = site(*words)

    assert ran.status == 1
    assert complaint in ran.err
    assert [path.name for path in Path().iterdir()] == ["old.csv"]
    assert Path("old.csv").read_text() == "mine"
