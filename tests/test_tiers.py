"""Who may read a reflection by each choice of its writer."""

from uuid import UUID

import pytest

from trainer.access import Actor, HeldRole, RoleName
from trainer.ids import PersonId
from trainer.tiers import Place, Tier, may_read

WRITER, READER = UUID(int=1), UUID(int=2)
COURSE, OTHER_COURSE = UUID(int=11), UUID(int=12)
EVENING, DAY = UUID(int=21), UUID(int=22)


def reader(name: RoleName, course: UUID | None = None, cohort: UUID | None = None) -> Actor:
    return Actor(person_id=PersonId(READER), name="R", roles=(HeldRole(name=name, course_id=course, cohort_id=cohort),))


MENTOR = reader(RoleName.SUPERVISOR, COURSE, EVENING)
OF_COURSE = reader(RoleName.SUPERVISOR, COURSE)
OF_SITE = reader(RoleName.SUPERVISOR)
OF_OTHER_COHORT = reader(RoleName.SUPERVISOR, COURSE, DAY)
OF_OTHER_COURSE = reader(RoleName.SUPERVISOR, OTHER_COURSE)
ADMINISTRATOR = reader(RoleName.ADMINISTRATOR)
INSTRUCTOR = reader(RoleName.INSTRUCTOR)
REVIEWER = reader(RoleName.REVIEWER)
TRAINEE = reader(RoleName.TRAINEE, COURSE, EVENING)


def place(now: UUID | None = EVENING, then: UUID | None = EVENING) -> Place:
    return Place(writer_id=WRITER, course_id=COURSE, cohort_id=now, cohort_then=then)


def tiers_of(actor: Actor, where: Place | None = None) -> str:
    return " ".join(tier.value for tier in Tier if may_read(actor, tier, where or place()))


@pytest.mark.parametrize(
    ("actor", "readable"),
    [
        (MENTOR, "mentor programme"),
        (OF_COURSE, "programme"),
        (OF_SITE, "programme"),
        (ADMINISTRATOR, "programme"),
        (OF_OTHER_COHORT, ""),
        (OF_OTHER_COURSE, ""),
        (INSTRUCTOR, ""),
        (REVIEWER, ""),
        (TRAINEE, ""),
    ],
)
def test_each_role_reads_what_the_writer_chose_and_nobody_reads_what_is_private(actor: Actor, readable: str) -> None:
    assert tiers_of(actor) == readable


def test_its_writer_always_reads_it() -> None:
    writer = Actor(person_id=PersonId(WRITER), name="W")

    assert tiers_of(writer) == "private mentor programme"


def test_supervisors_of_a_later_cohort_were_not_meant() -> None:
    moved = place(now=DAY, then=EVENING)

    assert tiers_of(OF_OTHER_COHORT, moved) == "programme"
    assert tiers_of(MENTOR, moved) == ""


def test_without_a_cohort_there_are_no_mentors() -> None:
    assert tiers_of(MENTOR, place(now=None, then=None)) == ""
    assert tiers_of(OF_COURSE, place(now=None, then=None)) == "programme"
