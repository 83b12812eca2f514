"""Whom a new course.yml reaches, and from which day."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.support.courses import AREAS, COURSE_FILE, course_text, tiny_course
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.publications import published
from tests.support.rules_in_force import (
    AUTUMN,
    BOTH,
    PASSING,
    QUIZZES,
    READING,
    course,
    in_force,
    rules_of,
    two_cohorts,
)
from tests.support.trainees import join
from trainer.access import PLATFORM
from trainer.actions.cohorts import add_cohort
from trainer.actions.editions import Options
from trainer.actions.folding import refold_outdated, verify
from trainer.clock import Now
from trainer.curriculum.rules_reach import Reach
from trainer.ids import SYSTEM
from trainer.storage.content import RulesInForce


def test_a_cohort_begins_with_the_rules_published_then(templates: Templates) -> None:
    database = two_cohorts(templates)

    assert rules_of(database, "Autumn") == [(1, 1, date(2026, 11, 2))]
    assert rules_of(database, "Winter") == [(1, 1, date(2026, 11, 20))]


def test_a_harder_course_does_not_reach_a_running_cohort(templates: Templates) -> None:
    database = two_cohorts(templates)
    trainee = join(database, "Ann", november(3), cohort="Autumn")

    outcome = published(database, course(**BOTH), november(5))

    assert outcome.rules == (Reach(name=AUTUMN, first_day=None, harder=PASSING),)
    assert rules_of(database) == [(1, 1, date(2026, 11, 2))]
    assert in_force(trainee, 30) == 1
    assert trainee.unmet(november(6)) == {"module:basics/first", "module:basics/second", "module:practice/third"}


def test_a_harder_course_reaches_cohorts_that_begin_later(templates: Templates) -> None:
    database = two_cohorts(templates)
    early = join(database, "Ann", november(3), cohort="Winter")

    published(database, course(**BOTH), november(5))

    assert rules_of(database, "Winter") == [(1, 1, date(2026, 11, 20)), (2, 2, date(2026, 11, 20))]
    assert in_force(early, 5) == 2
    assert in_force(early, 20) == 2


def test_a_cohort_added_after_it_has_the_harder_rules(templates: Templates) -> None:
    database = two_cohorts(templates)
    published(database, course(**BOTH), november(5))

    add_cohort(database, PLATFORM, "Spring", "tiny", date(2026, 11, 6), date(2027, 6, 18), november(6))

    assert rules_of(database, "Spring") == [(1, 2, date(2026, 11, 6))]


def test_who_joins_a_running_cohort_later_is_under_its_rules(templates: Templates) -> None:
    database = two_cohorts(templates)
    published(database, course(**BOTH), november(5))

    assert in_force(join(database, "Late", november(6), cohort="Autumn"), 6) == 1


def test_a_harder_course_reaches_a_running_cohort_from_the_day_that_is_named(templates: Templates) -> None:
    database = two_cohorts(templates)
    trainee = join(database, "Ann", november(3), cohort="Autumn")

    outcome = published(database, course(**BOTH), november(5), Options(harder_from=date(2026, 11, 10)))

    assert outcome.rules == (Reach(name=AUTUMN, first_day=date(2026, 11, 10), harder=PASSING),)
    assert rules_of(database) == [(1, 1, date(2026, 11, 2)), (2, 2, date(2026, 11, 10))]
    assert in_force(trainee, 9) == 1
    assert in_force(trainee, 10) == 2
    assert "quiz:first" not in trainee.unmet(november(9))
    assert "quiz:first" in trainee.unmet(november(10))


def test_standings_are_brought_up_to_new_rules_on_the_day_that_they_come(templates: Templates) -> None:
    database = two_cohorts(templates)
    reader = join(database, "Ann", november(3), cohort="Autumn")
    published(database, course(**BOTH), november(5), Options(harder_from=date(2026, 11, 10)))
    reader.read("basics/first", november(6))
    reader.read("basics/second", november(6), "begin")

    assert list(refold_outdated(database, november(9))) == []
    assert list(refold_outdated(database, november(10))) == [(1, 1)]
    assert list(verify(database, november(10))) == []
    reader.read("basics/second", november(11), "end")

    assert reader.standings(november(11)).module("basics/first").completed_at == november(6).at
    assert reader.standings(november(11)).module("basics/second").completed_at is None


def test_pages_are_under_the_rules_of_the_day_before_anything_is_refolded(templates: Templates) -> None:
    database = two_cohorts(templates)
    trainee = join(database, "Ann", november(3), cohort="Autumn")
    trainee.take("first", november(4))
    published(database, course(**QUIZZES), november(5), Options(harder_from=date(2026, 11, 10)))

    assert trainee.standings(november(9)).module("basics/first").completed_at is None
    assert trainee.standings(november(10)).module("basics/first").completed_at == november(10).at


def test_harder_rules_may_hold_from_today(templates: Templates) -> None:
    database = two_cohorts(templates)
    trainee = join(database, "Ann", november(3), cohort="Autumn")

    published(database, course(**BOTH), november(5), Options(harder_from=date(2026, 11, 5)))

    assert in_force(trainee, 5) == 2


def test_an_easier_course_reaches_everybody_at_once(templates: Templates) -> None:
    database = two_cohorts(templates, BOTH)
    reader, alone = join(database, "Ann", november(3), cohort="Autumn"), join(database, "Ben", november(3))
    for trainee in (reader, alone):
        for module in ("basics/first", "basics/second", "practice/third"):
            trainee.read(module, november(4))
        assert trainee.standings(november(4)).course.completed_at is None

    outcome = published(database, course(**READING), november(5))

    assert outcome.rules == ()
    assert rules_of(database) == [(1, 1, date(2026, 11, 2)), (2, 2, date(2026, 11, 5))]
    for trainee in (reader, alone):
        assert trainee.standings(november(5)).course.completed_at == november(5).at
    assert list(verify(database, november(6))) == []


def test_a_mixture_of_easier_and_harder_is_harder(templates: Templates) -> None:
    database = two_cohorts(templates)

    outcome = published(database, course(**QUIZZES), november(5))

    assert outcome.rules == (Reach(name=AUTUMN, first_day=None, harder=PASSING),)
    assert rules_of(database) == [(1, 1, date(2026, 11, 2))]


def test_a_new_module_makes_a_course_harder(templates: Templates) -> None:
    database = templates.get("newest")
    published(database, course(**BOTH, modules="first"), november(1))
    add_cohort(database, PLATFORM, "Autumn", "tiny", date(2026, 11, 2), date(2026, 12, 18), november(1))
    trainee = join(database, "Ann", november(3), cohort="Autumn")

    outcome = published(database, course(**BOTH), november(5))

    assert outcome.rules == (Reach(name=AUTUMN, first_day=None, harder=("the module basics/second was not required",)),)
    assert "module:basics/second" not in trainee.unmet(november(6))
    trainee.complete("basics/second", november(6))  # it is there to read all the same
    assert trainee.standings(november(6)).module("basics/second").completed_at == november(6).at


def test_a_removed_module_makes_a_course_easier(templates: Templates) -> None:
    database = two_cohorts(templates)

    outcome = published(database, course(**READING, modules="first"), november(5), Options(retire=True))

    assert outcome.rules == ()
    assert rules_of(database) == [(1, 1, date(2026, 11, 2)), (2, 2, date(2026, 11, 5))]


def test_other_words_in_course_yml_change_no_rules(templates: Templates) -> None:
    database = two_cohorts(templates)

    outcome = published(database, course(**READING, title="Another name"), november(5))

    assert outcome.rules == ()
    assert rules_of(database) == [(1, 1, date(2026, 11, 2))]


def test_a_change_that_leaves_course_yml_alone_adds_no_rules(templates: Templates) -> None:
    database = two_cohorts(templates)

    published(
        database,
        tiny_course(read="all", quizzes="none", files={"quizzes/third.yml": None}),
        november(5),
        Options(retire=True),
    )

    assert rules_of(database, "Autumn") == [(1, 1, date(2026, 11, 2))]
    assert rules_of(database, "Winter") == [(1, 1, date(2026, 11, 20))]


def test_a_cohort_that_begins_today_is_running(templates: Templates) -> None:
    database = two_cohorts(templates)

    published(database, course(**BOTH), november(20))

    assert rules_of(database, "Winter") == [(1, 1, date(2026, 11, 20))]


def test_somebody_without_a_cohort_has_rules_of_their_own(templates: Templates) -> None:
    database = two_cohorts(templates)
    alone = join(database, "Ann", november(3))

    outcome = published(database, course(**BOTH), november(5), Options(harder_from=date(2026, 11, 10)))

    assert rules_of(database, None) == [(1, 1, date(2026, 11, 3)), (2, 2, date(2026, 11, 10))]
    assert (in_force(alone, 9), in_force(alone, 10)) == (1, 2)
    assert Reach(name="a trainee without a cohort", first_day=date(2026, 11, 10), harder=PASSING) in outcome.rules


def test_who_joined_this_evening_keeps_the_rules_though_it_is_tomorrow_elsewhere(templates: Templates) -> None:
    database = two_cohorts(templates)
    evening = Now(datetime(2026, 11, 4, 3, 30, tzinfo=UTC), date(2026, 11, 3))  # half past ten, five hours behind
    alone = join(database, "Ann", evening)

    published(database, course(**BOTH), evening)

    assert rules_of(database, None) == [(1, 1, date(2026, 11, 3))]
    assert in_force(alone, 4) == 1


def test_every_row_of_rules_tells_by_whom_and_for_whom(templates: Templates) -> None:
    database = two_cohorts(templates)
    alone = join(database, "Ann", november(3))
    published(database, course(**BOTH), november(5), Options(harder_from=date(2026, 11, 10)))

    with database.reading() as session:
        found = session.scalars(select(RulesInForce).order_by(RulesInForce.at, RulesInForce.number)).all()
    by_subject = {(bool(each.cohort_id), each.number): each for each in found}

    assert by_subject[True, 2].person_id == SYSTEM
    assert by_subject[False, 2].person_id == alone.actor.person_id
    assert {each.actor_id for each in found if each.number == 2} == {SYSTEM}
    assert {each.at for each in found if each.number == 2} == {november(5).at}


@pytest.mark.parametrize("retire", [False, True])
def test_rules_that_name_a_module_that_is_gone_ask_for_it_of_nobody(templates: Templates, retire: bool) -> None:
    database = two_cohorts(templates)
    trainee = join(database, "Ann", november(3), cohort="Autumn")
    gone = tiny_course(
        areas={"basics": ("first",), "practice": ("third",)},
        files={COURSE_FILE: course_text(areas={"basics": ("first",), "practice": ("third",)}, **BOTH)},
    )
    assert "second" in AREAS["basics"]

    published(database, gone, november(5), Options(retire=retire))

    assert in_force(trainee, 6) == 1  # it asks for the module still
    assert trainee.unmet(november(6)) == {"module:basics/first", "module:practice/third"}
