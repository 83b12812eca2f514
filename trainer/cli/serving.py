"""The command that serves."""

import click

from trainer import serving
from trainer.actions.preparing import prepare_newest
from trainer.cli.work import opened, settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
def serve(host: str, port: int) -> None:
    """Serve the platform until Ctrl-C or SIGTERM.

    Needs TRAINER_SECRET_KEY and TRAINER_BASE_URL. The number of workers is TRAINER_WORKERS (2). The sweep
    closes attempts whose time is over, brings standings up to date and sends mail.
    """
    given = settings("TRAINER_SECRET_KEY", "TRAINER_BASE_URL")
    with opened(given) as database:
        for sentence in prepare_newest(database):
            click.echo(sentence, err=True)
    try:
        serving.serve(given, host, port)
    except serving.CannotListen as error:
        raise click.ClickException(str(error)) from error
