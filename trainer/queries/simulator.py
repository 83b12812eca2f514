"""The page on which published curves of concentration are compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.kinetics.chart import Chart, chart
from trainer.kinetics.choice import MOST, Choice, read_choices
from trainer.kinetics.curve import MINUTES, Curve, curve
from trainer.kinetics.curve_csv import source_keys
from trainer.kinetics.interactions import INTERACTIONS, Interaction
from trainer.kinetics.label import LABEL
from trainer.kinetics.scenario import Scenario
from trainer.kinetics.scenarios import SCENARIOS
from trainer.kinetics.sources import SOURCES, Source
from trainer.kinetics.telling import titled, told
from trainer.queries.reader import CourseHead, reader_of
from trainer.storage.database import Database

_SHOWN = (*range(0, 60, 10), *range(60, MINUTES + 1, 20))
"""The minutes of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnCurve:
    """A curve with its number in the chart, its place in an address and its publications."""

    number: int
    choice: Choice
    curve: Curve
    sources: tuple[Source, ...]

    @property
    def title(self) -> str:
        """The study's dose, and what was taken with it."""
        return titled(self.curve)

    @property
    def told(self) -> str:
        """The curve for those who do not see it."""
        return told(self.number, self.curve)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """Curves that stand in one chart, with the label that goes with them."""

    drawn: tuple[DrawnCurve, ...]
    label: tuple[str, ...] = LABEL

    @property
    def asked(self) -> tuple[str, ...]:
        """The curves as they stand in an address."""
        return tuple(str(each.choice) for each in self.drawn)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatorPage:
    """What is drawn, what else could be, and the label of it all.

    `rows` are a minute and, for each curve, its typical value with the ends of its band (ng/mL). `is_cut` tells that
    more curves were asked for than are drawn.
    """

    course: CourseHead
    simulated: Simulated
    chart: Chart
    rows: tuple[tuple[int, tuple[tuple[float, float, float], ...]], ...]
    scenarios: tuple[Scenario, ...]
    interactions: tuple[Interaction, ...]
    most: int
    is_cut: bool


def simulator_page(
    session: Session, database: Database, actor: Actor, course: str, asked: Sequence[str], now: Now
) -> SimulatorPage:
    """The curves that an address names, the first ones only; raises NotFound for a course the actor does not read."""
    reader = reader_of(session, database, actor, course, now)
    choices = read_choices(asked)
    drawn = draw(choices[:MOST])
    return SimulatorPage(
        course=reader.head,
        simulated=Simulated(drawn=drawn),
        chart=chart([each.curve for each in drawn]),
        rows=tuple((minute, tuple(_cells(each.curve, minute) for each in drawn)) for minute in _SHOWN),
        scenarios=tuple(SCENARIOS.values()),
        interactions=tuple(INTERACTIONS.values()),
        most=MOST,
        is_cut=len(choices) > MOST,
    )


def draw(choices: Sequence[Choice]) -> tuple[DrawnCurve, ...]:
    """The curves of choices, numbered as they come."""
    drawn = []
    for number, choice in enumerate(choices, start=1):
        found = curve(choice.scenario_id, choice.name, choice.interaction_id)
        sources = tuple(SOURCES[key] for key in source_keys(found))
        drawn.append(DrawnCurve(number=number, choice=choice, curve=found, sources=sources))
    return tuple(drawn)


def _cells(found: Curve, minute: int) -> tuple[float, float, float]:
    return found.typical[minute], found.band.low[minute], found.band.high[minute]
