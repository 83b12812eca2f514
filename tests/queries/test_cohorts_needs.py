"""Whom a supervisor is called for today because a safety-critical question is missed."""

from tests.support.attempts import RIGHT_ROUTES, begin, finish
from tests.support.care_course import always_question, care_course
from tests.support.clinic import MAREN, SVEN, actor_of, after, enrolment_of, publish
from tests.support.cohorts import cohort
from trainer.access import PLATFORM, Actor
from trainer.actions import people, placing, taking_quizzes
from trainer.curriculum.needing import NeedKind, day_in_words
from trainer.storage.database import Database

MISSED = {**RIGHT_ROUTES, "im-peak": "at-once"}


def called(database: Database, *, days: float = 1) -> list[tuple[str, str]]:
    """Who is named for a safety-critical error, with the sentence."""
    page = cohort(database, actor_of(database, SVEN), days=days)
    return [(line.name, line.need.why) for kind, lines in page.needs for line in lines if kind is NeedKind.SAFETY]


def test_whoever_missed_a_safety_critical_question_stands_first_until_it_is_put_right(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    finish(clinic, maren, "routes", MISSED, after())
    day = day_in_words(after().today)

    assert called(clinic) == [
        ("Maren", f"Missed a safety-critical question of “Routes” on {day}, and has not put it right.")
    ]
    assert cohort(clinic, sven).needs[0][0] is NeedKind.SAFETY

    finish(clinic, maren, "routes", RIGHT_ROUTES, after(days=2))
    assert called(clinic, days=3) == []


def test_several_questions_of_a_quiz_are_one_line(clinic: Database, maren: Actor) -> None:
    asked = {"stay": "Do you stay?", "go": "Do you go?"}
    questions = "".join(always_question(name, prompt, critical=True) for name, prompt in asked.items())
    quiz = f"title: Presence\nmodule: ../curriculum/sessions/presence.md\nquestions:\n{questions}"
    publish(clinic, care_course({"quizzes/presence.yml": quiz}), after())
    finish(clinic, maren, "presence", {}, after())

    [(_, why)] = called(clinic)
    day = day_in_words(after().today)
    assert why == f"Missed 2 safety-critical questions of “Presence” on {day}, and has not put them right."


def test_a_pre_test_calls_nobody_however_sure_somebody_was(clinic: Database, maren: Actor) -> None:
    critical = always_question("known", "Do you know it?", critical=True, objective="pharmacology/routes#compare")
    begins = f"title: Where you begin\npurpose: pre-test\nattempts: 1\ncertainty: beside\nquestions:\n{critical}"
    publish(clinic, care_course({"quizzes/begin.yml": begins}), after())
    attempt = begin(clinic, maren, "begin", after())
    form = {**attempt.form("known", "never"), "certainty": ["3"]}
    taking_quizzes.answer(clinic, maren, attempt.id, attempt.code("known"), form, 0, after())
    attempt.submit(after())

    assert called(clinic) == []


def test_nobody_is_called_for_who_pauses_or_left(clinic: Database, maren: Actor, jonas: Actor, sven: Actor) -> None:
    for actor in (maren, jonas):
        finish(clinic, actor, "routes", MISSED, after())
    placing.pause(clinic, sven, enrolment_of(clinic, jonas), "A family matter.", 1, after(hours=5))
    people.deactivate(clinic, PLATFORM, MAREN, after(hours=5))

    assert called(clinic) == []
