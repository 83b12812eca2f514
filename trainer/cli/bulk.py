"""Commands that bring people and cohorts from a file."""

from pathlib import Path
from uuid import UUID

import click

from trainer.access import PLATFORM
from trainer.actions import bulk_carrying_out, bulk_taking, bulk_undoing
from trainer.bulk.plan import Step
from trainer.bulk.reading import read_table
from trainer.bulk.table import MOST_BYTES, Fault, Subject
from trainer.bulk.undoing import Outcome
from trainer.cli.work import count, now, opened, settings
from trainer.queries.bulk import DoneImport, PlannedImport, whole_import
from trainer.settings import Settings
from trainer.storage.database import Database

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_YES = click.option("--yes", is_flag=True, help="Do it; without this it is only shown what would happen.")


@click.command("import")
@_FILE
@_YES
def import_people(file: Path, yes: bool) -> None:
    """Invite and enrol everybody of a table in FILE (CSV or .xlsx).

    The columns are Address, Name, Role, Cohort and Course. It is done all at once or not at all.
    """
    _bring(Subject.PEOPLE, file, yes)


@click.command("import")
@_FILE
@_YES
def import_cohorts(file: Path, yes: bool) -> None:
    """Make the cohorts of a table in FILE (CSV or .xlsx).

    The columns are Name, Course, First day, Last day and Supervisors. It is done all at once or not at all.
    """
    _bring(Subject.COHORTS, file, yes)


@click.command("take-back")
@click.argument("import_id", type=click.UUID, metavar="ID")
def take_back(import_id: UUID) -> None:
    """Take back what an import did, by the ID that it showed.

    What somebody went on from stays, and is named.
    """
    given = settings()
    moment = now(given)
    with opened(given) as database:
        bulk_undoing.undo_import(database, PLATFORM, import_id, moment)
        with database.reading() as session:
            page = whole_import(session, PLATFORM, import_id, moment)
    lines = page.lines if isinstance(page, DoneImport) else ()
    for line in lines:
        click.echo(f"row {line.row}\t{line.who or line.where}\t{line.reason.words}")
    stay = sum(line.reason.outcome is Outcome.STAYS for line in lines)
    click.echo(f"Taken back, but for {count(stay, 'thing')}." if stay else "Taken back, all of it.")


def _bring(subject: Subject, file: Path, yes: bool) -> None:
    given = settings("TRAINER_BASE_URL") if yes else settings()
    with file.open("rb") as opened_file:
        content = opened_file.read(MOST_BYTES + 1)
    with opened(given) as database:
        _show_or_do(database, given, subject, content, yes)


def _show_or_do(database: Database, given: Settings, subject: Subject, content: bytes, yes: bool) -> None:
    moment = now(given)
    table = read_table(subject, content)
    taken = bulk_taking.take(database, PLATFORM, table, moment)
    for note in table.notes:
        click.echo(note, err=True)
    if taken.import_id is None:
        for fault in taken.faults:
            click.echo(_said(fault), err=True)
        raise click.ClickException(f"{count(len(taken.faults), 'thing')} to put right; nothing was changed")
    with database.reading() as session:
        page = whole_import(session, PLATFORM, taken.import_id, moment)
    if isinstance(page, PlannedImport):
        for step in page.steps:
            click.echo(_line(step))
    if isinstance(page, PlannedImport) and yes and page.does_something:
        bulk_carrying_out.carry_out(database, PLATFORM, taken.import_id, page.digest, moment)
        click.echo(f"Done. 'trainer people take-back {taken.import_id}' takes it back.")
        return
    bulk_taking.give_up(database, PLATFORM, taken.import_id)
    does = isinstance(page, PlannedImport) and page.does_something
    click.echo("Nothing was changed; add --yes to do this." if does else "All of it is there already.")


def _line(step: Step) -> str:
    days = f"\t{step.starts_on} to {step.ends_on}" if step.starts_on else ""
    return f"row {step.row}\t{step.address or step.cohort}\t{step.words}{days}"


def _said(fault: Fault) -> str:
    where = f"row {fault.row}" if fault.row else "the table"
    return f"{where}{f', {fault.column}' if fault.column else ''}: {fault.words}"
