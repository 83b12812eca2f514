"""A quiz's start page tells its rules in words, and the one thing that can be done now."""

from tests.support.attempts import RIGHT_ROUTES, begin, finish
from tests.support.care_course import ROUTES
from tests.support.clinic import COURSE, ILSE, actor_of, after, enrolment_of
from trainer.access import Actor
from trainer.actions import reading, supervising, taking_quizzes
from trainer.clock import Now
from trainer.queries.module import ModulePage, module_page
from trainer.queries.quiz import QuizPage, quiz_page
from trainer.storage.database import Database


def page_of(database: Database, actor: Actor, quiz: str = "routes", now: Now | None = None) -> QuizPage:
    with database.reading() as session:
        return quiz_page(session, database, actor, COURSE, quiz, now or after())


def step(database: Database, actor: Actor, now: Now) -> str:
    return page_of(database, actor, now=now).step


def test_the_rules_are_said_in_words(clinic: Database, maren: Actor) -> None:
    assert page_of(clinic, maren).rules == (
        "7 questions, all on one page.",
        "You pass with 70 % of the points.",
        "One question is safety-critical. Less than full points on one of them fails the attempt, whatever the total; "
        "a blank counts as wrong. They are not marked in the quiz.",
        "You have 2 attempts, with 24 hours between them.",
        "There is no time limit. Every answer is saved; you can leave and come back on any device.",
        "You see the reasons for every answer after submitting.",
    )
    gate = page_of(clinic, maren, "screening")
    assert gate.is_gate
    assert gate.critical == 2
    assert "4 questions, one at a time." in gate.rules
    assert any(rule.startswith("You have 30 minutes from the moment you start") for rule in gate.rules)
    assert any(rule.startswith("You see the reasons when you have passed") for rule in gate.rules)
    begin_here = page_of(clinic, maren, "begin")
    assert begin_here.module is None
    assert "This shows where you begin. Any result counts; there is nothing to pass." in begin_here.rules
    assert "You have one attempt." in begin_here.rules


def test_the_step_follows_what_was_done(clinic: Database, maren: Actor, sven: Actor) -> None:
    assert step(clinic, maren, after()) == "start"
    attempt = begin(clinic, maren, "routes", after())
    assert page_of(clinic, maren).open_attempt == attempt.id
    assert step(clinic, maren, after()) == "continue"
    attempt.submit(after(hours=1))
    waiting = page_of(clinic, maren, now=after(hours=2))
    assert (waiting.step, waiting.until, waiting.used, waiting.allowed) == ("wait", after(hours=25).at, 1, 2)
    assert step(clinic, maren, after(hours=25)) == "start"
    finish(clinic, maren, "routes", {}, after(hours=25))
    stuck = page_of(clinic, maren, now=after(hours=26))
    assert (stuck.step, stuck.who_can_help) == ("ask", ("Sven",))
    taking_quizzes.ask_for_attempt(clinic, maren, COURSE, "routes", after(hours=26))
    assert step(clinic, maren, after(hours=26)) == "asked"
    supervising.grant_attempts(clinic, sven, enrolment_of(clinic, maren), "routes", 1, "Again.", 0, after(hours=27))
    assert step(clinic, maren, after(hours=27)) == "wait"
    granted = page_of(clinic, maren, now=after(hours=50))
    assert (granted.step, granted.used, granted.allowed) == ("start", 2, 3)
    finish(clinic, maren, "routes", RIGHT_ROUTES, after(hours=50))
    passed = page_of(clinic, maren, now=after(hours=51))
    assert passed.step == "passed"
    assert [(row.number, row.percent, row.is_passed, row.is_open) for row in passed.attempts] == [
        (1, 0, False, False),
        (2, 0, False, False),
        (3, 100, True, False),
    ]


def test_a_closed_quiz_says_what_opens_it(clinic: Database, maren: Actor) -> None:
    page = page_of(clinic, maren, "screening")

    assert (page.step, page.opens_after) == ("closed", "“Routes”")


def test_staff_may_only_look(clinic: Database) -> None:
    page = page_of(clinic, actor_of(clinic, ILSE))

    assert (page.step, page.attempts, page.open_attempt) == ("look", (), None)


def test_the_card_on_the_modules_page_says_what_comes(clinic: Database, maren: Actor) -> None:
    def card() -> tuple[str, str]:
        with clinic.reading() as session:
            page = module_page(session, clinic, maren, COURSE, ROUTES, after(hours=1))
        assert isinstance(page, ModulePage)
        assert page.quiz is not None
        return page.quiz.sentence, page.quiz.action

    assert card() == ("7 questions, pass mark 70 %", "Go to the quiz")
    attempt = begin(clinic, maren, "routes", after())
    assert card()[1] == "Continue the attempt"
    for question, given in RIGHT_ROUTES.items():
        attempt.answer(question, given, after())
    attempt.submit(after())
    assert card() == ("Passed with 100 %", "Look at your results")
    reading.open_section(clinic, maren, COURSE, ROUTES, "peak", after())
