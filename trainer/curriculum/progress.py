"""Folds what a person did into where they stand, and finds what is complete."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from trainer.curriculum.asked import asked_items, needs_quiz, needs_reading
from trainer.curriculum.course import Rules
from trainer.curriculum.course_file import PATH as COURSE_FILE
from trainer.curriculum.observing import SeenFact
from trainer.curriculum.outline import ModuleOutline, Outline, QuizOutline
from trainer.curriculum.reaching import requirement_standing
from trainer.curriculum.requirements.requirement import Evidence
from trainer.curriculum.standing import (
    COURSE,
    CourseStanding,
    ModuleStanding,
    QuizStanding,
    RequirementStanding,
    Standings,
    module_item,
    quiz_item,
)
from trainer.quizzes.accommodations import AccommodationFact, eased_at
from trainer.quizzes.quiz import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingFact:
    """A section was opened or finished, in the module revision with this number."""

    id: UUID
    path: str
    revision: int
    section: str
    is_finished: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptFact:
    """An attempt with its submission and its latest score, where there are any."""

    id: UUID
    path: str
    number: int
    started_at: datetime
    due_at: datetime | None = None
    submitted_at: datetime | None = None
    score_id: UUID | None = None
    points: int = 0
    maximum: int = 0
    is_passed: bool = False
    missed_critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionFact:
    """An item was found complete, in the revision with this number; `is_withdrawn` where it counts no more."""

    id: UUID
    item: str
    number: int
    revision: int
    at: datetime
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFact:
    """A further attempt at the quiz with this path was asked for."""

    path: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantFact:
    """Further attempts were given; `answers` is the highest request number known then, 0 for none."""

    path: str
    attempts: int
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that happened in one enrolment.

    `seen` are the competencies that were observed, by item. `excused` are the items that are asked of this person no
    more, each with the fact that says so. Who is excused from a module is excused from its quiz.
    """

    readings: Sequence[ReadingFact] = ()
    attempts: Sequence[AttemptFact] = ()
    requests: Sequence[RequestFact] = ()
    grants: Sequence[GrantFact] = ()
    accommodations: Sequence[AccommodationFact] = ()
    completions: Sequence[CompletionFact] = ()
    evidence: Sequence[Evidence] = ()
    seen: Mapping[str, SeenFact] = field(default_factory=dict)
    excused: Mapping[str, UUID] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundComplete:
    """An item that is complete now and was not before: its document, and the facts counted.

    For the course those facts are the completions of the items that it `rests_on`, beside the excusals.
    """

    item: str
    path: str
    counted: tuple[UUID, ...] = ()
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """The result of the fold."""

    standings: Standings
    found: tuple[FoundComplete, ...]


def fold(outline: Outline, rules: Rules, facts: Facts, now: datetime) -> Folded:
    """Where somebody stands under `rules` with the texts of `outline`, and what `now` became complete.

    `now` is only the time given to what is found complete.
    """
    completed = _standing_completions(facts)
    attempts: dict[str, list[AttemptFact]] = defaultdict(list)
    for attempt in sorted(facts.attempts, key=lambda fact: fact.number):
        attempts[attempt.path].append(attempt)
    readings: dict[str, list[ReadingFact]] = defaultdict(list)
    for reading in sorted(facts.readings, key=lambda fact: (fact.at, fact.id)):
        readings[reading.path].append(reading)
    found: list[FoundComplete] = []

    quizzes: dict[str, QuizStanding] = {}
    for quiz in outline.quizzes:
        standing = _quiz(quiz, attempts[quiz.path], facts, completed.get(quiz_item(quiz.slug)))
        if standing.completed_at is None and quiz.module is None and counts(quiz, standing):
            found.append(FoundComplete(item=standing.item, path=quiz.path, counted=_scores(quiz, attempts[quiz.path])))
            standing = replace(standing, completed_at=now)
        quizzes[quiz.slug] = standing

    modules: dict[str, ModuleStanding] = {}
    for module in outline.modules():
        done = completed.get(module_item(module.key))
        reached = _module(module, readings[module.path], facts, done.at if done else None, done.revision if done else 0)
        passed = quizzes.get(module.quiz.slug) if module.quiz else None
        if done is None and _is_complete(module, rules, reached, passed):
            counted = _finishes(module, readings[module.path])
            if module.quiz:
                counted += _scores(module.quiz, attempts[module.quiz.path])
                counted += _excusals(facts, [quiz_item(module.quiz.slug)])
            found.append(FoundComplete(item=reached.item, path=module.path, counted=counted))
            reached = _module(module, readings[module.path], facts, now, module.revision)
        modules[module.key] = reached

    requirements, met = _requirements(rules, facts, completed, now)
    found += met

    course_done = completed.get(COURSE)
    course = CourseStanding(completed_at=course_done.at if course_done else None)
    every = asked_items(outline, rules)
    asked = tuple(item for item in every if item not in facts.excused)
    complete = {module.item for module in modules.values() if module.completed_at}
    complete |= {quiz.item for quiz in quizzes.values() if quiz.completed_at}
    complete |= {item for item, there in requirements.items() if there.completed_at and _is_valid(there, now)}
    # Rules that ask for nothing are never met, nor is a course of which nothing was done.
    if course_done is None and asked and complete.issuperset(asked):
        found.append(FoundComplete(item=COURSE, path=COURSE_FILE, counted=_excusals(facts, every), rests_on=asked))
        course = CourseStanding(completed_at=now)
    standings = Standings(modules=modules, quizzes=quizzes, requirements=requirements, course=course)
    return Folded(standings=standings, found=tuple(found))


def _requirements(
    rules: Rules, facts: Facts, completed: Mapping[str, CompletionFact], now: datetime
) -> tuple[dict[str, RequirementStanding], list[FoundComplete]]:
    """Where somebody stands in each requirement, and those that became complete."""
    standings: dict[str, RequirementStanding] = {}
    found: list[FoundComplete] = []
    for requirement in rules.requirements:
        done = completed.get(requirement.item)
        standing, met_by = requirement_standing(
            requirement,
            facts.evidence,
            facts.seen.get(requirement.item),
            completed_at=done.at if done else None,
            is_excused=requirement.item in facts.excused,
        )
        if standing.completed_at is None and not standing.left:
            found.append(FoundComplete(item=requirement.item, path=COURSE_FILE, counted=met_by))
            standing = replace(standing, completed_at=now)
        standings[requirement.item] = standing
    return standings, found


def counts(quiz: QuizOutline, standing: QuizStanding) -> bool:
    """Whether a quiz is done with: a pre-test when it was submitted, any other when it was passed."""
    return standing.submitted > 0 if quiz.terms.purpose is Purpose.PRE_TEST else standing.is_passed


def _standing_completions(facts: Facts) -> Mapping[str, CompletionFact]:
    by_number = sorted(facts.completions, key=lambda fact: fact.number)
    latest = {fact.item: fact for fact in by_number}
    return {item: fact for item, fact in latest.items() if not fact.is_withdrawn}


def _excusals(facts: Facts, items: Iterable[str]) -> tuple[UUID, ...]:
    return tuple(facts.excused[item] for item in items if item in facts.excused)


def _is_valid(standing: RequirementStanding, now: datetime) -> bool:
    return standing.valid_until is None or now.date() <= standing.valid_until


def _is_complete(module: ModuleOutline, rules: Rules, reached: ModuleStanding, quiz: QuizStanding | None) -> bool:
    if needs_quiz(rules, module) and not (quiz and (quiz.is_passed or quiz.is_excused)):
        return False
    return not needs_reading(rules, module) or len(reached.finished) == len(module.sections)


def _module(
    module: ModuleOutline,
    readings: Sequence[ReadingFact],
    facts: Facts,
    completed_at: datetime | None,
    completed_in: int,
) -> ModuleStanding:
    latest: dict[str, int] = {}
    for reading in readings:
        if reading.is_finished:
            latest[reading.section] = max(latest.get(reading.section, 0), reading.revision)
    finished, again = [], []
    for section in module.sections:
        last = latest.get(section.id, 0)
        if completed_at and section.changed_at > completed_in and last < section.changed_at:
            again.append(section.id)
        elif last and last >= section.changed_at:
            finished.append(section.id)
        elif last and not completed_at:
            again.append(section.id)
    return ModuleStanding(
        item=module_item(module.key),
        finished=tuple(finished),
        again=tuple(again),
        opened=tuple(sorted({reading.section for reading in readings})),
        last_at=max((reading.at for reading in readings), default=None),
        completed_at=completed_at,
        revision=completed_in,
        is_excused=module_item(module.key) in facts.excused,
    )


def _quiz(
    quiz: QuizOutline, attempts: Sequence[AttemptFact], facts: Facts, done: CompletionFact | None
) -> QuizStanding:
    submitted = [attempt for attempt in attempts if attempt.submitted_at]
    last = max((attempt.number for attempt in submitted), default=0)
    counted = [
        each for each in submitted if quiz.terms.policy.takes(each.number, last=last, allowed=quiz.terms.attempts)
    ]
    scored = [attempt for attempt in counted if attempt.maximum]
    # Of equally good ones the first, since attempts come by number.
    best = max(scored, key=lambda attempt: (attempt.is_passed, attempt.points / attempt.maximum), default=None)
    running = next((attempt for attempt in attempts if not attempt.submitted_at), None)
    grants = [grant for grant in facts.grants if grant.path == quiz.path]
    asked = max((request.number for request in facts.requests if request.path == quiz.path), default=0)
    times = [attempt.submitted_at or attempt.started_at for attempt in attempts]
    return QuizStanding(
        item=quiz_item(quiz.slug),
        attempts=len(attempts),
        granted=sum(grant.attempts for grant in grants),
        is_asked_for=asked > max((grant.answers for grant in grants), default=0),
        open_attempt=running.id if running else None,
        open_until=running.due_at if running else None,
        submitted=len(submitted),
        last_submitted_at=max((attempt.submitted_at for attempt in submitted if attempt.submitted_at), default=None),
        best_points=best.points if best else None,
        best_maximum=best.maximum if best else None,
        is_passed=any(attempt.is_passed for attempt in counted),
        missed_critical=best.missed_critical if best else False,
        is_being_marked=any(attempt.score_id is None for attempt in submitted),
        accommodation=eased_at(quiz.path, facts.accommodations),
        last_at=max(times, default=None),
        completed_at=done.at if done else None,
        is_excused=_is_quiz_excused(quiz, facts),
    )


def _is_quiz_excused(quiz: QuizOutline, facts: Facts) -> bool:
    return quiz_item(quiz.slug) in facts.excused or (
        quiz.module is not None and module_item(quiz.module) in facts.excused
    )


def _finishes(module: ModuleOutline, readings: Sequence[ReadingFact]) -> tuple[UUID, ...]:
    changed_at = {section.id: section.changed_at for section in module.sections}
    return tuple(
        reading.id
        for reading in readings
        if reading.is_finished and reading.section in changed_at and reading.revision >= changed_at[reading.section]
    )


def _scores(quiz: QuizOutline, attempts: Sequence[AttemptFact]) -> tuple[UUID, ...]:
    is_pre_test = quiz.terms.purpose is Purpose.PRE_TEST
    return tuple(attempt.score_id for attempt in attempts if attempt.score_id and (is_pre_test or attempt.is_passed))
