"""Gathers what the rounds saw and says it in lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.servers import Load

STEADY = 0.10
"""Rounds that differ by more than this part of the slowest are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What the product wants to reach: at least this part of the bare figure, and at most these milliseconds."""

    ratio: float | None = None
    p99: float = 50.0


@dataclass(frozen=True, slots=True)
class Compared:
    """One kind of request in every round: of the platform, and of a bare Flask beside it."""

    name: str
    ours: Sequence[Load]
    bare: Sequence[Load]
    aim: Aim

    @property
    def ratio(self) -> float:
        """The part of the bare figure that the platform reaches, as the median of the rounds."""
        return median(our.per_second / bare.per_second for our, bare in zip(self.ours, self.bare, strict=True))


def table(every: Sequence[Compared]) -> list[str]:
    """A line for each kind of request, with its aims."""
    head = f"{'':18}{'platform':>10}{'p50':>9}{'p99':>9}   {'bare Flask':>10}{'p50':>9}{'p99':>9}   {'ratio':>6}   aims"
    return [head, *(_line(each) for each in every)]


def unsteady(every: Sequence[Compared]) -> list[str]:
    """A line for each figure whose rounds differ by more than ten per cent."""
    found = []
    for each in every:
        for whose, loads in (("platform", each.ours), ("bare Flask", each.bare)):
            speeds = [load.per_second for load in loads]
            spread = max(speeds) / min(speeds) - 1
            if spread > STEADY:
                listed = ", ".join(f"{speed:.0f}" for speed in speeds)
                found.append(f"{each.name}, {whose}: the rounds differ by {spread:.0%} ({listed} a second)")
    return found


def percentile(loads: Sequence[Load], part: float) -> float:
    """The milliseconds within which this part of all requests were answered."""
    waited = sorted(wait for load in loads for wait in load.milliseconds)
    return waited[min(len(waited) - 1, int(len(waited) * part))]


def _line(each: Compared) -> str:
    figures = "   ".join(
        f"{median(load.per_second for load in loads):>8.0f}/s"
        f"{percentile(loads, 0.5):>6.1f} ms{percentile(loads, 0.99):>6.1f} ms"
        for loads in (each.ours, each.bare)
    )
    return f"{each.name:18}{figures}   {each.ratio:>6.0%}   {_aims(each)}"


def _aims(each: Compared) -> str:
    slowest = percentile(each.ours, 0.99)
    aims = [f"p99 under {each.aim.p99:.0f} ms: {_verdict(slowest < each.aim.p99)}"]
    if each.aim.ratio is not None:
        aims.insert(0, f"at least {each.aim.ratio:.0%}: {_verdict(each.ratio >= each.aim.ratio)}")
    return "; ".join(aims)


def _verdict(is_reached: bool) -> str:
    return "reached" if is_reached else "MISSED"
