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


def new_module(title: str, code: str) -> str:
    """A module that can be read and says what is to be written where."""
    return _MODULE.format(title=_quoted(title), code=_quoted(code))


def new_quiz(title: str, key: str, objective: str) -> str:
    """A quiz of one question on the module `key` ('area/name'), about one of its objectives."""
    return _QUIZ.format(title=_quoted(title), key=key, objective=objective)


def _quoted(words: str) -> str:
    doubled = words.replace("'", "''")
    return f"'{doubled}'"
