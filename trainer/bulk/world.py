"""What is there already, as far as a table is about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias
from uuid import UUID

from trainer.access import RoleName

Held: TypeAlias = tuple[RoleName, UUID | None, UUID | None]
"""A role with the course and the cohort that it is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCourse:
    """A course, which has been published or not."""

    id: UUID
    slug: str
    is_published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCohort:
    """A cohort with its dates."""

    id: UUID
    course_id: UUID
    course: str
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """Where somebody is enrolled in a course: in which cohort, or None for without one."""

    cohort_id: UUID | None
    is_paused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """Somebody with an account; whoever is not active joins anew. `enrolled` is by the course's id."""

    id: UUID
    name: str
    is_active: bool
    roles: frozenset[Held] = frozenset()
    enrolled: Mapping[UUID, Enrolled] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Courses by slug, cohorts by name, people and open invitations by the key of their address."""

    courses: Mapping[str, KnownCourse]
    cohorts: Mapping[str, tuple[KnownCohort, ...]]
    people: Mapping[str, KnownPerson]
    invited: Mapping[str, frozenset[Held]]
