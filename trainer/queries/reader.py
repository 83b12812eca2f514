"""Somebody who reads a course: a trainee with a standing, or staff without one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.course import Rules
from trainer.curriculum.edition import EditionView
from trainer.curriculum.standing import EMPTY, Standings
from trainer.errors import NotFound
from trainer.storage.database import Database
from trainer.storage.editions import newest_edition, newest_editions
from trainer.storage.enrolments import EnrolmentRow, enrolments_of, own_enrolment
from trainer.storage.standings import current_standings


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseHead:
    """What every page of a course shows of it."""

    slug: str
    title: str
    edition: int
    is_enrolled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What the pages of a course rest on. Without an enrolment everything is open and nothing is recorded."""

    course_id: UUID
    edition_id: UUID
    edition: EditionView
    rules: Rules
    standings: Standings
    enrolment: EnrolmentRow | None

    @property
    def head(self) -> CourseHead:
        """The course as its pages name it."""
        outline = self.edition.outline
        return CourseHead(
            slug=outline.slug,
            title=outline.title,
            edition=self.edition.number,
            is_enrolled=self.enrolment is not None,
        )

    @property
    def ends_on(self) -> date | None:
        """When the reader's cohort ends."""
        return self.enrolment.ends_on if self.enrolment else None


def reader_of(session: Session, database: Database, actor: Actor, course: str, now: Now) -> Reader:
    """The actor as a reader of a course: two statements for a trainee. Raises NotFound for anybody else."""
    library = database.library
    enrolment = own_enrolment(session, actor.person_id, course, now.today) if actor.has(Permission.LEARN) else None
    if enrolment:
        return Reader(
            course_id=enrolment.course_id,
            edition_id=enrolment.edition_id,
            edition=library.edition(session, enrolment.edition_id),
            rules=library.rules(session, enrolment.rules_revision_id),
            standings=current_standings(session, library, enrolment, now.at),
            enrolment=enrolment,
        )
    head = newest_edition(session, course)
    if head is None or not actor.may_read(head.course_id):
        raise NotFound("There is no such page.")
    edition = library.edition(session, head.edition_id)
    return Reader(
        course_id=head.course_id,
        edition_id=head.edition_id,
        edition=edition,
        rules=edition.outline.rules,
        standings=EMPTY,
        enrolment=None,
    )


def courses_of(session: Session, database: Database, actor: Actor, now: Now) -> tuple[CourseHead, ...]:
    """The courses that somebody may read, their own first."""
    own = enrolments_of(session, actor.person_id, now.today) if actor.has(Permission.LEARN) else ()
    heads = {row.course: _head(session, database, row.edition_id, is_enrolled=True) for row in own}
    if actor.has(Permission.READ_COURSE):
        for edition in newest_editions(session):
            if edition.course not in heads and actor.may_read(edition.course_id):
                heads[edition.course] = _head(session, database, edition.edition_id, is_enrolled=False)
    return tuple(heads.values())


def _head(session: Session, database: Database, edition_id: UUID, *, is_enrolled: bool) -> CourseHead:
    edition = database.library.edition(session, edition_id)
    outline = edition.outline
    return CourseHead(slug=outline.slug, title=outline.title, edition=edition.number, is_enrolled=is_enrolled)
