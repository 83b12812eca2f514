"""An attempt is handed in once, and scored by its own revision with the answers that were saved."""

import json

import pytest
from sqlalchemy import select

from tests.support.attempts import RIGHT_ROUTES, Given, Taken, begin, finish, taken
from tests.support.care_course import ROUTES, SCREENING, always_question, care_course
from tests.support.clinic import COURSE, after, enrolment_of, publish
from trainer.access import Actor
from trainer.actions import reading, taking_quizzes
from trainer.actions.folding import refold_outdated, verify
from trainer.actions.sweeping import close_due_attempts
from trainer.curriculum.standing import QuizStanding, Standings
from trainer.ids import SYSTEM
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import Completion, Submission
from trainer.storage.standings import stored_standings


def standings_of(database: Database, actor: Actor) -> Standings:
    """The stored standings of somebody, which must be those of a new fold."""
    assert list(verify(database, after(days=6))) == []
    with database.reading() as session:
        enrolment = enrolment_by_id(session, enrolment_of(database, actor), after(days=6).today)
        assert enrolment is not None
        standings = stored_standings(session, enrolment)
    assert standings is not None
    return standings


def quiz_standing(database: Database, actor: Actor, quiz: str) -> QuizStanding:
    return standings_of(database, actor).quiz(quiz)


def submissions_of(attempt: Taken) -> list[Submission]:
    with attempt.database.reading() as session:
        return list(session.scalars(select(Submission).where(Submission.attempt_id == attempt.id)))


def complete_routes(database: Database, actor: Actor) -> None:
    for section in ("peak", "onset", "summary"):
        reading.finish_section(database, actor, COURSE, ROUTES, section, after())
    finish(database, actor, "routes", RIGHT_ROUTES, after())


def test_everything_right_passes_with_all_points(clinic: Database, maren: Actor) -> None:
    attempt = finish(clinic, maren, "routes", RIGHT_ROUTES, after(hours=1))

    [submission] = submissions_of(attempt)
    [score] = attempt.scores()
    assert (submission.at, submission.person_id, submission.actor_id) == (
        after(hours=1).at,
        maren.person_id,
        maren.person_id,
    )
    assert (score.number, score.points, score.maximum) == (1, 800, 800)
    assert (score.is_passed, score.missed_critical) == (True, False)
    assert score.revision_id == attempt.head.revision_id
    standing = quiz_standing(clinic, maren, "routes")
    assert (standing.attempts, standing.submitted, standing.is_passed) == (1, 1, True)
    assert (standing.best_points, standing.best_maximum, standing.open_attempt) == (800, 800, None)


def test_parts_of_points_add_up_in_whole_hundredths(clinic: Database, maren: Actor) -> None:
    answers: dict[str, Given] = {
        **RIGHT_ROUTES,
        "signs": ("chest-pain",),
        "peaks": {"vein": "vein", "muscle": "skin"},
        "steps": {"1": "ask", "2": "note", "3": "call"},
        "whom": {"who": "family", "when": "At the onset."},
    }
    attempt = finish(clinic, maren, "routes", answers, after())

    [score] = attempt.scores()
    assert json.loads(score.marks) == {
        "im-peak": 100,
        "signs": 100,
        "transfer": 100,
        "hours": 100,
        "peaks": 50,
        "steps": 33,
        "whom": 50,
    }
    assert (score.points, score.maximum, score.is_passed) == (533, 800, False)


def test_a_safety_critical_miss_fails_whatever_the_total(clinic: Database, maren: Actor) -> None:
    attempt = finish(clinic, maren, "routes", {**RIGHT_ROUTES, "im-peak": "at-once"}, after())

    [score] = attempt.scores()
    assert (score.points, score.maximum) == (700, 800)
    assert (score.is_passed, score.missed_critical) == (False, True)
    standing = quiz_standing(clinic, maren, "routes")
    assert (standing.is_passed, standing.missed_critical, standing.best_points) == (False, True, 700)


def test_a_blank_safety_critical_question_is_a_miss(clinic: Database, maren: Actor) -> None:
    answers = {question: given for question, given in RIGHT_ROUTES.items() if question != "im-peak"}
    attempt = finish(clinic, maren, "routes", answers, after())

    assert [(score.is_passed, score.missed_critical) for score in attempt.scores()] == [(False, True)]


def test_nothing_answered_earns_nothing(clinic: Database, maren: Actor) -> None:
    attempt = finish(clinic, maren, "routes", {}, after())

    [score] = attempt.scores()
    assert (score.points, score.maximum, score.is_passed, score.missed_critical) == (0, 800, False, True)


def test_the_last_answer_of_several_is_scored(clinic: Database, maren: Actor) -> None:
    attempt = begin(clinic, maren, "begin", after())
    attempt.answer("known", "never", after())
    attempt.answer("known", "always", after(), seen=1)
    attempt.submit(after())

    assert [score.points for score in attempt.scores()] == [100]


def test_handing_in_twice_lands_on_the_same_result(clinic: Database, maren: Actor) -> None:
    attempt = finish(clinic, maren, "routes", RIGHT_ROUTES, after(hours=1))
    attempt.submit(after(hours=2))
    taking_quizzes.close_when_due(clinic, maren, attempt.id, after(days=3))

    assert [submission.at for submission in submissions_of(attempt)] == [after(hours=1).at]
    assert len(attempt.scores()) == 1


def test_passing_the_last_thing_asked_completes_the_module_in_the_same_commit(clinic: Database, maren: Actor) -> None:
    complete_routes(clinic, maren)

    with clinic.reading() as session:
        completions = session.scalars(select(Completion).order_by(Completion.item)).all()
    assert [(each.item, each.number, each.at) for each in completions] == [
        ("module:pharmacology/routes", 1, after().at)
    ]
    [completion] = completions
    assert len(json.loads(completion.counted)) == 4
    assert standings_of(clinic, maren).module(ROUTES).completed_at == after().at


def test_a_pre_test_counts_however_it_went(clinic: Database, maren: Actor) -> None:
    finish(clinic, maren, "begin", {"known": "never"}, after())

    standing = quiz_standing(clinic, maren, "begin")
    assert (standing.is_passed, standing.submitted, standing.best_points) == (False, 1, 0)


@pytest.fixture
def timed(clinic: Database, maren: Actor) -> Taken:
    """An attempt of thirty minutes, begun after two hours, with one of four questions answered."""
    complete_routes(clinic, maren)
    attempt = begin(clinic, maren, "screening", after(hours=2))
    attempt.answer("pulse", "always", after(hours=2, minutes=20))
    return attempt


def is_closed_by_time(attempt: Taken) -> bool:
    """Whether it was handed in by the platform at its due time, with the one answer saved by then."""
    due = after(hours=2, minutes=30).at
    [submission] = submissions_of(attempt)
    [score] = attempt.scores()
    assert (submission.person_id, score.person_id, score.actor_id) == (
        attempt.actor.person_id,
        submission.person_id,
        SYSTEM,
    )
    assert (score.points, score.maximum, score.is_passed) == (100, 400, False)
    return (submission.at, submission.actor_id, score.at) == (due, SYSTEM, due)


def test_a_late_hand_in_is_dated_at_the_due_time_and_done_by_the_platform(timed: Taken) -> None:
    timed.submit(after(hours=5))

    assert is_closed_by_time(timed)
    assert quiz_standing(timed.database, timed.actor, "screening").last_submitted_at == after(hours=2, minutes=30).at


def test_the_persons_next_request_closes_what_is_due_and_nothing_else(timed: Taken) -> None:
    taking_quizzes.close_when_due(timed.database, timed.actor, timed.id, after(hours=2, minutes=29))
    assert submissions_of(timed) == []

    taking_quizzes.close_when_due(timed.database, timed.actor, timed.id, after(hours=2, minutes=30))
    assert is_closed_by_time(timed)


def test_the_sweep_closes_what_is_due_once_and_leaves_what_is_not(clinic: Database, timed: Taken, jonas: Actor) -> None:
    open_still = begin(clinic, jonas, "routes", after(hours=1))

    assert close_due_attempts(clinic, after(hours=2, minutes=29)) == 0
    assert close_due_attempts(clinic, after(hours=3)) == 1
    assert close_due_attempts(clinic, after(hours=3)) == 0
    assert is_closed_by_time(timed)
    assert submissions_of(open_still) == []
    assert list(verify(clinic, after(hours=3))) == []


def test_a_late_hand_in_that_meets_the_sweep_changes_nothing(timed: Taken) -> None:
    close_due_attempts(timed.database, after(hours=3))
    timed.submit(after(hours=3))
    taking_quizzes.close_when_due(timed.database, timed.actor, timed.id, after(hours=3))

    assert is_closed_by_time(timed)


def test_starting_again_takes_up_the_attempt_whose_time_is_over_until_it_is_closed(timed: Taken) -> None:
    again = begin(timed.database, timed.actor, "screening", after(hours=3))
    assert again.id == timed.id

    close_due_attempts(timed.database, after(hours=3))
    assert begin(timed.database, timed.actor, "screening", after(hours=3)).id != timed.id


def test_an_attempt_under_way_is_scored_by_the_key_it_was_begun_with(clinic: Database, maren: Actor) -> None:
    attempt = begin(clinic, maren, "presence", after())
    attempt.answer("stay", "always", after())
    turned = (
        always_question("stay", "Do you stay?")
        .replace(", correct: true", "")
        .replace("Never,", "Never, correct: true,")
    )
    quiz = care_course()["quizzes/presence.yml"].decode().replace(always_question("stay", "Do you stay?"), turned)
    publish(clinic, care_course({"quizzes/presence.yml": quiz}), after(hours=1))
    list(refold_outdated(clinic, after(hours=1)))

    attempt.answer("wait", "always", after(hours=2))
    attempt.submit(after(hours=2))

    [score] = attempt.scores()
    assert (score.points, score.is_passed) == (200, True)
    assert score.revision_id == attempt.head.revision_id
    assert taken(clinic, maren, attempt.id).head.revision_id == attempt.head.revision_id
    assert quiz_standing(clinic, maren, "presence").is_passed


def test_a_passed_gate_completes_its_module_only_with_its_sections(clinic: Database, maren: Actor) -> None:
    complete_routes(clinic, maren)
    right: dict[str, Given] = dict.fromkeys(("pulse", "mood", "sleep", "diet"), "always")
    finish(clinic, maren, "screening", right, after(hours=1))
    assert standings_of(clinic, maren).module(SCREENING).completed_at is None

    reading.finish_section(clinic, maren, COURSE, SCREENING, "heart", after(hours=2))
    reading.finish_section(clinic, maren, COURSE, SCREENING, "mood", after(hours=3))
    assert standings_of(clinic, maren).module(SCREENING).completed_at == after(hours=3).at
