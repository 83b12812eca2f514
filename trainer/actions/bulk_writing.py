"""Gathers what the steps of a table write, so that each table of the database is written once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias, assert_never
from uuid import UUID, uuid4

from trainer.access import Actor
from trainer.actions.enrolling import Scope
from trainer.actions.inviting import INVITATION_LASTS
from trainer.actions.posting import waiting
from trainer.bulk.plan import Act, Step
from trainer.clock import Now
from trainer.storage.base import Base
from trainer.storage.bulk import BulkImportItem
from trainer.storage.content import Cohort, RulesInForce
from trainer.storage.learning import Enrolment, Placement
from trainer.storage.people import Invitation, Outbox, Role
from trainer.tokens import digest_of, email_key, new_token

Values: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """The rows of each table so far, and the audit entries: event, subject, whose record.

    `rules` are the revisions of course.yml published now, by the course's id.
    """

    import_id: UUID
    actor: Actor
    rules: Mapping[UUID, UUID]
    now: Now
    rows: dict[type[Base], list[Values]] = field(default_factory=lambda: defaultdict(list))
    audit: list[tuple[str, str, UUID | None]] = field(default_factory=list)
    made: dict[tuple[UUID, str], UUID] = field(default_factory=dict)

    def add(self, step: Step) -> None:
        """Add what a step writes."""
        cohort_id = step.cohort_id or self.made.get((step.course_id, step.cohort))
        scope = Scope(course_id=step.course_id, cohort_id=cohort_id)
        match step.act:
            case Act.MADE:
                self._note(step, cohort_id=self._make(step))
            case Act.INVITED:
                self._note(step, cohort_id, invitation_id=self._invite(step, scope), name=step.name or None)
            case Act.ENROLLED:
                role_id = self._grant(step, scope) if step.gives_role else None
                self._note(step, cohort_id, enrolment_id=self._enrol(step, scope), role_id=role_id)
            case Act.GRANTED:
                self._note(step, cohort_id, role_id=self._grant(step, scope))
            case Act.THERE:
                pass
            case _:
                assert_never(step.act)

    def _row(self, table: type[Base], **values: object) -> UUID:
        row_id = uuid4()
        self.rows[table].append({"id": row_id, **values})
        return row_id

    def _note(
        self,
        step: Step,
        cohort_id: UUID | None,
        *,
        enrolment_id: UUID | None = None,
        invitation_id: UUID | None = None,
        role_id: UUID | None = None,
        name: str | None = None,
    ) -> None:
        self._row(
            BulkImportItem,
            import_id=self.import_id,
            row=step.row,
            act=step.act.value,
            role=step.role.value if step.role else None,
            course_id=step.course_id,
            cohort_id=cohort_id,
            person_id=step.person_id,
            enrolment_id=enrolment_id,
            invitation_id=invitation_id,
            role_id=role_id,
            name=name,
        )

    def _make(self, step: Step) -> UUID:
        cohort_id = self._row(
            Cohort,
            course_id=step.course_id,
            name=step.cohort,
            starts_on=step.starts_on,
            ends_on=step.ends_on,
            created_at=self.now.at,
        )
        self.made[step.course_id, step.cohort] = cohort_id
        self._put_under_rules(step, step.starts_on or self.now.today, cohort_id, None)
        self.audit.append(("people:cohort:added", f"cohort:{cohort_id}", None))
        return cohort_id

    def _invite(self, step: Step, scope: Scope) -> UUID:
        token = new_token()
        invitation_id = self._row(
            Invitation,
            digest=digest_of(token),
            address=step.address,
            email_key=email_key(step.address),
            role=step.role.value if step.role else None,
            course_id=scope.course_id,
            cohort_id=scope.cohort_id,
            invited_by=self.actor.person_id,
            created_at=self.now.at,
            expires_at=self.now.at + INVITATION_LASTS,
        )
        self.rows[Outbox].append(waiting("invitation", token, self.now, invitation_id=invitation_id))
        self.audit.append(("people:invitation:made", f"invitation:{invitation_id}", None))
        return invitation_id

    def _enrol(self, step: Step, scope: Scope) -> UUID:
        enrolment_id = self._row(
            Enrolment,
            person_id=step.person_id,
            course_id=scope.course_id,
            number=1,
            cohort_id=scope.cohort_id,
            created_at=self.now.at,
        )
        self._row(
            Placement,
            **self._by_whom(step),
            enrolment_id=enrolment_id,
            number=1,
            cohort_id=scope.cohort_id,
        )
        if scope.cohort_id is None:
            self._put_under_rules(step, self.now.today, None, enrolment_id)
        self.audit.append(("people:enrolment:made", f"enrolment:{enrolment_id}", step.person_id))
        return enrolment_id

    def _grant(self, step: Step, scope: Scope) -> UUID:
        role = step.role.value if step.role else None
        role_id = self._row(
            Role,
            person_id=step.person_id,
            name=role,
            scope=scope.text,
            course_id=scope.course_id,
            cohort_id=scope.cohort_id,
            granted_at=self.now.at,
        )
        subject = f"person:{step.person_id} {role} {scope.text}"
        self.audit.append(("people:role:granted", subject, step.person_id))
        return role_id

    def _put_under_rules(self, step: Step, first_day: date, cohort_id: UUID | None, enrolment_id: UUID | None) -> None:
        self._row(
            RulesInForce,
            **self._by_whom(step),
            cohort_id=cohort_id,
            enrolment_id=enrolment_id,
            number=1,
            revision_id=self.rules[step.course_id],
            first_day=first_day,
        )

    def _by_whom(self, step: Step) -> dict[str, object]:
        person_id = step.person_id or self.actor.person_id
        return {"person_id": person_id, "actor_id": self.actor.person_id, "at": self.now.at}
