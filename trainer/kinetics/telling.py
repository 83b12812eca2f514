"""Says in words what a curve is and shows."""

from trainer.kinetics.curve import Curve


def titled(curve: Curve) -> str:
    """The study's dose, and what was taken with it."""
    return curve.scenario.title + (f" with {curve.interaction.title.lower()}" if curve.interaction else "")


def told(number: int, curve: Curve) -> str:
    """A curve for those who do not see it: its number in the chart, its peak with the band there, its end."""
    at = curve.peak_at
    low, high = rounded(curve.band.low[at]), rounded(curve.band.high[at])
    return (
        f"{number}: {titled(curve)}, model {curve.setup.model.title}: highest after {at} minutes at "
        f"{rounded(curve.peak)} ng/mL, for nine of ten people between {low} and {high}; "
        f"after four hours {rounded(curve.typical[-1])} ng/mL."
    )


def rounded(value: float) -> str:
    """Nanograms per millilitre as precise as they are worth."""
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"
