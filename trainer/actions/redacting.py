"""An administrator removes words, or a figure, from what was published, for good."""

import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.actions.auditing import audit
from trainer.clock import Now
from trainer.curriculum.media_pointers import fingerprint
from trainer.curriculum.redacting import MARK, one_line, repeats, without
from trainer.curriculum.redacting_shape import why_not_same
from trainer.curriculum.redaction_reason import Reason
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.adding import add, add_values, add_words, lock_name, words_digest
from trainer.storage.blobs import blobs_of
from trainer.storage.database import Database
from trainer.storage.draft_rows import course_id_of, hold_course
from trainer.storage.people import Words
from trainer.storage.redaction_pictures import Picture, picture_of
from trainer.storage.redaction_rows import number_of_last
from trainer.storage.redaction_scan import Findings, Found, find_words, holds_further
from trainer.storage.redaction_writing import (
    Changed,
    change_revisions,
    change_versions,
    empty_blobs,
    scrub,
    take_out_of_publications,
    take_out_of_quotes,
    throw_pages_away,
)
from trainer.storage.redactions import Redaction, RedactionItem

LEAST: Final = 3
MOST: Final = 4000
_LONGEST_REASON: Final = 1000
_NO_PAGE: Final = "There is no such page."


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why something must not be seen any more, in a word and in a sentence."""

    reason: Reason
    words: str


def redact_words(database: Database, actor: Actor, course: str, words: str, why: Why, seen: str, now: Now) -> int:
    """Remove words from every text that is kept of a course; gives the number of the redaction.

    `seen` is the digest of the places that the actor was shown. The same words twice are one redaction. Raises Invalid
    for what cannot be done, Stale where the words stand at other places by now, NotFound for all but administrators.
    """
    looked_for = one_line(words)
    require_sense(words, why)
    with database.reading() as session:
        course_id = redacted_course(session, actor, course)
        found = find_words(session, course_id, looked_for)
        done = None if found.exact else _done_before(session, course_id, looked_for)
    if done:
        return done
    _require_possible(found)
    if found.digest != seen:
        raise Stale("The words stand at other places by now; look at them again.")
    with database.writing() as session:
        hold_course(session, course_id)
        if holds_further(session, course_id, looked_for, found.scanned):
            raise Stale("Somebody saved or published these words meanwhile; look at them again.")
        pictures = _pictures(session, actor, course_id, found)
        items = [*_items(found), *(each for picture in pictures for each in _items_of(picture))]
        removed = _Removed(kind="words", words=looked_for, length=len(looked_for))
        number = _record(session, actor, course_id, removed, why, now, items)
        change_revisions(session, _changed(found.revisions))
        change_versions(session, _changed(found.versions))
        empty_blobs(session, [each for picture in pictures for each in picture.revisions])
        take_out_of_quotes(session, course_id, looked_for)
        take_out_of_publications(session, course_id, looked_for)
        throw_pages_away(session, [each.revision_id for each in items])
        session.commit()
    for picture in pictures:
        blobs_of(database).remove(picture.digest)
    _make_anew(database, number)
    return number


def redact_picture(database: Database, actor: Actor, course: str, path: str, revision: int, why: Why, now: Now) -> int:
    """Remove the picture of a revision wherever it was published; gives the number of the redaction.

    Twice is one redaction. Raises Invalid where it is still published, NotFound for all but administrators of every
    course that ever held it.
    """
    _require_reason(why)
    with database.writing() as session:
        course_id = redacted_course(session, actor, course)
        hold_course(session, course_id)
        picture = picture_of(session, course_id, path, revision)
        if picture is None or not all(actor.may(Permission.REDACT, course_id=each) for each in picture.courses):
            raise NotFound(_NO_PAGE)
        if picture.redacted_by:
            return picture.redacted_by
        _require_gone(picture)
        removed = _Removed(kind="figure", words=picture.digest, length=0)
        number = _record(session, actor, course_id, removed, why, now, _items_of(picture))
        empty_blobs(session, picture.revisions)
        throw_pages_away(session, picture.revisions)
        session.commit()
    blobs_of(database).remove(picture.digest)
    _make_anew(database, number)
    return number


def redacted_course(session: Session, actor: Actor, course: str) -> UUID:
    """A course from which the actor may remove words. Raises NotFound."""
    course_id = course_id_of(session, course)
    if course_id is None or not actor.may(Permission.REDACT, course_id=course_id):
        raise NotFound(_NO_PAGE)
    return course_id


def require_sense(words: str, why: Why) -> None:
    """Raise Invalid for words and reasons that are refused wherever the words stand."""
    words, problems = one_line(words), []
    if len(words) < LEAST:
        problems.append(("words", f"Give at least {LEAST} characters, so that nothing else is taken for them."))
    if len(words) > MOST:
        problems.append(("words", f"These are {len(words):,} characters, more than {MOST:,}; remove them in parts."))
    if MARK in words:
        problems.append(("words", f"'{MARK}' stands where words were removed already; leave it out."))
    if words and repeats(why.words, words):
        problems.append(("why", "The reason repeats the words, and stays; say it without them."))
    if problems:
        raise Invalid(problems)
    _require_reason(why)


def _require_reason(why: Why) -> None:
    if not why.words.strip():
        raise Invalid([("why", "Say in a sentence why this must not be seen any more.")])
    if len(why.words) > _LONGEST_REASON:
        raise Invalid([("why", f"The reason has {len(why.words):,} characters, more than {_LONGEST_REASON:,}.")])


def _require_possible(found: Findings) -> None:
    if not found.exact:
        raise Invalid([("words", "These words stand nowhere in this course, exactly as they are written here.")])
    if found.current:
        raise Invalid([("words", f"{found.current[0]} holds the words as it is published now; publish it without.")])
    if found.planned:
        path = found.planned[0].path
        raise Invalid([("words", f"A draft of {path} with the words waits to be published; take that back first.")])
    for each in found.revisions:
        for problem in why_not_same(each.path, each.source, each.places):
            raise Invalid([("words", str(problem))])


def _require_gone(picture: Picture) -> None:
    if picture.current:
        course, path = picture.current[0]
        raise Invalid([("", f"{path} of the course {course} shows this picture now; publish another one first.")])


def _done_before(session: Session, course_id: UUID, words: str) -> int:
    """The redaction of the same words, 0 for none: where they were removed, they are known by their digest alone."""
    rows = session.execute(
        select(Redaction.number, Redaction.digest, Words.salt)
        .join(Words, Words.id == Redaction.text_id)
        .where(Redaction.course_id == course_id, Redaction.length == len(words), Words.salt.is_not(None))
    )
    return next((row.number for row in rows if words_digest(row.salt, words) == row.digest), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Removed:
    """What is removed; a picture is named by its digest."""

    kind: str
    words: str
    length: int


@dataclass(frozen=True, slots=True)
class _Item:
    revision_id: UUID
    places: int
    fingerprint: str


def _items(found: Findings) -> list[_Item]:
    return [
        _Item(each.id, len(each.places), fingerprint(without(each.source, each.places).encode()))
        for each in found.revisions
    ]


def _items_of(picture: Picture) -> list[_Item]:
    return [_Item(each, 1, fingerprint(b"")) for each in picture.revisions]


def _changed(texts: Collection[Found]) -> list[Changed]:
    return [Changed(each.id, without(each.source, each.places).encode()) for each in texts]


def _pictures(session: Session, actor: Actor, course_id: UUID, found: Findings) -> list[Picture]:
    """The drawings in which the words stand, each once."""
    pictures = {}
    for each in found.pictures:
        picture = picture_of(session, course_id, each.path, each.number)
        if picture and not picture.redacted_by:
            pictures[picture.digest] = picture
    for picture in pictures.values():
        _require_gone(picture)
        if not all(actor.may(Permission.REDACT, course_id=other) for other in picture.courses):
            raise Invalid([("words", "A picture with the words is in another course too, where you remove nothing.")])
    return list(pictures.values())


def _record(
    session: Session, actor: Actor, course_id: UUID, removed: _Removed, why: Why, now: Now, items: Collection[_Item]
) -> int:
    lock_name(session, "redaction")
    number, redaction_id = number_of_last(session) + 1, uuid4()
    text_id, text_digest = add_words(session, actor.person_id, "redaction", why.words.strip())
    salt = session.get_one(Words, text_id).salt or ""
    add(
        session,
        Redaction(
            id=redaction_id,
            person_id=actor.person_id,
            actor_id=actor.person_id,
            at=now.at,
            course_id=course_id,
            number=number,
            kind=removed.kind,
            reason=why.reason,
            text_id=text_id,
            text_digest=text_digest,
            digest=words_digest(salt, removed.words) if removed.length else removed.words,
            length=removed.length,
        ),
    )
    add_values(
        session,
        RedactionItem,
        *(
            {
                "redaction_id": redaction_id,
                "revision_id": each.revision_id,
                "places": each.places,
                "fingerprint": each.fingerprint,
            }
            for each in items
        ),
    )
    audit(session, actor, f"content:{removed.kind}:redacted", f"redaction:{redaction_id} course:{course_id}", now)
    return number


def _make_anew(database: Database, number: int) -> None:
    """Let nothing that was made of the texts before outlive them; earlier editions are rendered by and by."""
    from trainer.actions.preparing import prepare_waiting  # noqa: PLC0415 (it renders)

    database.library.learn(number)
    scrub(database)
    prepare_waiting(database, time.monotonic)
