"""Trials stand in a table; an interval is drawn only from the author's own numbers."""

from decimal import Decimal

from tests.curriculum.small_course import html, section
from trainer.curriculum.exercises.evidence_map import Interval, Scale, drawn
from trainer.yaml_text import SourceText

MAP = """\
```evidence-map
title: Trials
scale: {label: Difference, low: -2, high: 2, none: 0}
trials:
  - trial: One [@zanos2018]
    size: '30'
    control: Placebo
    blinding: Both
    result: Better
    interval: {at: 1, low: 0.5, high: 1.5}
  - {trial: Two, size: '8', control: None, blinding: None, result: No difference}
```
"""
SCALE = Scale(SourceText("Difference", 1), Decimal(-2), Decimal(2), Decimal(0))


def test_every_trial_has_its_five_cells() -> None:
    made = html(MAP)

    assert '<th scope="row">Two</th><td>8</td><td>None</td><td>None</td><td>No difference</td>' in made
    assert 'href="#source-zanos2018"' in made


def test_an_interval_is_drawn_and_told_in_words() -> None:
    made = html(MAP)

    assert '<span class="interval" role="img" aria-label="1 (0.5 to 1.5)">' in made
    assert "</span>1 (0.5 to 1.5)</td>" in made
    assert "<td>no interval here</td>" in made


def test_a_drawing_has_the_ends_the_estimate_and_the_line_of_no_difference() -> None:
    within = drawn(Interval(Decimal(1), Decimal("0.5"), Decimal("1.5")), SCALE).replace("\u2007", " ")
    across = drawn(Interval(Decimal("0.5"), Decimal(-1), Decimal(2)), SCALE).replace("\u2007", " ")

    assert within == "            ┊  ├──●──┤   "
    assert across == "      ├─────┼──●────────┤"


def test_without_a_scale_there_is_no_column_for_intervals() -> None:
    text = MAP.replace("scale: {label: Difference, low: -2, high: 2, none: 0}\n", "")
    assert section(text)[1] == [
        "9: an interval needs a scale; add 'scale:' with 'label', 'low', 'high' and 'none'",
    ]
    without = text.replace("    interval: {at: 1, low: 0.5, high: 1.5}\n", "")
    assert html(without).count('<th scope="col">') == 5


def test_numbers_stand_in_order_within_the_scale() -> None:
    assert section(MAP.replace("high: 1.5", "high: 3"))[1] == [
        "10: 'low', 'at' and 'high' must stand in this order, within the scale; change them"
    ]
    assert section(MAP.replace("none: 0", "none: 5"))[1][0] == (
        "3: 'low', 'none' and 'high' must stand in this order on the scale; change them"
    )
