"""Gathers the commands, and turns expected trouble into a sentence."""

import os
import sys
import traceback
from pathlib import Path

import click

from trainer.cli.bulk import import_cohorts, import_people, take_back
from trainer.cli.content import check, export, publish
from trainer.cli.copies import backup, restore
from trainer.cli.database import database, progress
from trainer.cli.demonstration import demo
from trainer.cli.erasing import erase, records
from trainer.cli.kinetics import kinetics
from trainer.cli.mail import mail
from trainer.cli.media import media
from trainer.cli.people import cohorts, people
from trainer.cli.preview import preview
from trainer.cli.records import hand_out, transcript
from trainer.cli.serving import serve
from trainer.cli.statistics import statistics
from trainer.course_folder import FolderError
from trainer.errors import TrainerError
from trainer.settings import SettingsError
from trainer.storage.database import Unreachable
from trainer.storage.library import NotReady
from trainer.storage.migrating import UpgradeFailed


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


_READING = (check, preview, publish, export)
_GOVERNING = (cohorts, people, records, mail, database, media, progress, backup, restore)
_COMPUTING = (statistics, kinetics)
for command in (demo, serve, *_READING, *_GOVERNING, *_COMPUTING):
    trainer.add_command(command)

for command in (hand_out, transcript, erase, import_people, take_back):
    people.add_command(command)
cohorts.add_command(import_cohorts)


def main() -> None:
    """Run a command; trouble ends with its words and a status above 0, never with a traceback."""
    try:
        trainer(prog_name="trainer", standalone_mode=False)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        _give_output_up()
        sys.exit(1)
    except Exception as error:
        _fail(_words(error))


def _words(error: Exception) -> str:
    match error:
        case TrainerError() | SettingsError() | FolderError() | UpgradeFailed():
            return str(error)
        case Unreachable():
            return f"the database did not answer ({error}); nothing was changed"
        case NotReady():
            return "the texts are not made ready for this version of the program; run 'trainer database upgrade'"
        case UnicodeEncodeError():
            return "a word on the command line is not UTF-8; type it again"
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            return f"{where}{error.strerror or error}"
        case _:
            frames = traceback.extract_tb(error.__traceback__)
            place = [frame for frame in frames if "site-packages" not in Path(frame.filename).parent.parts][-1:]
            where = "".join(f" ({Path(frame.filename).name}, line {frame.lineno})" for frame in place)
            what = f"{type(error).__name__}: {error}".partition("\n")[0]
            return f"this is a mistake of the program, please report it: {what}{where}"


def _fail(words: str) -> None:
    for line in words.encode(errors="backslashreplace").decode().splitlines():
        click.echo(f"trainer: {line}", err=True)
    _give_output_up()
    sys.exit(1)


def _give_output_up() -> None:
    """What could not be written to a full disk or a closed pipe is not tried again when Python ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
