"""Curves of the concentration simulator as a figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final, Self
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from trainer.curriculum.exercises.elements import add, element
from trainer.curriculum.exercises.exercise import Exercise, Setter
from trainer.kinetics.choice import MOST, Choice, every_choice, read_choice
from trainer.kinetics.curve import Curve, curve
from trainer.kinetics.curve_csv import source_keys
from trainer.kinetics.label import LABEL
from trainer.kinetics.sources import SOURCES
from trainer.kinetics.telling import titled, told
from trainer.yaml_text import Fields, SourceText, nearest

_WIDTH: Final = "400"
_HEIGHT: Final = "300"


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulator(Exercise):
    """Curves side by side; `line` is where they are named."""

    kind: ClassVar[str] = "simulator"
    noun: ClassVar[str] = "Simulation"
    has_script: ClassVar[bool] = False
    does: ClassVar[str] = "Up to four published curves of concentration, as a figure."
    sample: ClassVar[str] = """\
title: Two ways in
curves: [iv-0.5mgkg-40min/clements, im-0.5mgkg/clements]
"""

    choices: tuple[Choice, ...]
    line: int

    @classmethod
    def read(cls, fields: Fields) -> Self | None:
        """Read the curves, which are those of the simulator."""
        named = fields.texts("curves", required=True)
        choices = [choice for each in named if (choice := _choice(each, fields))]
        if named and len(set(choices)) != len(choices):
            fields.error("a curve stands twice; keep one", "curves")
        if fields.has("curves") and not 1 <= len(named) <= MOST:
            fields.error(f"'curves' has {len(named)}; write from 1 to {MOST}", "curves")
        return cls(choices=tuple(choices), line=fields.line_of("curves"))

    def elements(self, setter: Setter) -> Iterable[Element]:
        """The figure, what each curve rests on, the label, and the way to the simulator."""
        drawn = [curve(each.scenario_id, each.name, each.interaction_id) for each in self.choices]
        asked = urlencode([("curve", str(choice)) for choice in self.choices])
        links = setter.links
        told_of = " ".join(told(number, each) for number, each in enumerate(drawn, start=1))
        picture = element(
            "img",
            src=f"{links.simulator_chart}?{asked}",
            alt=f"Concentration in blood over four hours. {told_of}",
            width=_WIDTH,
            height=_HEIGHT,
            loading="lazy",
        )
        caption = element("figcaption", element("ol", *(_entry(each, setter, self.line) for each in drawn)))
        caption.append(element("p", " ".join(LABEL), class_="exercise-rule"))
        yield element("figure", picture, caption)
        yield element("p", element("a", "The same curves in the simulator", href=f"{links.simulator}?{asked}"))


def _choice(named: SourceText, fields: Fields) -> Choice | None:
    choice = read_choice(named.text)
    if choice is None:
        known = [str(each) for each in every_choice()]
        fields.report.error(named.line, f"there is no curve '{named.text[:80]}'; {nearest(named.text, known)}")
    return choice


def _entry(drawn: Curve, setter: Setter, line: int) -> Element:
    """A curve by its study, its model, where blood was taken, and its publications."""
    model = drawn.setup.model
    entry = element("li", element("strong", titled(drawn)))
    add(entry, f". Model: {model.title}; {model.analyte}, {model.sampling}.")
    marks, others = setter.sources(source_keys(drawn), line)
    if marks is not None:
        add(entry, marks)
    if others:
        add(entry, f" Sources: {'; '.join(str(SOURCES[key]) for key in others)}.")
    return entry
