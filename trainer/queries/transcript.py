"""The transcript of an enrolment: one's own, or of somebody in a cohort that one supervises."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.transcript import Transcript
from trainer.curriculum.transcript_making import transcript
from trainer.errors import Invalid, NotFound
from trainer.queries.subjects import subject_with
from trainer.queries.transcript_facts import transcript_facts
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, enrolment_by_id, own_enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptPage:
    """A transcript with what its page links to. `enrolment_id` is None where it is one's own."""

    course: str
    course_title: str
    name: str
    enrolment_id: UUID | None
    transcript: Transcript


def own_transcript(
    session: Session, database: Database, actor: Actor, course: str, now: Now, zone: ZoneInfo
) -> TranscriptPage:
    """The actor's transcript of a course. Raises NotFound for somebody without an enrolment."""
    enrolment = own_enrolment(session, actor.person_id, course, now.today) if actor.has(Permission.LEARN) else None
    if enrolment is None:
        raise NotFound("There is no such page.")
    return transcript_of(session, database, enrolment, now, zone, shows_reasons=False)


def supervised_transcript(
    session: Session, database: Database, actor: Actor, enrolment_id: UUID, now: Now, zone: ZoneInfo
) -> TranscriptPage:
    """The transcript of an enrolment that the actor supervises. Raises NotFound for any other."""
    enrolment = enrolment_by_id(session, enrolment_id, now.today)
    if enrolment is None or not actor.may(
        Permission.SUPERVISE, course_id=enrolment.course_id, cohort_id=enrolment.cohort_id
    ):
        raise NotFound("There is no such page.")
    return transcript_of(session, database, enrolment, now, zone, shows_reasons=True)


def transcript_by_address(
    session: Session, database: Database, actor: Actor, address: str, course: str, now: Now, zone: ZoneInfo
) -> TranscriptPage:
    """The transcript of somebody whom the actor supervises, by address. Raises Invalid, NotFound."""
    subject = subject_with(session, address)
    enrolment = own_enrolment(session, subject.person_id, course, now.today)
    if enrolment is None:
        raise Invalid([("course", f"{address} is not enrolled in a course '{course}'.")])
    return supervised_transcript(session, database, actor, enrolment.enrolment_id, now, zone)


def transcript_of(
    session: Session, database: Database, enrolment: EnrolmentRow, now: Now, zone: ZoneInfo, *, shows_reasons: bool
) -> TranscriptPage:
    """The transcript of an enrolment, whoever asks: twenty-three statements, however much was done."""
    facts = transcript_facts(session, database, enrolment, now, shows_reasons=shows_reasons)
    return TranscriptPage(
        course=enrolment.course,
        course_title=facts.outline.title,
        name=facts.enrolled.name,
        enrolment_id=enrolment.enrolment_id if shows_reasons else None,
        transcript=transcript(facts, zone, zone.key),
    )
