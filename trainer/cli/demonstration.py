"""The command that shows the platform with fictional people."""

import os
import secrets
from pathlib import Path

import click

from trainer import serving
from trainer.cli.work import now, require_schema
from trainer.course_folder import read_folder
from trainer.demonstration.cast import PASSWORD, STAFF, TRAINEES
from trainer.demonstration.filling import fill
from trainer.paths import data_root
from trainer.problem import is_blocking
from trainer.settings import Settings, read_settings
from trainer.storage import migrating
from trainer.storage.database import open_database

_INSTANCE = Path("instance")
_DATABASE = _INSTANCE / "trainer.db"
_KEY = _INSTANCE / "demonstration-key"
_DONE = _INSTANCE / "demonstration-ready"


@click.command()
@click.option("--fresh", is_flag=True, help="Throw the demonstration away and start over.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
def demo(fresh: bool, port: int) -> None:
    """Serve a filled demonstration on http://127.0.0.1 until Ctrl-C.

    The first time it makes instance/trainer.db below the current folder, publishes the course that comes
    with the program, and adds fictional people with some progress. Run again it keeps what is there.
    """
    try:
        serving.require_free_port("127.0.0.1", port)
    except serving.CannotListen as error:
        raise click.ClickException(str(error)) from error
    for name in ("TRAINER_DATABASE_URL", "TRAINER_SMTP_URL"):  # nobody's own database, and no mail
        os.environ.pop(name, None)
    if _DATABASE.exists() and not _KEY.exists():
        raise click.ClickException(
            f"{_DATABASE} exists and was not made by the demonstration; run it in another folder, or move the file"
        )
    if fresh:
        for path in (_DONE, *_INSTANCE.glob("trainer.db*"), _KEY):
            path.unlink(missing_ok=True)
    if not _DONE.exists():
        _make()
    settings = _settings(port)
    database = open_database(settings.database_url)
    try:
        require_schema(database)
    finally:
        database.close()
    _greet(port)
    serving.serve(settings, "127.0.0.1", port)


def _make() -> None:
    _INSTANCE.mkdir(exist_ok=True)
    for path in _INSTANCE.glob("trainer.db*"):
        path.unlink()
    _KEY.write_text(secrets.token_hex(32))
    _KEY.chmod(0o600)
    files, problems = read_folder(data_root())
    blocking = [str(problem) for problem in problems if is_blocking(problem)]
    if blocking:
        raise click.ClickException("the course of this installation cannot be read:\n" + "\n".join(blocking))
    database = open_database(f"sqlite:///{_DATABASE}")
    try:
        migrating.upgrade(database)
        fill(database, files, now(read_settings({})), lambda words: click.echo(f"  {words}", err=True))
    finally:
        database.close()
    _DONE.write_text("The demonstration in this folder is complete.\n")


def _settings(port: int) -> Settings:
    os.environ["TRAINER_SECRET_KEY"] = _KEY.read_text()
    os.environ["TRAINER_BASE_URL"] = f"http://127.0.0.1:{port}"
    return read_settings(os.environ, needs=frozenset({"TRAINER_SECRET_KEY", "TRAINER_BASE_URL"}))


def _greet(port: int) -> None:
    people = [(staff.address, f"{staff.role}: {staff.name}") for staff in STAFF]
    people += [(trainee.address, f"trainee, {trainee.story}: {trainee.name}") for trainee in TRAINEES]
    click.echo(f"\nTrainer is on http://127.0.0.1:{port}  (Ctrl-C stops it; all people are invented)\n")
    click.echo(f"Sign in with one of these addresses; the password of all is: {PASSWORD}\n")
    for address, words in people:
        click.echo(f"  {address:30} {words}")
    click.echo("")
