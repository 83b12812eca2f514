"""Gathers the commands, and turns expected trouble into a sentence."""

import sys

import click

from trainer.cli.content import check, export, publish
from trainer.cli.database import database, progress
from trainer.cli.demonstration import demo
from trainer.cli.people import cohorts, people
from trainer.cli.serving import serve
from trainer.course_folder import FolderError
from trainer.errors import TrainerError
from trainer.settings import SettingsError
from trainer.storage.database import Unreachable


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="trainer", prog_name="trainer")
def trainer() -> None:
    """Train therapists in ketamine-assisted psychotherapy.

    \b
    A first look:      trainer demo
    A real course:     trainer database upgrade
                       trainer publish FOLDER
                       trainer cohorts add "Autumn 2026" --course SLUG --starts 2026-09-14 --ends 2027-03-12
                       trainer people invite ADDRESS --role trainee --cohort "Autumn 2026"
                       trainer serve

    Every command works on instance/trainer.db below the current folder, or on the database that
    TRAINER_DATABASE_URL names.
    """  # noqa: D301 (click looks for the character that \b stands for)


for command in (demo, serve, check, publish, export, cohorts, people, database, progress):
    trainer.add_command(command)


def main() -> None:
    """Run a command; trouble that was to be expected ends with its words and status 1."""
    try:
        trainer(standalone_mode=False)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except (TrainerError, SettingsError, FolderError) as error:
        _fail(str(error))
    except Unreachable as error:
        _fail(f"the database did not answer ({error}); nothing was changed")
    except BrokenPipeError:
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _fail(f"{where}{error.strerror or error}")


def _fail(words: str) -> None:
    for line in words.splitlines():
        click.echo(f"trainer: {line}", err=True)
    sys.exit(1)
