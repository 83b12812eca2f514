"""The command that computes the statistics of a table of marks."""

import json
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import click

from trainer.quizzes.statistics.plain_figures import plain_figures
from trainer.quizzes.statistics.quiz_figures import quiz_figures
from trainer.quizzes.statistics.table_text import maximum_of, read_table


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--maximum",
    "typed",
    multiple=True,
    default=["1"],
    show_default="1",
    metavar="M",
    help="The most that a question gives; QUESTION=M for one question. Can be given several times.",
)
def statistics(file: Path, typed: Sequence[str]) -> None:
    """Print the statistics of a table of marks as JSON, unrounded.

    FILE is a CSV: the ids of the questions in the first line, below it a line for each attempt with a mark for each
    question. An empty cell is a question that was not seen, a blank answer is 0.

    'facility' is a share from 0 to 1 and 'item_rest_correlation' from -1 to 1; 'discrimination_index',
    'discriminative_efficiency', weights, 'internal_consistency' and 'error_ratio' are per cent, as in Moodle's quiz
    statistics, whose formulas these are; means, deviations and 'standard_error' are points. A figure that
    there is not is null, with the reason below 'reasons'. No database is needed.
    """
    maximum, maxima = _maxima(typed)
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        click.echo(f"{file}:{line}: error: this is not UTF-8; save the table as 'CSV UTF-8'", err=True)
        sys.exit(1)
    table = read_table(text, maximum, maxima)
    if isinstance(table, tuple):
        for wrong in table:
            place = f"{wrong.line}:{wrong.column}" if wrong.column else f"{wrong.line}"
            click.echo(f"{file}:{place}: error: {wrong.message}", err=True)
        sys.exit(1)
    click.echo(json.dumps(plain_figures(quiz_figures(table)), indent=2, allow_nan=False, ensure_ascii=False))


def _maxima(typed: Sequence[str]) -> tuple[Fraction, dict[str, Fraction]]:
    """The maximum of every question, and those of single ones."""
    whole, single = Fraction(1), dict[str, Fraction]()
    for each in typed:
        question, equals, number = each.rpartition("=")
        maximum = maximum_of(number)
        if maximum is None:
            raise click.BadParameter(f"'{number}' is no number above 0", param_hint="--maximum")
        if equals:
            single[question] = maximum
        else:
            whole = maximum
    return whole, single
