"""Harder rules can be planned for a day, called off, and named afterwards."""

from datetime import date

import pytest

from tests.support.courses import module_text
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.publications import publish, published, rows
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
from trainer.access import Actor, HeldRole, RoleName
from trainer.actions.editions import Options
from trainer.curriculum.rules_reach import Reach
from trainer.errors import NotAllowed
from trainer.ids import SYSTEM


def test_milder_rules_take_the_place_of_harder_ones_that_are_planned(templates: Templates) -> None:
    database = two_cohorts(templates, QUIZZES)
    published(database, course(**BOTH, modules="first second"), november(5), Options(harder_from=date(2026, 11, 10)))

    # Still harder than what holds today, since 'third' alone has to be read now.
    outcome = published(database, course(**BOTH, modules="first"), november(6), Options(retire=True))

    assert outcome.rules == (
        Reach(name=AUTUMN, first_day=date(2026, 11, 10), harder=("reading every section was not required",)),
    )
    assert rules_of(database)[1:] == [(2, 2, date(2026, 11, 10)), (3, 3, date(2026, 11, 10))]


def test_rules_that_ask_for_what_is_planned_hold_from_that_day(templates: Templates) -> None:
    database = two_cohorts(templates)
    trainee = join(database, "Ann", november(3), cohort="Autumn")
    published(database, course(**BOTH), november(5), Options(harder_from=date(2026, 11, 10)))

    outcome = published(database, course(**BOTH, title="Another name"), november(6))

    assert outcome.rules == (Reach(name=AUTUMN, first_day=date(2026, 11, 10), harder=PASSING),)
    assert in_force(trainee, 9) == 1
    assert in_force(trainee, 10) == 3


def test_rules_still_harder_than_planned_do_not_come_by_themselves(templates: Templates) -> None:
    database = two_cohorts(templates, {"read": "none", "quizzes": "none"})
    trainee = join(database, "Ann", november(3), cohort="Autumn")
    published(database, course(**READING), november(5), Options(harder_from=date(2026, 11, 10)))

    outcome = published(database, course(**BOTH), november(6))

    assert [reach.first_day for reach in outcome.rules] == [None]
    assert in_force(trainee, 30) == 2


def test_an_easier_course_calls_off_what_was_planned(templates: Templates) -> None:
    database = two_cohorts(templates, READING)
    trainee = join(database, "Ann", november(3), cohort="Autumn")
    published(database, course(**BOTH), november(5), Options(harder_from=date(2026, 11, 10)))

    outcome = published(database, course(**READING, modules="first"), november(6), Options(retire=True))

    assert outcome.rules == ()
    assert in_force(trainee, 6) == 3
    assert in_force(trainee, 10) == 3


def test_the_old_course_again_calls_off_what_was_planned(templates: Templates) -> None:
    database = two_cohorts(templates, READING)
    trainee = join(database, "Ann", november(3), cohort="Autumn")
    published(database, course(**BOTH), november(5), Options(harder_from=date(2026, 11, 10)))

    published(database, course(**READING), november(6), Options(based_on=2))

    assert in_force(trainee, 6) == 3
    assert in_force(trainee, 10) == 3


def test_a_day_can_be_named_before_the_one_planned(templates: Templates) -> None:
    database = two_cohorts(templates)
    trainee = join(database, "Ann", november(3), cohort="Autumn")
    published(database, course(**BOTH), november(5), Options(harder_from=date(2026, 11, 20)))

    published(database, course(**BOTH, title="Sooner"), november(6), Options(harder_from=date(2026, 11, 8)))

    assert in_force(trainee, 7) == 1
    assert in_force(trainee, 8) == 3
    assert in_force(trainee, 20) == 3


def test_a_planned_day_that_was_wrong_can_be_put_off(templates: Templates) -> None:
    database = two_cohorts(templates)
    trainee = join(database, "Ann", november(3), cohort="Autumn")
    published(database, course(**BOTH), november(5), Options(harder_from=date(2026, 11, 10)))

    outcome = publish(database, course(**BOTH), november(6), Options(harder_from=date(2026, 11, 20)))

    assert outcome.rules == (Reach(name=AUTUMN, first_day=date(2026, 11, 20), harder=PASSING),)
    assert [in_force(trainee, day) for day in (9, 10, 19, 20)] == [1, 1, 1, 2]


def test_a_day_that_was_put_off_can_be_named_again_and_brought_forward(templates: Templates) -> None:
    database = two_cohorts(templates)
    trainee = join(database, "Ann", november(3), cohort="Autumn")
    published(database, course(**BOTH), november(5), Options(harder_from=date(2026, 11, 10)))
    publish(database, course(**BOTH), november(6), Options(harder_from=date(2026, 11, 20)))
    before = rows(database)

    publish(database, course(**BOTH), november(7), Options(harder_from=date(2026, 11, 20)))
    assert rows(database)["rules_in_force"] == before["rules_in_force"]

    publish(database, course(**BOTH), november(8), Options(harder_from=date(2026, 11, 15)))
    assert [in_force(trainee, day) for day in (14, 15, 20)] == [1, 2, 2]


def test_rules_that_have_begun_are_not_put_off(templates: Templates) -> None:
    database = two_cohorts(templates)
    trainee = join(database, "Ann", november(3), cohort="Autumn")
    published(database, course(**BOTH), november(5), Options(harder_from=date(2026, 11, 10)))

    outcome = publish(database, course(**BOTH), november(10), Options(harder_from=date(2026, 11, 20)))

    assert outcome.rules == ()
    assert [in_force(trainee, day) for day in (10, 20)] == [2, 2]


def test_putting_off_a_second_step_leaves_the_first_where_it_is(templates: Templates) -> None:
    database = two_cohorts(templates, {"read": "none", "quizzes": "none"})
    trainee = join(database, "Ann", november(3), cohort="Autumn")
    published(database, course(**READING), november(4), Options(harder_from=date(2026, 11, 10)))
    published(database, course(**BOTH), november(5), Options(harder_from=date(2026, 11, 15)))

    publish(database, course(**BOTH), november(6), Options(harder_from=date(2026, 11, 25)))

    assert [in_force(trainee, day) for day in (9, 10, 15, 24, 25)] == [1, 2, 2, 2, 3]


def test_of_two_planned_steps_a_milder_course_holds_from_the_first_that_it_does_not_exceed(
    templates: Templates,
) -> None:
    database = two_cohorts(templates, {"read": "none", "quizzes": "none"})
    trainee = join(database, "Ann", november(3), cohort="Autumn")
    published(database, course(**READING), november(4), Options(harder_from=date(2026, 11, 10)))
    published(database, course(**BOTH), november(5), Options(harder_from=date(2026, 11, 15)))

    # No harder than what comes on the tenth, and published last.
    published(database, course(**READING, modules="first"), november(6), Options(retire=True))

    assert [in_force(trainee, day) for day in (9, 10, 15)] == [1, 4, 4]


def test_a_day_can_be_named_later_for_rules_that_are_published_already(templates: Templates) -> None:
    database = two_cohorts(templates)
    trainee = join(database, "Ann", november(3), cohort="Autumn")
    published(database, course(**BOTH), november(5))
    assert rules_of(database) == [(1, 1, date(2026, 11, 2))]

    outcome = publish(database, course(**BOTH), november(6), Options(harder_from=date(2026, 11, 10)))

    assert outcome.is_unchanged
    assert outcome.rules == (Reach(name=AUTUMN, first_day=date(2026, 11, 10), harder=PASSING),)
    assert rules_of(database) == [(1, 1, date(2026, 11, 2)), (2, 2, date(2026, 11, 10))]
    assert rules_of(database, "Winter") == [(1, 1, date(2026, 11, 20)), (2, 2, date(2026, 11, 20))]
    assert (in_force(trainee, 9), in_force(trainee, 10)) == (1, 2)


def test_a_day_can_be_named_with_another_change_too(templates: Templates) -> None:
    database = two_cohorts(templates)
    trainee = join(database, "Ann", november(3), cohort="Autumn")
    published(database, course(**BOTH), november(5))
    other = {**course(**BOTH), "curriculum/basics/first.md": module_text("first", {"begin": "New."}).encode()}

    outcome = published(database, other, november(6), Options(harder_from=date(2026, 11, 10)))

    assert outcome.changed == ("curriculum/basics/first.md",)
    assert (in_force(trainee, 9), in_force(trainee, 10)) == (1, 2)


def test_naming_the_same_day_twice_adds_nothing(templates: Templates) -> None:
    database = two_cohorts(templates)
    options = Options(harder_from=date(2026, 11, 10))
    published(database, course(**BOTH), november(5), options)
    before = rows(database)

    outcome = publish(database, course(**BOTH), november(6), options)

    assert outcome.rules == (Reach(name=AUTUMN, first_day=date(2026, 11, 10), harder=PASSING),)
    assert rows(database)["rules_in_force"] == before["rules_in_force"]


def test_naming_a_day_is_for_those_who_may_author(templates: Templates) -> None:
    database = two_cohorts(templates)
    published(database, course(**BOTH), november(5))
    reader = Actor(person_id=SYSTEM, name="Somebody", roles=(HeldRole(name=RoleName.SUPERVISOR),))

    with pytest.raises(NotAllowed):
        publish(database, course(**BOTH), november(6), Options(harder_from=date(2026, 11, 10)), actor=reader)

    assert rules_of(database) == [(1, 1, date(2026, 11, 2))]
