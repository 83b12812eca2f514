"""What administrators see of those who ask to be erased."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.retention import Plan, RecordKind
from trainer.errors import NotAllowed, NotFound
from trainer.storage.erasing import held
from trainer.storage.erasure_plan import erasure_plan
from trainer.storage.retention_rows import RequestRow, erased_kinds, request_by_id, requests

_MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasuresPage:
    """Requests: `waiting` for a decision, and those about which one was made, the newest first."""

    waiting: tuple[RequestRow, ...]
    decided: tuple[RequestRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePage:
    """One request, and what is there of each kind. `erased` says when a kind was erased.

    `plan` is what carrying it out would do today.
    """

    request: RequestRow
    plan: Plan
    held: Mapping[RecordKind, int]
    erased: Mapping[RecordKind, datetime]


def erasures_page(session: Session, actor: Actor) -> ErasuresPage:
    """The newest requests: one statement."""
    _require(actor)
    found = requests(session, most=_MOST)
    return ErasuresPage(
        waiting=tuple(each for each in found if each.is_open), decided=tuple(each for each in found if not each.is_open)
    )


def erasure_page(session: Session, actor: Actor, request_id: UUID, now: Now) -> ErasurePage:
    """A request with what carrying it out does: six statements. Raises NotFound."""
    _require(actor)
    request = request_by_id(session, request_id)
    if request is None:
        raise NotFound("There is no such request.")
    return ErasurePage(
        request=request,
        plan=erasure_plan(session, request.person_id, now.today, now.zone),
        held=held(session, request.person_id),
        erased={kind: at for kind, (_, at) in erased_kinds(session, request.person_id).items()},
    )


def planned(session: Session, actor: Actor, person_id: UUID, now: Now) -> Plan:
    """What erasing somebody would do today: three statements."""
    _require(actor)
    return erasure_plan(session, person_id, now.today, now.zone)


def _require(actor: Actor) -> None:
    if not actor.may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Only an administrator sees who asks to be erased.")
