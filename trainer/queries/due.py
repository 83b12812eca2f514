"""What is due on which day, for a calendar file."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.state import permission_at, why_not_complete
from trainer.errors import NotFound
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.quizzes.attempts import MustWait
from trainer.storage.database import Database


class DueKind(Enum):
    """What a date is about."""

    END = "the cohort's last day"
    OPENS = "a quiz can be started again"
    SUBMITTED = "an attempt is submitted by itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One date: a day, or a moment. Its id stays the same however often it moves."""

    id: UUID
    kind: DueKind
    title: str
    on: date | datetime
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """Every date of one enrolment, the earliest first; at least one."""

    course: CourseHead
    dates: tuple[Due, ...]


def due_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> DuePage:
    """What is due for somebody: two statements. Raises NotFound without an enrolment, and where no date is set."""
    reader = reader_of(session, database, actor, course, now)
    if reader.enrolment is None:
        raise NotFound("There is no such page.")
    dates = (*_quizzes(reader, reader.enrolment.enrolment_id, now), *_end(reader, reader.enrolment.enrolment_id, now))
    if not dates:
        raise NotFound("No date is set for you in this course, so there is nothing for a calendar.")
    return DuePage(course=reader.head, dates=dates)


def _quizzes(reader: Reader, enrolment_id: UUID, now: Now) -> tuple[Due, ...]:
    found = []
    for quiz in reader.edition.outline.quizzes:
        reached = reader.standings.quiz(quiz.slug)
        # The attempt's number is part of the id: the wait after another attempt is another date.
        own = uuid5(enrolment_id, f"{quiz.slug}:{reached.attempts}")
        step = permission_at(quiz, reached, now.at, now.today)
        if isinstance(step, MustWait):
            found.append(Due(id=uuid5(own, "opens"), kind=DueKind.OPENS, title=quiz.title, on=step.until))
        elif reached.open_attempt and reached.open_until and reached.open_until > now.at:
            found.append(
                Due(id=uuid5(own, "submitted"), kind=DueKind.SUBMITTED, title=quiz.title, on=reached.open_until)
            )
    return tuple(sorted(found, key=lambda due: (due.on, due.title)))


def _end(reader: Reader, enrolment_id: UUID, now: Now) -> tuple[Due, ...]:
    if reader.ends_on is None:
        return ()
    unmet = why_not_complete(reader.edition.outline, reader.rules, reader.standings, now.at)
    title = reader.edition.outline.title
    left = tuple(dict.fromkeys(each.title for each in unmet))
    return (Due(id=uuid5(enrolment_id, "end"), kind=DueKind.END, title=title, on=reader.ends_on, left=left),)
