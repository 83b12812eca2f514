"""What a new module or quiz begins as, and where a new module is listed."""

import re
from typing import Final

from trainer.curriculum.course_file import PATH as COURSE_PATH
from trainer.curriculum.course_file import read_course_file

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


def with_module(text: str, area: str, name: str) -> str | None:
    """The text of course.yml with a module added last to an area; only the lines of its list change.

    None where the area is not there, or its list is not written in one of the two ways.
    """
    read = read_course_file(COURSE_PATH, text)
    if f"{area}/{name}" in read.module_lines:
        return text
    begin = read.area_lines.get(area)
    if begin is None:
        return None
    after = [line for line in read.area_lines.values() if line > begin]
    lines = text.split("\n")
    end = min(after) - 1 if after else len(lines)
    for index in range(begin - 1, end):
        if found := re.search(r"\bmodules:\s*\[(?P<names>[^\][]*)\]", lines[index]):
            names = found["names"].strip()
            joined = f"modules: [{names}, {name}]" if names else f"modules: [{name}]"
            lines[index] = lines[index][: found.start()] + joined + lines[index][found.end() :]
            return _if_listed("\n".join(lines), area, name)
    listed = [line for key, line in read.module_lines.items() if key.startswith(f"{area}/")]
    if not listed or not (item := re.match(r"\s*-\s", lines[max(listed) - 1])):
        return None
    lines.insert(max(listed), f"{item[0]}{name}")
    return _if_listed("\n".join(lines), area, name)


def _if_listed(text: str, area: str, name: str) -> str | None:
    return text if f"{area}/{name}" in read_course_file(COURSE_PATH, text).module_lines else None


def _quoted(words: str) -> str:
    doubled = words.replace("'", "''")
    return f"'{doubled}'"
