"""What administrators see of the tables they bring: all of them, what one will do, and what one did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.bulk.plan import Act, Step
from trainer.bulk.planning import keys_of, plan
from trainer.bulk.table import Fault, Subject, from_text
from trainer.bulk.undoing import Outcome, Reason, undo
from trainer.clock import Now
from trainer.errors import NotAllowed, NotFound
from trainer.storage.bulk import BulkImport
from trainer.storage.bulk_ground import Done, done_by
from trainer.storage.bulk_world import world_of
from trainer.storage.content import Cohort, CourseRow
from trainer.storage.people import Invitation, Person

_LISTED: Final = 50
_PAGE: Final = 200
_ALL: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportHead:
    """A table that somebody brought: what, how much, who, when, and what became of it."""

    id: UUID
    subject: Subject
    rows: int
    by: str
    created_at: datetime
    carried_out_at: datetime | None
    undone_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedImport:
    """What a table will do, some steps a page, or what is wrong with it since it was brought.

    `digest` is that of all steps; `writes_to` is how many people get mail.
    """

    head: ImportHead
    counts: dict[Act, int]
    steps: tuple[Step, ...]
    faults: tuple[Fault, ...]
    digest: str
    does_something: bool
    page: int
    pages: int

    @property
    def writes_to(self) -> int:
        """How many invitations go out."""
        return self.counts.get(Act.INVITED, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneLine:
    """One thing that was done: to whom, for what, and what becomes of it when the import is taken back."""

    row: int
    act: Act
    who: str
    person_id: UUID | None
    role: str
    where: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneImport:
    """What an import did; each thing says what taking back would do to it, or did."""

    head: ImportHead
    counts: dict[Act, int]
    lines: tuple[DoneLine, ...]
    back: int
    stays: int
    staying: tuple[DoneLine, ...]
    page: int
    pages: int


def imports_page(session: Session, actor: Actor) -> tuple[ImportHead, ...]:
    """The latest tables: one statement."""
    _require(actor)
    rows = session.execute(_heads().order_by(BulkImport.created_at.desc(), BulkImport.id).limit(_LISTED))
    return tuple(_head(row) for row in rows)


def import_page(
    session: Session, actor: Actor, import_id: UUID, page: int, now: Now, *, most: int = _PAGE
) -> PlannedImport | DoneImport:
    """One table: what it will do, or what it did, with `most` lines a page. Raises NotFound."""
    _require(actor)
    row = session.execute(_heads().where(BulkImport.id == import_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such import. A table that nobody said yes to is removed after two days.")
    return _done(session, _head(row), page, most, now) if row.body is None else _planned(session, row, page, most, now)


def whole_import(session: Session, actor: Actor, import_id: UUID, now: Now) -> PlannedImport | DoneImport:
    """One table with every step on one page, for where there are no pages. Raises NotFound."""
    return import_page(session, actor, import_id, 1, now, most=_ALL)


def _require(actor: Actor) -> None:
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator sees imports.")


def _heads() -> Select[*tuple[Any, ...]]:  # eight columns, taken by name
    return select(
        BulkImport.id,
        BulkImport.kind,
        BulkImport.rows,
        Person.name,
        BulkImport.created_at,
        BulkImport.carried_out_at,
        BulkImport.undone_at,
        BulkImport.body,
    ).join(Person, BulkImport.person_id == Person.id)


def _head(row: Row[Any]) -> ImportHead:
    return ImportHead(
        id=row.id,
        subject=Subject(row.kind),
        rows=row.rows,
        by=row.name,
        created_at=row.created_at,
        carried_out_at=row.carried_out_at,
        undone_at=row.undone_at,
    )


def _planned(
    session: Session,
    row: Row[Any],
    page: int,
    most: int,
    now: Now,
) -> PlannedImport:
    head, rows = _head(row), from_text(row.body or "[]")
    found = plan(head.subject, rows, world_of(session, keys_of(rows), now.at))
    pages = _pages(len(found.steps), most)
    page = min(page, pages)
    return PlannedImport(
        head=head,
        counts=found.counts,
        steps=found.steps[most * (page - 1) : most * page],
        faults=found.faults,
        digest=found.digest,
        does_something=found.does_something,
        page=page,
        pages=pages,
    )


def _done(session: Session, head: ImportHead, page: int, most: int, now: Now) -> DoneImport:
    every = done_by(session, head.id, now.at)
    reasons = [Reason(done.item.reason) if done.item.reason else undo(done.ground) for done in every]
    pages = _pages(len(every), most)
    page = min(page, pages)
    pairs = list(zip(every, reasons, strict=True))
    staying = [pair for pair in pairs if pair[1].outcome is Outcome.STAYS]
    shown = pairs[most * (page - 1) : most * page]
    lines = _lines(session, [*shown, *staying[:_PAGE]])
    acts = [Act(done.item.act) for done in every]
    return DoneImport(
        head=head,
        counts={act: acts.count(act) for act in Act if act in acts},
        lines=lines[: len(shown)],
        back=sum(reason.outcome is Outcome.TAKEN_BACK and reason is not Reason.GONE for reason in reasons),
        stays=len(staying),
        staying=lines[len(shown) :],
        page=page,
        pages=pages,
    )


def _lines(session: Session, pairs: list[tuple[Done, Reason]]) -> tuple[DoneLine, ...]:
    items = [done.item for done, _ in pairs]
    people = dict(
        session.execute(
            select(Person.id, Person.name).where(Person.id.in_({item.person_id for item in items} - {None}))
        ).all()
    )
    invited = dict(
        session.execute(
            select(Invitation.id, Invitation.address).where(
                Invitation.id.in_({item.invitation_id for item in items} - {None})
            )
        ).all()
    )
    cohorts = dict(session.execute(select(Cohort.id, Cohort.name)).all())
    courses = dict(session.execute(select(CourseRow.id, CourseRow.slug)).all())
    gone = "somebody whose invitation is gone"
    return tuple(
        DoneLine(
            row=item.row,
            act=Act(item.act),
            who=(
                people.get(item.person_id, "")
                if item.person_id
                else invited.get(item.invitation_id, gone)
                if item.invitation_id
                else ""
            ),
            person_id=item.person_id,
            role=item.role or "",
            where=f"{cohorts[item.cohort_id]} ({courses[item.course_id]})"
            if item.cohort_id
            else courses[item.course_id],
            reason=reason,
        )
        for (done, reason) in pairs
        for item in [done.item]
    )


def _pages(count: int, most: int) -> int:
    return max(1, -(-count // most))
