"""Authors bring back what was written once, as a draft."""

from uuid import UUID

from sqlalchemy import select

from trainer.access import Actor, Permission, require
from trainer.actions import drafting
from trainer.actions.drafting import MISSING, Diverged, Saved, Seen
from trainer.clock import Now
from trainer.curriculum.documents import is_text
from trainer.errors import NotFound, Stale
from trainer.storage.database import Database
from trainer.storage.draft_rows import course_id_of, drafts_of, published_text, saved_text
from trainer.storage.drafts import GivenUp
from trainer.storage.kept_texts import kept_text


def restore(database: Database, actor: Actor, course: str, path: str, name: str, seen: Seen, now: Now) -> Saved:
    """Save an earlier text ('r3': revision 3, 'v12': saved version 12) as the draft of its document.

    A revision takes the place of what is published now; a saved version goes on from where its draft began. What
    somebody saved since `seen` is merged in where it stands at other places. Raises Stale where it does not, NotFound
    where nothing is kept under that name.
    """
    with database.reading() as session:
        course_id = course_id_of(session, course)
        if course_id is None:
            raise NotFound(MISSING)
        require(actor, Permission.AUTHOR, course_id=course_id)
        found = kept_text(session, course_id, path, name)
    if found is None:
        raise NotFound("Nothing is kept of this document under that number.")
    is_revision = found.edition_id is not None
    return drafting.save(database, actor, course, path, found.source.decode(), seen, now, anew=is_revision)


def bring_back(database: Database, actor: Actor, course: str, given_up_id: UUID, now: Now) -> str:
    """Make a draft again of one that was given up, and give its path; twice does nothing more.

    What was published since is merged in; where both stand at one place, both stand there between marks. Raises Stale
    where somebody has begun another draft, NotFound where none was given up.
    """
    with database.reading() as session:
        course_id = course_id_of(session, course)
        row = session.scalar(select(GivenUp).where(GivenUp.id == given_up_id))
        if course_id is None or row is None or row.course_id != course_id:
            raise NotFound(MISSING)
        require(actor, Permission.AUTHOR, course_id=course_id)
        path, based_on = row.path, row.based_on
        source = saved_text(session, course_id, path, row.version)
        draft, published = drafts_of(session, course_id, path).get(path), published_text(session, course_id, path)
    if source is None:
        raise NotFound("What was written in this draft is no longer kept.")
    if draft and draft.source != source:
        raise Stale("There is another draft of this document now. The history of the document has both.")
    if draft is None and not is_text(path):
        _bring_back_file(database, actor, course, path, source, now)
    elif draft is None:
        try:
            drafting.save(database, actor, course, path, source.decode(), Seen(version=0, revision=based_on), now)
        except Stale as error:
            if not isinstance(error.current, Diverged):
                raise
            seen = Seen(version=0, revision=published.revision_id if published else None)
            drafting.save(database, actor, course, path, error.current.merged, seen, now)
    return path


def _bring_back_file(database: Database, actor: Actor, course: str, path: str, source: bytes, now: Now) -> None:
    """A file that is no text takes the place of what is published since: two files cannot be merged."""
    with database.writing() as session:
        course_id = drafting.authored(session, actor, course)
        if path in drafts_of(session, course_id, path):
            raise Stale("There is another draft of this document now. The history of the document has both.")
        drafting.put(session, actor, course_id, path, source, now)
        session.commit()
