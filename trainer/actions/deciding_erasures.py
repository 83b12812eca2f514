"""An administrator decides about a request to erase somebody."""

from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.actions.asking_for_erasure import add_request, lock_of, require_no_administrator
from trainer.actions.auditing import audit
from trainer.actions.posting import tell
from trainer.clock import Now
from trainer.curriculum.retention import KINDS
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.ids import SYSTEM
from trainer.reminding import NoticeKind
from trainer.storage.adding import add, add_words, lock_name
from trainer.storage.database import Database
from trainer.storage.erasure_plan import erasure_plan
from trainer.storage.people import Person
from trainer.storage.retention import ErasureDecision
from trainer.storage.retention_rows import RequestRow, request_by_id

LONGEST_REASON = 1000


def grant(database: Database, actor: Actor, request_id: UUID, now: Now, *, has_mail: bool) -> None:
    """Have the sweep carry a request out; where mail is sent, as soon as its mail has gone, within a day in any case.

    What is granted already stays so. Raises NotFound, and Invalid where something else was decided.
    """
    with database.writing() as session:
        request = _open_request(session, actor, request_id, "granted")
        if request is None:
            return
        _grant(session, actor, request, now, has_mail=has_mail)
        session.commit()


def grant_on_paper(database: Database, actor: Actor, person_id: UUID, now: Now, *, has_mail: bool) -> None:
    """Note that somebody asked to be erased in another way than on the page, and have it carried out."""
    _require_administrator(actor)
    with database.writing() as session:
        if person_id == SYSTEM or session.get(Person, person_id) is None:
            raise NotFound("There is no such person.")
        request = request_by_id(session, add_request(session, actor, person_id, now))
        if request is None or not request.is_open:
            return
        _grant(session, actor, request, now, has_mail=has_mail)
        session.commit()


def refuse(database: Database, actor: Actor, request_id: UUID, reason: str, now: Now) -> None:
    """Refuse a request with a reason, which the person is told. Raises NotFound, and Invalid without a reason."""
    reason = reason.strip()
    with database.writing() as session:
        request = _open_request(session, actor, request_id, "refused")
        if request is None:
            return
        if not reason:
            raise Invalid([("reason", "Say why: the person reads it.")])
        if len(reason) > LONGEST_REASON:
            raise Invalid([("reason", f"Shorten the reason to {LONGEST_REASON:,} characters.")])
        text_id, digest = add_words(session, actor.person_id, "erasure", reason)
        _decide(session, actor, request, "refused", now, text_id=text_id, text_digest=digest)
        tell(session, NoticeKind.ERASURE_REFUSED, [request.person_id], "account/erasure", now)
        session.commit()


def _grant(session: Session, actor: Actor, request: RequestRow, now: Now, *, has_mail: bool) -> None:
    require_no_administrator(session, request.person_id)
    plan = erasure_plan(session, request.person_id, now.today, now.zone)
    _decide(session, actor, request, "granted", now)
    if has_mail:
        kept = "; ".join(KINDS[fate.kind].title for fate in plan.kept)
        tell(session, NoticeKind.ERASURE, [request.person_id], "account/erasure", now, title=kept, day=plan.last_day)


def _open_request(session: Session, actor: Actor, request_id: UUID, decision: str) -> RequestRow | None:
    """The request, while nothing is decided about it; None where the same was decided already."""
    _require_administrator(actor)
    found = request_by_id(session, request_id)
    if found is None:
        raise NotFound("There is no such request.")
    lock_name(session, lock_of(found.person_id))
    found = request_by_id(session, request_id)
    if found is None or found.decision == decision:
        return None
    if not found.is_open:
        raise Invalid([("", "This has been decided already.")])
    return found


def _decide(
    session: Session,
    actor: Actor,
    request: RequestRow,
    decision: str,
    now: Now,
    *,
    text_id: UUID | None = None,
    text_digest: str | None = None,
) -> None:
    fact = ErasureDecision(
        person_id=request.person_id,
        actor_id=actor.person_id,
        at=now.at,
        request_id=request.id,
        decision=decision,
        text_id=text_id,
        text_digest=text_digest,
    )
    add(session, fact)
    audit(session, actor, f"people:erasure:{decision}", f"person:{request.person_id} request:{request.id}", now)


def _require_administrator(actor: Actor) -> None:
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator decides about erasing.")
