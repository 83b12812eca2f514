"""The page of what completion asks for beside modules: every requirement with its state and what was signed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.clock import Now
from trainer.curriculum.course import Rules
from trainer.curriculum.requirements import KINDS
from trainer.curriculum.requirements.competency import Competency
from trainer.curriculum.requirements.requirement import Requirement
from trainer.curriculum.standing import RequirementStanding, Standings
from trainer.curriculum.state import State, left_at_requirement, requirement_state
from trainer.errors import NotFound
from trainer.queries.observed import EncounterRow, encounters_of
from trainer.queries.requirement_competency import competency_parts
from trainer.queries.requirement_document import document_parts
from trainer.queries.requirement_meetings import meetings_parts
from trainer.queries.requirement_practicum import practicum_parts
from trainer.queries.requirement_reflection import reflection_parts
from trainer.queries.requirement_seen import AppealRow, RemarkRow, Seen, SignatureRow, seen_by
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow, enrolment_by_id, own_enrolment
from trainer.storage.standings import current_standings

Parts = Callable[[Session, Seen, Sequence[Requirement]], Mapping[str, object]]
"""What a kind shows of each of its requirements, by item; all of them come at once, so that statements do not grow."""

PARTS: Final[Mapping[str, Parts]] = {
    "competency": competency_parts,
    "practicum": practicum_parts,
    "meetings": meetings_parts,
    "document": document_parts,
    "reflection": reflection_parts,
}
TITLES: Final[Mapping[str, str]] = {
    "competency": "Competencies",
    "practicum": "Practicum and consultation",
    "meetings": "Live meetings",
    "document": "Documents",
    "reflection": "Reflections",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementRow:
    """One requirement; `left` is what is missing in a sentence, `part` what its kind adds to it."""

    requirement: Requirement
    state: State
    left: str
    standing: RequirementStanding
    part: object


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementGroup:
    """The requirements of one kind."""

    kind: str
    title: str
    rows: tuple[RequirementRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementsPage:
    """What completion asks of one enrolment beside modules; `is_own` where the trainee looks.

    Withdrawals come by the signature that they took back, remarks by what they are about, appeals by the withdrawal.
    """

    enrolment_id: UUID
    course: str
    title: str
    name: str
    is_own: bool
    may_sign: bool
    completed_at: datetime | None
    met: int
    total: int
    groups: tuple[RequirementGroup, ...]
    encounters: tuple[EncounterRow, ...]
    withdrawals: Mapping[UUID, SignatureRow]
    remarks: Mapping[UUID, tuple[RemarkRow, ...]]
    appeals: Mapping[UUID, AppealRow]


def own_requirements(session: Session, database: Database, actor: Actor, course: str, now: Now) -> RequirementsPage:
    """One's own requirements in a course. Raises NotFound for a reader without an enrolment."""
    enrolment = own_enrolment(session, actor.person_id, course, now.today) if actor.has(Permission.LEARN) else None
    if enrolment is None:
        raise NotFound("There is no such page.")
    return _page(session, database, actor, enrolment, now)


def supervised_requirements(
    session: Session, database: Database, actor: Actor, enrolment_id: UUID, now: Now
) -> RequirementsPage:
    """The requirements of somebody in a cohort that the actor supervises. Raises NotFound for anybody else."""
    return _page(session, database, actor, supervised_enrolment(session, actor, enrolment_id, now), now)


def supervised_enrolment(session: Session, actor: Actor, enrolment_id: UUID, now: Now) -> EnrolmentRow:
    """An enrolment that the actor supervises. Raises NotFound for any other."""
    enrolment = enrolment_by_id(session, enrolment_id, now.today)
    if enrolment is None or not actor.may(
        Permission.SUPERVISE, course_id=enrolment.course_id, cohort_id=enrolment.cohort_id
    ):
        raise NotFound("There is no such page.")
    return enrolment


def _page(session: Session, database: Database, actor: Actor, enrolment: EnrolmentRow, now: Now) -> RequirementsPage:
    edition = database.library.edition(session, enrolment.edition_id)
    rules = database.library.rules(session, enrolment.rules_revision_id)
    standings = current_standings(session, database.library, enrolment, now.at)
    seen = seen_by(session, actor, enrolment, now)
    groups = _groups(session, seen, rules, standings)
    competencies = [each for each in rules.requirements if isinstance(each, Competency)]
    states = [row.state for group in groups for row in group.rows]
    return RequirementsPage(
        enrolment_id=enrolment.enrolment_id,
        course=enrolment.course,
        title=edition.outline.title,
        name=seen.name,
        is_own=seen.is_own,
        may_sign=seen.may_sign,
        completed_at=standings.course.completed_at,
        met=sum(state in (State.DONE, State.EXCUSED) for state in states),
        total=len(states),
        groups=groups,
        encounters=encounters_of(session, seen, competencies) if competencies else (),
        withdrawals=seen.withdrawals(),
        remarks=seen.remarks,
        appeals=seen.appeals,
    )


def _groups(session: Session, seen: Seen, rules: Rules, standings: Standings) -> tuple[RequirementGroup, ...]:
    groups = []
    for kind in KINDS:
        asked = [each for each in rules.requirements if each.kind == kind.kind]
        if not asked:
            continue
        parts = PARTS[kind.kind](session, seen, asked) if kind.kind in PARTS else {}
        rows = tuple(_row(each, seen, standings, parts.get(each.item)) for each in asked)
        groups.append(RequirementGroup(kind=kind.kind, title=TITLES[kind.kind], rows=rows))
    return tuple(groups)


def _row(requirement: Requirement, seen: Seen, standings: Standings, part: object) -> RequirementRow:
    standing = standings.requirement(requirement.item)
    return RequirementRow(
        requirement=requirement,
        state=requirement_state(standing, ends_on=seen.enrolment.ends_on, today=seen.now.today),
        left=left_at_requirement(requirement, standings, seen.now.today),
        standing=standing,
        part=part,
    )
