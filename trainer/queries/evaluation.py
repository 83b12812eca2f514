"""The form in which somebody evaluates a course they completed, and what staff see of all answers."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.course import EvaluationRule
from trainer.curriculum.evaluating import (
    FEWEST,
    Asked,
    Choices,
    Counted,
    Occasion,
    Said,
    asked_of,
    count_choices,
    due_evaluation,
    gather_words,
    settled,
)
from trainer.curriculum.gain import Gain, gain
from trainer.errors import NotFound
from trainer.quizzes.quiz import Purpose
from trainer.storage.content import CourseRow
from trainer.storage.database import Database
from trainer.storage.editions import newest_edition
from trainer.storage.enrolments import own_enrolment
from trainer.storage.evaluation_rows import evaluations_in, evaluations_of, first_results
from trainer.storage.standings import current_standings


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationPage:
    """What somebody is asked now. `occasion` is None where nothing is asked; `why` then says why, in a sentence.

    `meant` are the words in which they said after the course what they would do differently.
    """

    course: str
    title: str
    occasion: Occasion | None
    groups: tuple[tuple[str, tuple[Asked, ...]], ...]
    is_required: bool
    meant: str
    answered: tuple[tuple[Occasion, datetime], ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionResults:
    """What was answered on an occasion: `answers` came in, of which `told` are counted here."""

    occasion: Occasion
    answers: int
    told: int
    groups: tuple[tuple[str, tuple[Counted, ...]], ...]
    words: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationResults:
    """What people said of a course, without anybody's name. `has_tests`: it has a pre-test and a final."""

    course: str
    title: str
    fewest: int
    occasions: tuple[OccasionResults, ...]
    gain: Gain | None
    has_tests: bool


def evaluation_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> EvaluationPage:
    """The form that is due for the actor. Raises NotFound for somebody who is not enrolled."""
    enrolment = own_enrolment(session, actor.person_id, course, now.today)
    if enrolment is None:
        raise NotFound("There is no such page.")
    outline = database.library.edition(session, enrolment.edition_id).outline
    rule = database.library.rules(session, enrolment.rules_revision_id).evaluation
    given = evaluations_of(session, enrolment.enrolment_id)
    completed_at = current_standings(session, database.library, enrolment, now.at).course.completed_at
    occasion, why = due_evaluation(rule, completed_at, frozenset(given), now.at)
    asked = asked_of(outline, occasion) if occasion else ()
    first = given.get(Occasion.AFTER)
    return EvaluationPage(
        course=course,
        title=outline.title,
        occasion=occasion,
        groups=_grouped(asked),
        is_required=rule is EvaluationRule.REQUIRED and occasion is Occasion.AFTER,
        meant=first.answers.words.get("change", "") if first and occasion is Occasion.LATER else "",
        answered=tuple((each, row.at) for each, row in given.items()),
        why=why,
    )


def evaluation_results(session: Session, database: Database, actor: Actor, course: str) -> EvaluationResults:
    """What people said of a course: three statements. For staff who may read the course."""
    head = newest_edition(session, course)
    if head is None:
        raise NotFound("There is no such course.")
    course_id = session.scalars(select(CourseRow.id).where(CourseRow.slug == course)).one()
    if not actor.may_read(course_id):
        raise NotFound("There is no such course.")
    outline = database.library.edition(session, head.edition_id).outline
    every = evaluations_in(session, course_id)
    tests = {
        quiz.path: quiz.terms.purpose
        for quiz in outline.quizzes
        if quiz.terms.purpose in (Purpose.PRE_TEST, Purpose.FINAL)
    }
    occasions = []
    for occasion in Occasion:
        answers = [row.answers for row in every if row.occasion is occasion]
        told, asked = settled(answers), asked_of(outline, occasion)
        occasions.append(
            OccasionResults(
                occasion=occasion,
                answers=len(answers),
                told=len(told),
                groups=tuple(
                    (about, tuple(count_choices(each, told) for each in group if isinstance(each, Choices)))
                    for about, group in _grouped(asked)
                ),
                words=tuple(gather_words(each, told) for each in asked if not isinstance(each, Choices)),
            )
        )
    return EvaluationResults(
        course=course,
        title=outline.title,
        fewest=FEWEST,
        occasions=tuple(occasions),
        gain=gain(first_results(session, course_id, tests)) if tests else None,
        has_tests={Purpose.PRE_TEST, Purpose.FINAL} <= set(tests.values()),
    )


def _grouped(asked: tuple[Asked, ...]) -> tuple[tuple[str, tuple[Asked, ...]], ...]:
    """Questions by the module whose objectives they ask about; '' for those about the whole course."""
    found = groupby(asked, key=lambda each: each.about if isinstance(each, Choices) else "")
    return tuple((about, tuple(group)) for about, group in found)
