"""How dates, counts and labels read in pages."""

import math
from datetime import date, datetime

from flask import Flask

from trainer.curriculum.phases import Phase
from trainer.passwords import SHORTEST
from trainer.settings import Settings

_PHASES = {
    Phase.SCREENING: "Screening",
    Phase.PREPARATION: "Preparation",
    Phase.DOSING: "Dosing session",
    Phase.INTEGRATION: "Integration",
}
ACCENTS = ("accent-1", "accent-2", "accent-3")


def register(app: Flask, settings: Settings) -> None:
    """Make the filters known to templates."""

    def day(value: date) -> str:
        local = value.astimezone(settings.zone) if isinstance(value, datetime) else value
        return f"{local.day} {local:%B %Y}"

    def clock(value: datetime) -> str:
        return f"{value.astimezone(settings.zone):%H:%M}"

    def hour(value: datetime) -> str:
        local = value.astimezone(settings.zone)
        return f"{local:%H:%M} {local.tzname()}"

    def moment(value: datetime) -> str:
        local = value.astimezone(settings.zone)
        return f"{local:%A}, {local.day} {local:%B %Y} at {local:%H:%M} {local.tzname()}"

    app.jinja_env.globals["shortest_password"] = SHORTEST
    app.add_template_filter(day)
    app.add_template_filter(clock)
    app.add_template_filter(hour)
    app.add_template_filter(moment)
    app.add_template_filter(left)
    app.add_template_filter(count)
    app.add_template_filter(accent)
    app.add_template_filter(phase_name)
    app.add_template_filter(points)


def count(number: int, one: str, many: str) -> str:
    """A number with its noun: '1 module', '3 modules'."""
    return f"{number} {one if number == 1 else many}"


def left(due_at: datetime, now: datetime) -> str:
    """What is left until a moment, in whole minutes: '14 minutes left'."""
    minutes = max(0, math.ceil((due_at - now).total_seconds() / 60))
    return f"{count(minutes, 'minute', 'minutes')} left"


def accent(index: int) -> str:
    """The class of an area's colour, by the area's place in the course."""
    return ACCENTS[index % len(ACCENTS)]


def phase_name(phase: Phase) -> str:
    """A phase as people say it."""
    return _PHASES[phase]


def points(value: object) -> str:
    """Points with at most two decimals and no empty ones."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")  # type: ignore[arg-type]  # a Fraction or an int
