"""Commands that erase what is kept about people."""

import click

from trainer.access import PLATFORM
from trainer.actions import deciding_erasures
from trainer.actions.erasing import carry_out_erasures, erase_past
from trainer.cli.work import now, opened, settings
from trainer.curriculum.retention import KINDS
from trainer.queries.erasures import planned
from trainer.queries.retention import past_lines
from trainer.queries.subjects import subject_with

_AT_ONCE = 200


@click.command("erase")
@click.argument("address")
@click.option("--dry-run", is_flag=True, help="Only say what would go and what would stay.")
@click.option("--without-mail", is_flag=True, help="Do not write to them first, and erase now.")
def erase(address: str, *, dry_run: bool, without_mail: bool) -> None:
    """Erase what is kept about ADDRESS.

    For somebody who asked by letter: as if they had asked on their account page and an administrator had granted it.
    They get a mail first where TRAINER_SMTP_URL is set; 'trainer serve' then erases, within a day.
    """
    given = settings()
    moment = now(given)
    has_mail = bool(given.smtp_url) and not without_mail
    with opened(given) as database:
        with database.reading() as session:
            subject = subject_with(session, address)
            plan = planned(session, PLATFORM, subject.person_id, moment)
        click.echo("Goes: address, password, roles")
        for kind in plan.erased:
            click.echo(f"Goes: {KINDS[kind].title.lower()}")
        for fate in plan.kept:
            click.echo(f"Stays until {fate.kept_until}: {KINDS[fate.kind].title.lower()}")
        if plan.name_until:
            click.echo(f"Stays until {plan.name_until}: the name")
        if dry_run:
            return
        deciding_erasures.grant_on_paper(database, PLATFORM, subject.person_id, moment, has_mail=has_mail)
        if has_mail:
            click.echo(f"A mail to {address} waits in the outbox; 'trainer serve' sends it, and erases then.")
            return
        is_done = carry_out_erasures(database, moment) > 0
    waits = "It was granted before; 'trainer serve' carries it out once its mail has gone."
    click.echo("Erased." if is_done else waits)


@click.group()
def records() -> None:
    """What is kept of people, and for how long."""


@records.command()
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
def retention(*, dry_run: bool) -> None:
    """Erase what is past its time.

    'trainer serve' does the same by itself, some people an hour.
    """
    given = settings()
    moment = now(given)
    with opened(given) as database:
        with database.reading() as session:
            lines = list(past_lines(session, moment, _AT_ONCE))
        for line in lines:
            click.echo(f"{line.person_id}\t{line.name}\t{KINDS[line.kind].title.lower()}")
        if not lines:
            click.echo("Nothing is past its time.")
            return
        if dry_run:
            click.echo("So much would go; nothing was erased.")
            return
        people = 0
        while erased := erase_past(database, moment):
            people += erased
        carry_out_erasures(database, moment)
    click.echo(f"Erased what was past its time of {people} {'person' if people == 1 else 'people'}.")
