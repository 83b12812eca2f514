"""What somebody is told before they ask to be erased, and what became of it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor, RoleName
from trainer.clock import Now
from trainer.curriculum.retention import Plan
from trainer.storage.erasure_plan import erasure_plan
from trainer.storage.retention_rows import RequestRow, last_request


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnErasurePage:
    """What would go and what would stay if one were erased today, and what was asked last."""

    plan: Plan
    last: RequestRow | None
    is_administrator: bool


def own_erasure_page(session: Session, actor: Actor, now: Now) -> OwnErasurePage:
    """What becomes of what is kept about the actor: four statements."""
    return OwnErasurePage(
        plan=erasure_plan(session, actor.person_id, now.today, now.zone),
        last=last_request(session, actor.person_id),
        is_administrator=any(role.name is RoleName.ADMINISTRATOR for role in actor.roles),
    )
