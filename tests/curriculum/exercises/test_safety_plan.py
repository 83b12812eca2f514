"""A safety plan is a sheet with lines; what the clinic sets stays empty."""

from tests.curriculum.small_course import html, section

PLAN = """\
```safety-plan
title: A plan
steps:
  - title: Warning signs
    about: What tells you [@zanos2018]?
    fields: [A sign, 'Another, later']
  - title: Whom to call
    about: At any hour.
    clinic: [Crisis line]
```
"""


def test_each_step_has_lines_and_the_clinic_has_its_own() -> None:
    made = html(PLAN)

    assert "<li>A sign</li><li>Another, later</li>" in made
    assert '<ul class="exercise-lines by-clinic"><li>Crisis line (set by the clinic)</li></ul>' in made
    assert "Nothing that you enter is stored or sent." in made


def test_a_step_has_room_to_write() -> None:
    _, problems = section(PLAN.replace("    clinic: [Crisis line]\n", ""))
    assert problems == [
        "7: there is no room to write in this step; add 'fields: [...]' with a label for each line",
    ]
