"""What administrators see of the platform as a whole."""

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.renderer_version import renderer_version
from trainer.errors import NotAllowed
from trainer.ids import SYSTEM
from trainer.storage.content import Cohort
from trainer.storage.database import Database
from trainer.storage.editions import newest_editions
from trainer.storage.people import Lease, Outbox, Person, SignedIn
from trainer.storage.retention_rows import count_open_requests
from trainer.storage.size import database_bytes, database_name, file_bytes
from trainer.storage.version import newest_version

_LATE: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseVersion:
    """A course and the edition that was published last."""

    title: str
    slug: str
    edition: int
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that an administrator has to look after, and what to do."""

    words: str
    cure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Administration:
    """The platform as it is now; sizes are in bytes."""

    people: int
    inactive: int
    signed_in: int
    cohorts: int
    running: int
    messages: Mapping[str, int]
    database_bytes: int
    media_bytes: int
    document_bytes: int
    versions: tuple[tuple[str, str], ...]
    courses: tuple[CourseVersion, ...]
    findings: tuple[Finding, ...]


def administration(session: Session, database: Database, actor: Actor, now: Now) -> Administration:
    """The platform as a whole, in a number of statements that does not grow. Raises NotAllowed."""
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator sees this page.")
    people = dict(
        session.execute(
            select(Person.is_active, func.count()).where(Person.id != SYSTEM).group_by(Person.is_active)
        ).all()
    )
    messages = dict(session.execute(select(Outbox.state, func.count()).group_by(Outbox.state)).all())
    media_bytes, document_bytes = file_bytes(session)
    return Administration(
        people=people.get(True, 0),
        inactive=people.get(False, 0),
        signed_in=session.scalar(
            select(func.count(func.distinct(SignedIn.person_id))).where(
                SignedIn.ended_at.is_(None), SignedIn.expires_at > now.at
            )
        )
        or 0,
        cohorts=session.scalar(select(func.count()).select_from(Cohort)) or 0,
        running=session.scalar(
            select(func.count()).select_from(Cohort).where(Cohort.starts_on <= now.today, Cohort.ends_on >= now.today)
        )
        or 0,
        messages=messages,
        database_bytes=database_bytes(session),
        media_bytes=media_bytes,
        document_bytes=document_bytes,
        versions=(
            ("Trainer", version("trainer")),
            ("Schema", newest_version()),
            ("Renderer", renderer_version()),
            ("Database", database_name(session)),
            ("Python", platform.python_version()),
        ),
        courses=_courses(session, database),
        findings=_findings(session, messages, now),
    )


def _courses(session: Session, database: Database) -> tuple[CourseVersion, ...]:
    found = []
    for head in newest_editions(session):
        edition = database.library.edition(session, head.edition_id)
        found.append(
            CourseVersion(title=edition.outline.title, slug=head.course, edition=head.number, published_at=head.at)
        )
    return tuple(sorted(found, key=lambda course: course.title))


def _findings(session: Session, messages: Mapping[str, int], now: Now) -> tuple[Finding, ...]:
    found = []
    until = session.scalar(select(func.max(Lease.until)).where(Lease.name == "sweep"))
    if until is None or until < now.at:
        found.append(
            Finding(
                words="Nothing is being swept: attempts past their time stay open, and no mail is sent.",
                cure="Look whether 'trainer serve' runs, and what it logs.",
            )
        )
    late = session.scalar(
        select(func.count()).select_from(Outbox).where(Outbox.state == "waiting", Outbox.due_at < now.at - _LATE)
    )
    if late:
        found.append(
            Finding(
                words=f"{late} {'message waits' if late == 1 else 'messages wait'} longer than a quarter of an hour.",
                cure="Look at the outbox; set TRAINER_SMTP_URL if no mail server is named.",
            )
        )
    asked = count_open_requests(session)
    if asked:
        found.append(
            Finding(
                words=f"{asked} {'person asks' if asked == 1 else 'people ask'} to be erased.",
                cure="Decide under Erasing; the person is told.",
            )
        )
    failed = messages.get("failed", 0)
    if failed:
        found.append(
            Finding(
                words=f"{failed} {'message' if failed == 1 else 'messages'} could not be sent.",
                cure="The outbox says to whom, and sends them again.",
            )
        )
    return tuple(found)
