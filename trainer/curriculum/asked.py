"""What completion asks for."""

from trainer.curriculum.course import ModulesRule, QuizzesRule, Rules
from trainer.curriculum.outline import ModuleOutline, Outline, QuizOutline
from trainer.curriculum.standing import Standings, module_item, quiz_item


def required_modules(outline: Outline, rules: Rules) -> tuple[ModuleOutline, ...]:
    """The modules that completion asks for: those of the rules that are still published."""
    return tuple(module for module in outline.modules() if is_required(module, rules))


def asked_modules(outline: Outline, rules: Rules, standings: Standings) -> tuple[ModuleOutline, ...]:
    """The modules that completion asks of somebody: those that are required, but for what they are excused from."""
    return tuple(each for each in required_modules(outline, rules) if not standings.module(each.key).is_excused)


def asked_quizzes(outline: Outline, rules: Rules, standings: Standings) -> tuple[QuizOutline, ...]:
    """The quizzes of no module that completion asks of somebody, but for what they are excused from."""
    return tuple(each for each in required_quizzes(outline, rules) if not standings.quiz(each.slug).is_excused)


def is_required(module: ModuleOutline, rules: Rules) -> bool:
    """Whether completion asks for a published module."""
    asks = rules.read is ModulesRule.ALL or rules.quizzes is QuizzesRule.PASSED
    return asks and module.key in rules.modules


def required_quizzes(outline: Outline, rules: Rules) -> tuple[QuizOutline, ...]:
    """The quizzes of no module that completion asks for."""
    if rules.quizzes is QuizzesRule.NONE:
        return ()
    return tuple(quiz for quiz in outline.quizzes if quiz.module is None)


def needs_reading(rules: Rules, module: ModuleOutline) -> bool:
    """Whether the module's completion asks for its sections."""
    return rules.read is ModulesRule.ALL or not needs_quiz(rules, module)


def needs_quiz(rules: Rules, module: ModuleOutline) -> bool:
    """Whether the module's completion asks for its quiz."""
    return rules.quizzes is QuizzesRule.PASSED and module.quiz is not None


def asked_items(outline: Outline, rules: Rules) -> tuple[str, ...]:
    """Every item that completion asks for: modules, quizzes of no module, then what is beside them."""
    modules = tuple(module_item(module.key) for module in required_modules(outline, rules))
    quizzes = tuple(quiz_item(quiz.slug) for quiz in required_quizzes(outline, rules))
    return modules + quizzes + tuple(requirement.item for requirement in rules.requirements)
