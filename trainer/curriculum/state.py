"""What a standing means today: a state with a word, and what is left in sentences."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction

from trainer.curriculum.asked import (
    asked_items,
    asked_modules,
    asked_quizzes,
    is_required,
    needs_quiz,
    needs_reading,
    required_modules,
    required_quizzes,
)
from trainer.curriculum.course import QuizzesRule, Rules
from trainer.curriculum.outline import ModuleOutline, Outline, QuizOutline
from trainer.curriculum.progress import counts
from trainer.curriculum.quoting import quoted_list
from trainer.curriculum.requirements.requirement import Requirement
from trainer.curriculum.standing import (
    COURSE,
    ModuleStanding,
    QuizStanding,
    RequirementStanding,
    Standings,
    module_item,
)
from trainer.quizzes.accommodations import eased
from trainer.quizzes.attempts import Attempts, MustWait, Permission, permission
from trainer.quizzes.quiz import Purpose, Terms
from trainer.quizzes.scoring import percent


class State(Enum):
    """The state of an item, with its word. The shape belongs to the page."""

    NOT_STARTED = "not-started"
    READING = "reading"
    QUIZ_OPEN = "quiz-open"
    HELP_NEEDED = "help-needed"
    DONE = "done"
    CHANGED_SINCE = "changed-since"
    OVERDUE = "overdue"
    IN_PROGRESS = "in-progress"
    EXCUSED = "excused"
    EXPIRED = "expired"

    @property
    def word(self) -> str:
        """The state as people say it."""
        return self.value.replace("-", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """One rule that is not met: the item, and a sentence with the evidence counted.

    `until` is the moment from which one can go on, where waiting is asked.
    """

    item: str
    title: str
    sentence: str
    until: datetime | None = None


def module_state(
    module: ModuleOutline, rules: Rules, standings: Standings, *, ends_on: date | None, today: date
) -> State:
    """The state of a module on a day, for a cohort that ends on `ends_on`."""
    reached = standings.module(module.key)
    quiz = standings.quiz(module.quiz.slug) if module.quiz else None
    if reached.completed_at:
        return State.CHANGED_SINCE if reached.again else State.DONE
    if reached.is_excused:
        return State.EXCUSED
    asked = quiz if needs_quiz(rules, module) and not (quiz and quiz.is_excused) else None
    if asked and module.quiz and is_stuck(module.quiz, asked):
        return State.HELP_NEEDED
    if ends_on and today > ends_on and is_required(module, rules):
        return State.OVERDUE
    if quiz and quiz.open_attempt:
        return State.QUIZ_OPEN
    if asked and not asked.is_passed and (asked.attempts or len(reached.finished) == len(module.sections)):
        return State.QUIZ_OPEN
    return State.READING if reached.opened or (quiz and quiz.attempts) else State.NOT_STARTED


def quiz_state(quiz: QuizOutline, rules: Rules, standings: Standings, *, ends_on: date | None, today: date) -> State:
    """The state of a quiz that belongs to no module."""
    reached = standings.quiz(quiz.slug)
    is_asked = rules.quizzes is QuizzesRule.PASSED
    if reached.completed_at or counts(quiz, reached):
        return State.DONE
    if reached.is_excused:
        return State.EXCUSED
    if is_asked and is_stuck(quiz, reached):
        return State.HELP_NEEDED
    if is_asked and ends_on and today > ends_on:
        return State.OVERDUE
    return State.QUIZ_OPEN if reached.attempts else State.NOT_STARTED


def requirement_state(reached: RequirementStanding, *, ends_on: date | None, today: date) -> State:
    """The state of a requirement beyond modules on a day."""
    if reached.completed_at:
        return State.EXPIRED if _has_expired(reached, today) else State.DONE
    if reached.is_excused:
        return State.EXCUSED
    if ends_on and today > ends_on:
        return State.OVERDUE
    return State.IN_PROGRESS if reached.last_at else State.NOT_STARTED


def attempts_at(quiz: QuizOutline, reached: QuizStanding) -> Attempts:
    """What the rules of attempts need to know of a standing."""
    return Attempts(
        used=reached.attempts,
        granted=reached.granted,
        open=reached.open_attempt is not None,
        last_submitted_at=reached.last_submitted_at,
        passed=counts(quiz, reached),
        being_marked=reached.is_being_marked,
    )


def terms_for(quiz: QuizOutline, reached: QuizStanding) -> Terms:
    """The terms of a quiz that hold for somebody, with what is eased for them."""
    return eased(quiz.terms, reached.accommodation)


def permission_at(quiz: QuizOutline, reached: QuizStanding, now: datetime, today: date) -> Permission:
    """What somebody may do next at a quiz."""
    return permission(attempts_at(quiz, reached), terms_for(quiz, reached), now, today)


def is_stuck(quiz: QuizOutline, reached: QuizStanding) -> bool:
    """No attempt is left, none is running, and the quiz is neither passed nor excused."""
    attempts = attempts_at(quiz, reached)
    is_settled = reached.is_excused or attempts.passed or attempts.open or attempts.being_marked
    return not is_settled and not attempts.left(terms_for(quiz, reached))


def is_open(module: ModuleOutline, outline: Outline, standings: Standings) -> bool:
    """Whether a module may be read: its prerequisites are met, or it or its quiz was opened before."""
    return _was_opened(module, standings) or not missing_prerequisites(module, outline, standings)


def open_modules(outline: Outline, standings: Standings) -> frozenset[str]:
    """The keys of all modules that may be read, as `is_open` says of each; the time grows with their number only."""
    modules = {module.key: module for module in outline.modules()}
    done = {key for key in modules if _is_met(standings.module(key))}
    return frozenset(
        key
        for key, module in modules.items()
        if _was_opened(module, standings) or done.issuperset(modules.keys() & set(module.requires))
    )


def _was_opened(module: ModuleOutline, standings: Standings) -> bool:
    reached = standings.module(module.key)
    is_begun = module.quiz is not None and standings.quiz(module.quiz.slug).attempts > 0
    return bool(reached.opened or reached.completed_at or is_begun)


def missing_prerequisites(module: ModuleOutline, outline: Outline, standings: Standings) -> tuple[ModuleOutline, ...]:
    """The modules to complete before this one opens; a retired or an excused one is not asked."""
    wanted = (outline.module(key) for key in module.requires)
    return tuple(other for other in wanted if other and not _is_met(standings.module(other.key)))


def _is_met(reached: ModuleStanding) -> bool:
    return reached.completed_at is not None or reached.is_excused


def why_not_complete(outline: Outline, rules: Rules, standings: Standings, now: datetime) -> tuple[Unmet, ...]:
    """Every rule of the course that is not met, in the course's order; empty when it is complete."""
    if standings.course.completed_at:
        return ()
    unmet: list[Unmet] = []
    for module in required_modules(outline, rules):
        unmet += why_module(module, rules, standings, now)
    for quiz in required_quizzes(outline, rules):
        reached = standings.quiz(quiz.slug)
        if not reached.completed_at and not reached.is_excused:
            unmet += _why_quiz(quiz, reached, now)
    for requirement in rules.requirements:
        sentence = left_at_requirement(requirement, standings, now.date())
        if sentence:
            unmet.append(Unmet(item=requirement.item, title=requirement.title, sentence=sentence))
    if not unmet and not _asks_for_something(outline, rules, standings):
        is_excused = bool(asked_items(outline, rules))
        sentence = "Everything that the course asks for is excused" if is_excused else "The course asks for nothing yet"
        unmet.append(Unmet(item=COURSE, title=outline.title, sentence=f"{sentence}, so it cannot be completed."))
    return tuple(unmet)


def _asks_for_something(outline: Outline, rules: Rules, standings: Standings) -> bool:
    beside = [each for each in rules.requirements if not standings.requirement(each.item).is_excused]
    return bool(asked_modules(outline, rules, standings) or asked_quizzes(outline, rules, standings) or beside)


def why_module(module: ModuleOutline, rules: Rules, standings: Standings, now: datetime) -> tuple[Unmet, ...]:
    """Every rule that keeps one module from being complete; none for somebody who is excused from it."""
    if standings.module(module.key).is_excused:
        return ()
    reading = _why_reading(module, rules, standings)
    unmet = [Unmet(item=module_item(module.key), title=module.title, sentence=reading)] if reading else []
    quiz = _asked_quiz(module, rules, standings)
    if quiz:
        unmet += _why_quiz(quiz, standings.quiz(quiz.slug), now)
    return tuple(unmet)


def left_at_module(module: ModuleOutline, rules: Rules, standings: Standings) -> tuple[str, ...]:
    """The sentences of `why_module`; they depend on what was done alone, not on the hour."""
    if standings.module(module.key).is_excused:
        return ()
    quiz = _asked_quiz(module, rules, standings)
    found = (
        _why_reading(module, rules, standings),
        _quiz_sentence(quiz, standings.quiz(quiz.slug)) if quiz else None,
    )
    return tuple(sentence for sentence in found if sentence)


def left_at_quiz(quiz: QuizOutline, reached: QuizStanding) -> str:
    """What is left at a quiz of no module, whatever the hour; empty where nothing is."""
    return "" if reached.completed_at or reached.is_excused else _quiz_sentence(quiz, reached) or ""


def left_at_requirement(requirement: Requirement, standings: Standings, today: date) -> str:
    """What is left at a requirement beyond modules, in a sentence; empty where nothing is."""
    reached = standings.requirement(requirement.item)
    if reached.is_excused:
        return ""
    if reached.completed_at and reached.valid_until and _has_expired(reached, today):
        day = f"{reached.valid_until.day} {reached.valid_until:%B %Y}"
        return f"What was accepted counted until {day}; a new one is asked for."
    return reached.left


def _has_expired(reached: RequirementStanding, today: date) -> bool:
    return reached.valid_until is not None and today > reached.valid_until


def _why_reading(module: ModuleOutline, rules: Rules, standings: Standings) -> str | None:
    reached = standings.module(module.key)
    is_read = reached.completed_at or len(reached.finished) == len(module.sections)
    return None if is_read or not needs_reading(rules, module) else _reading_sentence(module, reached)


def _asked_quiz(module: ModuleOutline, rules: Rules, standings: Standings) -> QuizOutline | None:
    """The quiz that the module still waits for."""
    if module.quiz is None or not needs_quiz(rules, module) or standings.module(module.key).completed_at:
        return None
    reached = standings.quiz(module.quiz.slug)
    return None if reached.is_passed or reached.is_excused else module.quiz


def _reading_sentence(module: ModuleOutline, reached: ModuleStanding) -> str:
    left = [section.title for section in module.sections if section.id not in (*reached.finished, *reached.again)]
    again = [section.title for section in module.sections if section.id in reached.again]
    done = len(reached.finished)
    sentence = f"{done} of {len(module.sections)} sections {'is' if done == 1 else 'are'} finished."
    if left:
        sentence += f" Still to read: {quoted_list(left)}."
    if again:
        sentence += f" To read again, because the text was changed: {quoted_list(again)}."
    return sentence


def _why_quiz(quiz: QuizOutline, reached: QuizStanding, now: datetime) -> list[Unmet]:
    sentence = _quiz_sentence(quiz, reached)
    if sentence is None:
        return []
    may = permission_at(quiz, reached, now, now.date())
    until = may.until if isinstance(may, MustWait) else None
    return [Unmet(item=reached.item, title=quiz.title, sentence=sentence, until=until)]


def _quiz_sentence(quiz: QuizOutline, reached: QuizStanding) -> str | None:
    """What is left at a quiz, whatever the hour; None where nothing is."""
    attempts = attempts_at(quiz, reached)
    if attempts.open:
        return f"{_result_sentence(quiz, reached)} Attempt {reached.attempts} is open and not yet submitted."
    if attempts.passed:
        return None
    if attempts.being_marked:
        return f"Attempt {reached.attempts} is handed in; a person is marking it."
    if attempts.left(terms_for(quiz, reached)):
        return _result_sentence(quiz, reached)
    used = "The one attempt is used." if reached.attempts == 1 else f"All {reached.attempts} attempts are used."
    asked = "Another one has been asked for." if reached.is_asked_for else "A supervisor can open another."
    return f"{_result_sentence(quiz, reached)} {used} {asked}"


def _result_sentence(quiz: QuizOutline, reached: QuizStanding) -> str:
    if quiz.terms.purpose is Purpose.PRE_TEST:
        return "The quiz is not yet submitted; any result counts."
    aim = f"the pass mark is {quiz.terms.pass_mark} %"
    if reached.best_points is None or reached.best_maximum is None:
        return f"The quiz is not yet passed; {aim}, and no attempt has been submitted."
    best = percent(Fraction(reached.best_points), Fraction(reached.best_maximum))
    count = "one attempt" if reached.submitted == 1 else f"{reached.submitted} attempts"
    sentence = f"The quiz is not yet passed: the best result of {count} is {best} %; {aim}."
    if reached.missed_critical:
        sentence += " A safety-critical question was wrong, which fails an attempt whatever the total."
    return sentence
