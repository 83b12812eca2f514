"""What a new module or quiz begins as."""

import re
from typing import Final

NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
_MODULE: Final = """\
---
title: {title}
code: {code}
minutes: 20
objectives:
  - {{id: explain, text: 'Explain what this module is about'}}
---
Say in a sentence or two what this module is about, and for whom.

## The first section {{#first-section}}

Write here.

> [!practice] Words to say
> "What a therapist could say in the room."
"""
_QUIZ: Final = """\
title: {title}
module: ../curriculum/{key}.md
pass_mark: 80
attempts: 3
questions:
  - id: first-question
    type: single-choice
    objective: {objective}
    prompt: What is asked?
    options:
      - id: right
        text: The right answer
        correct: true
        why: The reason why it is right.
      - id: wrong
        text: A wrong answer
        why: The reason why it is wrong.
"""
_CASE: Final = """\
title: {title}
minutes: 10
about: Who it is about, where, and which role the reader has.
competencies: [{competency}]
first: arrival
scenes:
  - id: arrival
    title: What the scene is called
    room: What one sees and hears.
    says: What the patient says.
    choices:
      - id: right
        text: What one can do
        minutes: 5
        consequence: What comes of it.
        why: The reason, with its source.
        points: {{{competency}: 2}}
        then: well
      - id: wrong
        text: What else one can do
        consequence: What comes of that.
        why: The reason why it is wrong.
        points: {{{competency}: 0}}
        then: badly
  - {{id: well, title: How it ends well, ending: good, room: What became of them.}}
  - {{id: badly, title: How it ends badly, ending: harm, room: What became of them.}}
debrief: What mattered, with sources.
"""


def new_module(title: str, code: str) -> str:
    """A module that can be read and says what is to be written where."""
    return _MODULE.format(title=_quoted(title), code=_quoted(code))


def new_quiz(title: str, key: str, objective: str) -> str:
    """A quiz of one question on the module `key` ('area/name'), about one of its objectives."""
    return _QUIZ.format(title=_quoted(title), key=key, objective=objective)


def new_case(title: str, competency: str) -> str:
    """A branching case of one decision, which tells about a competency of the course."""
    return _CASE.format(title=_quoted(title), competency=competency)


def _quoted(words: str) -> str:
    doubled = words.replace("'", "''")
    return f"'{doubled}'"
