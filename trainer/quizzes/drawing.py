"""Draws the questions of an attempt and the order in which it shows everything."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from trainer.quizzes.questions.question import Arrangement, Question
from trainer.quizzes.quiz import Quiz


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A question in an attempt: which, and in what order its keys are shown."""

    id: str
    arrangement: Arrangement


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What an attempt shows. It is stored: the seed only explains the draw and is never drawn from again.

    `salt` keeps the form's codes from being guessed; `questions` stand in the attempt's order.
    """

    seed: int
    salt: str
    questions: tuple[Placed, ...]

    def placed(self, question_id: str) -> Placed:
        """A question's place. Raises LookupError where the attempt does not hold it."""
        for placed in self.questions:
            if placed.id == question_id:
                return placed
        raise LookupError(f"the attempt does not hold the question '{question_id}'")


def draw(quiz: Quiz, *, seed: int, salt: str) -> Layout:
    """Lay out an attempt: every safety-critical question, the others spread evenly over modules, then objectives."""
    random = Random(seed)  # noqa: S311 (a draw of questions keeps no secret)
    drawn = set(_drawn_ids(quiz, random))
    questions = [question for question in quiz.questions if question.common.id in drawn]
    if quiz.terms.shuffle:
        random.shuffle(questions)
    placed = tuple(
        Placed(id=question.common.id, arrangement=question.arrange(random, shuffle=quiz.terms.shuffle))
        for question in questions
    )
    return Layout(seed=seed, salt=salt, questions=placed)


def _drawn_ids(quiz: Quiz, random: Random) -> tuple[str, ...]:
    drawn = [question for question in quiz.questions if question.common.safety_critical]
    waiting = [question for question in quiz.questions if not question.common.safety_critical]
    random.shuffle(waiting)
    modules = Counter(module_of(question) for question in drawn)
    objectives = Counter(question.common.objective for question in drawn)
    while len(drawn) < quiz.drawn_count:
        question = _least_held(waiting, modules, objectives)
        waiting.remove(question)
        drawn.append(question)
        modules[module_of(question)] += 1
        objectives[question.common.objective] += 1
    return tuple(question.common.id for question in drawn)


def module_of(question: Question) -> str:
    """The module that a question of a course-wide quiz is about; '' in the quiz of a module, which has one."""
    module, mark, _ = (question.common.objective or "").partition("#")
    return module if mark else ""


def _least_held(waiting: Sequence[Question], modules: Counter[str], objectives: Counter[str | None]) -> Question:
    module = min(map(module_of, waiting), key=lambda module: modules[module])
    inside = (question for question in waiting if module_of(question) == module)
    return min(inside, key=lambda question: objectives[question.common.objective])


def layout_to_json(layout: Layout) -> str:
    """A layout as text; equal layouts give equal text."""
    questions = [{"id": placed.id, "arrangement": dict(placed.arrangement)} for placed in layout.questions]
    whole = {"seed": layout.seed, "salt": layout.salt, "questions": questions}
    return json.dumps(whole, sort_keys=True, separators=(",", ":"))


def layout_from_json(text: str) -> Layout:
    """The layout that `layout_to_json` wrote."""
    whole = json.loads(text)
    questions = tuple(
        Placed(id=entry["id"], arrangement={name: tuple(keys) for name, keys in entry["arrangement"].items()})
        for entry in whole["questions"]
    )
    return Layout(seed=whole["seed"], salt=whole["salt"], questions=questions)
