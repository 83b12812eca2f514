"""A result shows what was asked and answered, and its reasons only when the quiz lets them be seen."""

from fractions import Fraction

import pytest

from tests.support.attempts import RIGHT_ROUTES, Given, Taken, begin, finish, taken
from tests.support.care_course import ROUTES, care_course
from tests.support.clinic import ADA, COURSE, DORA, ILSE, actor_of, after, enrolment_of, publish
from tests.support.courses import quiz_text, single_choice, tiny_course
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.publications import published
from tests.support.trainees import join
from tests.support.wrong_key import QUIZ, WrongKey
from trainer.access import Actor
from trainer.actions import reading, supervising
from trainer.actions.sweeping import close_due_attempts
from trainer.errors import NotFound
from trainer.queries.result import ResultPage, result_page
from trainer.quizzes.rescoring import KeyPolicy
from trainer.storage.database import Database

RIGHT: dict[str, Given] = dict.fromkeys(("pulse", "mood", "sleep", "diet"), "always")
WRONG: dict[str, Given] = {**RIGHT, "pulse": "never"}


def result(attempt: Taken, actor: Actor | None = None) -> ResultPage:
    with attempt.database.reading() as session:
        page = result_page(session, attempt.database, actor or attempt.actor, attempt.id)
    assert page is not None
    return page


def shows(attempt: Taken) -> bool:
    """Whether the result shows reasons, of which then none is missing, or else every one."""
    page = result(attempt)
    shown = {question.feedback is not None for question in page.questions}
    assert shown == {page.shows_reasons}
    assert {question.points is None for question in page.questions} == {not page.shows_reasons}
    assert bool(page.reasons_later) is not page.shows_reasons
    return page.shows_reasons


@pytest.fixture
def ready(clinic: Database, maren: Actor) -> Actor:
    """Maren, for whom the gate is open."""
    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    return maren


def test_the_result_tells_the_points_and_what_was_missed(clinic: Database, maren: Actor) -> None:
    answers: dict[str, Given] = {**RIGHT_ROUTES, "im-peak": "at-once", "whom": {"who": "doctor"}}
    page = result(finish(clinic, maren, "routes", answers, after(hours=1)))

    assert (page.points, page.maximum, page.percent, page.pass_mark) == (Fraction(13, 2), Fraction(8), 81, 70)
    assert (page.is_passed, page.missed_critical, page.number, page.revision) == (False, 1, 1, 1)
    assert (page.title, page.person, page.submitted_at) == ("Routes", None, after(hours=1).at)
    assert (page.was_closed_by_time, page.corrected, page.purpose_is_pre_test) == (False, (), False)
    [missed] = page.missed
    assert missed.objective == "Compare the routes"
    assert missed.is_safety_critical
    assert missed.read_again == (("Peak", "/courses/care/modules/pharmacology/routes#section-peak"),)


def test_feedback_names_what_was_right_and_why(clinic: Database, maren: Actor) -> None:
    page = result(finish(clinic, maren, "routes", {**RIGHT_ROUTES, "im-peak": "at-once"}, after()))

    [asked] = [each for each in page.questions if each.feedback and each.feedback.is_safety_critical]
    assert asked.feedback is not None
    assert (asked.points, asked.possible, asked.feedback.outcome) == (Fraction(0), Fraction(1), "wrong")
    options = {str(option.text): option for option in asked.feedback.options}
    assert {text: (option.is_right, option.was_chosen) for text, option in options.items()} == {
        "Within about twenty minutes": (True, False),
        "At once": (False, True),
    }
    assert str(options["At once"].why) == "The muscle has to give it up first."


def test_reasons_follow_the_submission_where_nothing_else_is_said(clinic: Database, maren: Actor) -> None:
    assert shows(finish(clinic, maren, "routes", {}, after()))


def test_a_failed_gate_keeps_its_reasons_until_no_attempt_is_left(clinic: Database, ready: Actor) -> None:
    first = finish(clinic, ready, "screening", WRONG, after(hours=1))
    assert not shows(first)
    second = begin(clinic, ready, "screening", after(hours=2))
    assert not shows(first)
    second.submit(after(hours=2))

    assert shows(first)
    assert shows(second)


def test_a_gate_that_is_passed_later_explains_the_attempts_before_too(clinic: Database, ready: Actor) -> None:
    first = finish(clinic, ready, "screening", WRONG, after(hours=1))
    second = finish(clinic, ready, "screening", RIGHT, after(hours=2))

    assert shows(first)
    assert shows(second)


def test_a_further_attempt_at_a_gate_takes_its_reasons_away_again(clinic: Database, ready: Actor, sven: Actor) -> None:
    first = finish(clinic, ready, "screening", WRONG, after(hours=1))
    finish(clinic, ready, "screening", WRONG, after(hours=2))
    assert shows(first)

    supervising.grant_attempts(clinic, sven, enrolment_of(clinic, ready), "screening", 1, "Again.", 0, after(hours=3))

    assert not shows(first)


def test_a_failed_gate_names_what_to_read_again_without_its_reasons(clinic: Database, ready: Actor) -> None:
    page = result(finish(clinic, ready, "screening", WRONG, after(hours=1)))

    assert [(missed.objective, missed.is_safety_critical) for missed in page.missed] == [("Compare the routes", True)]
    assert (page.percent, page.missed_critical, page.is_passed) == (75, 1, False)


def test_a_supervisor_of_the_cohort_sees_reasons_and_the_name(clinic: Database, ready: Actor, sven: Actor) -> None:
    attempt = finish(clinic, ready, "screening", WRONG, after(hours=1))

    for actor in (sven, actor_of(clinic, ADA)):
        page = result(attempt, actor)
        assert (page.person, page.shows_reasons) == ("Maren", True)


def test_nobody_else_learns_that_there_is_a_result(clinic: Database, maren: Actor, jonas: Actor, sven: Actor) -> None:
    attempt = finish(clinic, maren, "routes", {}, after())
    for actor in (jonas, actor_of(clinic, DORA), actor_of(clinic, ILSE)):
        with pytest.raises(NotFound):
            result(attempt, actor)


def test_an_open_attempt_has_no_result(clinic: Database, maren: Actor, sven: Actor) -> None:
    attempt = begin(clinic, maren, "routes", after())
    with clinic.reading() as session:
        assert result_page(session, clinic, maren, attempt.id) is None
        with pytest.raises(NotFound, match="not submitted"):
            result_page(session, clinic, sven, attempt.id)


def test_an_attempt_closed_by_its_time_says_so(clinic: Database, ready: Actor) -> None:
    attempt = begin(clinic, ready, "screening", after(hours=1))
    close_due_attempts(clinic, after(hours=2))

    page = result(attempt)
    assert page.was_closed_by_time
    assert page.submitted_at == after(hours=1, minutes=30).at


def test_an_old_result_stays_word_for_word_while_its_links_lead_to_the_text_of_today(
    clinic: Database, maren: Actor
) -> None:
    attempt = finish(clinic, maren, "routes", {"im-peak": "at-once"}, after())
    before = result(attempt)
    quiz = care_course()["quizzes/routes.yml"].decode()
    module = care_course()[f"curriculum/{ROUTES}.md"].decode()
    publish(
        clinic,
        care_course(
            {
                "quizzes/routes.yml": quiz.replace("At once", "Immediately").replace("pass_mark: 70", "pass_mark: 90"),
                f"curriculum/{ROUTES}.md": module.replace("## Peak {#peak}", "## The peak {#peak}"),
            }
        ),
        after(days=1),
    )

    later = result(attempt)

    assert later.questions[0].view == before.questions[0].view
    assert (later.revision, later.pass_mark, later.percent) == (1, 70, before.percent)
    assert [title for missed in later.missed for title, _ in missed.read_again] == ["The peak"]


def test_reasons_after_each_question_stand_in_the_result_too(clinic: Database, maren: Actor) -> None:
    attempt = begin(clinic, maren, "presence", after())
    attempt.answer("stay", "never", after(), is_final=True)
    attempt.submit(after())

    assert shows(attempt)


def test_all_points_of_a_mended_key_are_no_part_of_those_of_the_old_one(templates: Templates) -> None:
    database = templates.get("newest")
    of_two = single_choice("first", right="no", points=2, critical=True)
    of_one = single_choice("first", right="yes", points=1, critical=True)
    published(database, tiny_course(files={QUIZ: quiz_text("practice/third", questions=of_two)}), november(1))
    anna = join(database, "Anna", november(2))
    anna.read("practice/third", november(3))
    attempt = taken(database, anna.actor, anna.start("third", november(3)))
    attempt.answer("first", "yes", november(3))
    attempt.submit(november(3))
    published(database, tiny_course(files={QUIZ: quiz_text("practice/third", questions=of_one)}), november(5))

    WrongKey(database=database, attempts={"Anna": attempt.id}).correct(KeyPolicy.NEW)

    page = result(attempt)
    assert (page.points, page.maximum, page.is_passed, page.missed_critical) == (Fraction(1), Fraction(1), True, 0)
    assert [(each.points, each.possible) for each in page.questions] == [(Fraction(1), Fraction(1))]
    assert page.missed == ()
