"""A small world: two courses, three cohorts, and four people."""

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from trainer.access import RoleName
from trainer.bulk.table import Row
from trainer.bulk.world import Enrolled, KnownCohort, KnownCourse, KnownPerson, World

CARE: Final = UUID(int=1)
HARBOUR: Final = UUID(int=2)
DRAFT: Final = UUID(int=3)
EVENING: Final = UUID(int=11)
DAY: Final = UUID(int=12)
QUAY: Final = UUID(int=13)
MAREN: Final = UUID(int=21)
SVEN: Final = UUID(int=22)
GRETA: Final = UUID(int=23)
OLE: Final = UUID(int=24)


def small_world() -> World:
    """Maren is a trainee of Evening, Sven supervises it, Greta was deactivated, Ole is a trainee without a role."""
    return World(
        courses={
            "care": KnownCourse(id=CARE, slug="care", is_published=True),
            "harbour": KnownCourse(id=HARBOUR, slug="harbour", is_published=True),
            "draft": KnownCourse(id=DRAFT, slug="draft", is_published=False),
        },
        cohorts={
            "Evening": (_cohort(EVENING, CARE, "care", "Evening"),),
            "Day": (_cohort(DAY, CARE, "care", "Day"), _cohort(QUAY, HARBOUR, "harbour", "Day")),
        },
        people={
            "maren@example.org": KnownPerson(
                id=MAREN,
                name="Maren",
                is_active=True,
                roles=frozenset({(RoleName.TRAINEE, CARE, EVENING)}),
                enrolled={CARE: Enrolled(cohort_id=EVENING, is_paused=False)},
            ),
            "sven@example.org": KnownPerson(
                id=SVEN, name="Sven", is_active=True, roles=frozenset({(RoleName.SUPERVISOR, CARE, EVENING)})
            ),
            "greta@example.org": KnownPerson(id=GRETA, name="Greta", is_active=False),
            "ole@example.org": KnownPerson(
                id=OLE, name="Ole", is_active=True, enrolled={CARE: Enrolled(cohort_id=EVENING, is_paused=True)}
            ),
        },
        invited={"ines@example.org": frozenset({(RoleName.TRAINEE, CARE, EVENING)})},
    )


def without_people(world: World) -> World:
    """The same courses and cohorts, where nobody is known."""
    return replace(world, people={}, invited={})


def rows(*cells: dict[str, str]) -> tuple[Row, ...]:
    """Rows below a line of headings: the first is row 2."""
    return tuple(Row(number=number, cells=each) for number, each in enumerate(cells, start=2))


def _cohort(key: UUID, course_id: UUID, course: str, name: str) -> KnownCohort:
    return KnownCohort(
        id=key,
        course_id=course_id,
        course=course,
        name=name,
        starts_on=date(2026, 9, 14),
        ends_on=date(2027, 3, 12),
    )
