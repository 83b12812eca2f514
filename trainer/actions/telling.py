"""Tells trainees by mail what was decided about them, and supervisors what waits for them."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.actions.posting import tell
from trainer.clock import Now
from trainer.reminding import NoticeKind
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.supervisors import supervisors_of

_WAITING: Final = "supervise/waiting"


def tell_trainee(
    session: Session, database: Database, enrolment: EnrolmentRow, item: str, kind: NoticeKind, now: Now
) -> None:
    """Tell whose enrolment it is of a decision about a requirement, inside the caller's transaction."""
    rules = database.library.rules(session, enrolment.rules_revision_id)
    title = next((each.title for each in rules.requirements if each.item == item), "")
    if title:  # else the course asks for it no more, and there is nothing to do
        tell(session, kind, [enrolment.person_id], f"courses/{enrolment.course}/requirements", now, title=title)


def tell_supervisor(session: Session, supervisor_id: UUID, now: Now) -> None:
    """Tell the one supervisor who was asked that something waits for them, inside the caller's transaction."""
    tell(session, NoticeKind.WAITING, [supervisor_id], _WAITING, now)


def tell_supervisors(session: Session, enrolment: EnrolmentRow, now: Now, *, but: Iterable[UUID] = ()) -> None:
    """Tell everybody who supervises an enrolment, but some, that something waits for one of them."""
    asked = supervisors_of(session, enrolment.course_id, enrolment.cohort_id).keys() - {enrolment.person_id, *but}
    tell(session, NoticeKind.WAITING, asked, _WAITING, now)
