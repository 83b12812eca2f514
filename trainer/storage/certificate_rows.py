"""Reads certificates with the names beside them, and what became of each."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, Uuid, bindparam, select
from sqlalchemy.orm import Session, aliased

from trainer.curriculum import plain
from trainer.curriculum.certificate import Certified, Signed
from trainer.curriculum.certificate_status import CertificateStatus, Ended, Ending, names_the_next, status_of
from trainer.storage.certificates import Certificate, CertificateChange
from trainer.storage.learning import Enrolment
from trainer.storage.people import Person, Words
from trainer.storage.prepared import run


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRow:
    """A certificate. Names and reasons are empty where their words were erased.

    `nevertheless` is why it was issued although content was not clinically reviewed, None where that was not so.
    `replaces` is the serial of the one in whose place it was issued, `replaces_by` how that one ended.
    """

    id: UUID
    enrolment_id: UUID
    course_id: UUID
    number: int
    serial: str
    completion_id: UUID
    at: datetime
    actor_id: UUID
    by: str
    name: str
    signed: Signed
    nevertheless: str | None
    nevertheless_words: tuple[UUID, str] | None
    certified: Certified
    body: str
    edition_id: UUID
    ended: Ended | None
    ended_by_id: UUID | None
    replaces: str
    replaces_by: Ending | None

    @property
    def status(self) -> CertificateStatus:
        """Whether it still holds."""
        return status_of(self.ended)

    @property
    def printed_replaces(self) -> str:
        """The serial of the one before it, where its paper names that."""
        return self.replaces if self.replaces_by and names_the_next(self.replaces_by) else ""


def certificates_of(session: Session, enrolment_id: UUID) -> tuple[CertificateRow, ...]:
    """Every certificate of an enrolment, the first issued first: one statement."""
    return tuple(_read(row) for row in run(session, _OF_ENROLMENT, enrolment_id=enrolment_id))


def certificate_with(session: Session, serial: str) -> CertificateRow | None:
    """The certificate with a serial: one statement."""
    row = run(session, _WITH_SERIAL, serial=serial).one_or_none()
    return _read(row) if row else None


def certificate_by_id(session: Session, certificate_id: UUID) -> CertificateRow | None:
    """A certificate by its id: one statement."""
    row = run(session, _BY_ID, certificate_id=certificate_id).one_or_none()
    return _read(row) if row else None


def signed_words(signed: Signed) -> str:
    """Who signed, as the words that are kept beside the fact."""
    said = {"name": signed.name, "function": signed.function}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _read(row: Row[Any]) -> CertificateRow:  # of _CERTIFICATES
    has_nevertheless = row.nevertheless_id is not None
    return CertificateRow(
        id=row.id,
        enrolment_id=row.enrolment_id,
        course_id=row.course_id,
        number=row.number,
        serial=row.serial,
        completion_id=row.completion_id,
        at=row.at,
        actor_id=row.actor_id,
        by=row.by,
        name=row.name or "",
        signed=Signed(**json.loads(row.signature)) if row.signature else Signed(name=""),
        nevertheless=(row.nevertheless or "") if has_nevertheless else None,
        nevertheless_words=(row.nevertheless_id, row.nevertheless_digest) if has_nevertheless else None,
        certified=plain.from_text(Certified, row.body),
        body=row.body,
        edition_id=row.edition_id,
        ended=_ended(row),
        ended_by_id=row.ended_by_id,
        replaces=row.replaces or "",
        replaces_by=Ending(row.replaces_by) if row.replaces_by else None,
    )


def _ended(row: Row[Any]) -> Ended | None:  # as above
    if row.ending is None:
        return None
    return Ended(
        ending=Ending(row.ending),
        at=row.ended_at,
        by=row.ended_by,
        reason=row.reason or "",
        replaced_by=row.replaced_by or "",
    )


_NAME, _SIGNATURE, _NEVERTHELESS, _REASON = (aliased(Words) for _ in range(4))
_ACTOR, _ENDER = aliased(Person), aliased(Person)
_NEXT, _BEFORE = aliased(Certificate), aliased(Certificate)
_MADE_THIS = aliased(CertificateChange)
_CERTIFICATES: Final[Select[*tuple[Any, ...]]] = (  # its columns are taken by name above
    select(
        Certificate.id,
        Certificate.enrolment_id,
        Enrolment.course_id,
        Certificate.number,
        Certificate.serial,
        Certificate.completion_id,
        Certificate.edition_id,
        Certificate.at,
        Certificate.actor_id,
        Certificate.body,
        Certificate.nevertheless_id,
        Certificate.nevertheless_digest,
        _ACTOR.name.label("by"),
        _NAME.words.label("name"),
        _SIGNATURE.words.label("signature"),
        _NEVERTHELESS.words.label("nevertheless"),
        CertificateChange.kind.label("ending"),
        CertificateChange.at.label("ended_at"),
        CertificateChange.actor_id.label("ended_by_id"),
        _ENDER.name.label("ended_by"),
        _REASON.words.label("reason"),
        _NEXT.serial.label("replaced_by"),
        _BEFORE.serial.label("replaces"),
        _MADE_THIS.kind.label("replaces_by"),
    )
    .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
    .join(_ACTOR, _ACTOR.id == Certificate.actor_id)
    .join(_NAME, _NAME.id == Certificate.text_id)
    .join(_SIGNATURE, _SIGNATURE.id == Certificate.signature_id)
    .outerjoin(_NEVERTHELESS, _NEVERTHELESS.id == Certificate.nevertheless_id)
    .outerjoin(CertificateChange, CertificateChange.certificate_id == Certificate.id)
    .outerjoin(_ENDER, _ENDER.id == CertificateChange.actor_id)
    .outerjoin(_REASON, _REASON.id == CertificateChange.text_id)
    .outerjoin(_NEXT, _NEXT.id == CertificateChange.replaced_by_id)
    .outerjoin(_MADE_THIS, _MADE_THIS.replaced_by_id == Certificate.id)
    .outerjoin(_BEFORE, _BEFORE.id == _MADE_THIS.certificate_id)
)
_OF_ENROLMENT: Final = _CERTIFICATES.where(
    Certificate.enrolment_id == bindparam("enrolment_id", type_=Uuid())
).order_by(Certificate.number)
_WITH_SERIAL: Final = _CERTIFICATES.where(Certificate.serial == bindparam("serial"))
_BY_ID: Final = _CERTIFICATES.where(Certificate.id == bindparam("certificate_id", type_=Uuid()))
