"""Authors write documents before they are published."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission, require
from trainer.actions.auditing import audit
from trainer.actions.removed_again import require_none_removed
from trainer.clock import Now
from trainer.curriculum.documents import is_text
from trainer.curriculum.merging import Conflict, merge
from trainer.curriculum.text_files import LARGEST
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.adding import add
from trainer.storage.database import Database
from trainer.storage.draft_rows import (
    DraftRow,
    course_id_of,
    drafts_of,
    hold_course,
    last_version,
    published_revision,
    published_text,
    revision_text,
    saved_text,
)
from trainer.storage.drafts import Draft, DraftVersion, GivenUp

MISSING: Final = "There is no such page."


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What an author's text was written from: a saved version, or version 0 and the revision that was published."""

    version: int
    revision: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What stands now. `text` differs from what was sent where somebody else's changes were merged in.

    `version` is 0 where it is what is published, as `revision`.
    """

    version: int
    text: str
    is_merged: bool
    revision: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diverged:
    """Two texts written from one at the same places; `merged` holds both, with marks where they differ."""

    version: int
    mine: str
    theirs: str
    merged: str
    places: tuple[Conflict, ...]


def save(
    database: Database, actor: Actor, course: str, path: str, text: str, seen: Seen, now: Now, *, anew: bool = False
) -> Saved:
    """Save a document's text. What others saved since `seen` is merged in where it stands at other places.

    `anew` bases a draft on what is published now: the text takes the place of that, whatever the draft was begun from.
    Raises Stale with a `Diverged` where both wrote at the same place, and then saves nothing; Invalid for a text that
    is too long or holds what no text can, or words that were removed for good; NotFound for a path where no text of a
    course lies.
    """
    source = _source(text)
    with database.writing() as session:
        course_id = authored(session, actor, course)
        if not is_text(path):
            raise NotFound(MISSING)
        draft = drafts_of(session, course_id, path).get(path)
        published = None if draft else published_text(session, course_id, path)
        base = _base(session, course_id, path, seen)
        theirs = draft.source if draft else published.source if published else b""
        standing = Saved(
            version=draft.version if draft else 0,
            text=theirs.decode(),
            is_merged=theirs != source,
            revision=published.revision_id if published else None,
        )
        if theirs == source and not (anew and draft):
            return standing
        require_none_removed(session, course_id, source.decode(), theirs.decode())
        mine = source
        if theirs != base:
            merged = merge(base.decode(), mine.decode(), theirs.decode())
            if merged.conflicts:
                raise Stale(
                    "Somebody else changed the same place meanwhile. Nothing of either text is lost.",
                    Diverged(
                        version=standing.version,
                        mine=mine.decode(),
                        theirs=theirs.decode(),
                        merged=merged.text,
                        places=merged.places,
                    ),
                )
            mine = merged.text.encode()
            if mine == theirs:  # nothing new was sent: another browser asks for what stands now
                return standing
        version = _add_version(session, actor, course_id, path, mine, now)
        _point_at(session, course_id, path, version, draft, anew=anew)
        session.commit()
    return Saved(version=version, text=mine.decode(), is_merged=mine != source)


def give_up(database: Database, actor: Actor, course: str, path: str, version: int, now: Now) -> UUID | None:
    """Give up a draft; what was saved of it stays for a while. Gives what to bring it back by; twice does nothing more.

    Raises Stale after a save, NotFound where there never was one.
    """
    with database.writing() as session:
        course_id = authored(session, actor, course)
        draft = drafts_of(session, course_id, path).get(path)
        if draft is None:
            return _given_up_before(session, course_id, path)
        if draft.version != version:
            raise Stale("Somebody saved this draft meanwhile; look at it again before you give it up.")
        session.execute(delete(Draft).where(Draft.id == draft.draft_id))
        row = GivenUp(
            id=uuid4(),
            course_id=course_id,
            path=path,
            version=version,
            based_on=draft.based_on,
            person_id=actor.person_id,
            at=now.at,
        )
        add(session, row)
        audit(session, actor, "content:draft:given-up", f"course:{course_id} {path} version:{version}", now)
        given_up_id = row.id
        session.commit()
    return given_up_id


def bring_up(database: Database, actor: Actor, course: str, path: str, version: int, now: Now) -> int:
    """Base a draft on what was published since it was begun; gives how many places hold both texts between marks.

    Raises Stale after a save, NotFound where there is no draft.
    """
    with database.writing() as session:
        course_id = authored(session, actor, course)
        draft, published = drafts_of(session, course_id, path).get(path), published_text(session, course_id, path)
        if draft is None or published is None:
            raise NotFound(MISSING)
        if draft.version != version:
            raise Stale("Somebody saved this draft meanwhile; look at it again.")
        if draft.based_on == published.revision_id:
            return 0
        base = (revision_text(session, course_id, path, draft.based_on) if draft.based_on else None) or b""
        merged = merge(base.decode(), draft.source.decode(), published.source.decode())
        number = _add_version(session, actor, course_id, path, merged.text.encode(), now)
        session.execute(
            update(Draft).where(Draft.id == draft.draft_id).values(version=number, based_on=published.revision_id)
        )
        session.commit()
    return merged.conflicts


def put(session: Session, actor: Actor, course_id: UUID, path: str, source: bytes, now: Now) -> int:
    """Save what stands for a file that is no text, over what is there; the caller has made sure of what was seen."""
    draft = drafts_of(session, course_id, path).get(path)
    version = _add_version(session, actor, course_id, path, source, now)
    _point_at(session, course_id, path, version, draft, anew=True)
    return version


def _given_up_before(session: Session, course_id: UUID, path: str) -> UUID | None:
    """The last draft that was given up at a path; None where the last one was published. Raises NotFound."""
    last = last_version(session, course_id, path)
    if not last:
        raise NotFound(MISSING)
    given_up = select(GivenUp.id).where(GivenUp.course_id == course_id, GivenUp.path == path, GivenUp.version == last)
    return session.scalars(given_up.order_by(GivenUp.at.desc())).first()


def authored(session: Session, actor: Actor, course: str) -> UUID:
    """A course that the actor may author, held until the transaction ends. Raises NotFound and NotAllowed."""
    course_id = course_id_of(session, course)
    if course_id is None:
        raise NotFound(MISSING)
    require(actor, Permission.AUTHOR, course_id=course_id)
    hold_course(session, course_id)
    return course_id


def _source(text: str) -> bytes:
    try:
        source = text.replace("\r\n", "\n").replace("\r", "\n").encode()
    except UnicodeEncodeError as error:
        raise Invalid([("text", "The text holds half of a character; delete it and type it again.")]) from error
    if b"\x00" in source:
        raise Invalid([("text", "The text holds an invisible character (U+0000); delete it.")])
    if len(source) > LARGEST:
        raise Invalid([("text", f"The text has {len(source):,} bytes, more than {LARGEST:,}; cut it into two.")])
    return source


def _base(session: Session, course_id: UUID, path: str, seen: Seen) -> bytes:
    """The text from which the author wrote; nothing where it is unknown, so that nothing of theirs is taken over."""
    if seen.version:
        return saved_text(session, course_id, path, seen.version) or b""
    return (revision_text(session, course_id, path, seen.revision) if seen.revision else None) or b""


def _add_version(session: Session, actor: Actor, course_id: UUID, path: str, source: bytes, now: Now) -> int:
    version = last_version(session, course_id, path) + 1
    add(
        session,
        DraftVersion(
            course_id=course_id, path=path, version=version, source=source, author_id=actor.person_id, at=now.at
        ),
    )
    return version


def _point_at(
    session: Session, course_id: UUID, path: str, version: int, draft: DraftRow | None, *, anew: bool
) -> None:
    if draft and not anew:
        session.execute(update(Draft).where(Draft.id == draft.draft_id).values(version=version))
        return
    based_on = published_revision(session, course_id, path)
    if draft:
        session.execute(update(Draft).where(Draft.id == draft.draft_id).values(version=version, based_on=based_on))
        return
    add(session, Draft(id=uuid4(), course_id=course_id, path=path, version=version, based_on=based_on))
