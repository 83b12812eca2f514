"""A checklist tells what holds until every box is ticked."""

from tests.curriculum.small_course import html, section

LIST = """\
```preparation-checklist
title: Ready?
until: The session waits.
groups:
  - title: Agreements
    items:
      - Consent is given today [@zanos2018]
      - A troche is at hand
```
"""


def test_the_rule_stands_above_the_boxes_and_each_can_be_ticked_on_paper() -> None:
    made = html(LIST)

    rule = made.index('<p class="exercise-rule">The session waits.</p>')
    assert rule < made.index('<p class="exercise-step"><strong>Agreements</strong></p>')
    assert made.count('<span class="task" role="img" aria-label="Open">☐</span>') == 2
    assert "Nothing that you enter is stored or sent." in made


def test_what_holds_until_then_must_be_said() -> None:
    _, problems = section(LIST.replace("until: The session waits.\n", ""))
    assert problems == ["2: 'until' is missing; add 'until: ...', which says what holds until every box is ticked"]


def test_a_group_without_items_is_none() -> None:
    _, problems = section("```preparation-checklist\ntitle: x\nuntil: y\ngroups:\n  - {title: z, items: []}\n```\n")
    assert problems == ["5: this group has no items; add one"]
