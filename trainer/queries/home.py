"""A course's first page: what to do next, and where one stands in each area."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.addresses import changes_url
from trainer.clock import Now
from trainer.curriculum.asked import (
    asked_modules,
    asked_quizzes,
    needs_quiz,
    needs_reading,
    required_modules,
    required_quizzes,
)
from trainer.curriculum.course import EvaluationRule
from trainer.curriculum.outline import ModuleOutline, QuizOutline
from trainer.curriculum.quoting import quoted
from trainer.curriculum.recalling import minutes_words
from trainer.curriculum.state import (
    State,
    Unmet,
    is_open,
    left_at_requirement,
    permission_at,
    quiz_state,
    why_not_complete,
)
from trainer.errors import NotFound
from trainer.queries.decided import ExcusalRow, Said, excusals_of, notes_of
from trainer.queries.modules import AreaCard, area_card, minutes_left
from trainer.queries.notes import MarkedSection, to_come_back
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.queries.recalling import due_of
from trainer.quizzes.attempts import IsOpen, MayStart
from trainer.quizzes.keeping import AT_ONCE
from trainer.quizzes.quiz import Purpose
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The one thing to do next: a module to read, a quiz to take, or an attempt to go on with.

    `section` is where to go on in a module.
    """

    kind: str
    label: str
    title: str
    sentence: str
    target: str
    area: int
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizRow:
    """A quiz that belongs to no module."""

    slug: str
    title: str
    state: State
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """A course's first page. `done` of `total` things that completion asks for are complete.

    Among them `beyond_met` of `beyond` requirements beside modules; `asks_opinion` where those who completed it are
    asked what they think of it. `answers` counts comments of one's own whose answer one has not seen,
    `recalls` the questions of today's review, of `recalls_due` that are due.
    """

    course: CourseHead
    name: str
    done: int
    total: int
    cohort: str | None
    ends_on: date | None
    paused_on: date | None
    days_paused: int
    days_left: int | None
    completed_at: datetime | None
    beyond: int
    beyond_met: int
    asks_opinion: bool
    next: NextStep | None
    areas: tuple[AreaCard, ...]
    quizzes: tuple[QuizRow, ...]
    changed: tuple[str, ...]
    unmet: int
    marked: tuple[MarkedSection, ...]
    answers: int
    recalls: int
    recalls_due: int
    recall_minutes: str
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPage:
    """One area with its modules, and the branching cases that practise something of it by their slugs and titles."""

    course: CourseHead
    area: AreaCard
    others: tuple[tuple[str, str], ...]
    cases: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPage:
    """Why the course is not complete: every unmet rule in words, with the evidence counted.

    `excused` is what is asked no more, `notes` what supervisors noted for the trainee to read.
    """

    course: CourseHead
    completed_at: datetime | None
    unmet: tuple[tuple[Unmet, str], ...]
    met: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    ends_on: date | None
    paused_on: date | None
    excused: tuple[ExcusalRow, ...]
    notes: tuple[Said, ...]


def home_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> HomePage:
    """The course's first page for this reader."""
    reader = reader_of(session, database, actor, course, now)
    outline, standings = reader.edition.outline, reader.standings
    waiting = to_come_back(session, reader, now.today)
    due = 0 if _is_paused(reader) else due_of(session, database, reader, waiting.due)
    areas = tuple(area_card(area, index, reader, now) for index, area in enumerate(outline.areas))
    wanted = asked_quizzes(outline, reader.rules, standings)
    quizzes_done = sum(standings.quiz(quiz.slug).completed_at is not None for quiz in wanted)
    beyond = [each for each in reader.rules.requirements if not standings.requirement(each.item).is_excused]
    beyond = beyond if reader.enrolment else []
    beyond_met = sum(not left_at_requirement(each, standings, now.today) for each in beyond)
    return HomePage(
        course=reader.head,
        name=actor.name,
        done=sum(area.done for area in areas) + quizzes_done + beyond_met,
        total=sum(area.total for area in areas) + len(wanted) + len(beyond),
        cohort=reader.enrolment.cohort if reader.enrolment else None,
        ends_on=reader.ends_on,
        paused_on=reader.enrolment.paused_on if reader.enrolment else None,
        days_paused=reader.enrolment.days_paused if reader.enrolment else 0,
        days_left=(reader.ends_on - now.today).days if reader.ends_on else None,
        completed_at=standings.course.completed_at,
        beyond=len(beyond),
        asks_opinion=reader.rules.evaluation is not EvaluationRule.NONE,
        beyond_met=beyond_met,
        next=_next(reader, now) if reader.enrolment else None,
        areas=areas,
        quizzes=tuple(_quiz_row(quiz, reader, now) for quiz in outline.quizzes if quiz.module is None),
        changed=tuple(row.title for area in areas for row in area.modules if row.state is State.CHANGED_SINCE),
        unmet=len(why_not_complete(outline, reader.rules, standings, now.at)) if reader.enrolment else 0,
        marked=waiting.marked,
        answers=waiting.answers,
        recalls=min(due, AT_ONCE),
        recalls_due=due,
        recall_minutes=minutes_words(min(due, AT_ONCE)),
        cases=len(outline.cases),
    )


def area_page(session: Session, database: Database, actor: Actor, course: str, area_id: str, now: Now) -> AreaPage:
    """One area. Raises NotFound."""
    reader = reader_of(session, database, actor, course, now)
    for index, area in enumerate(reader.edition.outline.areas):
        if area.id == area_id:
            others = tuple((other.id, other.title) for other in reader.edition.outline.areas if other.id != area_id)
            cases = tuple((case.slug, case.title) for case in reader.edition.outline.cases if area.id in case.areas)
            card = area_card(area, index, reader, now)
            return AreaPage(course=reader.head, area=card, others=others, cases=cases)
    raise NotFound("There is no such area.")


def standing_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> StandingPage:
    """Why the course is not complete: four statements. Raises NotFound for a reader without an enrolment."""
    reader = reader_of(session, database, actor, course, now)
    if reader.enrolment is None:
        raise NotFound("There is no such page.")
    outline, standings = reader.edition.outline, reader.standings
    unmet = why_not_complete(outline, reader.rules, standings, now.at)
    excusals = excusals_of(session, reader.enrolment.enrolment_id, outline, reader.rules)
    notes = notes_of(session, reader.enrolment.enrolment_id)
    return StandingPage(
        course=reader.head,
        completed_at=standings.course.completed_at,
        unmet=tuple((each, _target(each.item)) for each in unmet),
        met=_met(reader, now.today),
        changed=tuple(
            (module.title, changes_url(outline.slug, module.key))
            for module in outline.modules()
            if standings.module(module.key).again
        ),
        rules=_rules(reader),
        ends_on=reader.ends_on,
        paused_on=reader.enrolment.paused_on,
        excused=tuple(row for row in excusals if row.withdrawn is None),
        notes=tuple(note.said for note in notes if note.said.is_shared and note.withdrawn is None),
    )


def _is_paused(reader: Reader) -> bool:
    return reader.enrolment is not None and reader.enrolment.paused_on is not None


def _met(reader: Reader, today: date) -> tuple[str, ...]:
    outline, standings = reader.edition.outline, reader.standings
    modules = required_modules(outline, reader.rules)
    done = [each.title for each in modules if standings.module(each.key).completed_at]
    quizzes = required_quizzes(outline, reader.rules)
    done += [each.title for each in quizzes if standings.quiz(each.slug).completed_at]
    beside = [each for each in reader.rules.requirements if standings.requirement(each.item).completed_at]
    done += [each.title for each in beside if not left_at_requirement(each, standings, today)]
    return tuple(done)


def _target(item: str) -> str:
    return item.partition(":")[2]


def _rules(reader: Reader) -> tuple[str, ...]:
    outline, rules = reader.edition.outline, reader.rules
    required = asked_modules(outline, rules, reader.standings)
    to_read = sum(needs_reading(rules, module) for module in required)
    to_pass = sum(
        needs_quiz(rules, module) and not (module.quiz and reader.standings.quiz(module.quiz.slug).is_excused)
        for module in required
    )
    sentences = []
    if to_read:
        sentences.append(f"Finish every section of {_modules(to_read)}.")
    if to_pass:
        sentences.append(f"Pass the {'quiz' if to_pass == 1 else 'quizzes'} of {_modules(to_pass)}.")
    for quiz in asked_quizzes(outline, rules, reader.standings):
        is_pre_test = quiz.terms.purpose is Purpose.PRE_TEST
        sentences.append(
            f"Submit {quoted(quiz.title)}; any result counts." if is_pre_test else f"Pass {quoted(quiz.title)}."
        )
    return tuple(sentences)


def _modules(number: int) -> str:
    return "one module" if number == 1 else f"{number} modules"


def _next(reader: Reader, now: Now) -> NextStep | None:
    outline, standings = reader.edition.outline, reader.standings
    for quiz in outline.quizzes:
        reached = standings.quiz(quiz.slug)
        if reached.open_attempt:
            return NextStep(
                kind="attempt",
                label="Your attempt is open",
                title=quiz.title,
                sentence=f"Attempt {reached.attempts} is begun and not yet submitted.",
                target=str(reached.open_attempt),
                area=_area_index(reader, quiz),
            )
    left = [
        module
        for module in asked_modules(outline, reader.rules, standings)
        if not standings.module(module.key).completed_at and is_open(module, outline, standings)
    ]
    begun = [module for module in left if standings.module(module.key).last_at]
    begun.sort(key=lambda module: standings.module(module.key).last_at or now.at, reverse=True)
    startable = [
        quiz
        for quiz in asked_quizzes(outline, reader.rules, standings)
        if isinstance(_permission(quiz, reader, now), MayStart)
    ]
    has_begun = any(standings.module(module.key).last_at for module in outline.modules())
    for quiz in startable:
        if quiz.terms.purpose is Purpose.PRE_TEST and not has_begun:
            return _quiz_step(quiz, "Before you begin", f"{_questions(quiz)}; any result counts.")
    for module in (*begun, *left):
        step = _module_step(module, reader, now)
        if step:
            return step
    return _quiz_step(startable[0], "Next", _questions(startable[0])) if startable else None


def _questions(quiz: QuizOutline) -> str:
    return "1 question" if quiz.questions == 1 else f"{quiz.questions} questions"


def _quiz_step(quiz: QuizOutline, label: str, sentence: str) -> NextStep:
    return NextStep(kind="quiz", label=label, title=quiz.title, sentence=sentence, target=quiz.slug, area=0)


def _module_step(module: ModuleOutline, reader: Reader, now: Now) -> NextStep | None:
    reached = reader.standings.module(module.key)
    done, total = len(reached.finished), len(module.sections)
    area = next(index for index, area in enumerate(reader.edition.outline.areas) if area.id == module.area)
    label = "Continue where you were" if reached.opened else "Begin here"
    if done < total:
        left = f"about {minutes_left(module, reader)} minutes left"
        where = f"Section {done + 1} of {total}, {left}" if reached.opened else f"{total} sections, {left}"
        sentence = f"{where}, then the quiz" if module.quiz else where
        section = next((each.id for each in module.sections if each.id not in reached.finished), None)
        return NextStep(
            kind="module",
            label=label,
            title=module.title,
            sentence=sentence,
            target=module.key,
            area=area,
            section=section if reached.opened else None,
        )
    if module.quiz and isinstance(_permission(module.quiz, reader, now), MayStart | IsOpen):
        sentence = (
            f"All sections are finished. {module.quiz.questions} questions, pass mark {module.quiz.terms.pass_mark} %."
        )
        return NextStep(
            kind="quiz",
            label="The quiz comes next",
            title=module.quiz.title,
            sentence=sentence,
            target=module.quiz.slug,
            area=area,
        )
    return None


def _permission(quiz: QuizOutline, reader: Reader, now: Now) -> object:
    reached = reader.standings.quiz(quiz.slug)
    return permission_at(quiz, reached, now.at, now.today)


def _area_index(reader: Reader, quiz: QuizOutline) -> int:
    for index, area in enumerate(reader.edition.outline.areas):
        if any(module.key == quiz.module for module in area.modules):
            return index
    return 0


def _quiz_row(quiz: QuizOutline, reader: Reader, now: Now) -> QuizRow:
    state = quiz_state(quiz, reader.rules, reader.standings, ends_on=reader.ends_on, today=now.today)
    return QuizRow(slug=quiz.slug, title=quiz.title, state=state, fact=f"{quiz.questions} questions")
