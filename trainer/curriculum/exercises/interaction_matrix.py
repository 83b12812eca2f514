"""A table of drug classes by route, of which a reader can choose what to see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final, Self
from xml.etree.ElementTree import Element

from trainer.curriculum.exercises.elements import element
from trainer.curriculum.exercises.exercise import Exercise, Setter, some_groups
from trainer.yaml_text import Fields, SourceText

_COLUMNS: Final = ("class", "route", "efficacy", "safety", "evidence")
_SAY: Final = "add '{}: ...'; where nothing is known, say so"


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionMatrix(Exercise):
    """Rows with a cell for each of the five columns."""

    kind: ClassVar[str] = "interaction-matrix"
    noun: ClassVar[str] = "Table to explore"
    does: ClassVar[str] = "Drug classes by route, with efficacy, safety and evidence, to be narrowed by the reader."
    sample: ClassVar[str] = """\
title: What meets ketamine
rows:
  - class: A drug class
    route: Any
    efficacy: What it does to the effect.
    safety: What it does to the risk.
    evidence: On what this rests, with its source.
"""

    rows: tuple[tuple[SourceText, ...], ...]

    @classmethod
    def read(cls, fields: Fields) -> Self | None:
        """Read the rows; a cell about which nothing is known says so."""
        rows = []
        for each in some_groups(fields, "rows", 1, 60, "rows"):
            cells = (
                each.text("class", cure=_SAY.format("class")),
                each.text("route", cure=_SAY.format("route")),
                each.text("efficacy", cure=_SAY.format("efficacy")),
                each.text("safety", cure=_SAY.format("safety")),
                each.text("evidence", cure=_SAY.format("evidence")),
            )
            each.finish()
            rows.append(tuple(cell for cell in cells if cell))
        return cls(rows=tuple(rows))

    def elements(self, setter: Setter) -> Iterable[Element]:
        """The whole table."""
        heads = element("tr", *(element("th", column.capitalize(), scope="col") for column in _COLUMNS))
        body = element("tbody")
        for first, *others in self.rows:
            row = element("tr", setter.typeset("th", first, scope="row"))
            row.extend(setter.typeset("td", cell) for cell in others)
            body.append(row)
        yield element("table", element("thead", heads), body)
