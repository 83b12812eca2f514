"""Choices about touch stand with the sentence that each becomes, the rule and room to sign."""

from tests.curriculum.small_course import html, section

AGREEMENT = """\
```touch-agreement
title: Touch
rule: Narrowing is possible, widening never [@zanos2018].
questions:
  - ask: What?
    options:
      - {text: None, agreement: No touch.}
      - {text: Hand, agreement: A hand may be held.}
sign: [Patient, Date]
```
"""


def test_it_can_be_filled_in_on_paper() -> None:
    made = html(AGREEMENT)

    choice = '☐</span> <strong>Hand</strong> <span class="exercise-says">A hand may be held.</span></li>'
    assert choice in made
    assert made.index(choice) < made.index('<p class="exercise-rule">Narrowing is possible')
    assert '<ul class="exercise-lines"><li>Patient</li><li>Date</li></ul>' in made
    assert "stored or sent" in made


def test_an_agreement_has_its_rule() -> None:
    _, problems = section(AGREEMENT.replace("rule: Narrowing is possible, widening never [@zanos2018].\n", ""))
    assert problems == ["2: 'rule' is missing; add 'rule: ...'"]


def test_a_question_has_at_least_two_choices() -> None:
    _, problems = section(AGREEMENT.replace("      - {text: Hand, agreement: A hand may be held.}\n", ""))
    assert problems == ["6: 'options' has 1 choices; write from 2 to 6"]
