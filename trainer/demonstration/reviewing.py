"""The clinician of the demonstration, who has reviewed some of the course; every licence here is fictional."""

from datetime import timedelta
from typing import Final
from uuid import uuid4

from trainer.access import Actor
from trainer.actions import review_comments, reviewing
from trainer.actions.review_comments import Entered
from trainer.actions.reviewing import SeenReviews
from trainer.clock import Now
from trainer.curriculum.reviewing import Signature
from trainer.curriculum.reviewing_words import Signing
from trainer.queries.reviewing_document import ReviewPage, review_page
from trainer.storage.database import Database

_NAME: Final = "Ruth Adler (demonstration)"
_SIGNATURE: Final = Signature(name=_NAME, licence="fictional psychiatrist", number="000000", place="nowhere")
_CHANGED_LATER: Final = "curriculum/pharmacology/routes.md"
_OVERDUE: Final = "curriculum/pharmacology/contraindications.md"
_SIGNED: Final = ("curriculum/guiding-altered-states/presence.md", "curriculum/guiding-altered-states/grounding.md")
_RETURNED: Final = "curriculum/psychotherapeutic-techniques/suicidality.md"
_COMMENTS: Final = (
    ("## What the trials", "Say with each figure whether it is about racemic ketamine or about esketamine."),
    ("", "Say once, near the top, which steps need a prescriber in the room."),
)


def before_the_change(database: Database, clinician: Actor, course: str, now: Now) -> None:
    """Sign a module that is changed later, and one whose signature is due again before today."""
    _sign(database, clinician, course, _CHANGED_LATER, now)
    _sign(database, clinician, course, _OVERDUE, now, due_in=timedelta(days=40))


def after_the_change(database: Database, clinician: Actor, course: str, now: Now) -> None:
    """Sign two modules, and return one with comments."""
    for path in _SIGNED:
        _sign(database, clinician, course, path, now)
    page = _page(database, clinician, course, _RETURNED, now)
    for words, comment in _COMMENTS:
        line = next((number for number, line in enumerate(page.lines, 1) if words and line.startswith(words)), 0)
        entered = Entered(id=uuid4(), revision=page.head.revision_id, line=line, words=comment, seen=0)
        review_comments.keep(database, clinician, course, _RETURNED, entered, now)
    reviewing.return_it(database, clinician, course, _RETURNED, _seen(page), now)


def _sign(
    database: Database, clinician: Actor, course: str, path: str, now: Now, due_in: timedelta | None = None
) -> None:
    due_on = now.today + due_in if due_in else None
    signing = Signing(signature=_SIGNATURE, due_on=due_on, attests=True)
    page = _page(database, clinician, course, path, now)
    reviewing.sign(database, clinician, course, path, signing, _seen(page), now)


def _page(database: Database, clinician: Actor, course: str, path: str, now: Now) -> ReviewPage:
    with database.reading() as session:
        return review_page(session, database, clinician, course, path, now)


def _seen(page: ReviewPage) -> SeenReviews:
    return SeenReviews(revision=page.head.revision_id, reviews=page.reviews_here)
