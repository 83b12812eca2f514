"""A harder course, a raised pass mark, a removed module and a corrected key come over people who are under way."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from tests.support.courses import (
    COURSE_FILE,
    SECTIONS,
    course_text,
    module_text,
    quiz_text,
    single_choice,
    tiny_course,
)
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.publications import first_edition, published, revision_of
from tests.support.trainees import Trainee, find, join
from trainer.access import PLATFORM
from trainer.actions import folding
from trainer.actions.cohorts import add_cohort
from trainer.actions.editions import Options
from trainer.actions.preparing import prepare_waiting
from trainer.curriculum.change import Change
from trainer.errors import NotAllowed
from trainer.ids import AttemptId
from trainer.queries.attempt import AttemptPage, attempt_page
from trainer.queries.result import ResultPage, result_page
from trainer.storage.content import Rendering
from trainer.storage.database import Database
from trainer.storage.learning import Completion, Score, StandingRow
from trainer.storage.library import Library

FIRST_QUIZ, SECOND_QUIZ, THIRD_QUIZ = "quizzes/first.yml", "quizzes/second.yml", "quizzes/third.yml"
FOUR = "".join(single_choice(name) for name in ("first", "second", "third", "fourth"))
LENIENT = quiz_text("basics/first", terms="pass_mark: 50\n", questions=FOUR)
STRICT = quiz_text("basics/first", terms="pass_mark: 100\nattempts: 5\n", questions=FOUR)
WRONG_KEY = quiz_text("practice/third", questions=single_choice("first", right="no") + single_choice("second"))
RIGHT_KEY = quiz_text("practice/third", questions=single_choice("first", right="yes") + single_choice("second"))

BEFORE = tiny_course(quizzes="passed", read="none", files={FIRST_QUIZ: LENIENT, THIRD_QUIZ: WRONG_KEY})
AFTER_AREAS = {"basics": ("first",), "practice": ("third", "fourth")}
AFTER = tiny_course(
    areas=AFTER_AREAS,
    files={
        COURSE_FILE: course_text(areas=AFTER_AREAS, read="all", quizzes="passed"),
        FIRST_QUIZ: STRICT,
        THIRD_QUIZ: RIGHT_KEY,
        "curriculum/basics/first.md": module_text("first", {**SECTIONS, "end": "It never ends."}),
    },
)


@dataclass(frozen=True, slots=True)
class Cast:
    """People of every kind in one cohort, on the day before the course is changed."""

    database: Database
    complete: Trainee
    passed_leniently: Trainee
    in_the_removed: Trainee
    under_way: Trainee
    by_the_wrong_key: Trainee
    new: Trainee


NAMES = ("Complete", "Lenient", "Removed", "Underway", "Key", "New")


def cast(templates: Templates) -> Cast:
    """Everybody has done what they do before the change."""
    database = templates.get("the course before it is made harder", _before_the_change)
    return Cast(database, *(find(database, name) for name in NAMES))


def _before_the_change(database: Database) -> None:
    published(database, BEFORE, november(1))
    add_cohort(database, PLATFORM, "Autumn", "tiny", date(2026, 11, 1), date(2026, 12, 18), november(1))
    everybody = Cast(database, *(join(database, name, november(2), cohort="Autumn") for name in NAMES))
    for module in ("basics/first", "basics/second", "practice/third"):
        everybody.complete.complete(module, november(2))
    everybody.passed_leniently.take("first", november(2), wrong=2)
    everybody.in_the_removed.complete("basics/second", november(2))
    everybody.in_the_removed.read("basics/first", november(2), "begin")
    everybody.under_way.start("first", november(3))
    everybody.by_the_wrong_key.take("third", november(2), wrong=1)


def change(everybody: Cast) -> None:
    """The course becomes harder, from the tenth for those who are under way."""
    options = Options(change=Change.MATERIAL, retire=True, harder_from=date(2026, 11, 10), note="Harder")
    outcome = published(everybody.database, AFTER, november(4), options)
    assert outcome.number == 2
    assert set(outcome.retired) == {"curriculum/basics/second.md", SECOND_QUIZ}
    assert [reach.first_day for reach in outcome.rules] == [date(2026, 11, 10)]


def completions(database: Database) -> dict[tuple[UUID, str, int], tuple[datetime, UUID, UUID, UUID, str]]:
    """Every completion with all that it says."""
    with database.reading() as session:
        return {
            (each.enrolment_id, each.item, each.number): (
                each.at,
                each.revision_id,
                each.rules_revision_id,
                each.edition_id,
                each.counted,
            )
            for each in session.scalars(select(Completion))
        }


def rebuilt(database: Database, day: int) -> Database:
    """Everything that can be made anew is thrown away and made anew; gives the database to a new process."""
    with database.writing() as session:
        session.execute(delete(StandingRow))
        session.execute(delete(Rendering))
        session.commit()
    fresh = replace(database, library=Library())
    prepare_waiting(fresh, lambda: 0.0)
    for _ in folding.rebuild(fresh, november(day)):
        pass
    return fresh


def test_every_earlier_completion_is_found_unchanged_after_all_is_changed_and_rebuilt(templates: Templates) -> None:
    everybody = cast(templates)
    before = completions(everybody.database)
    assert len(before) == 6  # three modules and the course, the lenient quiz, the removed module

    change(everybody)
    for day in (5, 10, 20):
        fresh = rebuilt(everybody.database, day)
        assert before.items() <= completions(fresh).items()
        assert list(folding.verify(fresh, november(day))) == []


def test_who_completed_the_course_has_completed_it(templates: Templates) -> None:
    everybody = cast(templates)

    change(everybody)
    rebuilt(everybody.database, 20)

    standings = everybody.complete.standings(november(20))
    assert standings.course.completed_at == november(2).at
    assert standings.module("basics/first").completed_at == november(2).at
    assert standings.module("basics/first").again == ("end",)
    assert standings.module("practice/third").completed_at == november(2).at
    assert standings.module("practice/fourth").completed_at is None


def test_a_passed_attempt_stays_passed_under_a_raised_pass_mark(templates: Templates) -> None:
    everybody = cast(templates)

    change(everybody)
    rebuilt(everybody.database, 20)

    standings = everybody.passed_leniently.standings(november(20))
    assert standings.quiz("first").is_passed
    assert (standings.quiz("first").best_points, standings.quiz("first").best_maximum) == (200, 400)
    assert standings.module("basics/first").completed_at == november(2).at
    with pytest.raises(NotAllowed, match="You have passed this quiz"):
        everybody.passed_leniently.start("first", november(20))


def test_the_removed_module_is_required_of_nobody(templates: Templates) -> None:
    everybody = cast(templates)

    change(everybody)

    standings = everybody.in_the_removed.standings(november(5))
    assert standings.modules.keys() == {"basics/first", "practice/third", "practice/fourth"}
    assert "second" not in standings.quizzes


def test_whoever_is_under_way_completes_by_the_old_rules_until_the_day_and_by_the_new_ones_after_it(
    templates: Templates,
) -> None:
    everybody = cast(templates)
    change(everybody)

    for module in ("first", "third"):
        everybody.new.take(module, november(9))
        everybody.in_the_removed.take(module, november(11))

    by_old, by_new = everybody.new.standings(november(9)), everybody.in_the_removed.standings(november(11))
    assert by_old.course.completed_at == november(9).at
    assert by_new.module("basics/first").completed_at is None
    everybody.in_the_removed.read("basics/first", november(11))
    assert everybody.in_the_removed.standings(november(11)).module("basics/first").completed_at == november(11).at
    assert everybody.in_the_removed.standings(november(11)).course.completed_at is None


def test_an_attempt_under_way_keeps_its_own_revision_and_terms(templates: Templates) -> None:
    everybody = cast(templates)
    trainee, attempt_id = everybody.under_way, everybody.under_way.start("first", november(3))
    old_revision = revision_of(everybody.database, FIRST_QUIZ)

    change(everybody)
    again = trainee.start("first", november(5))
    trainee.answer(attempt_id, november(5), wrong=2)
    trainee.submit(attempt_id, november(5))

    assert again == attempt_id
    with everybody.database.reading() as session:
        score = session.scalars(select(Score).where(Score.attempt_id == attempt_id)).one()
    assert score.revision_id == old_revision != revision_of(everybody.database, FIRST_QUIZ)
    assert (score.points, score.maximum, score.is_passed) == (200, 400, True)
    assert trainee.standings(november(5)).quiz("first").is_passed


def test_the_next_attempt_has_the_new_terms(templates: Templates) -> None:
    everybody = cast(templates)
    trainee = everybody.in_the_removed
    change(everybody)

    attempt_id = trainee.take("first", november(5), wrong=1)

    with everybody.database.reading() as session:
        score = session.scalars(select(Score).where(Score.attempt_id == attempt_id)).one()
    assert score.revision_id == revision_of(everybody.database, FIRST_QUIZ)
    assert (score.points, score.is_passed) == (300, False)


def test_a_corrected_key_changes_no_result_that_stands(templates: Templates) -> None:
    everybody = cast(templates)
    trainee = everybody.by_the_wrong_key
    before = result(everybody.database, trainee)

    change(everybody)

    assert result(everybody.database, trainee) == before
    assert (before.percent, before.is_passed, before.revision) == (50, False, 1)
    trainee.take("third", november(5))
    assert trainee.standings(november(5)).quiz("third").is_passed


def test_a_corrected_key_takes_no_pass_away(templates: Templates) -> None:
    everybody = cast(templates)

    change(everybody)

    assert everybody.complete.standings(november(5)).quiz("third").is_passed


def result(database: Database, trainee: Trainee) -> ResultPage:
    """The result page of the only attempt of somebody."""
    with database.reading() as session:
        attempt_id = session.scalars(select(Score.attempt_id).where(Score.person_id == trainee.actor.person_id)).one()
        page = result_page(session, database, trainee.actor, attempt_id)
    assert page is not None
    return page


def test_the_page_of_an_old_attempt_is_the_same_after_three_more_editions(templates: Templates) -> None:
    everybody = cast(templates)
    trainee = everybody.passed_leniently
    before = result(everybody.database, trainee)
    assert [each.view.prompt for each in before.questions]

    change(everybody)
    for day, words in ((5, "Once more."), (6, "And again."), (7, "And again!")):
        rewritten = module_text("first", {**SECTIONS, "end": words})
        asked = quiz_text(
            "basics/first", questions=single_choice("first", right="perhaps") + single_choice(f"new-{day}")
        )
        files = {**AFTER, "curriculum/basics/first.md": rewritten.encode(), FIRST_QUIZ: asked.encode()}
        published(everybody.database, files, november(day), Options(change=Change.MATERIAL))
    fresh = rebuilt(everybody.database, 8)

    assert result(fresh, trainee) == before
    assert before.revision == 1
    assert before.pass_mark == 50


def test_the_page_of_an_open_attempt_is_the_same_after_three_more_editions(templates: Templates) -> None:
    everybody = cast(templates)
    trainee = everybody.under_way
    attempt_id = trainee.start("first", november(3))
    before = open_page(everybody.database, trainee, attempt_id)

    change(everybody)
    for day in (5, 6):
        asked = quiz_text("basics/first", questions=single_choice(f"new-{day}"))
        published(everybody.database, {**AFTER, FIRST_QUIZ: asked.encode()}, november(day))
    fresh = rebuilt(everybody.database, 8)

    assert open_page(fresh, trainee, attempt_id) == before
    assert before.total == 4


def open_page(database: Database, trainee: Trainee, attempt_id: AttemptId) -> AttemptPage:
    """The page of an attempt under way."""
    with database.reading() as session:
        page = attempt_page(session, database, trainee.actor, attempt_id, 1, november(3))
    assert isinstance(page, AttemptPage)
    return page


def test_attempts_that_were_used_up_are_open_again_when_the_terms_allow_more(templates: Templates) -> None:
    database = first_edition(templates)
    trainee = join(database, "Ann", november(2))
    for day in (2, 3, 4):
        trainee.take("first", november(day), wrong=2)
    with pytest.raises(NotAllowed, match="All attempts at this quiz are used"):
        trainee.start("first", november(5))

    published(database, tiny_course(files={FIRST_QUIZ: quiz_text("basics/first", terms="attempts: 4\n")}), november(6))

    trainee.take("first", november(7))
    assert trainee.standings(november(7)).quiz("first").is_passed
