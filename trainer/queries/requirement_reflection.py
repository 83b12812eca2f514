"""What the page of requirements shows of reflections: never what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.curriculum.requirements.requirement import Requirement
from trainer.queries.reflections import is_out_of_reach
from trainer.queries.requirement_seen import Seen
from trainer.storage.reflection_rows import ReflectionRow, drafts_of, last_answers, reflections_of
from trainer.tiers import Tier, may_read


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionPart:
    """A reflection on the page of requirements.

    `entry_id` is the version that whoever looks may read; None where there is none, or it is not for them. `tier`,
    `draft_at` and when it was answered last are told to its writer alone.
    """

    entry_id: UUID | None
    written_at: datetime | None
    tier: Tier | None
    is_out_of_reach: bool
    draft_at: datetime | None
    answered_at: datetime | None


def reflection_parts(session: Session, seen: Seen, asked: Sequence[Requirement]) -> Mapping[str, object]:
    """What is shown of each reflection, by item: three statements for its writer, one for others."""
    enrolment_id = seen.enrolment.enrolment_id
    latest = {row.item: row for row in reflections_of(session, enrolment_id)}
    drafts = drafts_of(session, enrolment_id) if seen.is_own else {}
    answered = last_answers(session, enrolment_id) if seen.is_own else {}
    return {
        each.item: _part(seen, latest.get(each.item), drafts.get(each.item), answered.get(each.item)) for each in asked
    }


def _part(
    seen: Seen, row: ReflectionRow | None, draft_at: datetime | None, answered_at: datetime | None
) -> ReflectionPart:
    is_open = row is not None and may_read(seen.actor, row.chosen, row.place)
    return ReflectionPart(
        entry_id=row.id if row and is_open else None,
        written_at=row.at if row else None,
        tier=row.chosen if row and seen.is_own else None,
        is_out_of_reach=row is not None and seen.is_own and is_out_of_reach(row),
        draft_at=draft_at,
        answered_at=answered_at,
    )
