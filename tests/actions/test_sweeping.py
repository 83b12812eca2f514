"""The sweep is done by one process at a time, brings everything up, and removes what need not be kept."""

from sqlalchemy import select

from tests.support.attempts import finish
from tests.support.care_course import care_course
from tests.support.clinic import COURSE, JONAS, MAREN, PASSWORD, after, enrolment_of, publish
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import inviting, resetting, signing_in, taking_quizzes
from trainer.actions.folding import verify
from trainer.actions.sending import send_next
from trainer.actions.sweeping import hold_lease, prune, sweep
from trainer.clock import Now
from trainer.errors import Invalid
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import Score
from trainer.storage.people import Invitation, Outbox, Reset, SignedIn, SignInAttempt
from trainer.storage.standings import stored_standings

ONE, OTHER = "one:1", "other:2"


def test_one_process_holds_the_lease_and_keeps_it(database: Database) -> None:
    assert hold_lease(database, "sweep", ONE, after())
    assert not hold_lease(database, "sweep", OTHER, after(seconds=59))
    assert hold_lease(database, "sweep", ONE, after(seconds=59))
    assert not hold_lease(database, "sweep", OTHER, after(seconds=118))


def test_the_lease_of_a_process_that_died_is_taken_after_a_minute(database: Database) -> None:
    assert hold_lease(database, "sweep", ONE, after())
    assert hold_lease(database, "sweep", OTHER, after(seconds=60))
    assert not hold_lease(database, "sweep", ONE, after(seconds=61))


def test_the_lease_of_a_process_that_has_certainly_ended_is_taken_at_once(database: Database) -> None:
    assert hold_lease(database, "sweep", ONE, after())
    assert not hold_lease(database, "sweep", OTHER, after(seconds=1), lambda holder: holder == "somebody:3")
    assert hold_lease(database, "sweep", OTHER, after(seconds=1), lambda holder: holder == ONE)
    assert not hold_lease(database, "sweep", ONE, after(seconds=2))


def test_two_leases_do_not_stand_in_each_others_way(database: Database) -> None:
    assert hold_lease(database, "sweep", ONE, after())
    assert hold_lease(database, "mail", OTHER, after())


def test_a_sweep_closes_what_is_due_and_brings_standings_to_the_newest_edition(
    clinic: Database, maren: Actor, jonas: Actor
) -> None:
    timed = care_course()["quizzes/presence.yml"].decode().replace("attempts: 3", "attempts: 3\nminutes: 10")
    publish(clinic, care_course({"quizzes/presence.yml": timed}), after())
    attempt_id = taking_quizzes.start(clinic, maren, COURSE, "presence", after(minutes=1))

    sweep(clinic, after(minutes=11))

    with clinic.reading() as session:
        [score] = session.scalars(select(Score)).all()
        enrolment = enrolment_by_id(session, enrolment_of(clinic, jonas), after().today)
        assert enrolment is not None
        assert stored_standings(session, enrolment) is not None
    assert (score.attempt_id, score.at) == (attempt_id, after(minutes=11).at)
    assert list(verify(clinic, after(minutes=11))) == []


def test_a_sweep_with_nothing_to_do_changes_nothing(clinic: Database, maren: Actor) -> None:
    attempt = finish(clinic, maren, "routes", {}, after())
    sweep(clinic, after(hours=1))
    sweep(clinic, after(hours=2))

    assert len(attempt.scores()) == 1


def counts(database: Database) -> list[int]:
    """How many invitations, resets, messages, sessions and noted failures there are."""
    with database.reading() as session:
        tables = (Invitation, Reset, Outbox, SignedIn, SignInAttempt)
        return [len(session.scalars(select(table)).all()) for table in tables]


def fail_to_sign_in(database: Database, now: Now) -> None:
    try:
        signing_in.sign_in(database, MAREN, "a wrong guess", "192.0.2.1", "a test", now)
    except Invalid:
        return


def test_links_sessions_and_messages_are_kept_for_thirty_days_after_their_use(clinic: Database) -> None:
    prune(clinic, after(days=29, hours=-1))
    before = counts(clinic)
    prune(clinic, after(days=29, hours=1))
    assert before == [9, 0, 9, 9, 0]
    # Everybody joined and signed out a day before the count of days began.
    assert counts(clinic) == [0, 0, 0, 0, 0]


def test_what_was_never_used_goes_thirty_days_after_it_stopped_working(clinic: Database) -> None:
    prune(clinic, after(days=80))
    assert counts(clinic) == [0, 0, 0, 0, 0]
    begin = after(days=80)
    inviting.invite(clinic, PLATFORM, "nora@example.org", RoleName.INSTRUCTOR, course=None, cohort=None, now=begin)
    resetting.ask_for_reset(clinic, JONAS, begin)
    signing_in.sign_in(clinic, JONAS, PASSWORD, "192.0.2.1", "a test", begin)
    fail_to_sign_in(clinic, begin)
    assert counts(clinic) == [1, 1, 2, 1, 3]

    prune(clinic, after(days=80, hours=23))
    assert counts(clinic) == [1, 1, 2, 1, 3]
    prune(clinic, after(days=81, hours=1))
    assert counts(clinic) == [1, 1, 2, 1, 0]
    prune(clinic, after(days=80 + 31))
    assert counts(clinic) == [1, 0, 0, 1, 0]
    prune(clinic, after(days=80 + 14 + 30, hours=1))
    assert counts(clinic) == [0, 0, 0, 0, 0]


def test_an_invitation_that_waits_for_a_mail_server_is_not_lost_while_it_works(clinic: Database) -> None:
    begin = after(days=60)
    inviting.invite(clinic, PLATFORM, "nora@example.org", RoleName.INSTRUCTOR, course=None, cohort=None, now=begin)

    prune(clinic, after(days=73, hours=23))

    assert send_next(clinic, lambda _message: None, after(days=73, hours=23))
    with clinic.reading() as session:
        assert session.scalars(select(Outbox.state)).all() == ["sent"]
