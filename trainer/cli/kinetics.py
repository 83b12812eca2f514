"""The command that prints simulated curves."""

import click

from trainer.kinetics.curve import curve
from trainer.kinetics.curve_csv import curve_csv
from trainer.kinetics.interactions import INTERACTIONS
from trainer.kinetics.label import LABEL
from trainer.kinetics.scenarios import SCENARIOS


@click.command()
@click.argument("scenario", required=False)
@click.option("--model", help="One of the scenario's models instead of its first.")
@click.option("--interaction", help="What changed the exposure of volunteers who swallowed ketamine.")
def kinetics(scenario: str | None, model: str | None, interaction: str | None) -> None:
    """List simulated scenarios, or print a curve of one.

    A curve has a row for each minute: ng/mL of a typical adult in the model, then the 5th, 50th and 95th percentile of
    simulated adults. For teaching only: the doses are those of published studies, and there are no others.
    """
    if scenario is None:
        _list()
        return
    known = SCENARIOS.get(scenario)
    if known is None:
        raise click.ClickException(f"there is no scenario '{scenario}'; 'trainer kinetics' lists them")
    if model is not None and model not in known.setups:
        raise click.ClickException(f"'{scenario}' has no model '{model}'; it has {', '.join(known.setups)}")
    if interaction is not None and interaction not in INTERACTIONS:
        raise click.ClickException(f"there is no interaction '{interaction}'; there are {', '.join(INTERACTIONS)}")
    if interaction is not None and not known.is_swallowed:
        raise click.ClickException(f"nothing is swallowed in '{scenario}', so nothing was measured there")
    click.echo(curve_csv(curve(scenario, model, interaction)), nl=False)


def _list() -> None:
    for line in LABEL:
        click.echo(f"# {line}")
    for scenario in SCENARIOS.values():
        click.echo(f"{scenario.id}\t{scenario.title}\t{', '.join(scenario.setups)}")
    click.echo(f"# Interactions of swallowed doses: {', '.join(INTERACTIONS)}")
