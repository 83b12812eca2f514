"""Reminds each person once of what they have to do by a day, to read again, to tell, or wanted to review."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.actions.posting import News, tell_each
from trainer.clock import Now
from trainer.curriculum.edition import EditionView
from trainer.curriculum.evaluating import Occasion, due_evaluation
from trainer.curriculum.outline import Outline
from trainer.curriculum.standing import ModuleStanding, from_json
from trainer.reminding import TOLD_AFTERWARDS, Deadline, NoticeKind, deadline_reminder
from trainer.storage.adding import add_each_once
from trainer.storage.database import Database
from trainer.storage.editions import newest_editions
from trainer.storage.follow_up_rows import follow_ups
from trainer.storage.kept_questions import kept_questions
from trainer.storage.library import NotReady
from trainer.storage.mailing import Reminder
from trainer.storage.recall_reminder_rows import recall_reminders
from trainer.storage.reminder_rows import deadlines_near, material_changes
from trainer.storage.site_rows import site_now

BATCH: Final = 200
"""So many people are reminded in one transaction: three statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    slug: str
    edition: EditionView

    @property
    def outline(self) -> Outline:
        return self.edition.outline


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """Something to remind somebody of; `subject` tells it from others of its kind."""

    enrolment_id: UUID
    subject: str
    news: News


def remind_everybody(database: Database, now: Now, *, batch: int = BATCH) -> int:
    """Tell everybody what they are due to be reminded of today; gives how many reminders were written.

    A course whose pages are not made yet waits for another morning.
    """
    with database.reading() as session:
        courses = _courses(session, database)
        due = [
            *_deadlines(session, courses, now.today, site_now(session, database.library).remind_days),
            *_changes(session, courses, now),
            *_follow_ups(session, database, courses, now),
            *_recalls(session, database, courses, now),
        ]
    return sum(_remind(database, due[start : start + batch], now) for start in range(0, len(due), batch))


def _courses(session: Session, database: Database) -> Mapping[UUID, _Course]:
    found = {}
    for head in newest_editions(session):
        try:
            edition = database.library.edition(session, head.edition_id)
        except NotReady:
            continue
        found[head.course_id] = _Course(slug=head.course, edition=edition)
    return found


def _deadlines(session: Session, courses: Mapping[UUID, _Course], today: date, days_before: int) -> Iterator[_Due]:
    for row in deadlines_near(session, today, days_before):
        kind = deadline_reminder(Deadline(ends_on=row.ends_on, told=row.told), today, days_before)
        course = courses.get(row.course_id)
        if kind and course:
            news = News(
                person_id=row.person_id,
                kind=kind,
                path=f"courses/{course.slug}/progress",
                title=course.outline.title,
                day=row.ends_on,
            )
            yield _Due(enrolment_id=row.enrolment_id, subject=row.ends_on.isoformat(), news=news)


def _changes(session: Session, courses: Mapping[UUID, _Course], now: Now) -> Iterator[_Due]:
    for row in material_changes(session, now.at - TOLD_AFTERWARDS):
        course, standing = courses.get(row.course_id), from_json(row.standing, row.item)
        if course is None or not isinstance(standing, ModuleStanding) or not standing.is_changed_since:
            continue
        module = next((each for each in course.outline.modules() if each.path == row.path), None)
        if module:
            news = News(
                person_id=row.person_id,
                kind=NoticeKind.CHANGED,
                path=f"courses/{course.slug}/modules/{module.key}/changes",
                title=module.title,
            )
            yield _Due(enrolment_id=row.enrolment_id, subject=str(row.revision_id), news=news)


def _follow_ups(session: Session, database: Database, courses: Mapping[UUID, _Course], now: Now) -> Iterator[_Due]:
    for row in follow_ups(session, now.at, now.today):
        course, rules = courses.get(row.course_id), database.library.rules(session, row.rules_revision_id)
        occasion, _ = due_evaluation(rules.evaluation, row.completed_at, {Occasion.AFTER}, now.at)
        if course and occasion is Occasion.LATER:
            news = News(
                person_id=row.person_id,
                kind=NoticeKind.FOLLOW_UP,
                path=f"courses/{course.slug}/evaluation",
                title=course.outline.title,
            )
            yield _Due(enrolment_id=row.enrolment_id, subject=str(row.completion_id), news=news)


def _recalls(session: Session, database: Database, courses: Mapping[UUID, _Course], now: Now) -> Iterator[_Due]:
    for each in recall_reminders(session, now.today):
        course = courses.get(each.course_id)
        if course and kept_questions(session, database.library, course.edition, each.due):
            path = f"courses/{course.slug}/daily-review"
            news = News(person_id=each.person_id, kind=NoticeKind.RECALL, path=path, title=course.outline.title)
            yield _Due(enrolment_id=each.enrolment_id, subject=now.today.isoformat(), news=news)


def _remind(database: Database, due: Sequence[_Due], now: Now) -> int:
    """Note what is told, and tell what was not noted before."""
    by_key = {(each.enrolment_id, each.news.kind.value, each.subject): each for each in due}
    with database.writing() as session:
        rows = [
            {"enrolment_id": enrolment_id, "kind": kind, "subject": subject, "at": now.at}
            for enrolment_id, kind, subject in by_key
        ]
        noted = add_each_once(session, Reminder, rows)
        tell_each(session, [by_key[key].news for key in noted], now)
        session.commit()
    return len(noted)
