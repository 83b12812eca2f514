"""Clinicians of the clinic, who review what is published."""

from datetime import date
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.support.clinic import COURSE, PASSWORD, actor_of, after
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import drafting, inviting, people, review_comments, reviewing
from trainer.actions.drafting import Seen
from trainer.actions.review_comments import Entered
from trainer.actions.reviewing import SeenReviews
from trainer.clock import Now
from trainer.curriculum.reviewing import DocumentReview, Signature
from trainer.curriculum.reviewing_words import Signing
from trainer.queries.reviewing_document import ReviewPage, review_page
from trainer.queries.writing import writing_page
from trainer.storage.database import Database
from trainer.storage.reviews import Review

PATH: Final = "curriculum/pharmacology/routes.md"
RUTH: Final = "ruth@example.org"
OTTO: Final = "otto@example.org"
SIGNATURE: Final = Signature(name="Dr Ruth Adler", licence="psychiatrist", number="A 12345", place="Austria")


def reviewer(database: Database, address: str = RUTH, *, course: str | None = None) -> Actor:
    """Somebody who has joined as a reviewer, of the whole site or of a course."""
    invited = inviting.invite(
        database, PLATFORM, address, RoleName.REVIEWER, course=course, cohort=None, now=after(days=-1)
    )
    inviting.accept(database, invited, address.partition("@")[0].capitalize(), PASSWORD, "a test", after(days=-1))
    return actor_of(database, address)


def let_review(database: Database, address: str) -> Actor:
    """Let somebody who has joined review beside what they do."""
    people.grant_role(database, PLATFORM, address, RoleName.REVIEWER, course=None, cohort=None, now=after(days=-1))
    return actor_of(database, address)


def page_of(database: Database, actor: Actor, now: Now, path: str = PATH, course: str = COURSE) -> ReviewPage:
    """A document's page, as a reviewer opens it."""
    with database.reading() as session:
        return review_page(session, database, actor, course, path, now)


def seen_on(page: ReviewPage) -> SeenReviews:
    """What the forms of a page carry."""
    return SeenReviews(revision=page.head.revision_id, reviews=page.reviews_here)


def signing(due_on: date | None = None, *, attests: bool = True, signature: Signature = SIGNATURE) -> Signing:
    """What a reviewer enters to sign."""
    return Signing(signature=signature, due_on=due_on, attests=attests)


def sign(
    database: Database,
    actor: Actor,
    now: Now,
    path: str = PATH,
    due_on: date | None = None,
    course: str = COURSE,
) -> DocumentReview:
    """Sign what stands, and tell what the reviews mean then."""
    seen = seen_on(page_of(database, actor, now, path, course))
    reviewing.sign(database, actor, course, path, signing(due_on), seen, now)
    return page_of(database, actor, now, path, course).review


def comment(database: Database, actor: Actor, now: Now, words: str, line: int = 0, path: str = PATH) -> UUID:
    """Keep a comment on a line of what stands, not sent yet; gives its id."""
    entered = Entered(
        id=uuid4(), revision=page_of(database, actor, now, path).head.revision_id, line=line, words=words, seen=0
    )
    review_comments.keep(database, actor, COURSE, path, entered, now)
    return entered.id


def return_it(database: Database, actor: Actor, now: Now, *comments: tuple[int, str], path: str = PATH) -> None:
    """Return what stands with comments on lines."""
    for line, words in comments:
        comment(database, actor, now, words, line, path)
    reviewing.return_it(database, actor, COURSE, path, seen_on(page_of(database, actor, now, path)), now)


def last_review(database: Database) -> Review:
    """The review that was made last."""
    with database.reading() as session:
        return session.scalars(select(Review).order_by(Review.at.desc(), Review.number.desc()).limit(1)).one()


def line_of(database: Database, actor: Actor, words: str, path: str = PATH) -> int:
    """The number of the line that holds some words."""
    lines = page_of(database, actor, after(days=1), path).lines
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def write(database: Database, author: Actor, now: Now) -> None:
    """Save more words as an author; the next publication is theirs too."""
    with database.reading() as session:
        shown = writing_page(session, author, COURSE, PATH)
    seen = Seen(version=shown.version, revision=shown.revision)
    drafting.save(database, author, COURSE, PATH, f"{shown.text}\nMore.\n", seen, now)
