"""A curve as CSV, under its label."""

from trainer.kinetics.curve import Curve
from trainer.kinetics.label import LABEL
from trainer.kinetics.sources import SOURCES

HEADER = "minutes,ng_per_ml,p5,p50,p95"


def curve_csv(curve: Curve) -> str:
    """Lines that begin with '#' for label, scenario and sources, then a row for each whole minute."""
    setup = curve.setup
    heads = [
        *LABEL,
        f"{curve.scenario.title}. {setup.model.title}: {setup.model.analyte}, {setup.model.sampling}.",
        *([setup.note] if setup.note else []),
        *([f"{curve.interaction.title}: {curve.interaction.words}"] if curve.interaction else []),
        *(f"Source: {SOURCES[key]}" for key in source_keys(curve)),
        "ng_per_ml: a typical adult of 70 kg in this model; p5, p50, p95: percentiles of 300 simulated adults.",
    ]
    rows = zip(curve.typical, curve.band.low, curve.band.median, curve.band.high, strict=True)
    lines = [",".join((str(minute), *(f"{each:.4f}" for each in row))) for minute, row in enumerate(rows)]
    return "\n".join((*(f"# {head}" for head in heads), HEADER, *lines)) + "\n"


def source_keys(curve: Curve) -> tuple[str, ...]:
    """The publications behind a curve, each once."""
    measured = (key for each in curve.scenario.measured for key in each.sources)
    interaction = (curve.interaction.source,) if curve.interaction else ()
    return tuple(dict.fromkeys((*curve.setup.model.sources, *measured, *interaction)))
