"""An exercise in which each of some items is put into the row where it belongs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Self
from xml.etree.ElementTree import Element

from trainer.curriculum.exercises.elements import element, fold
from trainer.curriculum.exercises.exercise import Exercise, Setter, some_groups
from trainer.yaml_text import Fields, SourceText, nearest


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its title, and what belongs there."""

    title: SourceText
    about: SourceText


@dataclass(frozen=True, slots=True)
class Item:
    """What is to be put somewhere: the number of its row, from 0, and the reason."""

    text: SourceText
    row: int
    why: SourceText


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageBoard(Exercise):
    """Rows, and items with the row of each."""

    kind: ClassVar[str] = "triage-board"
    does: ClassVar[str] = "Items are put into the row where they belong, with the reason."
    sample: ClassVar[str] = """\
title: Where does it belong?
rows:
  - {id: stop, title: Stop, about: No session.}
  - {id: care, title: Proceed with care, about: A session with a plan.}
items:
  - text: What somebody finds
    row: stop
    why: The reason with its source.
"""

    rows: tuple[Row, ...]
    items: tuple[Item, ...]

    @classmethod
    def read(cls, fields: Fields) -> Self | None:
        """Read rows and items; every item names a row."""
        rows: dict[str, Row] = {}
        for each in some_groups(fields, "rows", 2, 5, "rows"):
            row_id = each.id() or ""
            title, about = each.text("title"), each.text("about")
            each.finish()
            if not each.has("id"):
                each.error("'id' is missing; add 'id: ...', which the items name")
            elif row_id in rows:
                each.error(f"the row '{row_id}' stands twice; give one another id", "id")
            if title and about:
                rows[row_id] = Row(title, about)
        groups = some_groups(fields, "items", 1, 40, "items")
        items = [item for each in groups if (item := _item(each, tuple(rows)))]
        return cls(rows=tuple(rows.values()), items=tuple(items))

    def elements(self, setter: Setter) -> Iterable[Element]:
        """The rows, and the items, the answer of each in a fold."""
        rows = element("dl", class_="exercise-rows")
        for row in self.rows:
            rows.append(setter.typeset("dt", row.title))
            rows.append(setter.typeset("dd", row.about))
        yield rows
        items = element("ol", class_="exercise-items")
        for item in self.items:
            reason = element("p", element("strong", setter.typeset("span", self.rows[item.row].title), "."), " ")
            reason.append(setter.typeset("span", item.why))
            answer = fold("Where does it belong?", reason)
            items.append(element("li", setter.typeset("p", item.text), answer, data_is=str(item.row)))
        yield items


def _item(fields: Fields, rows: tuple[str, ...]) -> Item | None:
    text, row, why = fields.text("text"), fields.words("row"), fields.text("why")
    fields.finish()
    if row and row not in rows:
        fields.error(f"there is no row '{row}'; {nearest(row, rows)}", "row")
    return Item(text, rows.index(row), why) if text and why and row in rows else None
