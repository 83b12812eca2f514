"""Finds objectives that are not asked about, or only once."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from trainer.curriculum.course import Module
from trainer.curriculum.quality.finding import Finding, Rule
from trainer.curriculum.quality.questions import each_once
from trainer.quizzes.quiz import Quiz

LEAST: Final = 2
"""How many questions an objective wants, in the quiz of its module and those of the course together."""


def untested(modules: Mapping[str, Module], quizzes: Sequence[Quiz], texts: Mapping[str, str]) -> Iterator[Finding]:
    """Objectives with too few questions; `texts` are the modules' files, to find the lines."""
    asked = _asked(modules, quizzes)
    for key, module in modules.items():
        for objective in module.objectives:
            count = asked[key, objective.id]
            if count >= LEAST:
                continue
            how = "no question asks" if not count else "one question only asks"
            message = f"{how} about the objective '{objective.id}'; write {LEAST - count} more in the module's quiz"
            yield Finding(module.path, _line_of(objective.id, texts.get(module.path, "")), message, Rule.OBJECTIVE)


def _asked(modules: Mapping[str, Module], quizzes: Sequence[Quiz]) -> Counter[tuple[str, str]]:
    keys = {module.path: key for key, module in modules.items()}
    asked: Counter[tuple[str, str]] = Counter()
    for quiz, question in each_once(quizzes):
        named = question.common.objective or ""
        key, _, objective = named.partition("#") if quiz.module is None else (keys.get(quiz.module, ""), "", named)
        asked[key, objective] += 1
    return asked


def _line_of(objective: str, text: str) -> int:
    found = re.search(rf"^\s*-?\s*\{{?\s*(?:-\s*)?id:\s*{re.escape(objective)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1
