"""Invents a course of 500 modules out of the words of the one that the program ships with."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import accumulate
from random import Random
from typing import Final, TypeAlias

from trainer.course_folder import read_folder
from trainer.paths import data_root

COURSE: Final = "large"
_AREAS: Final = 10
_MODULES: Final = 500
_SECTIONS: Final = 8
_WORDS: Final = 300  # a section
_INVENTED: Final = 15_000
_SYLLABLES: Final = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ka",
    "le",
    "mi",
    "no",
    "pu",
    "ra",
    "se",
    "ti",
    "vo",
    "xu",
    "za",
    "lor",
    "men",
    "tis",
    "dral",
    "phen",
    "zep",
    "oxi",
    "cort",
]
Some: TypeAlias = Callable[[int], str]
"""Makes so many words."""
_WORD: Final = re.compile(r"[a-z]{2,}")
_FRONT: Final = """\
---
title: {title}
code: L{number}
minutes: 20
phases: [dosing]
objectives:
  - {{id: tell, text: Tell {words}}}
{more}---
"""
_QUESTION: Final = """\
  - id: q{}
    type: single-choice
    objective: tell
    prompt: {}
    options:
      - {{id: one, text: {}, correct: true, why: {}}}
      - {{id: other, text: {}, why: {}}}
"""


def large_course() -> dict[str, bytes]:
    """The files: 4,000 sections of 300 words, 500 questions, and the shipped glossary without its citations.

    Words are as frequent as they are in texts that people write; every second module opens after the one before.
    """
    random = Random(500)
    words, frequencies = _words(random)
    weights = list(accumulate(frequencies))

    def some(number: int) -> str:
        return " ".join(random.choices(words, cum_weights=weights, k=number))

    names = [f"module-{number}" for number in range(_MODULES)]
    parts = [names[start::_AREAS] for start in range(_AREAS)]
    areas = "\n".join(
        f"  - {{id: area-{place}, title: Area {place}, modules: [{', '.join(each)}]}}"
        for place, each in enumerate(parts)
    )
    files = {"curriculum/course.yml": f"course: {COURSE}\ntitle: A large course\nareas:\n{areas}\n"}
    for place, each in enumerate(parts):
        for number, name in enumerate(each):
            path = f"area-{place}/{name}"
            more = f"requires: [area-{place}/{each[number - 1]}]\n" if number % 2 else ""
            front = _FRONT.format(title=some(3).capitalize(), number=name[7:], words=some(5), more=more)
            sections = (f"## {some(3).capitalize()} {{#s{index}}}\n\n{_prose(some)}\n" for index in range(_SECTIONS))
            files[f"curriculum/{path}.md"] = front + "\n".join(sections)
            if number % 5 == 0:
                files[f"quizzes/{name}.yml"] = _quiz(path, some)
    files["curriculum/references.bib"] = ""
    files["curriculum/glossary.yml"] = _glossary()
    return {path: text.encode() for path, text in files.items()}


def _words(random: Random) -> tuple[list[str], list[float]]:
    """The shipped words, the most frequent first, with invented ones among the rare; after Zipf."""
    shipped, _ = read_folder(data_root())
    counts = Counter(
        word for path, text in shipped.items() if path.endswith(".md") for word in _WORD.findall(text.decode().lower())
    )
    known = [word for word, _ in counts.most_common()]
    invented = {"".join(random.choices(_SYLLABLES, k=random.randint(2, 5))) for _ in range(_INVENTED)} - set(known)
    rare = known[1000:] + sorted(invented)
    random.shuffle(rare)
    words = known[:1000] + rare
    return words, [1 / (rank + 3) for rank in range(len(words))]


def _prose(some: Some) -> str:
    return "\n\n".join(f"{some(_WORDS // 3)}." for _ in range(3))


def _quiz(module: str, some: Some) -> str:
    questions = "".join(_QUESTION.format(number, *(some(12) for _ in range(5))) for number in range(5))
    return f"title: {some(3)}\nmodule: ../curriculum/{module}.md\nquestions:\n{questions}"


def _glossary() -> str:
    shipped, _ = read_folder(data_root())
    text = shipped["curriculum/glossary.yml"].decode()
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"\s*\[@[^\]]*\]", "", text))
