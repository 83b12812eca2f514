"""Tells whether one revision of a course's rules asks for more than another."""

from collections.abc import Mapping

from trainer.curriculum.course import EvaluationRule, ModulesRule, QuizzesRule, Rules
from trainer.curriculum.requirements import harder_requirements
from trainer.curriculum.requirements.requirement import Requirement


def harder_lines(old: Rules, new: Rules) -> tuple[str, ...]:
    """Each requirement of `new` that `old` did not have at least as strictly; empty when `new` is easier or equal.

    Anything else, mixtures too, is harder: it reaches a running cohort only when somebody says so.
    """
    lines = []
    added = [key for key in new.modules if key not in old.modules]
    asks = new.read is ModulesRule.ALL or new.quizzes is QuizzesRule.PASSED
    if asks:
        lines += [f"the module {key} was not required" for key in added]
    if new.read is ModulesRule.ALL and old.read is ModulesRule.NONE and new.modules:
        lines.append("reading every section was not required")
    if new.quizzes is QuizzesRule.PASSED and old.quizzes is QuizzesRule.NONE:
        lines.append("passing the quizzes was not required")
    if new.evaluation is EvaluationRule.REQUIRED and old.evaluation is not EvaluationRule.REQUIRED:
        lines.append("evaluating the course before the certificate was not required")
    lines += harder_requirements(_by_item(old), _by_item(new))
    return tuple(lines)


def requires_the_same(old: Rules, new: Rules) -> bool:
    """Whether two revisions ask for exactly the same; the order of modules asks for nothing."""
    return _asked(old) == _asked(new)


def _asked(rules: Rules) -> tuple[object, ...]:
    return (rules.read, rules.quizzes, frozenset(rules.modules), _by_item(rules), rules.evaluation)


def _by_item(rules: Rules) -> Mapping[str, Requirement]:
    return {requirement.item: requirement for requirement in rules.requirements}
