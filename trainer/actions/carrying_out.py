"""The platform publishes what authors decided to publish, once it is due."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from trainer.access import Permission
from trainer.actions.acting import person_acting
from trainer.actions.editions import Options, Origin, Written
from trainer.actions.folding import refold_outdated
from trainer.actions.publications import why_not_current
from trainer.actions.publishing import Outcome, publish
from trainer.clock import Now
from trainer.curriculum.change import Change
from trainer.errors import Invalid, NotAllowed, Stale, TrainerError
from trainer.problem import is_blocking
from trainer.storage.content import CourseRow
from trainer.storage.database import Database
from trainer.storage.draft_rows import drafts_of, saved_text
from trainer.storage.drafts import Draft, Publication
from trainer.storage.editions import documents_of, newest_edition


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
        behind = why_not_current(session, found.course_id, versions, may_be_newer=True)
    options = Options(
        change=Change(found.change), note=found.note, harder_from=found.harder_from, origin=Origin.BROWSER
    )

    def along(session: Session, written: Written) -> None:
        for path, version in versions.items():
            _close(session, written.course_id, path, version, written.revisions.get(path))
        if not _tell(session, publication_id, "published", (), written.number):
            raise Stale("This was taken back or carried out meanwhile.")

    try:
        if not actor.may(Permission.AUTHOR, course_id=found.course_id):
            raise NotAllowed("Whoever planned this may no longer author the course.")
        if behind:
            raise Invalid([("", behind)])
        outcome = publish(database, actor, files, (), options, now, along)
    except Stale:
        return  # somebody else acted at the same moment: while it still waits it is looked at anew
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
) -> bool:
    """Say what came of a plan; False where it no longer waits."""
    said = session.execute(
        update(Publication)
        .where(Publication.id == publication_id, Publication.state == "waiting")
        .values(state=state, told=json.dumps(told), edition=edition)
    )
    return bool(said.rowcount)  # type: ignore[attr-defined]  # an update gives a CursorResult


def _problems(outcome: Outcome) -> list[list[object]]:
    """What stopped it, in words; a course that is as it was stops it too."""
    if outcome.is_unchanged:
        return [["", 0, "These drafts are the same as what is published; give them up.", "error"]]
    return [[each.file, each.line, each.message, str(each.severity)] for each in outcome.problems if is_blocking(each)]
