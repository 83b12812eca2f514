"""Authors upload figures, recordings and handouts, as drafts."""

from dataclasses import dataclass
from typing import BinaryIO, Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission, require
from trainer.actions import drafting
from trainer.actions.auditing import audit
from trainer.actions.drafting import MISSING, Seen, authored
from trainer.actions.receiving import Received, receive
from trainer.clock import Now
from trainer.curriculum.media_incoming import NAME, name_made_of
from trainer.curriculum.media_pointers import fingerprint, read_pointer, write_pointer
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.adding import add
from trainer.storage.content import Blob, Document, Revision
from trainer.storage.database import Database
from trainer.storage.draft_rows import course_id_of, drafts_of, published_revision
from trainer.storage.uploads import Upload

LONGEST_ALTERNATIVE: Final = 1000
_OTHERS_WERE_FIRST: Final = "Somebody else put another file in this place meanwhile. Nothing of either is lost."


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file as it comes: what it was called, what its author calls it, what it shows to those who do not see it."""

    file: BinaryIO
    filename: str
    name: str = ""
    alternative: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """The file in whose place another one is to stand, as the author saw it."""

    path: str
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """Where a file stands now; `version` is 0 where it is what is published."""

    path: str
    digest: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BothFiles:
    """Two files for one place, by their digests, and what stands there now."""

    path: str
    mine: str
    theirs: str
    seen: Seen


def upload(
    database: Database, actor: Actor, course: str, incoming: Incoming, replaced: Replaced | None, now: Now
) -> Uploaded:
    """Take a file into a course as a draft. The same file twice does nothing more.

    Raises Invalid where it cannot be in a course, or its name is taken; Stale with `BothFiles` where somebody else
    replaced the same file since it was seen; NotFound and NotAllowed for a course that the actor may not author.
    """
    _require_author(database, actor, course)
    name = incoming.name.strip() or name_made_of(incoming.filename)
    if not NAME.fullmatch(name):
        raise Invalid([("name", "Use up to 60 lower-case letters, digits and hyphens, such as 'peak-levels'.")])
    _require_words(incoming.alternative)
    received = receive(database, incoming.file, name, replaced.path if replaced else None)
    with database.writing() as session:
        course_id = authored(session, actor, course)
        _note(session, actor, course_id, received.path, received.pointer.digest, incoming.alternative, now)
        try:
            placed = _place(session, actor, course_id, received, replaced.seen if replaced else None, now)
        except Stale:
            session.commit()  # the bytes are there, and whoever uploaded them can look at them
            raise
        session.commit()
    return placed


def take(database: Database, actor: Actor, course: str, path: str, digest: str, seen: Seen, now: Now) -> Uploaded:
    """Put a file that was uploaded for this place, or published at it before, there again as a draft.

    Raises NotFound for any other file, and Stale as `upload` does.
    """
    with database.writing() as session:
        course_id = authored(session, actor, course)
        content = session.scalar(select(Blob.content).where(Blob.digest == digest, _was_at(course_id, path, digest)))
        if content is None:
            raise NotFound(MISSING)
        pointer = read_pointer(content) or Received.of_bytes(path, content).pointer
        placed = _place(session, actor, course_id, Received(path=path, pointer=pointer), seen, now)
        session.commit()
    return placed


def describe(database: Database, actor: Actor, course: str, path: str, digest: str, alternative: str, now: Now) -> None:
    """Say what a file shows, for those who put it into a text. Raises NotFound for a file that is not at the path."""
    _require_words(alternative)
    with database.writing() as session:
        course_id = authored(session, actor, course)
        if session.scalar(select(Blob.digest).where(Blob.digest == digest, _was_at(course_id, path, digest))) is None:
            raise NotFound(MISSING)
        _note(session, actor, course_id, path, digest, alternative, now)
        session.commit()


def _require_author(database: Database, actor: Actor, course: str) -> None:
    """Before a large file is looked at. Raises NotFound and NotAllowed."""
    with database.reading() as session:
        course_id = course_id_of(session, course)
    if course_id is None:
        raise NotFound(MISSING)
    require(actor, Permission.AUTHOR, course_id=course_id)


def _require_words(alternative: str) -> None:
    if len(alternative) > LONGEST_ALTERNATIVE:
        words = f"This has {len(alternative):,} characters, more than {LONGEST_ALTERNATIVE:,}; shorten it."
        raise Invalid([("says", words)])


def _was_at(course_id: UUID, path: str, digest: str) -> ColumnElement[bool]:
    uploaded = select(Upload.id).where(Upload.course_id == course_id, Upload.path == path, Upload.digest == digest)
    published = (
        select(Revision.id)
        .join(Document, Document.id == Revision.document_id)
        .where(Document.course_id == course_id, Document.path == path, Revision.blob_digest == digest)
    )
    return uploaded.exists() | published.exists()


def _note(session: Session, actor: Actor, course_id: UUID, path: str, digest: str, alternative: str, now: Now) -> None:
    where = (Upload.course_id == course_id, Upload.path == path)
    words = " ".join(alternative.split())
    last = session.execute(
        select(Upload.number, Upload.digest, Upload.alternative).where(*where).order_by(Upload.number.desc()).limit(1)
    ).one_or_none()
    if last and last.digest == digest and words in ("", last.alternative):
        return
    add(
        session,
        Upload(
            course_id=course_id,
            path=path,
            number=(last.number if last else 0) + 1,
            digest=digest,
            alternative=words,
            person_id=actor.person_id,
            at=now.at,
        ),
    )


def _place(
    session: Session, actor: Actor, course_id: UUID, received: Received, seen: Seen | None, now: Now
) -> Uploaded:
    """Make the file the draft of its place. Raises Invalid where the place is taken, Stale where it changed."""
    path, digest = received.path, received.pointer.digest
    draft, revision = drafts_of(session, course_id, path).get(path), published_revision(session, course_id, path)
    published = session.scalar(select(Revision.blob_digest).where(Revision.id == revision)) if revision else None
    theirs = fingerprint(draft.source) if draft else published
    stands = Seen(version=draft.version if draft else 0, revision=revision)
    if theirs == digest:
        return Uploaded(path=path, digest=digest, version=stands.version)
    if theirs and seen is None:
        cure = "give this one another name, or replace that file"
        raise Invalid([("name", f"There is a file {path} already; {cure}.")])
    if theirs and seen != stands:
        raise Stale(_OTHERS_WERE_FIRST, BothFiles(path=path, mine=digest, theirs=theirs, seen=stands))
    version = drafting.put(session, actor, course_id, path, write_pointer(received.pointer), now)
    audit(session, actor, "content:file:uploaded", f"course:{course_id} {path} version:{version}", now)
    return Uploaded(path=path, digest=digest, version=version)
