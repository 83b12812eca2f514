"""A supervisor lets somebody pause, go on, or learn in another cohort."""

from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission, RoleName
from trainer.actions.auditing import audit
from trainer.actions.enrolling import Scope, give_role
from trainer.actions.folding import refold
from trainer.actions.held_enrolment import hold_supervised, is_repeat, require_words
from trainer.actions.scoring import submit_and_score
from trainer.clock import Now
from trainer.curriculum.pausing import days_between
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.adding import add, add_words
from trainer.storage.attempts import hold_attempt
from trainer.storage.content import Cohort
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, enrolment_by_id
from trainer.storage.learning import Attempt, Enrolment, Placement, Submission
from trainer.storage.people import Role

_WHY = "Write in a sentence why; it is kept with the record."


def pause(database: Database, actor: Actor, enrolment_id: UUID, reason: str, seen: int, now: Now) -> None:
    """Let an enrolment rest from today: nothing is due or overdue until it goes on.

    Attempts that are open are handed in as they are, with the answers saved by now. `seen` is how many placements
    there were when the form was made, so that a double click pauses once. Raises NotFound, Invalid, Stale.
    """
    with database.writing() as session:
        enrolment = hold_supervised(session, actor, enrolment_id, now)
        words = require_words("reason", reason, _WHY)
        if not _is_next(session, actor, enrolment_id, seen, words):
            return
        if enrolment.paused_on:
            raise Stale("This enrolment is paused already.")
        _hand_in(session, database, actor, enrolment_id, now)
        _place(session, actor, enrolment, "paused", enrolment.cohort_id, words, seen, now)
        _set(session, enrolment_id, paused_on=now.today)
        audit(session, actor, "record:enrolment:paused", f"enrolment:{enrolment_id}", now)
        _refold(session, database, actor, enrolment_id, now)
        session.commit()


def resume(database: Database, actor: Actor, enrolment_id: UUID, reason: str, seen: int, now: Now) -> None:
    """Let a paused enrolment go on: what is due moves by the days paused. Raises as `pause` does."""
    with database.writing() as session:
        enrolment = hold_supervised(session, actor, enrolment_id, now)
        words = require_words("reason", reason, _WHY)
        if not _is_next(session, actor, enrolment_id, seen, words):
            return
        if enrolment.paused_on is None:
            raise Stale("This enrolment is not paused.")
        _place(session, actor, enrolment, "resumed", enrolment.cohort_id, words, seen, now)
        days = enrolment.days_paused + days_between(enrolment.paused_on, now.today)
        _set(session, enrolment_id, paused_on=None, days_paused=days)
        audit(session, actor, "record:enrolment:resumed", f"enrolment:{enrolment_id}", now)
        session.commit()


def transfer(
    database: Database,
    actor: Actor,
    enrolment_id: UUID,
    cohort_id: UUID,
    reason: str,
    seen: int,
    rules_seen: UUID | None,
    now: Now,
) -> None:
    """Move an enrolment to another cohort of its course, under the rules of that one; every fact stands.

    Asks for the right to supervise both cohorts. `rules_seen` is the revision of the rules that the page showed
    before it was done. Days paused before do not count there: its own last day holds. Raises NotFound, Invalid, Stale.
    """
    with database.writing() as session:
        enrolment = hold_supervised(session, actor, enrolment_id, now)
        cohort = session.get(Cohort, cohort_id)
        if cohort is None or cohort.course_id != enrolment.course_id or not _may(actor, cohort):
            raise NotFound("There is no such cohort.")
        words = require_words("reason", reason, _WHY)
        if not _is_next(session, actor, enrolment_id, seen, words):
            return
        if cohort_id == enrolment.cohort_id:
            raise Invalid([("cohort", "This is the cohort of today; choose another one.")])
        _place(session, actor, enrolment, "moved", cohort_id, words, seen, now)
        _set(
            session,
            enrolment_id,
            cohort_id=cohort_id,
            days_paused=0,
            paused_on=now.today if enrolment.paused_on else None,
        )
        moved = _refold(session, database, actor, enrolment_id, now)
        if moved.rules_revision_id != rules_seen:
            raise Stale(
                "The rules of that cohort were changed since this page was opened. Look at them, and decide again."
            )
        _move_role(session, enrolment, cohort, now)
        subject = f"enrolment:{enrolment_id} from cohort:{enrolment.cohort_id} to cohort:{cohort_id}"
        audit(session, actor, "record:enrolment:transferred", subject, now)
        session.commit()


def _may(actor: Actor, cohort: Cohort) -> bool:
    return actor.may(Permission.SUPERVISE, course_id=cohort.course_id, cohort_id=cohort.id)


def _is_next(session: Session, actor: Actor, enrolment_id: UUID, seen: int, words: str) -> bool:
    """Whether nothing was decided since the form was made; False for the second click of a double one."""
    count = session.scalar(select(func.count()).where(Placement.enrolment_id == enrolment_id)) or 0
    if count == seen:
        return True
    last = session.scalars(
        select(Placement).where(Placement.enrolment_id == enrolment_id).order_by(Placement.number.desc()).limit(1)
    ).one()
    return not is_repeat(session, actor, last.actor_id, last.text_id, words)


def _hand_in(session: Session, database: Database, actor: Actor, enrolment_id: UUID, now: Now) -> None:
    waiting = session.scalars(
        select(Attempt.id)
        .outerjoin(Submission, Submission.attempt_id == Attempt.id)
        .where(Attempt.enrolment_id == enrolment_id, Submission.id.is_(None))
        .order_by(Attempt.at)
    ).all()
    for attempt_id in waiting:
        attempt = hold_attempt(session, attempt_id)
        if attempt:
            at = min(now.at, attempt.due_at) if attempt.due_at else now.at
            submit_and_score(session, database, attempt, actor.person_id, at, now)


def _place(
    session: Session,
    actor: Actor,
    enrolment: EnrolmentRow,
    kind: str,
    cohort_id: UUID | None,
    words: str,
    seen: int,
    now: Now,
) -> None:
    text_id, digest = add_words(session, actor.person_id, "placement", words)
    placement = Placement(
        person_id=enrolment.person_id,
        actor_id=actor.person_id,
        at=now.at,
        enrolment_id=enrolment.enrolment_id,
        number=seen + 1,
        cohort_id=cohort_id,
        kind=kind,
        text_id=text_id,
        text_digest=digest,
    )
    add(session, placement)


def _set(session: Session, enrolment_id: UUID, **values: object) -> None:
    session.execute(update(Enrolment).where(Enrolment.id == enrolment_id).values(**values))


def _refold(session: Session, database: Database, actor: Actor, enrolment_id: UUID, now: Now) -> EnrolmentRow:
    enrolment = enrolment_by_id(session, enrolment_id, now.today)
    if enrolment is None:
        raise NotFound("There is no such page.")
    refold(session, database, enrolment, actor.person_id, now)
    return enrolment


def _move_role(session: Session, enrolment: EnrolmentRow, cohort: Cohort, now: Now) -> None:
    """The trainee's role is for the cohort in which they learn, so that invitations to it find it held."""
    before = Role.cohort_id == enrolment.cohort_id if enrolment.cohort_id else Role.cohort_id.is_(None)
    held = (Role.person_id == enrolment.person_id, Role.name == RoleName.TRAINEE, Role.course_id == enrolment.course_id)
    session.execute(delete(Role).where(*held, before))
    scope = Scope(course_id=cohort.course_id, cohort_id=cohort.id)
    give_role(session, enrolment.person_id, RoleName.TRAINEE, scope, now)
