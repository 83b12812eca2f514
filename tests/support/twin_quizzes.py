"""Two quizzes in two versions that differ in nothing but key and reasons."""

from tests.support.attempts import Given
from tests.support.care_course import care_course

SECRET_ID = "plugh"
"""Stands in every id of a question, option, pair, item and gap, and in every word that a gap accepts."""
SECRET_REASON = "xyzzy"
"""Stands in every reason."""

_ROUTES = """\
title: Routes
module: ../curriculum/pharmacology/routes.md
attempts: 2
questions:
  - id: plugh-single
    type: single-choice
    objective: compare
    safety_critical: true
    prompt: When is the peak?
    options:
      - {id: plugh-sooner, text: Sooner, <first> why: xyzzy <version> sooner}
      - {id: plugh-later, text: Later, <second> why: xyzzy <version> later}
    cite: [hirlinger1984]
    read_again: ../curriculum/pharmacology/routes.md#peak
  - id: plugh-multiple
    type: multiple-choice
    objective: compare
    prompt: Which of these?
    options:
      - {id: plugh-north, text: North, <first> why: xyzzy <version> north}
      - {id: plugh-south, text: South, <second> why: xyzzy <version> south}
      - {id: plugh-west, text: West, <first> why: xyzzy <version> west}
      - {id: plugh-east, text: East, <second> why: xyzzy <version> east}
  - id: plugh-true
    type: true-false
    objective: compare
    prompt: Is it so?
    answer: <truth>
    why: {true: xyzzy <version> true, false: xyzzy <version> false}
  - {id: plugh-many, type: numeric, objective: compare, prompt: How many?, answer: <number>, why: xyzzy <version>}
  - id: plugh-gaps
    type: fill-in
    objective: compare
    prompt: 'Call the {{plugh-who}} {{plugh-when}}.'
    gaps:
      plugh-who:
        options:
          - {id: plugh-one, text: one, <first> why: xyzzy <version> one}
          - {id: plugh-two, text: two, <second> why: xyzzy <version> two}
      plugh-when: {accept: [plugh<version>], why: xyzzy <version> when}
  - id: plugh-pairs
    type: matching
    objective: compare
    prompt: What belongs together?
    pairs:
      - {id: plugh-day, left: Day, right: Sun, why: xyzzy <version> day}
      - {id: plugh-night, left: Night, right: Moon, why: xyzzy <version> night}
  - id: plugh-steps
    type: ordering
    objective: compare
    prompt: What comes first?
    items:
      - {id: plugh-ask, text: Ask, why: xyzzy <version> ask}
      - {id: plugh-wait, text: Wait, why: xyzzy <version> wait}
"""
_SCREENING = """\
title: Screening
module: ../curriculum/pharmacology/screening.md
gate: true
page: one
pass_mark: 60
attempts: 2
questions:
"""
_GATE_QUESTION = """\
  - id: plugh-{name}
    type: single-choice
    objective: compare
    safety_critical: {critical}
    prompt: Is the {name} asked for?
    options:
      - {{id: plugh-always, text: Always, <first> why: xyzzy <version> always}}
      - {{id: plugh-never, text: Never, <second> why: xyzzy <version> never}}
"""

ANSWERS: dict[str, Given] = {
    "plugh-single": "plugh-sooner",
    "plugh-multiple": ("plugh-north", "plugh-east"),
    "plugh-true": "true",
    "plugh-many": "7",
    "plugh-gaps": {"plugh-who": "plugh-one", "plugh-when": "at once"},
    "plugh-pairs": {"plugh-day": "plugh-day", "plugh-night": "plugh-night"},
    "plugh-steps": {"1": "plugh-ask", "2": "plugh-wait"},
}
"""Answers to `routes`, some right in the one version and some in the other."""

HALF_RIGHT: dict[str, Given] = {
    "plugh-pulse": "plugh-always",
    "plugh-mood": "plugh-never",
    "plugh-sleep": "plugh-always",
    "plugh-diet": "plugh-never",
}
"""Answers to the gate `screening` of which in each version half are right and one safety-critical is wrong."""


def twin(version: int) -> dict[str, bytes]:
    """The course `care` with both quizzes in version 1 or 2; what is right in the one is wrong in the other."""
    gate = _SCREENING + "".join(
        _GATE_QUESTION.format(name=name, critical=critical)
        for name, critical in (("pulse", "true"), ("mood", "true"), ("sleep", "false"), ("diet", "false"))
    )
    module = care_course()["curriculum/pharmacology/screening.md"].replace(b"requires: [pharmacology/routes]\n", b"")
    return care_course(
        {
            "quizzes/routes.yml": _in_version(_ROUTES, version),
            "quizzes/screening.yml": _in_version(gate, version),
            "curriculum/pharmacology/screening.md": module,
        }
    )


def _in_version(quiz: str, version: int) -> str:
    marks = ("correct: true,", "") if version == 1 else ("", "correct: true,")
    return (
        quiz.replace("<first>", marks[0])
        .replace("<second>", marks[1])
        .replace("<truth>", "true" if version == 1 else "false")
        .replace("<number>", "7" if version == 1 else "8")
        .replace("<version>", "left" if version == 1 else "right")
    )
