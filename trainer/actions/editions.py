"""Adds an edition with its revisions, inside one transaction that is begun when all is ready."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission, require
from trainer.actions.auditing import audit
from trainer.actions.rules import asked_at_once, bring_rules
from trainer.addresses import links_of
from trainer.clock import Now
from trainer.curriculum import plain
from trainer.curriculum.change import Change
from trainer.curriculum.changes import changed_sections
from trainer.curriculum.course import Course, Kind
from trainer.curriculum.documents import is_text, kind_of
from trainer.curriculum.edition import RevisionRef
from trainer.curriculum.media_pointers import fingerprint
from trainer.curriculum.module_file import parse_module
from trainer.curriculum.projecting import project
from trainer.curriculum.rules_reach import Reach
from trainer.errors import NotAllowed, Stale
from trainer.problem import Problem
from trainer.storage.adding import add, add_once
from trainer.storage.content import Blob, CourseRow, Document, Edition, EditionItem, Rendering, Revision
from trainer.storage.database import Database
from trainer.storage.editions import EditionHead, History, PublishedDocument, newest_edition
from trainer.storage.library import edition_key
from trainer.storage.redaction_rows import Removed, number_of_last

COURSE_FILE = "curriculum/course.yml"


class Origin(StrEnum):
    """Where new revisions were written."""

    FOLDER = "folder"
    BROWSER = "browser"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the publisher says beside the files."""

    change: Change = Change.CLARIFICATION
    note: str = ""
    harder_from: date | None = None
    based_on: int | None = None
    retire: bool = False
    origin: Origin = Origin.FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An edition as it is about to be committed: its course and number, and the revision of each path that is new."""

    course_id: UUID
    number: int
    revisions: Mapping[str, UUID]


Along: TypeAlias = Callable[[Session, Written], None]
"""What belongs into the same transaction as an edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was published when the folder was read.

    `based_on` holds the documents of the edition that the publisher names, None where there is no such
    edition; `earlier` the sources that each new text had before, in order; `removed` what must not come back.
    """

    head: EditionHead | None = None
    documents: Mapping[str, PublishedDocument] = field(default_factory=dict)
    histories: Mapping[tuple[str, str], History] = field(default_factory=dict)
    based_on: Mapping[str, PublishedDocument] | None = None
    earlier: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    removed: Removed = Removed()  # noqa: RUF009 -- it cannot be changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The edition about to be published: every document's bytes, and which of them are new revisions."""

    files: Mapping[str, bytes]
    fresh: tuple[str, ...]
    kept: tuple[str, ...]
    retired: tuple[str, ...]


def write_edition(
    database: Database,
    actor: Actor,
    course: Course,
    draft: Draft,
    before: Before,
    number: int,
    problems: tuple[Problem, ...],
    options: Options,
    now: Now,
    along: Along | None = None,
) -> tuple[Reach, ...]:
    """Render a checked course and write it as the next edition, with what goes `along`; tells whom its rules reach.

    Raises Stale where another edition came first, NotAllowed where the actor may not author the course.
    """
    slug = course.file.slug
    refs = {path: _ref(path, draft, before, actor, now) for path in draft.files}
    changed = {path: _changed(path, draft, before) for path in draft.fresh}
    projection = project(
        course,
        number=number,
        at=now.at,
        refs=refs,
        changed_at=_changed_at(refs, changed, before, options),
        problems=problems,
        links=links_of(slug),
    )
    edition_id = uuid4()
    with database.writing() as session:
        course_id = _course(session, actor, slug, before, now)
        for path in draft.fresh:
            _add_revision(session, actor, course_id, path, draft.files[path], refs[path], changed[path], options, now)
        edition = Edition(
            id=edition_id, course_id=course_id, number=number, at=now.at, author_id=actor.person_id, note=options.note
        )
        _add_edition(session, edition, refs.values())
        for key, body in {**projection.renderings, edition_key(edition_id): plain.to_text(projection.view)}.items():
            add_once(session, Rendering, key=key, body=body)
        rules: tuple[Reach, ...] = ()
        if before.head and (COURSE_FILE in draft.fresh or options.harder_from):
            revision_id = refs[COURSE_FILE].revision_id
            rules = bring_rules(
                session, database, actor, course_id, revision_id, course.file.rules, options.harder_from, now
            )
        if before.head:
            added = draft.files.keys() - before.documents.keys()
            rules += asked_at_once(session, database, actor, course, course_id, added, now)
        audit(session, actor, "content:course:published", f"edition:{edition_id}", now)
        if along:
            fresh = {path: refs[path].revision_id for path in draft.fresh}
            along(session, Written(course_id=course_id, number=number, revisions=fresh))
        session.commit()
    return rules


def bring_published_rules(
    database: Database, actor: Actor, course: Course, before: Before, harder_from: date, now: Now
) -> tuple[Reach, ...]:
    """Let the rules that are published already hold from a day; raises as `write_edition` does."""
    revision_id = before.documents[COURSE_FILE].revision_id
    with database.writing() as session:
        course_id = _course(session, actor, course.file.slug, before, now)
        rules = bring_rules(session, database, actor, course_id, revision_id, course.file.rules, harder_from, now)
        audit(session, actor, "content:rules:brought", f"course:{course_id} revision:{revision_id}", now)
        session.commit()
    return rules


def _ref(path: str, draft: Draft, before: Before, actor: Actor, now: Now) -> RevisionRef:
    current = before.documents.get(path)
    if current and path not in draft.fresh:
        return RevisionRef(
            document_id=current.document_id,
            revision_id=current.revision_id,
            kind=current.kind,
            number=current.number,
            at=current.at,
            author_id=current.author_id,
        )
    kind = kind_of(path)
    history = before.histories.get((kind, path))
    return RevisionRef(
        document_id=history.document_id if history else uuid4(),
        revision_id=uuid4(),
        kind=kind,
        number=len(history.fingerprints) + 1 if history else 1,
        at=now.at,
        author_id=actor.person_id,
    )


def _changed(path: str, draft: Draft, before: Before) -> frozenset[str]:
    earlier = before.earlier.get(path)
    if not earlier or kind_of(path) is not Kind.MODULE:
        return frozenset()
    old, _ = parse_module(path, earlier[-1].decode())
    new, _ = parse_module(path, draft.files[path].decode())
    return changed_sections(old, new) if old and new else frozenset()


def _changed_at(
    refs: Mapping[str, RevisionRef], changed: Mapping[str, frozenset[str]], before: Before, options: Options
) -> dict[str, dict[str, int]]:
    found = {}
    for path, ref in refs.items():
        history = before.histories.get((ref.kind, path))
        sections = history.changed_at(ref.number) if history else {}
        if options.change is Change.MATERIAL and ref.number > 1:
            sections.update(dict.fromkeys(changed.get(path, ()), ref.number))
        found[path] = sections
    return found


def _course(session: Session, actor: Actor, slug: str, before: Before, now: Now) -> UUID:
    is_new = add_once(session, CourseRow, id=uuid4(), slug=slug, created_at=now.at)
    # Whoever publishes the same course waits here until this edition is committed, and then finds it.
    course_id = session.scalars(
        select(CourseRow.id).where(CourseRow.slug == slug).with_for_update(key_share=True)
    ).one()
    head = newest_edition(session, slug)
    if (head.edition_id if head else None) != (before.head.edition_id if before.head else None):
        raise Stale("Somebody else published this course at the same time; look at their edition and try again.")
    if number_of_last(session) != before.removed.last:
        raise Stale("Words were removed from what was published at the same time; look again before you publish.")
    if is_new and not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator starts a new course.")
    require(actor, Permission.AUTHOR, course_id=course_id)
    return course_id


def _add_edition(session: Session, edition: Edition, refs: Iterable[RevisionRef]) -> None:
    add(session, edition)
    for ref in refs:
        add(session, EditionItem(edition_id=edition.id, document_id=ref.document_id, revision_id=ref.revision_id))


def _add_revision(
    session: Session,
    actor: Actor,
    course_id: UUID,
    path: str,
    content: bytes,
    ref: RevisionRef,
    changed: frozenset[str],
    options: Options,
    now: Now,
) -> None:
    add_once(session, Document, id=ref.document_id, course_id=course_id, kind=ref.kind, path=path)
    digest = None
    if not is_text(path):
        digest = fingerprint(content)  # what was uploaded is there already; here its pointer stands for it
        add_once(session, Blob, digest=digest, content=content)
    revision = Revision(
        id=ref.revision_id,
        document_id=ref.document_id,
        number=ref.number,
        fingerprint=fingerprint(content),
        source=None if digest else content,
        blob_digest=digest,
        origin=options.origin,
        author_id=actor.person_id,
        at=now.at,
        note=options.note,
        change=options.change if ref.number > 1 else None,
        changed_sections=plain.to_text(sorted(changed)),
    )
    add(session, revision)
