"""A supervisor gives what a trainee needs to go on."""

from uuid import UUID

from sqlalchemy import select

from trainer.access import Actor, Permission, require
from trainer.actions.auditing import audit
from trainer.actions.folding import refold
from trainer.actions.posting import tell
from trainer.clock import Now
from trainer.errors import Invalid, NotFound
from trainer.reminding import NoticeKind
from trainer.storage.adding import add, add_words, lock_enrolment
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.learning import AttemptRequest, Grant

LONGEST_REASON = 2000


def grant_attempts(
    database: Database, actor: Actor, enrolment_id: UUID, slug: str, attempts: int, reason: str, seen: int, now: Now
) -> None:
    """Open further attempts at a quiz for an enrolment, with a reason.

    `seen` is how many attempts had been granted when the form was made, so that a double click grants
    once. Raises Invalid where the number or the reason is missing.
    """
    with database.writing() as session:
        enrolment = enrolment_by_id(session, enrolment_id, now.today)
        if enrolment is None:
            raise NotFound("There is no such page.")
        if not actor.may(Permission.SUPERVISE, course_id=enrolment.course_id, cohort_id=enrolment.cohort_id):
            raise NotFound("There is no such page.")
        require(actor, Permission.GRANT_ATTEMPTS, course_id=enrolment.course_id, cohort_id=enrolment.cohort_id)
        _require_reasonable(attempts, reason)
        lock_enrolment(session, enrolment_id)
        edition = database.library.edition(session, enrolment.edition_id)
        quiz = edition.outline.quiz(slug)
        if quiz is None:
            raise NotFound("There is no such quiz.")
        document_id = edition.revisions[quiz.path].document_id
        subject = (Grant.enrolment_id == enrolment_id, Grant.document_id == document_id)
        granted = session.scalars(select(Grant.number).where(*subject)).all()
        if len(granted) != seen:
            return
        requests = session.scalars(
            select(AttemptRequest.number).where(
                AttemptRequest.enrolment_id == enrolment_id, AttemptRequest.document_id == document_id
            )
        ).all()
        text_id, digest = add_words(session, actor.person_id, "grant", reason.strip())
        grant = Grant(
            person_id=enrolment.person_id,
            actor_id=actor.person_id,
            at=now.at,
            enrolment_id=enrolment_id,
            document_id=document_id,
            number=len(granted) + 1,
            attempts=attempts,
            answers=max(requests, default=0),
            text_id=text_id,
            text_digest=digest,
        )
        add(session, grant)
        audit(session, actor, "record:attempts:granted", f"enrolment:{enrolment_id} quiz:{slug}", now)
        refold(session, database, enrolment, actor.person_id, now)
        where = f"courses/{enrolment.course}/quizzes/{slug}"
        tell(session, NoticeKind.GRANTED, [enrolment.person_id], where, now, title=quiz.title)
        session.commit()


def _require_reasonable(attempts: int, reason: str) -> None:
    problems = []
    if not 1 <= attempts <= 10:
        problems.append(("attempts", "Give between 1 and 10 attempts."))
    if not reason.strip():
        problems.append(("reason", "Write in a sentence why; it is kept with the record."))
    elif len(reason) > LONGEST_REASON:
        problems.append(("reason", f"Shorten the reason to {LONGEST_REASON} characters."))
    if problems:
        raise Invalid(problems)
