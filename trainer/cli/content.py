"""Commands for content: check, publish, export."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from trainer.access import PLATFORM
from trainer.actions import publishing
from trainer.actions.editions import Options
from trainer.actions.folding import refold_outdated
from trainer.actions.keeping_media import without_removed
from trainer.addresses import links_of
from trainer.cli.media import keep_media, media_of
from trainer.cli.merging import merged_into
from trainer.cli.quality import in_full, in_short
from trainer.cli.work import count, day, now, opened, settings, show_progress
from trainer.course_folder import read_folder, write_folder
from trainer.curriculum.assembling import assemble
from trainer.curriculum.change import Change
from trainer.curriculum.checking import check_course
from trainer.curriculum.documents import slug_in
from trainer.curriculum.quality.examining import examine
from trainer.curriculum.quality.spelling import misspelt
from trainer.problem import Problem, is_blocking
from trainer.queries.drafts_behind import drafts_behind
from trainer.queries.editions import edition_files
from trainer.storage.blobs import blobs_of

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=_FOLDER, default=".")
@click.option("--quality", is_flag=True, help="Also name, module by module, what a reader may stumble over.")
def check(folder: Path, quality: bool) -> None:
    """Name every problem of a course with its place.

    FOLDER holds 'curriculum' and 'quizzes'; without it the current folder is read. Nothing is changed.
    Each line reads 'path:line: error|warning: message'; the status is 1 where one is an error. Without
    errors, a last line says whether a reader may stumble over something.
    """
    files, found = read_folder(folder)
    checked = check_course(files, links_of(slug_in(files)))
    problems = sorted({*found, *checked.problems})
    _show(problems)
    errors = sum(map(is_blocking, problems))
    if not problems:
        click.echo("No problems.")
    elif not errors:
        click.echo(f"No errors, {count(len(problems), 'warning')}.")
    if quality or not errors:
        assembled = assemble(files)
        found_quality = examine(assembled, misspelt(assembled))
        for line in ("", *in_full(found_quality)) if quality else (in_short(found_quality),):
            click.echo(line)
    if errors:
        sys.exit(1)


@click.command()
@click.argument("folder", type=_FOLDER, default=".")
@click.option(
    "--kind",
    type=click.Choice([change.value for change in Change]),
    default=Change.CLARIFICATION.value,
    show_default=True,
    help="What the change is. Only a material one asks people to read again.",
)
@click.option("--note", default="", help="A sentence on what changed, kept with the edition.")
@click.option(
    "--harder-from",
    type=day,
    metavar="DATE",
    help="From this day a harder course.yml reaches running cohorts; without it only later ones.",
)
@click.option(
    "--based-on",
    type=click.IntRange(1, 2**31 - 1),
    metavar="EDITION",
    help="The edition that your files were made from.",
)
@click.option("--merge", is_flag=True, help="First merge what was published since into the files of the folder.")
@click.option("--retire", is_flag=True, help="Retire published documents that the folder no longer holds.")
def publish(
    folder: Path, kind: str, note: str, harder_from: date | None, based_on: int | None, merge: bool, retire: bool
) -> None:
    """Publish a course as the next edition: all of it, or nothing.

    FOLDER holds 'curriculum' and 'quizzes'; without it the current folder is read. An error anywhere
    stops all of it. Warnings are printed and stop nothing. A document that the folder lacks is named and kept. Nothing
    that anybody did is altered; attempts under way keep the revision that they began with.
    """
    given = settings()
    moment = now(given)
    if harder_from and harder_from < moment.today:
        raise click.ClickException(f"--harder-from {harder_from} is past; name today or a later day")
    files, found = read_folder(folder)
    with opened(given) as database:
        if merge:
            files, based_on = merged_into(database, folder, files, found, based_on)
        options = Options(change=Change(kind), note=note, harder_from=harder_from, based_on=based_on, retire=retire)
        keep_media(blobs_of(database), folder, without_removed(database, files))
        outcome = publishing.publish(database, PLATFORM, files, found, options, moment)
        _show(outcome.problems)
        for path in outcome.kept:
            click.echo(f"kept: {path} (not in the folder; --retire retires it)")
        if outcome.is_unchanged:
            click.echo("Nothing differs from what is published; there is no new edition.")
            _tell_rules(outcome)
            return
        if outcome.number is None:
            onward = f", and publish with --based-on {based_on}" if merge and based_on else ""
            click.echo(f"Nothing was published: mend the errors above{onward}.", err=True)
            sys.exit(1)
        _tell(outcome)
        for path, author in drafts_behind(database, slug_in(files)):
            click.echo(f"behind: the draft of {path} by {author} was begun before this; bring it up in the browser")
        refolded = show_progress("Bringing standings up to date", refold_outdated(database, moment))
        click.echo(f"Brought the standings of {count(refolded, 'enrolment')} up to edition {outcome.number}.")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--course", metavar="SLUG", help="Which course; needed where there are several.")
def export(folder: Path, course: str | None) -> None:
    """Write the newest edition into FOLDER, byte for byte.

    The folder is made where there is none; one that holds other files is refused.
    """
    with opened(settings()) as database:
        edition = edition_files(database, course)
        write_folder(folder, edition.files, media_of(database))
    where = click.format_filename(folder)
    click.echo(f"Wrote edition {edition.number} of {edition.course} to {where} ({len(edition.files)} files).")


def _show(problems: Sequence[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem))


def _tell(outcome: publishing.Outcome) -> None:
    click.echo(f"Published edition {outcome.number}.")
    for word, paths in (("added", outcome.added), ("changed", outcome.changed), ("retired", outcome.retired)):
        for path in paths:
            click.echo(f"{word}: {path}")
    _tell_rules(outcome)


def _tell_rules(outcome: publishing.Outcome) -> None:
    for reach in dict.fromkeys(outcome.rules):
        when = f"holds from {reach.first_day}" if reach.first_day else "does not reach it; --harder-from DATE would"
        click.echo(f"rules: harder for {reach.name} ({'; '.join(reach.harder)}): {when}")
