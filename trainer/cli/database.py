"""Commands for the database and the standings kept in it."""

import sys

import click

from trainer.actions import folding
from trainer.actions.preparing import count_waiting, prepare_newest
from trainer.cli.work import count, now, opened, require_known, settings, show_progress
from trainer.storage import migrating
from trainer.storage.blob_check import damaged
from trainer.storage.database import open_database
from trainer.storage.lacking import lacking
from trainer.storage.version import newest_version, version_of


@click.group()
def database() -> None:
    """The schema of the database."""


@database.command()
def upgrade() -> None:
    """Bring the database to the schema of this program.

    All of it or nothing. Make a backup first. An empty or missing database becomes a new one.
    """
    opened_database = open_database(settings().database_url)
    try:
        before = version_of(opened_database)
        if before is not None:
            require_known(before)
        migrating.upgrade(opened_database)
        after = newest_version()
        for sentence in prepare_newest(opened_database):
            click.echo(sentence, err=True)
        older = count_waiting(opened_database)
    finally:
        opened_database.close()
    words = "The database is up to date" if before == after else "The database was upgraded"
    click.echo(f"{words} (schema {after}).")
    if older:
        click.echo(f"'trainer serve' prepares the pages of {count(older, 'older edition')} while it runs.", err=True)


@database.command("check")
def check_schema() -> None:
    """Compare the database with what this program expects.

    Its tables, constraints, the triggers that keep facts from being changed, whether every reference leads
    somewhere, and whether the bytes of every figure, recording and handout are there and what they were. Each fault
    is named with its cure. The status is 1 where there is one.
    """
    with opened(settings()) as database_opened:
        differing = migrating.differences(database_opened)
        with database_opened.reading() as session:
            faults = list(lacking(session.connection()))
        faults += [] if differing else damaged(database_opened)
    for line in (*map(str, differing), *faults):
        click.echo(line)
    if differing:
        click.echo("The tables differ from this program's; restore a backup or ask for help.", err=True)
    if differing or faults:
        sys.exit(1)
    click.echo("The database agrees with this program.")


@click.group()
def progress() -> None:
    """Standings: what follows from the recorded facts."""


@progress.command()
def verify() -> None:
    """Compare every standing with the facts that it follows from.

    Those that are older than the newest edition are brought up to it first. The status is 1 where one differs.
    """
    given = settings()
    moment = now(given)
    with opened(given) as database_opened:
        show_progress("Bringing standings up to date", folding.refold_outdated(database_opened, moment))
        differing = list(folding.verify(database_opened, moment))
    for enrolment_id, item in differing:
        click.echo(f"enrolment {enrolment_id}: {item} differs from its facts")
    if differing:
        click.echo("'trainer progress rebuild' makes the standings anew.", err=True)
        sys.exit(1)
    click.echo("Every standing agrees with its facts.")


@progress.command()
def rebuild() -> None:
    """Make every standing anew from its facts."""
    given = settings()
    with opened(given) as database_opened:
        total = show_progress("Rebuilding standings", folding.rebuild(database_opened, now(given)))
    click.echo(f"Rebuilt the standings of {count(total, 'enrolment')}.")
