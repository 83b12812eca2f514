"""Writes drafts into the clinic's course, as its instructor does."""

from tests.support.clinic import COURSE, ILSE, actor_of
from trainer.actions import drafting
from trainer.actions.drafting import Seen
from trainer.clock import Now
from trainer.queries.writing import writing_page
from trainer.storage.database import Database

MODULE = "curriculum/pharmacology/routes.md"
GLOSSARY = "curriculum/glossary.yml"
OUTLINE = "curriculum/course.yml"
QUIZ = "quizzes/routes.yml"


def text_of(database: Database, path: str = MODULE) -> str:
    """What an author finds in a document."""
    with database.reading() as session:
        return writing_page(session, actor_of(database, ILSE), COURSE, path).text


def draft(database: Database, now: Now, path: str = MODULE, old: str = "", new: str = "\nMore words.\n") -> int:
    """Put `new` in the place of `old`, or at the end, and save; gives the version."""
    ilse = actor_of(database, ILSE)
    with database.reading() as session:
        page = writing_page(session, ilse, COURSE, path)
    assert old in page.text
    text = page.text.replace(old, new, 1) if old else page.text + new
    seen = Seen(version=page.version, revision=page.revision)
    return drafting.save(database, ilse, COURSE, path, text, seen, now).version


def begin(database: Database, now: Now, path: str, text: str) -> int:
    """Save the first draft of a document that is not published; gives the version."""
    ilse = actor_of(database, ILSE)
    return drafting.save(database, ilse, COURSE, path, text, Seen(version=0, revision=None), now).version
