"""Whom it touches when something that a course asks for beside modules is changed or taken out."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from trainer.storage.learning import Completion, Enrolment
from trainer.storage.signing_off import Entry, SignOff
from trainer.storage.supervising import Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedBy:
    """How many people met a requirement so far, have a signature for it, and put something before a supervisor."""

    met: int
    signed: int
    shown: int

    @property
    def anybody(self) -> bool:
        """Whether somebody has done something for it."""
        return bool(self.met or self.signed or self.shown)


def touched_by(session: Session, course_id: UUID, item: str) -> TouchedBy:
    """Whom a requirement touches: one statement. What was taken back does not count."""
    taken_back = aliased(SignOff)
    is_taken_back = select(taken_back.id).where(taken_back.withdraws_id == SignOff.id).exists()
    met, signed, shown = (
        select(func.count(table.enrolment_id.distinct()))
        .join(Enrolment, Enrolment.id == table.enrolment_id)
        .where(Enrolment.course_id == course_id, table.item == item)
        for table in (Completion, SignOff, Entry)
    )
    signed = signed.where(SignOff.decision == "accepted", ~is_taken_back)
    met = met.where(~select(Withdrawal.id).where(Withdrawal.completion_id == Completion.id).exists())
    row = session.execute(select(*(each.scalar_subquery() for each in (met, signed, shown)))).one()
    return TouchedBy(met=row[0], signed=row[1], shown=row[2])
