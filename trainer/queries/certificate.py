"""The certificate of an enrolment: one's own, or that of somebody whom one supervises."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.certificate import Size
from trainer.curriculum.certificate_issuing import in_words, issuable
from trainer.curriculum.certificate_status import CertificateStatus
from trainer.curriculum.state import Unmet
from trainer.errors import NotFound
from trainer.queries.certificate_views import CertificateView, certificate_view
from trainer.queries.person_head import PersonHead, supervised
from trainer.storage.certificate_ground import ground_of
from trainer.storage.certificate_pdfs import PdfState, pdf_of, pdf_state
from trainer.storage.certificate_rows import CertificateRow, certificates_of
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, enrolment_by_id, own_enrolment

_MISSING: Final = "There is no such page."


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCertificatePage:
    """The certificate that somebody holds, or what is left until there is one.

    `current` is the one that was issued last, whether it holds or not; `pdf` is None where it does not. `unreviewed`
    are modules that had no current clinical review when they were completed.
    """

    course: str
    course_title: str
    current: CertificateView | None
    earlier: tuple[CertificateView, ...]
    pdf: PdfState | None
    unmet: tuple[Unmet, ...]
    unreviewed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisedCertificatePage:
    """Somebody's certificates, the newest first, with what a supervisor may decide about them.

    `seen` goes into every form. `unreviewed` says of each module without a clinical review what was missing;
    `directs` is whether the supervisor may issue a certificate nevertheless. `has_lost_ground` is whether the
    completion on which the current one rests was withdrawn. `name` and `signed_*` are what the form begins with.
    """

    head: PersonHead
    certificates: tuple[CertificateView, ...]
    is_valid: bool
    pdf: PdfState | None
    has_lost_ground: bool
    unmet: tuple[Unmet, ...]
    unreviewed: tuple[tuple[str, str], ...]
    is_complete: bool
    directs: bool
    may_certify: bool
    is_own: bool
    seen: int
    signed_by: str
    signed_as: str


def own_certificate(
    session: Session, database: Database, actor: Actor, course: str, now: Now, site: str
) -> OwnCertificatePage:
    """The actor's certificate of a course. Raises NotFound for somebody without an enrolment."""
    enrolment = _own(session, actor, course, now)
    outline = database.library.edition(session, enrolment.edition_id).outline
    rows = certificates_of(session, enrolment.enrolment_id)
    found = issuable(ground_of(session, database.library, enrolment, now.at, now.today, now.zone))
    views = tuple(certificate_view(row, now.zone, site) for row in reversed(rows))
    return OwnCertificatePage(
        course=course,
        course_title=outline.title,
        current=views[0] if views else None,
        earlier=views[1:],
        pdf=_pdf(session, rows),
        unmet=found.reasons,
        unreviewed=tuple(title for title, _ in found.unreviewed),
    )


def supervised_certificate(
    session: Session, database: Database, actor: Actor, enrolment_id: UUID, now: Now, site: str
) -> SupervisedCertificatePage:
    """The certificates of an enrolment that the actor supervises. Raises NotFound for any other."""
    person = supervised(session, database, actor, enrolment_id, now)
    enrolment = person.enrolment
    rows = certificates_of(session, enrolment_id)
    found = issuable(ground_of(session, database.library, enrolment, now.at, now.today, now.zone))
    last = rows[-1] if rows else None
    is_valid = last is not None and last.status is CertificateStatus.VALID
    completion = found.completed.completion_id if found.completed else None
    signed = next((row.signed for row in reversed(rows) if row.actor_id == actor.person_id), None)
    return SupervisedCertificatePage(
        head=person.head,
        certificates=tuple(certificate_view(row, now.zone, site, is_staff=True) for row in reversed(rows)),
        is_valid=is_valid,
        pdf=_pdf(session, rows),
        has_lost_ground=last is not None and is_valid and last.completion_id != completion,
        unmet=found.reasons,
        unreviewed=tuple((title, in_words(state)) for title, state in found.unreviewed),
        is_complete=found.completed is not None,
        directs=actor.may(Permission.CERTIFY, course_id=enrolment.course_id, cohort_id=None),
        may_certify=actor.may(Permission.CERTIFY, course_id=enrolment.course_id, cohort_id=enrolment.cohort_id),
        is_own=actor.person_id == enrolment.person_id,
        seen=len(rows) + sum(row.ended is not None for row in rows),
        signed_by=signed.name if signed else actor.name,
        signed_as=signed.function if signed else "",
    )


def own_pdf(session: Session, actor: Actor, course: str, size: Size, now: Now) -> bytes | None:
    """The actor's certificate as PDF; None while it is not made. Raises NotFound where none holds."""
    return _file(session, _own(session, actor, course, now), size)


def supervised_pdf(session: Session, actor: Actor, enrolment_id: UUID, size: Size, now: Now) -> bytes | None:
    """The certificate of an enrolment that the actor supervises, as PDF; as `own_pdf`."""
    return _file(session, _supervised(session, actor, enrolment_id, now), size)


def _own(session: Session, actor: Actor, course: str, now: Now) -> EnrolmentRow:
    found = own_enrolment(session, actor.person_id, course, now.today) if actor.has(Permission.LEARN) else None
    if found is None:
        raise NotFound(_MISSING)
    return found


def _supervised(session: Session, actor: Actor, enrolment_id: UUID, now: Now) -> EnrolmentRow:
    found = enrolment_by_id(session, enrolment_id, now.today)
    if found is None or not actor.may(Permission.SUPERVISE, course_id=found.course_id, cohort_id=found.cohort_id):
        raise NotFound(_MISSING)
    return found


def _file(session: Session, enrolment: EnrolmentRow, size: Size) -> bytes | None:
    rows = certificates_of(session, enrolment.enrolment_id)
    if not rows or rows[-1].status is not CertificateStatus.VALID:
        raise NotFound("There is no certificate that holds.")
    return pdf_of(session, rows[-1].id, size)


def _pdf(session: Session, rows: Sequence[CertificateRow]) -> PdfState | None:
    if not rows or rows[-1].status is not CertificateStatus.VALID:
        return None
    return pdf_state(session, rows[-1].id)
