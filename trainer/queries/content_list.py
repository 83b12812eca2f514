"""What instructors see first: every document of a course, with its problems."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.course import Kind
from trainer.curriculum.edition import EditionView
from trainer.problem import Problem
from trainer.storage.database import Database
from trainer.storage.editions import newest_editions
from trainer.storage.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRow:
    """One document: what it is, its revision, and what deserves a look."""

    path: str
    title: str
    kind: str
    revision: int
    revised_at: datetime
    author: str
    review_by: date | None
    is_review_overdue: bool
    problems: tuple[Problem, ...]
    module: str | None
    quiz: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentCourse:
    """A course with its documents."""

    slug: str
    title: str
    edition: int
    published_at: datetime
    rows: tuple[ContentRow, ...]
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentPage:
    """Every course that the instructor may author."""

    courses: tuple[ContentCourse, ...]


def content_page(session: Session, database: Database, actor: Actor, now: Now) -> ContentPage:
    """The content list: two statements, however many documents there are."""
    editions = [
        database.library.edition(session, head.edition_id)
        for head in newest_editions(session)
        if actor.may(Permission.AUTHOR, course_id=head.course_id)
    ]
    names = _names(session, editions)
    return ContentPage(courses=tuple(_course(edition, names, now.today) for edition in editions))


def _names(session: Session, editions: Iterable[EditionView]) -> Mapping[UUID, str]:
    """What the authors of revisions are called now."""
    authors = {ref.author_id for edition in editions for ref in edition.revisions.values()}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(authors)))
    return {row.id: row.name for row in rows}


def _course(edition: EditionView, names: Mapping[UUID, str], today: date) -> ContentCourse:
    rows = tuple(_row(path, edition, names, today) for path in _in_order(edition))
    return ContentCourse(
        slug=edition.outline.slug,
        title=edition.outline.title,
        edition=edition.number,
        published_at=edition.at,
        rows=rows,
        problems=sum(len(row.problems) for row in rows),
    )


def _in_order(edition: EditionView) -> list[str]:
    kinds = [Kind.MODULE, Kind.QUIZ, Kind.COURSE, Kind.GLOSSARY, Kind.BIBLIOGRAPHY, Kind.FIGURE]
    modules = [module.path for module in edition.outline.modules()]
    return sorted(
        edition.revisions,
        key=lambda path: (
            kinds.index(Kind(edition.revisions[path].kind)),
            modules.index(path) if path in modules else len(modules),
            path,
        ),
    )


def _row(path: str, edition: EditionView, names: Mapping[UUID, str], today: date) -> ContentRow:
    ref = edition.revisions[path]
    module = next((each for each in edition.outline.modules() if each.path == path), None)
    quiz = next((each for each in edition.outline.quizzes if each.path == path), None)
    review_by = module.review_by if module else None
    return ContentRow(
        path=path,
        title=module.title if module else quiz.title if quiz else path.rpartition("/")[2],
        kind=ref.kind,
        revision=ref.number,
        revised_at=ref.at,
        author=names[ref.author_id],
        review_by=review_by,
        is_review_overdue=review_by is not None and review_by < today,
        problems=tuple(problem for problem in edition.problems if problem.file == path),
        module=module.key if module else None,
        quiz=quiz.slug if quiz else None,
    )
