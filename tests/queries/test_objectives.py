"""Where each objective is taught, and how one did on it, as far as results tell it."""

from fractions import Fraction

import pytest

from tests.support.attempts import RIGHT_ROUTES, Given, begin, finish
from tests.support.care_course import PRESENCE, ROUTES, SCREENING, care_course
from tests.support.clinic import COURSE, ILSE, NILS, actor_of, after, publish
from trainer.access import Actor
from trainer.actions import reading
from trainer.actions.folding import refold_outdated
from trainer.curriculum.shares import Share
from trainer.errors import NotFound
from trainer.queries.objectives import ModuleObjectives, ObjectiveRow, ObjectivesPage, objectives_page
from trainer.storage.database import Database

ONE_WRONG: dict[str, Given] = {"pulse": "never", "mood": "always", "sleep": "always", "diet": "always"}
TWO_WRONG: dict[str, Given] = {**ONE_WRONG, "mood": "never"}
ALL_RIGHT: dict[str, Given] = {**ONE_WRONG, "pulse": "always"}


def page_of(database: Database, actor: Actor) -> ObjectivesPage:
    with database.reading() as session:
        return objectives_page(session, database, actor, COURSE, after(days=9), weakest_first=False)


def modules(database: Database, actor: Actor) -> dict[str, ModuleObjectives]:
    return {module.row.key: module for module in page_of(database, actor).modules}


def objective(database: Database, actor: Actor, module: str) -> ObjectiveRow:
    """The one objective of a module of the course."""
    [row] = modules(database, actor)[module].objectives
    return row


def open_screening(database: Database, actor: Actor) -> None:
    for section in ("peak", "onset", "summary"):
        reading.finish_section(database, actor, COURSE, ROUTES, section, after())
    finish(database, actor, "routes", RIGHT_ROUTES, after())


def withheld(attempt: int, *, is_full: bool) -> Share:
    return Share(attempt=attempt, questions=4, points=None, possible=None, is_full=is_full)


def test_an_objective_says_where_it_is_taught_and_that_it_was_not_tested(clinic: Database, maren: Actor) -> None:
    assert objective(clinic, maren, ROUTES) == ObjectiveRow(
        text="Compare the routes",
        taught=(("Peak", "/courses/care/modules/pharmacology/routes#section-peak"),),
        questions=8,
        checks=0,
        latest=None,
        best=None,
    )
    assert objective(clinic, maren, PRESENCE).taught == ()


def test_the_latest_attempt_and_the_best_one_are_told_in_points(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "presence", {"stay": "always", "wait": "never"}, after())
    finish(clinic, maren, "presence", {}, after(hours=1))

    row = objective(clinic, maren, PRESENCE)

    assert row.latest == Share(attempt=2, questions=2, points=Fraction(0), possible=Fraction(2), is_full=False)
    assert row.best == Share(attempt=1, questions=2, points=Fraction(1), possible=Fraction(2), is_full=False)


def test_an_open_attempt_tells_nothing(clinic: Database, maren: Actor) -> None:
    begin(clinic, maren, "presence", after()).answer("stay", "always", after(), is_final=True)

    assert not objective(clinic, maren, PRESENCE).is_tested


def test_a_failed_gate_tells_no_points_until_no_attempt_is_left(clinic: Database, maren: Actor) -> None:
    open_screening(clinic, maren)
    finish(clinic, maren, "screening", TWO_WRONG, after(hours=1))
    page = page_of(clinic, maren)
    row = objective(clinic, maren, SCREENING)
    assert (row.latest, row.best) == (withheld(1, is_full=False), withheld(1, is_full=False))
    assert page.keeps_points_back

    last = begin(clinic, maren, "screening", after(hours=2))
    assert objective(clinic, maren, SCREENING).latest == withheld(1, is_full=False)
    last.submit(after(hours=2))

    row = objective(clinic, maren, SCREENING)
    told = [(share.attempt, share.points) for share in (row.latest, row.best) if share]
    assert told == [(2, Fraction(0)), (1, Fraction(2))]
    assert not page_of(clinic, maren).keeps_points_back


def test_how_much_was_missed_at_a_failed_gate_changes_nothing_on_the_page(
    clinic: Database, maren: Actor, jonas: Actor
) -> None:
    for actor, answers in ((maren, ONE_WRONG), (jonas, TWO_WRONG)):
        open_screening(clinic, actor)
        finish(clinic, actor, "screening", answers, after(hours=1))

    assert objective(clinic, maren, SCREENING) == objective(clinic, jonas, SCREENING)
    assert [row for _, row in page_of(clinic, maren).weakest] == [row for _, row in page_of(clinic, jonas).weakest]


def test_a_passed_gate_tells_its_points(clinic: Database, maren: Actor) -> None:
    open_screening(clinic, maren)
    finish(clinic, maren, "screening", ONE_WRONG, after(hours=1))
    finish(clinic, maren, "screening", ALL_RIGHT, after(hours=2))

    row = objective(clinic, maren, SCREENING)

    assert (
        row.latest == row.best == Share(attempt=2, questions=4, points=Fraction(4), possible=Fraction(4), is_full=True)
    )


def test_of_a_closed_module_nothing_is_told_but_its_title_and_how_many_there_are(
    clinic: Database, maren: Actor
) -> None:
    sends = "    read_again: ../curriculum/pharmacology/screening.md#heart\n"
    quiz = care_course()["quizzes/presence.yml"].decode() + sends
    publish(clinic, care_course({"quizzes/presence.yml": quiz}), after())
    list(refold_outdated(clinic, after()))

    closed = modules(clinic, maren)[SCREENING]

    assert (closed.row.title, closed.row.url, closed.count, closed.objectives) == ("Screening", "", 1, ())
    assert objective(clinic, maren, PRESENCE).taught == ()
    open_screening(clinic, maren)
    assert objective(clinic, maren, PRESENCE).taught == (
        ("Screening: Heart", "/courses/care/modules/pharmacology/screening#section-heart"),
    )


def test_the_weakest_come_first_and_those_not_tested_do_not_come(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "presence", {"stay": "always", "wait": "never"}, after())
    assert [module.row.key for module, _ in page_of(clinic, maren).weakest] == [PRESENCE]

    finish(clinic, maren, "routes", {"hours": "3"}, after())
    assert [module.row.key for module, _ in page_of(clinic, maren).weakest] == [ROUTES, PRESENCE]


def test_an_attempt_is_told_by_the_questions_it_was_asked(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "presence", {"stay": "always", "wait": "always"}, after())
    quiz = care_course()["quizzes/presence.yml"].decode().replace("id: wait", "id: later")
    publish(clinic, care_course({"quizzes/presence.yml": quiz}), after(hours=1))
    list(refold_outdated(clinic, after(hours=1)))

    row = objective(clinic, maren, PRESENCE)

    assert row.latest == Share(attempt=1, questions=2, points=Fraction(2), possible=Fraction(2), is_full=True)


def test_nobody_sees_how_another_did_and_staff_see_how_much_tests_it(
    clinic: Database, maren: Actor, jonas: Actor
) -> None:
    finish(clinic, maren, "presence", {}, after())

    assert not objective(clinic, jonas, PRESENCE).is_tested
    ilse = modules(clinic, actor_of(clinic, ILSE))
    assert [(key, row.questions, row.is_tested) for key, each in ilse.items() for row in each.objectives] == [
        (ROUTES, 8, False),
        (SCREENING, 4, False),
        (PRESENCE, 2, False),
    ]
    with pytest.raises(NotFound):
        page_of(clinic, actor_of(clinic, NILS))
