"""Commands for mail that has not gone out."""

import click

from trainer.actions.retrying import retry as retry_messages
from trainer.cli.work import now, opened, settings
from trainer.queries.outbox import UnsentMessage, unsent_messages


@click.group()
def mail() -> None:
    """Messages that wait, or that could not be sent."""


@mail.command("list")
def show_mail() -> None:
    """List what has not gone out, with what the last try met."""
    given = settings()
    with opened(given) as database:
        found = unsent_messages(database)
    for message in found:
        created, due = (f"{at.astimezone(given.zone):%Y-%m-%d %H:%M}" for at in (message.created_at, message.due_at))
        state = "given up" if message.is_given_up else f"next try {due}"
        click.echo(f"{created}\t{message.kind}\t{message.address}\t{state}\t{_tries(message)}")
    if not found:
        click.echo("Nothing waits: every message has gone out.")


@mail.command()
def retry() -> None:
    """Try again what was given up, and at once what is to be tried later.

    'trainer serve' sends it. A lost invitation or link for a new password has to be made anew.
    """
    given = settings()
    with opened(given) as database:
        retried = retry_messages(database, now(given))
    click.echo(f"{retried.again} tried again now; 'trainer serve' sends them.")
    if retried.lost:
        click.echo(f"{retried.lost} cannot be sent any more, since their links ended: invite again, or reset again.")


def _tries(message: UnsentMessage) -> str:
    tries = "not tried yet" if not message.tries else "1 try" if message.tries == 1 else f"{message.tries} tries"
    return f"{tries}: {message.fault}" if message.fault else tries
