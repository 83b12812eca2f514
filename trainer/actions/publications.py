"""Authors decide to publish drafts together, now or later, and the platform carries it out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.actions.acting import person_acting
from trainer.actions.auditing import audit
from trainer.actions.drafting import MISSING, authored
from trainer.actions.editions import Change, Options, Origin, Written
from trainer.actions.folding import refold_outdated
from trainer.actions.publishing import Outcome, publish
from trainer.clock import Now
from trainer.errors import Invalid, NotAllowed, NotFound, Stale, TrainerError
from trainer.problem import is_blocking
from trainer.storage.adding import add
from trainer.storage.content import CourseRow
from trainer.storage.database import Database
from trainer.storage.draft_rows import drafts_of, published_text, saved_text
from trainer.storage.drafts import Draft, Publication
from trainer.storage.editions import documents_of, newest_edition

LATEST: Final = timedelta(days=366)
_LONGEST_NOTE: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be published: the version of each path, what kind of change it is, and when."""

    versions: Mapping[str, int]
    change: Change
    note: str
    due_at: datetime
    harder_from: date | None = None


def plan(database: Database, actor: Actor, course: str, wanted: Plan, now: Now) -> UUID:
    """Decide to publish drafts as they stand. Gives the publication; the same plan twice is one.

    Raises Stale where a draft was saved meanwhile, or something was published since it was begun; Invalid for a plan
    that cannot be.
    """
    _require_sense(wanted, now)
    with database.writing() as session:
        course_id = authored(session, actor, course)
        behind = _why_not_current(session, course_id, wanted.versions)
        if behind:
            raise Stale(behind)
        written = json.dumps(dict(sorted(wanted.versions.items())))
        waiting = session.scalar(
            select(Publication.id).where(
                Publication.course_id == course_id, Publication.state == "waiting", Publication.versions == written
            )
        )
        if waiting:
            return waiting
        publication_id = uuid4()
        add(
            session,
            Publication(
                id=publication_id,
                course_id=course_id,
                person_id=actor.person_id,
                planned_at=now.at,
                due_at=max(wanted.due_at, now.at),
                change=wanted.change,
                note=wanted.note.strip(),
                harder_from=wanted.harder_from,
                versions=written,
                state="waiting",
                told="[]",
            ),
        )
        audit(session, actor, "content:publication:planned", f"publication:{publication_id}", now)
        session.commit()
    return publication_id


def withdraw(database: Database, actor: Actor, course: str, publication_id: UUID, now: Now) -> None:
    """Take a plan back; twice does nothing more. Raises Stale where it was carried out already."""
    with database.writing() as session:
        course_id = authored(session, actor, course)
        found = session.get(Publication, publication_id)
        if found is None or found.course_id != course_id:
            raise NotFound(MISSING)
        if found.state == "withdrawn":
            return
        if found.state != "waiting":
            raise Stale("This was carried out already; look at what came of it.")
        found.state = "withdrawn"
        audit(session, actor, "content:publication:withdrawn", f"publication:{publication_id}", now)
        session.commit()


def is_publication_due(database: Database, now: Now) -> bool:
    """Whether a plan waits to be carried out."""
    return bool(_due(database, now))


def carry_out_due(database: Database, now: Now) -> int:
    """Publish what is due, what was planned first before the rest; gives how many plans were carried out or refused."""
    due = _due(database, now)
    for publication_id in due:
        _carry_out(database, publication_id, now)
    if due:
        for _ in refold_outdated(database, now):
            pass
    return len(due)


def _due(database: Database, now: Now) -> Sequence[UUID]:
    with database.reading() as session:
        return session.scalars(
            select(Publication.id)
            .where(Publication.state == "waiting", Publication.due_at <= now.at)
            .order_by(Publication.due_at, Publication.planned_at)
        ).all()


def _carry_out(database: Database, publication_id: UUID, now: Now) -> None:
    with database.reading() as session:
        found = session.get_one(Publication, publication_id)
        course = session.get_one(CourseRow, found.course_id).slug
        actor = person_acting(session, found.person_id)
        versions: dict[str, int] = json.loads(found.versions)
        files = _files(session, found.course_id, course, versions)
        behind = _why_not_current(session, found.course_id, versions, may_be_newer=True)
    options = Options(
        change=Change(found.change), note=found.note, harder_from=found.harder_from, origin=Origin.BROWSER
    )

    def along(session: Session, written: Written) -> None:
        for path, version in versions.items():
            _close(session, written.course_id, path, version, written.revisions.get(path))
        _tell(session, publication_id, "published", (), written.number)

    try:
        if not actor.may(Permission.AUTHOR, course_id=found.course_id):
            raise NotAllowed("Whoever planned this may no longer author the course.")
        if behind:
            raise Stale(behind)
        outcome = publish(database, actor, files, (), options, now, along)
    except TrainerError as error:
        _refuse(database, publication_id, [[course, 0, str(error), "error"]])
        return
    if outcome.number is None:
        _refuse(database, publication_id, _problems(outcome))


def _files(session: Session, course_id: UUID, course: str, versions: Mapping[str, int]) -> dict[str, bytes]:
    head = newest_edition(session, course)
    files = {path: each.content for path, each in documents_of(session, head.edition_id).items()} if head else {}
    for path, version in versions.items():
        source = saved_text(session, course_id, path, version)
        if source is not None:
            files[path] = source
    return files


def _require_sense(wanted: Plan, now: Now) -> None:
    problems = []
    if not wanted.versions:
        problems.append(("versions", "Choose at least one draft to publish."))
    if len(wanted.note) > _LONGEST_NOTE:
        problems.append(("note", f"The note has {len(wanted.note)} characters, more than {_LONGEST_NOTE}; shorten it."))
    if wanted.change is Change.MATERIAL and not wanted.note.strip():
        problems.append(("note", "Tell those who completed a module in a sentence what has changed."))
    if wanted.due_at > now.at + LATEST:
        problems.append(("due_at", "Choose a day within a year."))
    if wanted.harder_from and wanted.harder_from < now.today:
        problems.append(("harder_from", "Choose today or a later day."))
    if problems:
        raise Invalid(problems)


def _why_not_current(
    session: Session, course_id: UUID, versions: Mapping[str, int], *, may_be_newer: bool = False
) -> str | None:
    """Why these drafts are not what would be published now: each has to stand at its version, on what is published."""
    drafts = drafts_of(session, course_id)
    for path, version in versions.items():
        draft, published = drafts.get(path), published_text(session, course_id, path)
        if draft is None or draft.version < version or (draft.version > version and not may_be_newer):
            return f"The draft of {path} was saved or given up meanwhile; look at it again."
        if draft.based_on != (published.revision_id if published else None):
            return f"{path} was published by somebody else meanwhile; bring the draft up to that first."
    return None


def _close(session: Session, course_id: UUID, path: str, version: int, revision: UUID | None) -> None:
    """End a draft that is published; what was saved after the plan goes on from the new revision."""
    draft = drafts_of(session, course_id, path).get(path)
    if draft is None:
        raise Stale(f"The draft of {path} was given up meanwhile; look at it again.")
    if draft.version == version:
        session.execute(delete(Draft).where(Draft.id == draft.draft_id))
    elif revision:
        session.execute(update(Draft).where(Draft.id == draft.draft_id).values(based_on=revision))


def _refuse(database: Database, publication_id: UUID, told: list[list[object]]) -> None:
    with database.writing() as session:
        _tell(session, publication_id, "refused", told, None)
        session.commit()


def _tell(
    session: Session, publication_id: UUID, state: str, told: list[list[object]] | tuple[()], edition: int | None
) -> None:
    session.execute(
        update(Publication)
        .where(Publication.id == publication_id)
        .values(state=state, told=json.dumps(told), edition=edition)
    )


def _problems(outcome: Outcome) -> list[list[object]]:
    """What stopped it, in words; a course that is as it was stops it too."""
    if outcome.is_unchanged:
        return [["", 0, "These drafts are the same as what is published; give them up.", "error"]]
    return [[each.file, each.line, each.message, str(each.severity)] for each in outcome.problems if is_blocking(each)]
