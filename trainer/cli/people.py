"""Commands for people and cohorts."""

from datetime import date

import click

from trainer.access import PLATFORM, RoleName
from trainer.actions import cohorts as cohort_actions
from trainer.actions import inviting, resetting
from trainer.actions import people as people_actions
from trainer.actions.sending import mark_shown
from trainer.cli.work import day, now, opened, settings
from trainer.mail_texts import link_of
from trainer.queries.people import list_cohorts, list_people

_ROLE = click.Choice([role.value for role in RoleName])


@click.group()
def cohorts() -> None:
    """Groups that go through a course together."""


@cohorts.command("add")
@click.argument("name")
@click.option("--course", required=True, metavar="SLUG", help="The course that they take.")
@click.option("--starts", required=True, type=day, metavar="DATE", help="First day, such as 2026-09-14.")
@click.option("--ends", required=True, type=day, metavar="DATE", help="Last day; what is not done then is overdue.")
def add_cohort(name: str, course: str, starts: date, ends: date) -> None:
    """Add a cohort NAME. It keeps the rules that are published now."""
    given = settings()
    with opened(given) as database:
        cohort_actions.add_cohort(database, PLATFORM, name, course, starts, ends, now(given))
    click.echo(f"Added the cohort '{name}'.")


@cohorts.command("list")
def show_cohorts() -> None:
    """List every cohort with its course, dates and number of people."""
    with opened(settings()) as database:
        rows = list_cohorts(database)
    for row in rows:
        click.echo(f"{row.name}\t{row.course}\t{row.starts_on} to {row.ends_on}\t{row.people} people")
    if not rows:
        click.echo("There are no cohorts yet; 'trainer cohorts add' adds one.")


@click.group()
def people() -> None:
    """Those who learn, teach, supervise and administer."""


@people.command()
@click.argument("address")
@click.option("--role", required=True, type=_ROLE, help="What they will be.")
@click.option("--cohort", metavar="NAME", help="For this cohort; a trainee is enrolled in it on accepting.")
@click.option("--course", metavar="SLUG", help="For this course; a trainee is enrolled in it on accepting.")
def invite(address: str, role: str, cohort: str | None, course: str | None) -> None:
    """Invite ADDRESS by a link that works for 14 days.

    Where TRAINER_SMTP_URL is set the link is mailed by 'trainer serve'; otherwise it is shown here.
    """
    given = settings("TRAINER_BASE_URL")
    moment = now(given)
    with opened(given) as database:
        token = inviting.invite(database, PLATFORM, address, RoleName(role), course=course, cohort=cohort, now=moment)
        if given.smtp_url:
            click.echo(f"The invitation to {address} waits in the outbox; 'trainer serve' sends it.")
            return
        mark_shown(database, token, moment)
    click.echo(f"Give this link to {address}; it works for 14 days:\n{link_of(given.base_url, 'invitation', token)}")


@people.command()
@click.argument("address")
def reset(address: str) -> None:
    """Show a link with which ADDRESS chooses a new password.

    It works for two hours; at most three are made an hour.
    """
    given = settings("TRAINER_BASE_URL")
    moment = now(given)
    with opened(given) as database:
        token = resetting.ask_for_reset(database, address, moment)
        if token is None:
            raise click.ClickException(f"nobody active has the address {address}, or three links were made this hour")
        mark_shown(database, token, moment)
    click.echo(f"Give this link to {address}:\n{link_of(given.base_url, 'reset', token)}")


@people.command("list")
def show_people() -> None:
    """List everybody with their address and roles.

    Those who can no longer sign in are marked.
    """
    with opened(settings()) as database:
        rows = list_people(database)
    for row in rows:
        state = "" if row.is_active else "\t(deactivated)"
        click.echo(f"{row.address}\t{row.name}\t{', '.join(row.roles) or 'no role'}{state}")
    if not rows:
        click.echo("Nobody has joined yet; 'trainer people invite' invites somebody.")


@people.command()
@click.argument("address")
@click.option("--role", required=True, type=_ROLE, help="What they become beside what they are.")
@click.option("--cohort", metavar="NAME", help="For this cohort only.")
@click.option("--course", metavar="SLUG", help="For this course only.")
def grant(address: str, role: str, cohort: str | None, course: str | None) -> None:
    """Give somebody who has joined a further role.

    Whoever becomes a trainee is enrolled.
    """
    given = settings()
    with opened(given) as database:
        people_actions.grant_role(
            database, PLATFORM, address, RoleName(role), course=course, cohort=cohort, now=now(given)
        )
    click.echo(f"{address} is now {role}.")


@people.command()
@click.argument("address")
def deactivate(address: str) -> None:
    """Let ADDRESS sign in no more. Everything recorded stays."""
    given = settings()
    with opened(given) as database:
        people_actions.deactivate(database, PLATFORM, address, now(given))
    click.echo(f"{address} can no longer sign in.")
