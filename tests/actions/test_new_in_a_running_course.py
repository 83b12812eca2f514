"""What a running cohort meets when something new is published: a module is offered, a quiz of its text is asked."""

from datetime import date

from tests.support.courses import quiz_text, tiny_course
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.publications import published
from tests.support.rules_in_force import AUTUMN, BOTH, course
from tests.support.trainees import join
from trainer.access import PLATFORM
from trainer.actions.cohorts import add_cohort
from trainer.curriculum.rules_reach import Reach
from trainer.queries.home import home_page
from trainer.storage.database import Database

WITHOUT_SECOND_QUIZ = tiny_course(files={"quizzes/second.yml": None})


def running(templates: Templates, files: dict[str, bytes]) -> Database:
    """A course, with a cohort 'Autumn' that runs and a cohort 'Winter' that begins on the twentieth."""
    database = templates.get("newest")
    published(database, files, november(1))
    add_cohort(database, PLATFORM, "Autumn", "tiny", date(2026, 11, 2), date(2026, 12, 18), november(1))
    add_cohort(database, PLATFORM, "Winter", "tiny", date(2026, 11, 20), date(2027, 3, 18), november(1))
    return database


def test_a_new_module_is_open_to_a_running_cohort_and_not_asked_of_it(templates: Templates) -> None:
    database = running(templates, course(**BOTH, modules="first"))
    trainee = join(database, "Ann", november(3), cohort="Autumn")

    published(database, course(**BOTH), november(5))

    with database.reading() as session:
        page = home_page(session, database, trainee.actor, "tiny", november(6))
    rows = [row for area in page.areas for row in area.modules]
    assert [(row.key, row.is_open, row.is_required) for row in rows] == [
        ("basics/first", True, True),
        ("basics/second", True, False),
        ("practice/third", True, True),
    ]
    trainee.complete("basics/first", november(6))
    trainee.complete("practice/third", november(7))
    assert trainee.standings(november(7)).course.completed_at == november(7).at


def test_a_new_quiz_is_asked_at_once_of_those_who_have_not_completed_its_module(templates: Templates) -> None:
    database = running(templates, WITHOUT_SECOND_QUIZ)
    done, behind = (join(database, name, november(3), cohort="Autumn") for name in ("Ann", "Ben"))
    done.read("basics/second", november(4))

    published(database, tiny_course(), november(5))

    assert "quiz:second" in behind.unmet(november(6))
    assert done.unmet(november(6)) == {"module:basics/first", "quiz:first", "module:practice/third", "quiz:third"}
    assert done.standings(november(6)).module("basics/second").completed_at == november(4).at


def test_the_publisher_is_told_of_whom_a_new_quiz_is_asked(templates: Templates) -> None:
    database = running(templates, WITHOUT_SECOND_QUIZ)

    of_a_module = published(database, tiny_course(), november(5))
    whole = {"quizzes/whole.yml": quiz_text(None, terms="purpose: final\n", objective="basics/first#know")}
    of_the_course = published(database, tiny_course(files=whole), november(6))

    assert of_a_module.rules == (
        Reach(name=AUTUMN, first_day=date(2026, 11, 5), harder=("the quiz “Quiz second” was not required",)),
    )
    assert of_the_course.rules == (
        Reach(name=AUTUMN, first_day=date(2026, 11, 6), harder=("the quiz “Quiz whole” was not required",)),
    )


def test_a_new_quiz_that_is_asked_of_nobody_who_runs_is_not_told(templates: Templates) -> None:
    only_reading = running(templates, tiny_course(quizzes="none", files={"quizzes/second.yml": None}))
    other_module = running(templates, course(**BOTH, modules="first"))

    assert published(only_reading, tiny_course(quizzes="none"), november(5)).rules == ()
    assert published(other_module, course(**BOTH), november(5)).rules == (
        Reach(name=AUTUMN, first_day=None, harder=("the module basics/second was not required",)),
    )
