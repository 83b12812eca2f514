"""A small branching case that ends in every way, and files of a course that holds it."""

from tests.support.care_course import care_course
from trainer.quizzes.cases.case import BranchingCase
from trainer.quizzes.cases.parsing import parse_case

SLUG = "pressure"
PATH = f"quizzes/cases/{SLUG}.yml"
CASE = """\
title: Pressure climbs
code: V1
minutes: 15
content_note: Tells of a medical emergency.
about: Mara has come for her third session. You are her *therapist*.
competencies: [monitoring, scope]
state:
  systolic: {label: Upper blood pressure, unit: mmHg, start: 148, shown: true, least: 60, most: 240}
  saturation: {label: Oxygen saturation, unit: '%', start: 98, shown: true, least: 60, most: 100}
  hurry: {label: Hurry, start: 1, shown: false, least: 0, most: 3}
variations:
  - {id: usual, words: As told}
  - {id: higher, words: A higher pressure from the start, start: {systolic: 164}}
first: arrival
scenes:
  - id: arrival
    title: She arrives late
    room: She is out of breath [@hirlinger1984].
    says: I am fine, can we *just* start?
    seconds: 60
    choices:
      - id: rest
        text: Ask her to sit, and measure again
        minutes: 10
        change: {systolic: -8, hurry: -5}
        consequence: She sits down.
        why: A high reading is a reason to wait [@hirlinger1984].
        points: {monitoring: 2, scope: 2}
        then: dosing
      - id: reassure
        text: Tell her that it is only nerves
        minutes: 2
        change: {hurry: 1}
        consequence: She nods.
        why: It is not for the therapist to say.
        points: {monitoring: 1, scope: 0}
        then: dosing
      - id: start-now
        text: Start at once
        critical: true
        consequence: It goes on.
        why: The reading was there to see.
        points: {monitoring: 0}
        then: harm
  - id: dosing
    title: The prescriber gives the dose
    room: She closes her eyes.
    choices:
      - id: watch
        text: Watch, and write down
        minutes: 5
        change: {systolic: 12}
        consequence: It rises a little.
        why: It was to be expected.
        points: {monitoring: 2}
        then:
          - {when: {hurry: 2}, scene: tense}
          - {when: {systolic: 170}, scene: climbs}
          - {scene: settles}
      - id: look-away
        text: Read your notes
        minutes: 5
        change: {systolic: 12, saturation: -3}
        consequence: You look up late.
        why: Watching is the work.
        points: {monitoring: 0}
        then: climbs
  - id: climbs
    title: It climbs
    room: The cuff shows more.
    choices:
      - id: call
        text: Call the prescriber
        minutes: 1
        change: {systolic: -20}
        consequence: He comes.
        why: So it is agreed.
        points: {monitoring: 2, scope: 2}
        then: settles
      - id: wait
        text: Wait a moment
        minutes: 4
        consequence: It stays.
        why: Waiting is not watching.
        points: {monitoring: 0}
        then: dosing
  - {id: settles, title: She wakes, ending: good, room: She smiles.}
  - {id: tense, title: Not the same, ending: mixed, room: She says little.}
  - {id: harm, title: An emergency, ending: harm, room: She was taken to hospital.}
debrief: What mattered was the first reading [@hirlinger1984].
read_again: [../../curriculum/pharmacology/routes.md#peak]
"""
_COMPETENCIES = """\
requirements:
  competencies:
    - {id: monitoring, title: Monitoring, level: 2, observed: 1, anchors: {1: Late., 2: On time., 3: At once.}}
    - {id: scope, title: Scope and teamwork, level: 2, observed: 1, anchors: {1: Vague., 2: Clear., 3: Closed.}}
"""


def pressure() -> BranchingCase:
    """The case."""
    case, problems = parse_case(PATH, CASE)
    assert case is not None, problems
    return case


def course_with_case(case: str = CASE) -> dict[str, bytes]:
    """The care course with the case, and the competencies that it practises."""
    files = dict(care_course())
    files["curriculum/course.yml"] += _COMPETENCIES.encode()
    return files | {PATH: case.encode()}
