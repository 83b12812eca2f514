"""What somebody can be excused from, and what rests on an excusal."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from trainer.curriculum import plain
from trainer.curriculum.asked import asked_modules, asked_quizzes, needs_quiz
from trainer.curriculum.course import Rules
from trainer.curriculum.outline import Outline
from trainer.curriculum.standing import Standings, module_item, quiz_item


def excusable(outline: Outline, rules: Rules, standings: Standings) -> Mapping[str, str]:
    """The title of every item that completion asks of somebody and that is not done, in the course's order."""
    if standings.course.completed_at:
        return {}
    found: dict[str, str] = {}
    for module in asked_modules(outline, rules, standings):
        if standings.module(module.key).completed_at:
            continue
        found[module_item(module.key)] = module.title
        quiz = module.quiz if needs_quiz(rules, module) else None
        if quiz and not standings.quiz(quiz.slug).is_passed and not standings.quiz(quiz.slug).is_excused:
            found[quiz_item(quiz.slug)] = quiz.title
    for quiz in asked_quizzes(outline, rules, standings):
        if not standings.quiz(quiz.slug).completed_at:
            found[quiz_item(quiz.slug)] = quiz.title
    for requirement in rules.requirements:
        reached = standings.requirement(requirement.item)
        if not reached.completed_at and not reached.is_excused:
            found[requirement.item] = requirement.title
    return found


def item_title(item: str, outline: Outline, rules: Rules) -> str:
    """The title of an item as published now; its own name where it is asked no more."""
    kind, _, name = item.partition(":")
    if kind == "module":
        module = outline.module(name)
        return module.title if module else name
    if kind == "quiz":
        quiz = outline.quiz(name)
        return quiz.title if quiz else name
    return next((each.title for each in rules.requirements if each.item == item), name or outline.title)


def resting_on(fact_id: UUID | None, completions: Iterable[tuple[UUID, str]]) -> tuple[UUID, ...]:
    """The completions, with what each of them `counted`, that rest on a fact: directly, or on one that does."""
    counted = {completion_id: plain.from_text(tuple[UUID, ...], text) for completion_id, text in completions}
    found: list[UUID] = []
    grounds = {fact_id}
    while True:
        more = [each for each, facts in counted.items() if each not in grounds and not grounds.isdisjoint(facts)]
        if not more:
            return tuple(found)
        found += more
        grounds.update(more)
