"""A supervisor issues a certificate, issues it again, corrects the name on it, or revokes it."""

import secrets
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission, require
from trainer.actions.auditing import audit
from trainer.actions.posting import tell
from trainer.clock import Now
from trainer.curriculum import plain
from trainer.curriculum.certificate import Certified
from trainer.curriculum.certificate_entering import (
    Entered,
    nevertheless_problems,
    printed_problems,
    reason_problems,
)
from trainer.curriculum.certificate_issuing import Issuable, issuable
from trainer.curriculum.certificate_serial import DRAWN, SIGNS, serial_of
from trainer.curriculum.certificate_status import CertificateStatus, Ending
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.reminding import NoticeKind
from trainer.storage.adding import add, add_words, lock_enrolment
from trainer.storage.certificate_ground import ground_of
from trainer.storage.certificate_rows import CertificateRow, certificates_of, signed_words
from trainer.storage.certificates import Certificate, CertificateChange
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, enrolment_by_id
from trainer.storage.site_rows import site_now

_MISSING: Final = "There is no such page."
_MEANWHILE: Final = "Somebody decided about this person's certificate meanwhile. Look at what stands now first."
NOT_FOR_ONESELF: Final = "Nobody signs a certificate of their own; another supervisor has to."
DIRECTOR_NEEDED: Final = (
    "Not all of its content was clinically reviewed when it was completed. Only the course director can issue the "
    "certificate then: an administrator, or a supervisor of the whole course."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """An enrolment that is held until the transaction ends, with its certificates, the first issued first."""

    enrolment: EnrolmentRow
    certificates: tuple[CertificateRow, ...]

    @property
    def number(self) -> int:
        """How many certificates there are, and decisions about them: what a form has seen."""
        return seen_number(self.certificates)


def seen_number(certificates: tuple[CertificateRow, ...]) -> int:
    """What a form carries, so that nothing is decided on an older page."""
    return len(certificates) + sum(each.ended is not None for each in certificates)


def issue(database: Database, actor: Actor, enrolment_id: UUID, entered: Entered, now: Now) -> None:
    """Issue a certificate for the completion that stands; twice issues one.

    Raises Invalid with every reason why not, field by field or under '' for what is not met; Stale, NotAllowed,
    NotFound.
    """
    with database.writing() as session:
        held = _hold(session, actor, enrolment_id, now)
        last = held.certificates[-1] if held.certificates else None
        if held.number != entered.seen:
            is_doubled = held.number == entered.seen + 1 and last is not None and last.actor_id == actor.person_id
            if is_doubled and last is not None and last.ended is None and not last.replaces:
                return
            raise Stale(_MEANWHILE)
        if last is not None and last.status is CertificateStatus.VALID:
            raise Stale(_MEANWHILE)
        found = _require_issuable(session, database, held, entered, actor, now)
        certificate_id = _add(session, actor, held, found, entered, None, now)
        audit(session, actor, "record:certificate:issued", _subject(certificate_id, held), now)
        _tell(session, held, NoticeKind.CERTIFICATE, found.certified().course, now)
        session.commit()


def reissue(
    database: Database, actor: Actor, enrolment_id: UUID, certificate_id: UUID, entered: Entered, now: Now
) -> None:
    """Issue another certificate in place of one that holds, by what the record says today; twice does it once.

    Raises as `issue`.
    """
    with database.writing() as session:
        held, old = _hold_certificate(session, actor, enrolment_id, certificate_id, now)
        if _is_done(held, old, Ending.REISSUED, actor, entered.seen):
            return
        problems = list(reason_problems(entered))
        found = _require_issuable(session, database, held, entered, actor, now, problems)
        _replace(session, actor, held, old, Ending.REISSUED, found, entered, now)
        session.commit()


def correct_name(
    database: Database, actor: Actor, enrolment_id: UUID, certificate_id: UUID, entered: Entered, now: Now
) -> None:
    """Issue another certificate in place of one that holds, the same but for the name; twice does it once.

    Raises as `issue`.
    """
    with database.writing() as session:
        held, old = _hold_certificate(session, actor, enrolment_id, certificate_id, now)
        if _is_done(held, old, Ending.NAME_CORRECTED, actor, entered.seen):
            return
        problems = [*printed_problems(entered), *reason_problems(entered)]
        if not problems and entered.name == old.name:
            problems.append(("name", "This is the name that is printed already."))
        if problems:
            raise Invalid(problems)
        _replace(session, actor, held, old, Ending.NAME_CORRECTED, None, entered, now)
        session.commit()


def revoke(
    database: Database, actor: Actor, enrolment_id: UUID, certificate_id: UUID, entered: Entered, now: Now
) -> None:
    """Say that a certificate holds no longer, and why; twice does it once. Raises as `issue`."""
    with database.writing() as session:
        held, old = _hold_certificate(session, actor, enrolment_id, certificate_id, now)
        if _is_done(held, old, Ending.REVOKED, actor, entered.seen):
            return
        problems = list(reason_problems(entered))
        if problems:
            raise Invalid(problems)
        _end(session, actor, held, old, Ending.REVOKED, entered.reason, None, now)
        audit(session, actor, "record:certificate:revoked", _subject(old.id, held), now)
        _tell(session, held, NoticeKind.REVOKED, old.certified.course, now)
        session.commit()


def directs(actor: Actor, course_id: UUID) -> bool:
    """Whether somebody directs the course: an administrator, or a supervisor of the whole course or site."""
    return actor.may(Permission.CERTIFY, course_id=course_id, cohort_id=None)


def _hold(session: Session, actor: Actor, enrolment_id: UUID, now: Now) -> _Held:
    """An enrolment about whose certificates the actor may decide. Raises NotFound, NotAllowed."""
    enrolment = enrolment_by_id(session, enrolment_id, now.today)
    if enrolment is None or not actor.may(
        Permission.SUPERVISE, course_id=enrolment.course_id, cohort_id=enrolment.cohort_id
    ):
        raise NotFound(_MISSING)
    require(actor, Permission.CERTIFY, course_id=enrolment.course_id, cohort_id=enrolment.cohort_id)
    if actor.person_id == enrolment.person_id:
        raise NotAllowed(NOT_FOR_ONESELF)
    lock_enrolment(session, enrolment_id)
    return _Held(enrolment=enrolment, certificates=certificates_of(session, enrolment_id))


def _hold_certificate(
    session: Session, actor: Actor, enrolment_id: UUID, certificate_id: UUID, now: Now
) -> tuple[_Held, CertificateRow]:
    held = _hold(session, actor, enrolment_id, now)
    found = next((each for each in held.certificates if each.id == certificate_id), None)
    if found is None:
        raise NotFound(_MISSING)
    return held, found


def _is_done(held: _Held, old: CertificateRow, ending: Ending, actor: Actor, seen: int) -> bool:
    """Whether this was decided a moment ago by the same form. Raises Stale where anything else came meanwhile."""
    if old.ended is None and held.number == seen:
        return False
    added = 1 if ending is Ending.REVOKED else 2
    is_own = old.ended is not None and old.ended.ending is ending and old.ended_by_id == actor.person_id
    if is_own and held.number == seen + added:
        return True
    raise Stale(_MEANWHILE)


def _require_issuable(
    session: Session,
    database: Database,
    held: _Held,
    entered: Entered,
    actor: Actor,
    now: Now,
    problems: list[tuple[str, str]] | None = None,
) -> Issuable:
    """What a certificate would state. Raises Invalid with everything that stands in the way, NotAllowed."""
    found = issuable(ground_of(session, database.library, held.enrolment, now.at, now.today, now.zone))
    problems = [*(problems or ()), *printed_problems(entered)]
    problems += [("", f"{reason.title}: {reason.sentence}") for reason in found.reasons]
    if found.unreviewed and found.is_open:
        if not directs(actor, held.enrolment.course_id):
            raise NotAllowed(DIRECTOR_NEEDED)
        problems += nevertheless_problems(entered)
    if problems:
        raise Invalid(problems)
    return replace(found, provider=site_now(session, database.library).provider)


def _replace(
    session: Session,
    actor: Actor,
    held: _Held,
    old: CertificateRow,
    ending: Ending,
    found: Issuable | None,
    entered: Entered,
    now: Now,
) -> None:
    new_id = _add(session, actor, held, found, entered, old, now)
    _end(session, actor, held, old, ending, entered.reason, new_id, now)
    audit(session, actor, f"record:certificate:{ending}", _subject(new_id, held), now)
    _tell(session, held, NoticeKind.CERTIFICATE, old.certified.course, now)


def _add(
    session: Session,
    actor: Actor,
    held: _Held,
    found: Issuable | None,
    entered: Entered,
    old: CertificateRow | None,
    now: Now,
) -> UUID:
    """Add a certificate: of what was found now, or, without that, of what the old one states."""
    person_id, certificate_id = held.enrolment.person_id, uuid4()
    if found is not None and found.completed is not None:
        completion_id, edition_id = found.completed.completion_id, found.completed.edition_id
        certified: Certified = found.certified()
        kept = add_words(session, actor.person_id, "certificate", entered.nevertheless) if found.unreviewed else None
    elif old is not None:
        completion_id, edition_id, certified = old.completion_id, old.edition_id, old.certified
        kept = old.nevertheless_words
    else:
        raise ValueError("there is nothing to certify")
    name_id, name_digest = add_words(session, person_id, "certificate name", entered.name)
    signature_id, signature_digest = add_words(
        session, actor.person_id, "certificate signature", signed_words(entered.signed)
    )
    certificate = Certificate(
        id=certificate_id,
        person_id=person_id,
        actor_id=actor.person_id,
        at=now.at,
        enrolment_id=held.enrolment.enrolment_id,
        number=len(held.certificates) + 1,
        serial=serial_of([secrets.randbelow(len(SIGNS)) for _ in range(DRAWN)]),
        completion_id=completion_id,
        edition_id=edition_id,
        body=plain.to_text(certified),
        text_id=name_id,
        text_digest=name_digest,
        signature_id=signature_id,
        signature_digest=signature_digest,
        nevertheless_id=kept[0] if kept else None,
        nevertheless_digest=kept[1] if kept else None,
    )
    add(session, certificate)
    return certificate_id


def _end(
    session: Session,
    actor: Actor,
    held: _Held,
    old: CertificateRow,
    ending: Ending,
    reason: str,
    replaced_by: UUID | None,
    now: Now,
) -> None:
    text_id, digest = add_words(session, actor.person_id, "certificate", reason)
    change = CertificateChange(
        person_id=held.enrolment.person_id,
        actor_id=actor.person_id,
        at=now.at,
        certificate_id=old.id,
        kind=ending.value,
        replaced_by_id=replaced_by,
        text_id=text_id,
        text_digest=digest,
    )
    add(session, change)


def _tell(session: Session, held: _Held, kind: NoticeKind, course: str, now: Now) -> None:
    path = f"courses/{held.enrolment.course}/certificate"
    tell(session, kind, (held.enrolment.person_id,), path, now, title=course)


def _subject(certificate_id: UUID, held: _Held) -> str:
    return f"certificate:{certificate_id} enrolment:{held.enrolment.enrolment_id}"
