"""The pages to look things up in: references, glossary, and the words about the course."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.course import Author
from trainer.curriculum.rendered import RenderedAbout, RenderedReference, RenderedTerm
from trainer.queries.reader import CourseHead, reader_of
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencesPage:
    """Every source of the course."""

    course: CourseHead
    references: tuple[RenderedReference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryPage:
    """Every term of the course."""

    course: CourseHead
    terms: tuple[RenderedTerm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage:
    """Who wrote the course, what it is not, whom to write to; an empty field is not yet set."""

    course: CourseHead
    published_at: datetime
    about: RenderedAbout
    authors: tuple[Author, ...]
    contact: str
    modules: int
    minutes: int


def references_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> ReferencesPage:
    """The references of a course that the actor reads."""
    reader = reader_of(session, database, actor, course, now)
    pages = database.library.course_pages(session, reader.edition)
    return ReferencesPage(course=reader.head, references=pages.references)


def glossary_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> GlossaryPage:
    """The glossary of a course that the actor reads."""
    reader = reader_of(session, database, actor, course, now)
    return GlossaryPage(course=reader.head, terms=database.library.course_pages(session, reader.edition).glossary)


def about_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> AboutPage:
    """What the course says about itself."""
    reader = reader_of(session, database, actor, course, now)
    pages = database.library.course_pages(session, reader.edition)
    modules = reader.edition.outline.modules()
    return AboutPage(
        course=reader.head,
        published_at=reader.edition.at,
        about=pages.about,
        authors=pages.authors,
        contact=pages.contact,
        modules=len(modules),
        minutes=sum(module.minutes for module in modules),
    )
