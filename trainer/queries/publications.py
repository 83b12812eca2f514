"""What was decided to be published, and what came of it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, case, select
from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.change import Change
from trainer.curriculum.course import Kind
from trainer.curriculum.document_titles import title_of
from trainer.curriculum.documents import kind_of
from trainer.errors import NotFound
from trainer.problem import Problem, Severity
from trainer.queries.touched import touched
from trainer.queries.writing import authored_course
from trainer.storage.content import Cohort, Document, Edition, EditionItem, Revision, RulesInForce
from trainer.storage.database import Database
from trainer.storage.drafts import Publication
from trainer.storage.editions import edition_numbered
from trainer.storage.people import Person

_MOST: Final = 100
_SOON: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A document that a publication brought: its title, its revision, and how many are asked to read it again."""

    path: str
    kind: Kind
    title: str
    revision: int
    module: str | None
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRow:
    """A publication. `state` is waiting, published, refused or withdrawn; `versions` are those of its drafts."""

    publication_id: UUID
    planned_by: str
    planned_at: datetime
    due_at: datetime
    change: str
    note: str
    harder_from: date | None
    versions: tuple[tuple[str, int], ...]
    state: str
    edition: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationPage:
    """One publication with what came of it. `is_late` where the platform should have carried it out by now.

    `problems` are why it was refused; `rules` from when a cohort is under rules that it brought.
    """

    course: str
    row: PublicationRow
    is_soon: bool
    is_late: bool
    problems: tuple[Problem, ...]
    documents: tuple[Published, ...]
    rules: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationsPage:
    """The last hundred publications of a course: those that wait by when they are due, the others newest first."""

    course: str
    waiting: tuple[PublicationRow, ...]
    past: tuple[PublicationRow, ...]


def publications_page(session: Session, actor: Actor, course: str) -> PublicationsPage:
    """What was planned and carried out: two statements. Raises NotFound."""
    course_id = authored_course(session, actor, course)
    is_waiting = case((Publication.state == "waiting", 0), else_=1)
    rows = session.execute(
        _rows(course_id).order_by(is_waiting, Publication.planned_at.desc(), Publication.id).limit(_MOST)
    )
    found = [_read(row) for row in rows]
    waiting = sorted((row for row in found if row.state == "waiting"), key=lambda row: row.due_at)
    past = tuple(row for row in found if row.state != "waiting")
    return PublicationsPage(course=course, waiting=tuple(waiting), past=past)


def waiting_publications(session: Session, course_id: UUID) -> tuple[PublicationRow, ...]:
    """What is still to be carried out, by when it is due: one statement."""
    rows = session.execute(
        _rows(course_id).where(Publication.state == "waiting").order_by(Publication.due_at).limit(_MOST)
    )
    return tuple(_read(row) for row in rows)


def publication_page(
    session: Session, database: Database, actor: Actor, course: str, publication_id: UUID, now: Now
) -> PublicationPage:
    """One publication: seven statements at the most. Raises NotFound."""
    course_id = authored_course(session, actor, course)
    found = session.execute(_rows(course_id).where(Publication.id == publication_id)).one_or_none()
    if found is None:
        raise NotFound("There is no such page.")
    row = _read(found)
    late_by = now.at - row.due_at
    return PublicationPage(
        course=course,
        row=row,
        is_soon=row.state == "waiting" and -late_by < _SOON,
        is_late=row.state == "waiting" and late_by > _SOON,
        problems=tuple(
            Problem(str(file), int(line), str(message), Severity(severity))
            for file, line, message, severity in json.loads(found.told)
        ),
        documents=_documents(session, database, course_id, course, row, now) if row.edition else (),
        rules=_rules(session, course_id, row) if row.edition else (),
    )


def _documents(
    session: Session, database: Database, course_id: UUID, course: str, row: PublicationRow, now: Now
) -> tuple[Published, ...]:
    head = edition_numbered(session, course, row.edition or 0)
    if head is None:
        return ()
    outline = database.library.edition(session, head.edition_id).outline
    modules = {module.path: module for module in outline.modules()}
    titles = {quiz.path: quiz.title for quiz in outline.quizzes} | {
        path: module.title for path, module in modules.items()
    }
    paths = [path for path, _ in row.versions]
    revisions = session.execute(
        select(Document.path, Revision.number, Revision.change, Revision.changed_sections)
        .select_from(EditionItem)
        .join(Revision, EditionItem.revision_id == Revision.id)
        .join(Document, EditionItem.document_id == Document.id)
        .where(EditionItem.edition_id == head.edition_id, Document.path.in_(paths))
        .order_by(Document.path)
    ).all()
    material = [
        each.path
        for each in revisions
        if each.change == Change.MATERIAL and kind_of(each.path) is Kind.MODULE and json.loads(each.changed_sections)
    ]
    asked = touched(session, course_id, material, now)
    return tuple(
        Published(
            path=each.path,
            kind=kind_of(each.path),
            title=titles.get(each.path, title_of(each.path)),
            revision=each.number,
            module=modules[each.path].key if each.path in modules else None,
            asked=asked[each.path].completed if each.path in asked else 0,
        )
        for each in revisions
    )


def _rules(session: Session, course_id: UUID, row: PublicationRow) -> tuple[tuple[str, date], ...]:
    """The cohorts that came under a course.yml of this publication, each with the first day."""
    if not any(kind_of(path) is Kind.COURSE for path, _ in row.versions):
        return ()
    revision = (
        select(EditionItem.revision_id)
        .join(Edition, EditionItem.edition_id == Edition.id)
        .join(Document, EditionItem.document_id == Document.id)
        .where(Edition.course_id == course_id, Edition.number == row.edition, Document.kind == Kind.COURSE)
    )
    rows = session.execute(
        select(Cohort.name, RulesInForce.first_day)
        .join(RulesInForce, RulesInForce.cohort_id == Cohort.id)
        .where(RulesInForce.revision_id.in_(revision))
        .order_by(Cohort.name, RulesInForce.number)
    )
    return tuple((each.name, each.first_day) for each in rows)


def _rows(course_id: UUID) -> Select[*tuple[Any, ...]]:  # eleven columns, read by name
    return (
        select(
            Publication.id,
            Publication.planned_at,
            Publication.due_at,
            Publication.change,
            Publication.note,
            Publication.harder_from,
            Publication.versions,
            Publication.state,
            Publication.told,
            Publication.edition,
            Person.name.label("planned_by"),
        )
        .join(Person, Person.id == Publication.person_id)
        .where(Publication.course_id == course_id)
    )


def _read(row: Row[Any]) -> PublicationRow:
    versions: Iterable[tuple[str, int]] = json.loads(row.versions).items()
    return PublicationRow(
        publication_id=row.id,
        planned_by=row.planned_by,
        planned_at=row.planned_at,
        due_at=row.due_at,
        change=row.change,
        note=row.note,
        harder_from=row.harder_from,
        versions=tuple(sorted(versions)),
        state=row.state,
        edition=row.edition,
    )
