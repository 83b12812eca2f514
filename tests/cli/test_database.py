"""`trainer database` and `trainer progress`: the tables, and the standings kept in them."""

from pathlib import Path

import pytest
from click import ClickException
from sqlalchemy import delete, text, update

from tests.cli.conftest import Trainer
from tests.support.courses import tiny_course
from tests.support.databases import Templates, url_of
from tests.support.days import november
from tests.support.publications import newest, publish
from tests.support.trainees import join
from trainer.actions.editions import Options
from trainer.cli.work import require_schema
from trainer.storage.content import Rendering
from trainer.storage.database import Database, sqlite_engine
from trainer.storage.learning import StandingRow
from trainer.storage.version import newest_version

READING = ("people", "list")
WRITING = ("cohorts", "add", "Autumn", "--course", "tiny", "--starts", "2026-09-14", "--ends", "2027-03-12")
EVERY_COMMAND = (
    READING,
    WRITING,
    ("cohorts", "list"),
    ("export", "out"),
    ("database", "check"),
    ("progress", "verify"),
    ("progress", "rebuild"),
    ("people", "deactivate", "ann@example.org"),
    ("serve", "--port", "1"),
)
SERVING = {"SECRET_KEY": "x" * 32, "BASE_URL": "http://127.0.0.1:8000"}


def test_a_database_is_made_where_there_is_none(trainer: Trainer) -> None:
    ran = trainer("database", "upgrade")

    assert (ran.status, ran.out) == (0, f"The database was upgraded (schema {newest_version()}).\n")
    assert Path("instance/trainer.db").is_file()
    assert trainer("database", "check").out == "The database agrees with this program.\n"


def test_upgrading_twice_changes_nothing(trainer: Trainer) -> None:
    trainer("database", "upgrade")

    assert trainer("database", "upgrade").out == f"The database is up to date (schema {newest_version()}).\n"


def test_an_empty_database_of_either_kind_is_upgraded(trainer: Trainer, templates: Templates) -> None:
    url = url_of(templates.empty())

    assert trainer("database", "upgrade", DATABASE_URL=url).status == 0
    assert trainer("database", "check", DATABASE_URL=url).status == 0


@pytest.mark.parametrize("words", EVERY_COMMAND, ids=" ".join)
def test_every_command_names_the_database_that_is_not_there_and_makes_none(
    trainer: Trainer, words: tuple[str, ...]
) -> None:
    ran = trainer(*words, **SERVING)

    assert ran.status == 1
    assert ran.err == (
        "Error: there is no database instance/trainer.db; "
        "run 'trainer database upgrade' to make it, or this in another folder\n"
    )
    assert not Path("instance").exists()


@pytest.mark.parametrize("words", EVERY_COMMAND, ids=" ".join)
def test_every_command_refuses_an_empty_database_and_names_the_command_that_mends_it(
    trainer: Trainer, templates: Templates, words: tuple[str, ...]
) -> None:
    Path("empty.db").touch()
    url = url_of(templates.empty())

    ran = trainer(*words, **SERVING, DATABASE_URL="sqlite:///empty.db" if url.startswith("sqlite") else url)

    assert ran.status == 1
    assert ran.err == "Error: the database is empty; run 'trainer database upgrade' first\n"


@pytest.mark.parametrize("words", EVERY_COMMAND, ids=" ".join)
def test_every_command_refuses_a_database_of_a_newer_program(
    site: Trainer, published: Database, words: tuple[str, ...]
) -> None:
    stamp(published, "9999")

    ran = site(*words, SECRET_KEY="x" * 32)

    assert ran.status == 1
    assert ran.err == (
        "Error: the database has schema 9999, which this program does not know: a newer version of the program made "
        "it. Install that version; 'trainer database upgrade' only brings older schemas up\n"
    )


def test_a_database_of_a_newer_program_is_not_upgraded(site: Trainer, published: Database) -> None:
    stamp(published, "9999")

    ran = site("database", "upgrade")

    assert ran.status == 1
    assert "which this program does not know" in ran.err


def test_a_database_of_an_older_program_is_refused_with_the_command_that_mends_it(published: Database) -> None:
    with pytest.raises(ClickException) as caught:
        require_schema(published, wanted="9999")

    assert caught.value.message == (
        f"the database has schema {newest_version()}, this program needs 9999; "
        "make a backup with the program that made it, then run 'trainer database upgrade'"
    )


def test_tables_that_differ_are_named(site: Trainer, published: Database) -> None:
    with published.writer.begin() as connection:
        connection.execute(text("CREATE TABLE notebook (id INTEGER PRIMARY KEY)"))

    ran = site("database", "check")

    assert ran.status == 1
    assert "notebook" in ran.out
    assert ran.err == "The tables differ from this program's; restore a backup or ask for help.\n"


FACTS_CAN_BE_CHANGED = {
    "sqlite": ("DROP TRIGGER reading_refuses_delete", "reading_refuses_delete"),
    "postgresql": ("ALTER TABLE reading DISABLE TRIGGER reading_refuses_change", "reading_refuses_change"),
}


def test_a_trigger_that_is_gone_is_named_and_upgrading_writes_it_anew(site: Trainer, published: Database) -> None:
    statement, trigger = FACTS_CAN_BE_CHANGED[published.writer.dialect.name]
    change(published, statement)

    found, upgraded, again = site("database", "check"), site("database", "upgrade"), site("database", "check")

    assert (found.status, found.err) == (1, "")
    assert found.out == (
        f"reading: the trigger {trigger} is missing or switched off; 'trainer database upgrade' writes it anew\n"
    )
    assert (upgraded.status, again.status) == (0, 0)
    assert again.out == "The database agrees with this program.\n"


HOLLOW = {
    "sqlite": (
        "DROP TRIGGER score_refuses_update",
        "CREATE TRIGGER score_refuses_update BEFORE UPDATE ON score BEGIN SELECT 1; END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    ),
}


def test_a_trigger_that_refuses_nothing_is_not_taken_for_ours(site: Trainer, published: Database) -> None:
    change(published, *HOLLOW[published.writer.dialect.name])

    found, _, again = site("database", "check"), site("database", "upgrade"), site("database", "check")

    assert found.status == 1
    assert "score: the trigger score_refuses_" in found.out
    assert again.status == 0


@pytest.mark.parametrize("templates", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("table", "constraint", "cure"),
    [
        ("attempt", "uq_attempt_enrolment_id_document_id_number", "UNIQUE (enrolment_id, document_id, number)"),
        ("reading", "ck_reading_kind", "CHECK (kind IN ('opened', 'finished'))"),
        ("reading", "fk_reading_actor_id", "FOREIGN KEY(actor_id) REFERENCES person (id)"),
    ],
)
def test_a_constraint_that_is_gone_is_named_with_the_statement_that_mends_it(
    site: Trainer, published: Database, table: str, constraint: str, cure: str
) -> None:
    change(published, f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")

    found = site("database", "check")

    statement = f"ALTER TABLE {table} ADD CONSTRAINT {constraint} {cure}"
    assert (found.status, found.err) == (1, "")
    assert found.out == f"{table}: the constraint {constraint} is missing; mend it with psql: {statement};\n"
    change(published, statement)
    assert site("database", "check").status == 0


def test_a_reference_that_leads_to_nothing_is_named(site: Trainer, published: Database) -> None:
    is_sqlite = published.writer.dialect.name == "sqlite"
    unbound = sqlite_engine(published.writer.url, "BEGIN", "foreign_keys=OFF") if is_sqlite else published.writer
    with unbound.begin() as connection:
        if not is_sqlite:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.execute(
            text("INSERT INTO text (id, person_id, kind, words) VALUES (:id, :nobody, 'note', 'Hello')"),
            {"id": "0" * 31 + "1", "nobody": "0" * 31 + "2"},
        )
    unbound.dispose()

    found = site("database", "check")

    assert found.status == 1
    assert found.out == "text: 1 row names by person_id what person lacks; restore a backup\n"


def test_a_file_of_another_program_is_refused(trainer: Trainer) -> None:
    Path("letter.txt").write_text("Dear Ann, " * 100)

    for words in (READING, ("database", "upgrade")):
        ran = trainer(*words, DATABASE_URL="sqlite:///letter.txt")
        assert ran.status == 1
        assert ran.err == "trainer: the database did not answer (file is not a database); nothing was changed\n"
    assert Path("letter.txt").read_text() == "Dear Ann, " * 100


def test_tables_of_another_program_are_left_alone(trainer: Trainer, templates: Templates) -> None:
    database = templates.empty()
    with database.writer.begin() as connection:
        connection.execute(text("CREATE TABLE person (nickname VARCHAR(10))"))

    ran = trainer("database", "upgrade", DATABASE_URL=url_of(database))

    assert ran.status == 1
    assert ran.err.startswith("trainer: the database could not be upgraded (")
    assert "already exists); nothing was changed" in ran.err


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://nobody@127.0.0.1:1/nothing", "Connection refused"),
        ("postgresql://127.0.0.1:1/nothing?colour=blue", 'invalid connection option "colour"'),
        ("sqlite:///folder", "unable to open database file"),
    ],
)
def test_a_database_that_does_not_answer(trainer: Trainer, url: str, words: str) -> None:
    Path("folder").mkdir()

    for command in (READING, ("database", "upgrade"), ("database", "check"), ("progress", "rebuild")):
        ran = trainer(*command, DATABASE_URL=url)
        assert ran.status == 1
        assert ran.err.startswith("trainer: the database did not answer (")
        assert words in ran.err
        assert ran.err.endswith("; nothing was changed\n")


def test_a_folder_in_which_no_database_can_be_made(trainer: Trainer) -> None:
    Path("instance").write_text("a file, not a folder")

    ran = trainer("database", "upgrade")

    assert (ran.status, ran.err) == (1, "trainer: instance: File exists\n")


def test_standings_are_verified(site: Trainer, published: Database) -> None:
    trainee = join(published, "Ann", november(2))
    trainee.complete("basics/first", november(3))

    ran = site("progress", "verify")

    assert (ran.status, ran.out, ran.err) == (0, "Every standing agrees with its facts.\n", "")


def test_verifying_brings_old_standings_up_first(site: Trainer, published: Database) -> None:
    join(published, "Ann", november(2))
    publish(published, tiny_course(files={"quizzes/third.yml": None}), november(3), Options(retire=True))

    assert site("progress", "verify").status == 0


def test_a_standing_that_differs_is_named_and_rebuilding_mends_it(site: Trainer, published: Database) -> None:
    trainee = join(published, "Ann", november(2))
    trainee.complete("basics/first", november(3))
    enrolment_id = trainee.enrolment(november(3)).enrolment_id
    with published.writing() as session:
        session.execute(
            update(StandingRow)
            .where(StandingRow.item == "course")
            .values(body='{"completed_at":"2026-11-02T09:00:00+00:00","item":"course"}')
        )
        session.commit()

    found, rebuilt, verified = site("progress", "verify"), site("progress", "rebuild"), site("progress", "verify")

    assert found.status == 1
    assert found.out == f"enrolment {enrolment_id}: course differs from its facts\n"
    assert found.err == "'trainer progress rebuild' makes the standings anew.\n"
    assert rebuilt.out == "Rebuilt the standings of 1 enrolment.\n"
    assert verified.status == 0


def test_texts_of_another_version_are_prepared_by_upgrading(site: Trainer, published: Database) -> None:
    join(published, "Ann", november(2))
    with published.writing() as session:
        session.execute(delete(Rendering))
        session.commit()

    early = site("progress", "rebuild")
    upgraded = site("database", "upgrade")
    late = site("progress", "rebuild")

    assert early.status == 1
    assert early.err == (
        "trainer: the texts are not made ready for this version of the program; run 'trainer database upgrade'\n"
    )
    assert upgraded.err == "Prepared the pages of tiny for this version.\n"
    assert late.status == 0
    assert newest(published).number == 1


def test_upgrading_tells_of_the_older_editions_that_are_prepared_later(site: Trainer, published: Database) -> None:
    publish(published, tiny_course(files={"quizzes/third.yml": None}), november(3), Options(retire=True))
    with published.writing() as session:
        session.execute(delete(Rendering))
        session.commit()

    assert site("database", "upgrade").err == (
        "Prepared the pages of tiny for this version.\n"
        "'trainer serve' prepares the pages of 1 older edition while it runs.\n"
    )


def change(database: Database, *statements: str) -> None:
    """Do to a database what this program never does."""
    with database.writer.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def stamp(database: Database, version: str) -> None:
    """Make the database say that it has another schema."""
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
