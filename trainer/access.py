"""Who may do what: one table of permissions, and the predicates that read it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from trainer.errors import NotAllowed, NotFound
from trainer.ids import SYSTEM, PersonId


class RoleName(StrEnum):
    """A set of permissions that people are given together."""

    TRAINEE = "trainee"
    INSTRUCTOR = "instructor"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing that can be allowed."""

    LEARN = "learn"
    READ_COURSE = "read a course without being enrolled"
    AUTHOR = "see and change content"
    REVIEW = "sign or return content as a clinician"
    REDACT = "remove words from what was published"
    SUPERVISE = "see a cohort's standing"
    GRANT_ATTEMPTS = "grant further attempts"
    CERTIFY = "issue, correct and revoke certificates"
    ADMINISTER = "administer people, roles and cohorts"


PERMISSIONS: dict[RoleName, frozenset[Permission]] = {
    RoleName.TRAINEE: frozenset({Permission.LEARN}),
    RoleName.INSTRUCTOR: frozenset({Permission.READ_COURSE, Permission.AUTHOR}),
    RoleName.REVIEWER: frozenset({Permission.READ_COURSE, Permission.REVIEW}),
    RoleName.SUPERVISOR: frozenset(
        {Permission.READ_COURSE, Permission.SUPERVISE, Permission.GRANT_ATTEMPTS, Permission.CERTIFY}
    ),
    RoleName.ADMINISTRATOR: frozenset(
        {
            Permission.READ_COURSE,
            Permission.AUTHOR,
            Permission.REDACT,
            Permission.SUPERVISE,
            Permission.GRANT_ATTEMPTS,
            Permission.CERTIFY,
            Permission.ADMINISTER,
        }
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRole:
    """A role with its scope: the whole site, or one course, or one cohort of a course."""

    name: RoleName
    course_id: UUID | None = None
    cohort_id: UUID | None = None

    def covers(self, course_id: UUID | None, cohort_id: UUID | None) -> bool:
        """Whether the role reaches a course or a cohort of it."""
        if self.cohort_id is not None:
            return self.cohort_id == cohort_id
        return self.course_id is None or self.course_id == course_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person who acts, as actions and queries see them."""

    person_id: PersonId
    name: str
    roles: tuple[HeldRole, ...] = ()

    def has(self, permission: Permission) -> bool:
        """Whether any role gives the permission somewhere; gates ask this, actions ask `may`."""
        return any(permission in PERMISSIONS[role.name] for role in self.roles)

    def may(self, permission: Permission, *, course_id: UUID | None, cohort_id: UUID | None = None) -> bool:
        """Whether a role gives the permission for this course, or this cohort of it."""
        return any(permission in PERMISSIONS[role.name] and role.covers(course_id, cohort_id) for role in self.roles)

    def is_named_for(self, cohort_id: UUID, permission: Permission) -> bool:
        """Whether a role that names this very cohort gives the permission; one for more than it does not count."""
        return any(permission in PERMISSIONS[role.name] and role.cohort_id == cohort_id for role in self.roles)

    def may_read(self, course_id: UUID) -> bool:
        """Whether staff may read a course: a role for the site, the course, or any of its cohorts."""
        return any(
            Permission.READ_COURSE in PERMISSIONS[role.name] and role.course_id in (None, course_id)
            for role in self.roles
        )


PLATFORM = Actor(person_id=SYSTEM, name="the platform", roles=(HeldRole(name=RoleName.ADMINISTRATOR),))
"""The command line and the sweep."""


def require(actor: Actor, permission: Permission, *, course_id: UUID, cohort_id: UUID | None = None) -> None:
    """Raise NotAllowed unless the actor holds the permission for the course or cohort."""
    if not actor.may(permission, course_id=course_id, cohort_id=cohort_id):
        raise NotAllowed("Your role does not include this.")


def require_own(actor: Actor, person_id: UUID) -> None:
    """Raise NotFound unless the thing belongs to the actor: nobody learns that another's exists."""
    if actor.person_id != person_id:
        raise NotFound("There is no such page.")
