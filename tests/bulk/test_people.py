"""A table of people is planned row by row, or refused with everything that is wrong with it."""

import pytest

from tests.bulk.world import CARE, EVENING, MAREN, SVEN, rows, small_world
from trainer.access import RoleName
from trainer.bulk.people import plan_people
from trainer.bulk.plan import Act, Plan


def plan(*cells: dict[str, str]) -> Plan:
    return plan_people(rows(*cells), small_world())


def faults(*cells: dict[str, str]) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.words) for fault in plan(*cells).faults]


def test_a_stranger_is_invited_to_the_cohort_with_the_name_that_was_given() -> None:
    [step] = plan({"address": "nora@example.org", "name": "Nora Lind", "cohort": "Evening"}).steps

    assert (step.row, step.act, step.address, step.name) == (2, Act.INVITED, "nora@example.org", "Nora Lind")
    assert (step.role, step.course_id, step.cohort_id, step.person_id) == (RoleName.TRAINEE, CARE, EVENING, None)
    assert step.words == "Is invited as trainee of Evening (care)."


@pytest.mark.parametrize(
    ("cells", "act", "words"),
    [
        (
            {"address": "Maren@Example.org", "cohort": "Evening"},
            Act.THERE,
            "Is enrolled in Evening (care) already.",
        ),
        (
            {"address": "maren@example.org", "cohort": "Day", "course": "harbour"},
            Act.ENROLLED,
            "Has an account, and is enrolled in Day (harbour) at once.",
        ),
        (
            {"address": "maren@example.org", "course": "harbour"},
            Act.ENROLLED,
            "Has an account, and is enrolled in harbour, without a cohort at once.",
        ),
        (
            {"address": "ole@example.org", "cohort": "Evening"},
            Act.GRANTED,
            "Is enrolled in Evening (care) already, which rests until a supervisor lets it go on, and may open the "
            "course again.",
        ),
        (
            {"address": "greta@example.org", "cohort": "Evening"},
            Act.INVITED,
            "Cannot sign in now, and is invited to join again as trainee of Evening (care).",
        ),
        (
            {"address": "ines@example.org", "cohort": "Evening"},
            Act.THERE,
            "Was invited as trainee of Evening (care) already, and has not joined yet.",
        ),
        (
            {"address": "sven@example.org", "role": "Supervisor", "cohort": "Evening"},
            Act.THERE,
            "Is supervisor of Evening (care) already.",
        ),
        (
            {"address": "sven@example.org", "role": "reviewer", "course": "care"},
            Act.GRANTED,
            "Has an account, and becomes reviewer of the course care at once.",
        ),
    ],
)
def test_what_becomes_of_somebody_follows_from_what_is_there(cells: dict[str, str], act: Act, words: str) -> None:
    [step] = plan(cells).steps

    assert (step.act, step.words) == (act, words)


def test_whoever_has_an_account_keeps_the_name_that_they_chose() -> None:
    [step] = plan({"address": "sven@example.org", "name": "S. Berg", "role": "instructor", "course": "care"}).steps

    assert (step.name, step.person_id) == ("Sven", SVEN)


def test_everything_that_is_wrong_is_told_at_once_by_row_and_column() -> None:
    found = faults(
        {"address": "nobody", "role": "owner", "cohort": "Evning"},
        {"cohort": "Evening"},
        {"address": "nora@example.org"},
        {"address": "nora@example.org", "name": "No\nra", "cohort": "Evening"},
    )

    assert found == [
        (2, "Address", "“nobody” is not an e-mail address. Write one like name@example.org."),
        (
            2,
            "Role",
            "There is no role “owner”. Write trainee, instructor, reviewer, supervisor, or nothing for a trainee.",
        ),
        (2, "Cohort", "There is no cohort “Evning”. Write “Evening” if you mean that."),
        (3, "Address", "There is no address. Write one, or delete the row."),
        (4, "Cohort", "Name a cohort or a course. A role for the whole site is given on the person's own page."),
        (5, "Name", "Write the name on one line, of at most 200 characters."),
    ]
    assert plan({"address": "nobody"}, {"address": "nora@example.org", "cohort": "Evening"}).steps == ()


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        (
            {"role": "administrator", "course": "care"},
            "Role",
            "Nobody becomes an administrator by a table. Give that role on the person's own page.",
        ),
        ({"course": "cure"}, "Course", "There is no course “cure”. Write “care” if you mean that."),
        ({"course": "zzz"}, "Course", "There is no course “zzz”. Write one of “care”, “draft”, “harbour”."),
        ({"course": "draft"}, "Course", "The course “draft” has not been published yet. Publish it first."),
        (
            {"cohort": "Day"},
            "Course",
            "Several courses have a cohort “Day”. Write one of “care”, “harbour” here.",
        ),
        (
            {"cohort": "Evening", "course": "harbour"},
            "Course",
            "The cohort “Evening” is of the course “care”. Write that, or leave it empty.",
        ),
        (
            {"cohort": "Autumn"},
            "Cohort",
            "There is no cohort “Autumn”. Make it first, by hand or with a table of cohorts.",
        ),
        (
            {"cohort": "Evening", "role": "reviewer"},
            "Cohort",
            "A reviewer reviews a course: name it in the column “Course”, and leave this empty.",
        ),
    ],
)
def test_a_place_or_role_that_cannot_be_is_refused_with_what_to_write(
    cells: dict[str, str], column: str, words: str
) -> None:
    assert faults({"address": "nora@example.org", **cells}) == [(2, column, words)]


def test_nobody_takes_a_course_in_two_cohorts() -> None:
    found = faults(
        {"address": "maren@example.org", "cohort": "Day", "course": "care"},
        {"address": "ines@example.org", "course": "care"},
        {"address": "nora@example.org", "cohort": "Evening"},
        {"address": "NORA@example.org", "cohort": "Day", "course": "care"},
    )

    assert found == [
        (
            2,
            "Cohort",
            "This person takes the course “care” already, in the cohort “Evening”. A supervisor moves people between "
            "cohorts; delete the row.",
        ),
        (
            3,
            "Course",
            "This person is invited to the course “care” already, in the cohort “Evening”. Delete the row, or wait "
            "until that invitation has ended.",
        ),
        (5, "Address", "Row 4 puts this address into the same course otherwise. Keep one of the two."),
    ]


def test_the_same_twice_is_refused_and_two_roles_of_one_person_are_not() -> None:
    nora = {"address": "nora@example.org", "cohort": "Evening"}

    assert faults(nora, {**nora, "address": "Nora@example.org"}) == [
        (3, "Address", "Row 2 says the same of this address. Keep one of the two.")
    ]
    assert len(plan(nora, {**nora, "role": "supervisor"}).steps) == 2


def test_the_plan_counts_and_another_plan_has_another_digest() -> None:
    nora, maren = {"address": "nora@example.org", "cohort": "Evening"}, {"address": "maren@example.org"}
    found = plan(nora, {**maren, "cohort": "Evening"})

    assert found.counts == {Act.INVITED: 1, Act.THERE: 1}
    assert found.does_something
    assert not plan({**maren, "cohort": "Evening"}).does_something
    assert found.digest == plan(nora, {**maren, "cohort": "Evening"}).digest
    assert found.digest != plan({**nora, "name": "Nora"}, {**maren, "cohort": "Evening"}).digest
    assert found.steps[1].person_id == MAREN
