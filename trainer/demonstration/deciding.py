"""What supervisors of the demonstration decided about people, and noted about them."""

from collections.abc import Callable, Mapping
from uuid import UUID

from trainer.access import Actor
from trainer.actions import accommodating, excusing, placing, supervisor_notes
from trainer.actions.accommodating import Eased
from trainer.clock import Now
from trainer.demonstration.learner import Learner
from trainer.queries.person_decisions import decisions_page
from trainer.queries.person_transfer import transfer_page
from trainer.storage.enrolments import own_enrolment


def decide(learners: Mapping[str, Learner], staff: Mapping[str, Actor], days_ago: Callable[[float], Now]) -> None:
    """Excuse, pause, transfer and note; somebody who is not among the learners is left out."""
    supervisor = staff["supervisor@example.org"]
    if "lea@example.org" in learners:
        _excuse(learners["lea@example.org"], supervisor, days_ago(6))
    if "theo@example.org" in learners:
        _pause(learners["theo@example.org"], supervisor, days_ago(20))
    if "yuki@example.org" in learners:
        _pause(learners["yuki@example.org"], supervisor, days_ago(11))
        _resume(learners["yuki@example.org"], supervisor, days_ago(4))
    if "ivy@example.org" in learners:
        _transfer(learners["ivy@example.org"], staff["admin@example.org"], days_ago(2))
    if "ivy@example.org" in learners:
        _ease(learners["ivy@example.org"], staff["admin@example.org"], days_ago(1))
    if "trainee@example.org" in learners:
        _note(learners["trainee@example.org"], supervisor, days_ago)


def _excuse(learner: Learner, supervisor: Actor, now: Now) -> None:
    enrolment = _enrolment(learner, now)
    with learner.database.reading() as session:
        choices = decisions_page(session, learner.database, supervisor, enrolment, now).choices
    item = next((item for item, _ in choices if item.startswith("module:psychotherapeutic-techniques/")), None)
    reason = "She has taught this for years, and showed me her own slides on it."
    if item:
        excusing.excuse(learner.database, supervisor, enrolment, item, reason, is_shared=True, seen=0, now=now)


def _ease(learner: Learner, administrator: Actor, now: Now) -> None:
    enrolment, reason = _enrolment(learner, now), "Reads with a magnifier; agreed with her when she joined."
    accommodating.accommodate(learner.database, administrator, enrolment, Eased(time_factor=150), reason, 0, now)


def _pause(learner: Learner, supervisor: Actor, now: Now) -> None:
    placing.pause(learner.database, supervisor, _enrolment(learner, now), "On leave; agreed by telephone.", 1, now)


def _resume(learner: Learner, supervisor: Actor, now: Now) -> None:
    placing.resume(learner.database, supervisor, _enrolment(learner, now), "Back from leave.", 2, now)


def _transfer(learner: Learner, administrator: Actor, now: Now) -> None:
    enrolment = _enrolment(learner, now)
    with learner.database.reading() as session:
        page = decisions_page(session, learner.database, administrator, enrolment, now)
        if not page.cohorts:
            return
        cohort_id, _ = page.cohorts[0]
        shown = transfer_page(session, learner.database, administrator, enrolment, cohort_id, now)
    reason = "The day group is over; the evening group suits her new hours."
    placing.transfer(
        learner.database,
        administrator,
        enrolment,
        cohort_id,
        reason,
        shown.placements_seen,
        shown.rules_seen,
        now,
    )


def _note(learner: Learner, supervisor: Actor, days_ago: Callable[[float], Now]) -> None:
    shared = "Your questions in the group about screening were good ones. Bring the telephone list next time."
    own = "Wants to lead a session soon; look at the observed ones first."
    for seen, (words, is_shared, day) in enumerate(((shared, True, 5), (own, False, 3))):
        now = days_ago(day)
        enrolment = _enrolment(learner, now)
        supervisor_notes.add_note(
            learner.database, supervisor, enrolment, words, is_shared=is_shared, seen=seen, now=now
        )


def _enrolment(learner: Learner, now: Now) -> UUID:
    with learner.database.reading() as session:
        found = own_enrolment(session, learner.actor.person_id, learner.course, now.today)
    if found is None:
        raise LookupError(f"{learner.actor.name} is not enrolled")
    return found.enrolment_id
