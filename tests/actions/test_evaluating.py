"""Who completed a course says what they think of it, once on each occasion, and staff see it without a name."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.care_course import care_course
from tests.support.certificates import DONE, complete, director, entered, issue, review_all
from tests.support.clinic import COURSE, IDA, ILSE, JONAS, MAREN, SVEN, actor_of, after, enrolment_of, publish
from trainer.access import Actor
from trainer.actions import certifying
from trainer.actions.editions import Options
from trainer.actions.evaluating import evaluate
from trainer.clock import Now
from trainer.curriculum.evaluating import Occasion
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.queries.evaluation import EvaluationPage, evaluation_page, evaluation_results
from trainer.storage.database import Database
from trainer.storage.evaluations import Evaluation

OUTLINE = "curriculum/course.yml"
MET = {f"{key}#compare": "yes" for key in ("pharmacology/routes", "pharmacology/screening", "sessions/presence")}
FULL = {**MET, "current": "yes", "bias": "no", "access": "yes", "change": "I ask twice."}


@pytest.fixture
def asking(clinic: Database) -> Database:
    """The clinic, whose course asks for an evaluation before the certificate."""
    files = care_course()
    files[OUTLINE] += b"evaluation: required\n"
    publish(clinic, files, after(days=2), Options(harder_from=after(days=2).today))
    return clinic


def later(days: float) -> Now:
    at = DONE.at + timedelta(days=days)
    return Now(at, at.date())


def page_of(database: Database, actor: Actor, now: Now) -> EvaluationPage:
    with database.reading() as session:
        return evaluation_page(session, database, actor, COURSE, now)


def kept(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Evaluation.occasion).order_by(Evaluation.at)))


def test_nothing_is_asked_before_the_course_is_complete(asking: Database) -> None:
    maren = actor_of(asking, MAREN)
    assert page_of(asking, maren, DONE).occasion is None
    with pytest.raises(NotAllowed, match="when you have completed it"):
        evaluate(asking, maren, COURSE, Occasion.AFTER, FULL, DONE)


def test_a_course_that_does_not_ask_keeps_nothing(clinic: Database) -> None:
    maren = complete(clinic, MAREN)
    with pytest.raises(NotAllowed, match="does not ask"):
        evaluate(clinic, maren, COURSE, Occasion.AFTER, FULL, later(1))
    assert kept(clinic) == []


def test_it_is_answered_once_and_a_double_click_changes_nothing(asking: Database) -> None:
    maren = complete(asking, MAREN)
    assert page_of(asking, maren, later(1)).is_required
    evaluate(asking, maren, COURSE, Occasion.AFTER, FULL, later(1))
    evaluate(asking, maren, COURSE, Occasion.AFTER, {**FULL, "current": "no"}, later(1))
    assert kept(asking) == ["after"]
    assert page_of(asking, maren, later(2)).occasion is None


def test_what_is_missing_is_said_and_nothing_is_kept(asking: Database) -> None:
    maren = complete(asking, MAREN)
    with pytest.raises(Invalid, match="Not answered yet: Was the content up to date"):
        evaluate(asking, maren, COURSE, Occasion.AFTER, MET, later(1))
    assert kept(asking) == []


def test_sixty_days_later_ones_own_words_are_shown_and_asked_about(asking: Database) -> None:
    maren = complete(asking, MAREN)
    evaluate(asking, maren, COURSE, Occasion.AFTER, FULL, later(1))
    with pytest.raises(NotAllowed, match="Sixty days"):
        evaluate(asking, maren, COURSE, Occasion.LATER, {"changed": "yes"}, later(59))
    page = page_of(asking, maren, later(60))
    assert (page.occasion, page.meant) == (Occasion.LATER, "I ask twice.")
    evaluate(asking, maren, COURSE, Occasion.LATER, {"changed": "partly"}, later(60))
    assert kept(asking) == ["after", "later"]
    assert "both times" in page_of(asking, maren, later(61)).why


def test_the_certificate_waits_for_it(asking: Database) -> None:
    review_all(asking)
    maren, sven = complete(asking, MAREN), director(asking)
    with pytest.raises(Invalid, match="The evaluation of the course is not answered yet"):
        certifying.issue(asking, sven, enrolment_of(asking, maren), entered(), later(1))
    evaluate(asking, maren, COURSE, Occasion.AFTER, FULL, later(1))
    assert issue(asking, sven, maren, later(2)).serial


def test_staff_see_no_figure_from_fewer_than_five(asking: Database) -> None:
    for address in (MAREN, JONAS, IDA):
        evaluate(asking, complete(asking, address), COURSE, Occasion.AFTER, FULL, later(1))
    with asking.reading() as session:
        results = evaluation_results(session, asking, actor_of(asking, ILSE), COURSE)
    first, second = results.occasions
    assert (first.answers, first.told, second.answers) == (3, 0, 0)
    assert all(row.counts is None for _, rows in first.groups for row in rows)
    assert all(said.words == () for said in first.words)


def test_trainees_see_no_results_and_strangers_no_form(asking: Database) -> None:
    with asking.reading() as session, pytest.raises(NotFound):
        evaluation_results(session, asking, actor_of(asking, MAREN), COURSE)
    with asking.reading() as session, pytest.raises(NotFound):
        evaluation_page(session, asking, actor_of(asking, SVEN), COURSE, DONE)
