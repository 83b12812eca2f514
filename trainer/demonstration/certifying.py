"""A certificate of the demonstration is issued, revoked, issued again and corrected."""

from uuid import UUID

from trainer.access import Actor
from trainer.actions import certifying
from trainer.curriculum.certificate import Signed
from trainer.curriculum.certificate_entering import Entered
from trainer.demonstration.evaluating import evaluate
from trainer.demonstration.finishing import finish
from trainer.demonstration.learner import Learner
from trainer.storage.certificate_rows import certificates_of
from trainer.storage.database import Database
from trainer.storage.enrolments import own_enrolment

_NEVERTHELESS = (
    "The course is a demonstration. The clinical review of its modules has begun; whoever completes it before it ends "
    "is told so on the certificate."
)
_REVOKED = "It was issued before the record had been looked through. It was in order, and another was issued."
_CORRECTED = "She goes by both of her family names, and asked for both to be printed."


def certify(learner: Learner, supervisor: Actor, director: Actor) -> None:
    """Let somebody finish the course; the director revokes a first certificate, and corrects the name on a second."""
    finish(learner, supervisor)
    evaluate(learner, 2.2)
    database, enrolment_id = learner.database, _enrolment(learner)
    certifying.issue(database, director, enrolment_id, _entered(learner.actor.name, 0), learner.days_ago(2))
    first = _last(database, enrolment_id)
    certifying.revoke(database, director, enrolment_id, first, Entered(reason=_REVOKED, seen=1), learner.days_ago(1.9))
    certifying.issue(database, director, enrolment_id, _entered(learner.actor.name, 2), learner.days_ago(1.8))
    second, corrected = _last(database, enrolment_id), f"{learner.actor.name} da Costa"
    certifying.correct_name(
        database, director, enrolment_id, second, _entered(corrected, 3, _CORRECTED), learner.days_ago(0.5)
    )


def _entered(name: str, seen: int, reason: str = "") -> Entered:
    signed = Signed(name="Amara Osei", function="course director (demonstration)")
    return Entered(name=name, signed=signed, reason=reason, nevertheless=_NEVERTHELESS, seen=seen)


def _enrolment(learner: Learner) -> UUID:
    with learner.database.reading() as session:
        found = own_enrolment(session, learner.actor.person_id, learner.course, learner.days_ago(0).today)
    if found is None:
        raise LookupError(f"{learner.actor.name} is not enrolled")
    return found.enrolment_id


def _last(database: Database, enrolment_id: UUID) -> UUID:
    with database.reading() as session:
        return certificates_of(session, enrolment_id)[-1].id
