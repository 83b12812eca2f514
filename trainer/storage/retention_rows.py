"""Reads how long records are kept, and what was asked and done about erasing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, Uuid, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from trainer.curriculum.retention import RecordKind, Rule, usual_rule
from trainer.storage.mailing import Notice
from trainer.storage.people import Person, Words
from trainer.storage.prepared import run
from trainer.storage.retention import Erasure, ErasureDecision, ErasureRequest, RetentionRule


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """A rule that somebody set, when and why; `why` is empty where those words were erased."""

    rule: Rule
    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A request to erase: whose, made by whom, and what became of it. `erased_at` is when it was carried out.

    `name` is None once it was erased, and `reason` where none was given or it was erased.
    """

    id: UUID
    person_id: UUID
    number: int
    name: str
    at: datetime
    actor_id: UUID
    decision: str | None
    decision_id: UUID | None
    decided_at: datetime | None
    decided_by: str | None
    reason: str | None
    erased_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether nothing was decided yet."""
        return self.decision is None

    @property
    def is_under_way(self) -> bool:
        """Whether it was granted and is not carried out yet."""
        return self.decision == "granted" and self.erased_at is None


def rules_of_retention(session: Session) -> dict[RecordKind, Rule]:
    """The rule of every kind: one statement."""
    rules = {kind: usual_rule(kind) for kind in RecordKind}
    for row in run(session, _RULES):
        rules[RecordKind(row.kind)] = _rule(row)
    return rules


def rule_changes(session: Session) -> tuple[RuleChange, ...]:
    """Every rule that was set, the newest first: one statement."""
    return tuple(
        RuleChange(rule=_rule(row), by=row.by, at=row.at, why=row.words or "") for row in run(session, _CHANGES)
    )


def requests(session: Session, *, most: int) -> tuple[RequestRow, ...]:
    """The newest requests, those of whom nothing was decided first: one statement."""
    undecided_first = _REQUESTS.order_by(
        ErasureDecision.id.is_not(None), ErasureRequest.at.desc(), ErasureRequest.id
    ).limit(most)
    return tuple(_request(row) for row in session.execute(undecided_first))


def request_by_id(session: Session, request_id: UUID) -> RequestRow | None:
    """A request by its id: one statement."""
    row = run(session, _REQUEST, request_id=request_id).one_or_none()
    return _request(row) if row else None


def last_request(session: Session, person_id: UUID) -> RequestRow | None:
    """What somebody asked last: one statement."""
    row = run(session, _LAST_REQUEST, person_id=person_id).one_or_none()
    return _request(row) if row else None


def erased_kinds(session: Session, person_id: UUID) -> Mapping[RecordKind, tuple[int, datetime]]:
    """Which kinds of somebody's record were erased: how often, and when last: one statement."""
    found = run(session, _ERASED, person_id=person_id)
    return {RecordKind(row.kind): (row.times, row.last_at) for row in found}


def granted_requests(session: Session, at_latest: datetime, most: int) -> Sequence[tuple[UUID, UUID]]:
    """Decisions to be carried out, and about whom: the mail about it has gone, or was waited for long enough.

    What was granted before `at_latest` waits for no mail.
    """
    told = select(Notice.id).where(Notice.person_id == ErasureDecision.person_id, Notice.kind == _NOTICE)
    carried_out = select(Erasure.id).where(
        Erasure.person_id == ErasureDecision.person_id, Erasure.decision_id == ErasureDecision.id
    )
    found = (
        select(ErasureDecision.id, ErasureDecision.person_id)
        .where(
            ErasureDecision.decision == "granted",
            ~carried_out.exists(),
            ~told.exists() | (ErasureDecision.at <= at_latest),
        )
        .order_by(ErasureDecision.at)
        .limit(most)
    )
    return [(row.id, row.person_id) for row in session.execute(found)]


def count_open_requests(session: Session) -> int:
    """How many requests nobody has decided about."""
    decided = select(ErasureDecision.id).where(ErasureDecision.request_id == ErasureRequest.id).exists()
    return session.scalar(select(func.count()).select_from(ErasureRequest).where(~decided)) or 0


def erased_since(session: Session, at: datetime) -> bool:
    """Whether anything was erased since a moment."""
    return session.scalar(select(Erasure.id).where(Erasure.at >= at).limit(1)) is not None


def _rule(row: Row[Any]) -> Rule:  # of _RULES or _CHANGES
    return Rule(kind=RecordKind(row.kind), length=row.length, stays=row.is_kept, number=row.number)


def _request(row: Row[Any]) -> RequestRow:  # of _REQUESTS
    return RequestRow(**row._mapping)


_NOTICE: Final = "erasure"
_HIGHEST: Final = (
    select(RetentionRule.kind, func.max(RetentionRule.number).label("number"))
    .group_by(RetentionRule.kind)
    .subquery("highest")
)
_RULES: Final = select(RetentionRule.kind, RetentionRule.number, RetentionRule.length, RetentionRule.is_kept).join(
    _HIGHEST, and_(RetentionRule.kind == _HIGHEST.c.kind, RetentionRule.number == _HIGHEST.c.number)
)
_CHANGES: Final = (
    select(
        RetentionRule.kind,
        RetentionRule.number,
        RetentionRule.length,
        RetentionRule.is_kept,
        RetentionRule.at,
        Person.name.label("by"),
        Words.words,
    )
    .join(Person, Person.id == RetentionRule.actor_id)
    .join(Words, Words.id == RetentionRule.text_id)
    .order_by(RetentionRule.at.desc(), RetentionRule.id)
)
_DECIDER: Final = aliased(Person)
_ERASED_AT: Final = (
    select(func.max(Erasure.at))
    .where(Erasure.person_id == ErasureDecision.person_id, Erasure.decision_id == ErasureDecision.id)
    .scalar_subquery()
    .label("erased_at")
)
_REQUESTS: Final[Select[*tuple[Any, ...]]] = (  # the fields of RequestRow
    select(
        ErasureRequest.id,
        ErasureRequest.person_id,
        ErasureRequest.number,
        Person.name,
        ErasureRequest.at,
        ErasureRequest.actor_id,
        ErasureDecision.decision,
        ErasureDecision.id.label("decision_id"),
        ErasureDecision.at.label("decided_at"),
        _DECIDER.name.label("decided_by"),
        Words.words.label("reason"),
        _ERASED_AT,
    )
    .join(Person, Person.id == ErasureRequest.person_id)
    .outerjoin(ErasureDecision, ErasureDecision.request_id == ErasureRequest.id)
    .outerjoin(_DECIDER, _DECIDER.id == ErasureDecision.actor_id)
    .outerjoin(Words, Words.id == ErasureDecision.text_id)
)
_REQUEST: Final = _REQUESTS.where(ErasureRequest.id == bindparam("request_id", type_=Uuid()))
_LAST_REQUEST: Final = (
    _REQUESTS.where(ErasureRequest.person_id == bindparam("person_id", type_=Uuid()))
    .order_by(ErasureRequest.number.desc())
    .limit(1)
)
_ERASED: Final = (
    select(Erasure.kind, func.max(Erasure.number).label("times"), func.max(Erasure.at).label("last_at"))
    .where(Erasure.person_id == bindparam("person_id", type_=Uuid()))
    .group_by(Erasure.kind)
)
