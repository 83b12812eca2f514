"""A reflection for its writer, and for those whom its writer lets read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.client_privacy import PROMISE
from trainer.curriculum.course import Rules
from trainer.curriculum.requirements.reflection import Reflection
from trainer.errors import NotFound
from trainer.queries.reflection_readers import readers_by_tier
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, enrolment_by_id, own_enrolment
from trainer.storage.people import Person
from trainer.storage.reflection_rows import (
    DraftRow,
    ReflectionRow,
    ReplyRow,
    draft_of,
    reflection_by_id,
    reflections_of,
    replies_to,
    words_of,
)
from trainer.tiers import Tier, may_read

_MISSING = "There is no such page."


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A reflection as it was kept once, with what was answered to it."""

    id: UUID
    number: int
    at: datetime
    tier: Tier
    words: str
    replies: tuple[ReplyRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionPage:
    """A reflection for its writer. `draft` is what is not kept yet; `versions` are the kept ones, the newest first.

    `prompt` is empty where the course asks for it no more. `readers` names who could read it by each choice.
    `is_out_of_reach` is where the supervisors of an earlier cohort were meant, whom nobody has replaced.
    """

    course: str
    course_title: str
    cohort: str | None
    id: str
    title: str
    prompt: str
    draft: DraftRow | None
    versions: tuple[Version, ...]
    readers: Mapping[Tier, tuple[str, ...]]
    is_out_of_reach: bool
    promise: str = PROMISE
    tiers: tuple[Tier, ...] = tuple(Tier)

    @property
    def is_answered(self) -> bool:
        """Whether somebody answered any version."""
        return any(version.replies for version in self.versions)

    @property
    def latest(self) -> Version | None:
        """The version that is read now."""
        return self.versions[0] if self.versions else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReflection:
    """A reflection for somebody whom its writer lets read it: the latest version, and the answers they may see.

    `answered` is how many answers that version has.
    """

    enrolment_id: UUID
    name: str
    course_title: str
    title: str
    prompt: str
    version: Version
    earlier: tuple[ReplyRow, ...]
    answered: int


def reflection_page(
    session: Session, database: Database, actor: Actor, course: str, reflection_id: str, now: Now
) -> ReflectionPage:
    """One's own reflection: seven statements. Raises NotFound where nothing asks for it and nothing was written."""
    enrolment = own_enrolment(session, actor.person_id, course, now.today) if actor.has(Permission.LEARN) else None
    if enrolment is None:
        raise NotFound(_MISSING)
    item = f"{Reflection.kind}:{reflection_id}"
    asked = _asked(database.library.rules(session, enrolment.rules_revision_id), item)
    rows = reflections_of(session, enrolment.enrolment_id, item)
    if asked is None and not rows:
        raise NotFound(_MISSING)
    replies = replies_to(session, enrolment.enrolment_id, item) if rows else ()
    return ReflectionPage(
        course=enrolment.course,
        course_title=database.library.edition(session, enrolment.edition_id).outline.title,
        cohort=enrolment.cohort,
        id=reflection_id,
        title=asked.title if asked else "A reflection that is asked for no more",
        prompt=asked.prompt if asked else "",
        draft=draft_of(session, enrolment.enrolment_id, item),
        versions=_versions(session, rows, replies),
        readers=readers_by_tier(session, enrolment),
        is_out_of_reach=bool(rows) and is_out_of_reach(rows[-1]),
    )


def read_reflection(session: Session, database: Database, actor: Actor, entry_id: UUID, now: Now) -> ReadReflection:
    """Somebody's reflection for a person whom its writer lets read it; nothing is read of it before that is known.

    Raises NotFound for everybody else, for its writer, who has a page of their own, and for versions that were
    replaced.
    """
    row = reflection_by_id(session, entry_id)
    if row is None or row.place.writer_id == actor.person_id or not may_read(actor, row.chosen, row.place):
        raise NotFound(_MISSING)
    rows = reflections_of(session, row.enrolment_id, row.item)
    enrolment = enrolment_by_id(session, row.enrolment_id, now.today)
    if rows[-1].id != row.id or enrolment is None:
        raise NotFound(_MISSING)
    open_to = {each.id for each in rows if may_read(actor, each.chosen, each.place)}
    replies = [each for each in replies_to(session, row.enrolment_id, row.item) if each.entry_id in open_to]
    version = _versions(session, (row,), replies)[0]
    asked = _asked(database.library.rules(session, enrolment.rules_revision_id), row.item)
    return ReadReflection(
        enrolment_id=row.enrolment_id,
        name=_name(session, enrolment),
        course_title=database.library.edition(session, enrolment.edition_id).outline.title,
        title=asked.title if asked else "A reflection",
        prompt=asked.prompt if asked else "",
        version=version,
        earlier=tuple(each for each in replies if each.entry_id != row.id),
        answered=len(version.replies),
    )


def is_out_of_reach(row: ReflectionRow) -> bool:
    """Whether the supervisors for whom it was kept are those of a cohort in which its writer is no more."""
    return row.chosen is Tier.MENTOR and row.place.cohort_id != row.place.cohort_then


def _asked(rules: Rules, item: str) -> Reflection | None:
    found = (each for each in rules.requirements if isinstance(each, Reflection) and each.item == item)
    return next(found, None)


def _versions(session: Session, rows: Sequence[ReflectionRow], replies: Sequence[ReplyRow]) -> tuple[Version, ...]:
    words = words_of(session, [row.text_id for row in rows]) if rows else {}
    return tuple(
        Version(
            id=row.id,
            number=row.number,
            at=row.at,
            tier=row.chosen,
            words=words[row.text_id],
            replies=tuple(each for each in replies if each.entry_id == row.id),
        )
        for row in reversed(rows)
    )


def _name(session: Session, enrolment: EnrolmentRow) -> str:
    return session.scalars(select(Person.name).where(Person.id == enrolment.person_id)).one()
