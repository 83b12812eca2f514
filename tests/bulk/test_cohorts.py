"""A table of cohorts is planned row by row, or refused with everything that is wrong with it."""

from datetime import date

from tests.bulk.world import CARE, rows, small_world
from trainer.access import RoleName
from trainer.bulk.cohorts import plan_cohorts
from trainer.bulk.plan import Act, Plan
from trainer.bulk.planning import keys_of

SPRING = {"name": "Spring", "course": "care", "first day": "1.2.2027", "last day": "30 July 2027"}
EVENING = {"name": "Evening", "course": "care", "first day": "2026-09-14", "last day": "2027-03-12"}


def plan(*cells: dict[str, str]) -> Plan:
    return plan_cohorts(rows(*cells), small_world())


def test_a_cohort_is_made_and_its_supervisors_are_given_the_role_or_invited() -> None:
    steps = plan({**SPRING, "supervisors": "sven@example.org; nora@example.org,\nnora@Example.org"}).steps

    made, sven, nora = steps
    assert (made.act, made.course_id, made.cohort, made.cohort_id) == (Act.MADE, CARE, "Spring", None)
    assert (made.starts_on, made.ends_on) == (date(2027, 2, 1), date(2027, 7, 30))
    assert (sven.act, sven.words) == (Act.GRANTED, "Has an account, and becomes supervisor of Spring (care) at once.")
    assert (nora.act, nora.role, nora.address) == (Act.INVITED, RoleName.SUPERVISOR, "nora@example.org")
    assert {step.row for step in steps} == {2}


def test_a_cohort_that_is_there_with_the_same_days_stays_and_can_get_another_supervisor() -> None:
    steps = plan({**EVENING, "supervisors": "sven@example.org maren@example.org"}).steps

    assert [step.act for step in steps] == [Act.THERE, Act.THERE, Act.GRANTED]


def test_everything_that_is_wrong_with_a_cohort_is_told_at_once() -> None:
    found = plan(
        {"first day": "03/04/2027", "last day": "soon", "supervisors": "sven, x@example.org"},
        {**SPRING, "last day": "2027-01-31"},
        {**EVENING, "last day": "2027-03-13"},
        {**SPRING, "name": "Summer"},
        {**SPRING, "name": "Summer", "last day": "2027-08-01"},
    ).faults

    assert [(fault.row, fault.column, fault.words) for fault in found] == [
        (2, "Name", "Give the cohort a name on one line, of at most 200 characters."),
        (2, "Course", "Name the course of the cohort."),
        (2, "First day", "“03/04/2027” is read differently in different countries. Write the day like 2026-09-14."),
        (2, "Last day", "“soon” is not a day. Write it like 2026-09-14."),
        (2, "Supervisors", "“sven” is not an e-mail address. Write one like name@example.org."),
        (3, "Last day", "The cohort ends before it starts. Exchange the two days."),
        (
            4,
            "Name",
            "The cohort “Evening” is there already, from 2026-09-14 to 2027-03-12. A table changes no days: write "
            "these, or another name.",
        ),
        (6, "Name", "Row 5 names the same cohort. Keep one of the two."),
    ]


def test_a_day_has_to_be_one() -> None:
    found = plan({**SPRING, "first day": "31.2.2027"}, {**SPRING, "name": "Old", "first day": "0207-02-01"}).faults

    assert [fault.words for fault in found] == [
        "There is no day 31.2.2027. Write one like 2026-09-14.",
        "The year of 0207-02-01 cannot be right. Write the day like 2026-09-14.",
    ]


def test_everybody_whom_a_table_names_is_looked_up() -> None:
    people = rows({"address": "A@example.org"}, {"supervisors": "b@example.org;c@example.org"})

    assert keys_of(people) == {"a@example.org", "b@example.org", "c@example.org"}
