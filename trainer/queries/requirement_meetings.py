"""What the page of requirements shows of live meetings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from trainer.curriculum.ledger import length_in_words
from trainer.curriculum.requirements.requirement import Requirement
from trainer.queries.requirement_seen import Seen, SignatureRow
from trainer.storage.meeting_rows import attendance_of, meetings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """A meeting at which somebody's attendance was signed; it counts while the signature stands."""

    signature: SignatureRow
    title: str
    held_on: date
    length: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A meeting of the cohort that is still to come."""

    title: str
    held_on: date
    length: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingsPart:
    """What was attended for a requirement, and what is still to come."""

    attended: tuple[Attended, ...]
    to_come: tuple[Planned, ...]


def meetings_parts(session: Session, seen: Seen, asked: Sequence[Requirement]) -> Mapping[str, object]:
    """The parts of all requirements of this kind by item: three statements."""
    signed = attendance_of(session, seen.enrolment.enrolment_id)
    signatures = {each.id: each for each in seen.signatures}
    cohort_id = seen.enrolment.cohort_id
    planned = meetings_of(session, cohort_id) if cohort_id else ()
    return {
        each.item: MeetingsPart(
            attended=tuple(
                Attended(
                    signature=signatures[attendance.sign_off_id],
                    title=meeting.title,
                    held_on=meeting.held_on,
                    length=length_in_words(meeting.minutes),
                )
                for attendance, meeting in signed
                if meeting.item == each.item
            ),
            to_come=tuple(
                Planned(title=row.title, held_on=row.held_on, length=length_in_words(row.minutes))
                for row in reversed(planned)
                if row.item == each.item and row.held_on > seen.now.today
            ),
        )
        for each in asked
    }
