"""On what a state rests, counted in a sentence."""

from fractions import Fraction

from trainer.curriculum.outline import ModuleOutline, QuizOutline
from trainer.curriculum.requirements.requirement import many
from trainer.curriculum.standing import QuizStanding, Standings
from trainer.quizzes.quiz import Purpose
from trainer.quizzes.scoring import percent


def module_evidence(module: ModuleOutline, standings: Standings) -> str:
    """How much of a module is read, and what its quiz came to."""
    reached = standings.module(module.key)
    sentence = f"{len(reached.finished)} of {many(len(module.sections), 'section', 'sections')} finished"
    if reached.again:
        sentence += f", {len(reached.again)} changed since they were read"
    quiz = f" {quiz_evidence(module.quiz, standings.quiz(module.quiz.slug))}" if module.quiz else ""
    return f"{sentence}.{quiz}"


def quiz_evidence(quiz: QuizOutline, reached: QuizStanding) -> str:
    """How often a quiz was taken, and its best result."""
    if not reached.attempts:
        return "No attempt at the quiz."
    if not reached.submitted or reached.best_points is None or not reached.best_maximum:
        return f"{_attempts(reached.attempts)}, not handed in."
    best = percent(Fraction(reached.best_points), Fraction(reached.best_maximum))
    if quiz.terms.purpose is Purpose.PRE_TEST:
        came_to = "any result counts"
    else:
        came_to = "passed" if reached.is_passed else "not passed"
    open_too = ", one of them open" if reached.open_attempt else ""
    return f"{_attempts(reached.attempts)}{open_too}: best result {best} %, {came_to}."


def _attempts(count: int) -> str:
    return "One attempt" if count == 1 else f"{count} attempts"
