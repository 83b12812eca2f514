"""Reads what a transcript says of practicum, consultation and live meetings."""

from uuid import UUID

from sqlalchemy.orm import Session

from trainer.curriculum.requirements.requirement import Role
from trainer.curriculum.transcript_facts import AttendedIn, PracticumIn
from trainer.storage.ledger_rows import ledger_of
from trainer.storage.meeting_rows import attendance_of


def practicum_in(session: Session, enrolment_id: UUID) -> tuple[PracticumIn, ...]:
    """Every entry of the ledger by its day: two statements."""
    rows = sorted(ledger_of(session, enrolment_id), key=lambda row: (row.held_on, row.at))
    return tuple(
        PracticumIn(
            item=row.item,
            held_on=row.held_on,
            minutes=row.minutes,
            role=Role(row.role).word,
            phase=row.phase,
            route=row.route,
            client=row.client,
            state=row.state.word.lower(),
            decided_at=row.decisions[-1].at if row.decisions else None,
            by=row.decisions[-1].by if row.decisions else None,
        )
        for row in rows
    )


def attended_in(session: Session, enrolment_id: UUID) -> tuple[AttendedIn, ...]:
    """Every attendance that was signed by its day: two statements."""
    return tuple(
        AttendedIn(
            item=meeting.item,
            title=meeting.title,
            held_on=meeting.held_on,
            minutes=meeting.minutes,
            state="signed" if signed.stands else "taken back",
            decided_at=signed.taken_back_at or signed.at,
            by=signed.taken_back_by or signed.by,
        )
        for signed, meeting in reversed(attendance_of(session, enrolment_id))
    )
