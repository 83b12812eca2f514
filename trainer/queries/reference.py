"""The pages to look things up in: references, glossary, and the words about the course."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.course import Author
from trainer.curriculum.rendered import RenderedAbout, RenderedReference, RenderedTerm
from trainer.curriculum.reviewing import DocumentReview, document_review
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.storage.database import Database
from trainer.storage.review_rows import reviews_of_courses


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
    """Who wrote the course, what it is not, whom to write to; an empty field is not yet set.

    `reviews` holds the key and title of each module with what its clinical reviews mean.
    """

    course: CourseHead
    published_at: datetime
    about: RenderedAbout
    authors: tuple[Author, ...]
    contact: str
    modules: int
    minutes: int
    reviews: tuple[tuple[str, str, DocumentReview], ...]


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
    """What the course says about itself: one statement more than its other pages."""
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
        reviews=tuple(_reviews(session, reader, now)),
    )


def _reviews(session: Session, reader: Reader, now: Now) -> Iterator[tuple[str, str, DocumentReview]]:
    known = reviews_of_courses(session, [reader.course_id])
    for module in reader.edition.outline.modules():
        ref = reader.edition.revisions[module.path]
        reviews = known.get(ref.document_id, ())
        review = document_review(reviews, revision=ref.number, review_by=module.review_by, today=now.today)
        yield module.key, module.title, review
