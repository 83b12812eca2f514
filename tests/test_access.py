"""Who may do what, by role and scope."""

from uuid import UUID

import pytest

from trainer.access import (
    PERMISSIONS,
    PLATFORM,
    Actor,
    HeldRole,
    Permission,
    RoleName,
    require,
    require_own,
)
from trainer.errors import NotAllowed, NotFound
from trainer.ids import SYSTEM, PersonId

MAREN = PersonId(UUID(int=11))
JONAS = PersonId(UUID(int=12))
KETAMINE = UUID(int=21)
OTHER_COURSE = UUID(int=22)
AUTUMN = UUID(int=31)
SPRING = UUID(int=32)


def someone(*roles: HeldRole) -> Actor:
    return Actor(person_id=MAREN, name="Maren", roles=roles)


def supervisor(course_id: UUID | None = None, cohort_id: UUID | None = None) -> Actor:
    return someone(HeldRole(name=RoleName.SUPERVISOR, course_id=course_id, cohort_id=cohort_id))


def test_each_role_gives_what_the_table_says() -> None:
    assert {role.value: {permission.name for permission in PERMISSIONS[role]} for role in RoleName} == {
        "trainee": {"LEARN"},
        "instructor": {"READ_COURSE", "AUTHOR"},
        "reviewer": {"READ_COURSE", "REVIEW"},
        "supervisor": {"READ_COURSE", "SUPERVISE", "GRANT_ATTEMPTS", "CERTIFY"},
        "administrator": {"READ_COURSE", "AUTHOR", "SUPERVISE", "GRANT_ATTEMPTS", "CERTIFY", "ADMINISTER", "REDACT"},
    }


def test_somebody_without_a_role_may_do_nothing() -> None:
    assert not any(someone().has(permission) for permission in Permission)
    assert not any(someone().may(permission, course_id=KETAMINE) for permission in Permission)
    assert not someone().may_read(KETAMINE)


def test_a_role_for_the_site_reaches_every_course_and_cohort() -> None:
    assert supervisor().may(Permission.SUPERVISE, course_id=KETAMINE)
    assert supervisor().may(Permission.SUPERVISE, course_id=OTHER_COURSE, cohort_id=SPRING)


def test_a_role_for_a_course_reaches_its_cohorts_and_no_other_course() -> None:
    actor = supervisor(course_id=KETAMINE)
    assert actor.may(Permission.SUPERVISE, course_id=KETAMINE)
    assert actor.may(Permission.SUPERVISE, course_id=KETAMINE, cohort_id=AUTUMN)
    assert not actor.may(Permission.SUPERVISE, course_id=OTHER_COURSE, cohort_id=AUTUMN)


def test_a_role_for_a_cohort_reaches_neither_another_nor_the_whole_course() -> None:
    actor = supervisor(course_id=KETAMINE, cohort_id=AUTUMN)
    assert actor.may(Permission.SUPERVISE, course_id=KETAMINE, cohort_id=AUTUMN)
    assert not actor.may(Permission.SUPERVISE, course_id=KETAMINE, cohort_id=SPRING)
    assert not actor.may(Permission.SUPERVISE, course_id=KETAMINE)


def test_staff_of_one_cohort_read_its_course_and_no_other() -> None:
    actor = supervisor(course_id=KETAMINE, cohort_id=AUTUMN)
    assert actor.may_read(KETAMINE)
    assert not actor.may_read(OTHER_COURSE)


def test_a_trainee_reads_by_being_enrolled_not_by_the_role() -> None:
    assert not someone(HeldRole(name=RoleName.TRAINEE)).may_read(KETAMINE)


def test_several_roles_add_up() -> None:
    actor = someone(
        HeldRole(name=RoleName.INSTRUCTOR, course_id=KETAMINE),
        HeldRole(name=RoleName.SUPERVISOR, course_id=OTHER_COURSE, cohort_id=SPRING),
    )
    assert actor.may(Permission.AUTHOR, course_id=KETAMINE)
    assert actor.may(Permission.SUPERVISE, course_id=OTHER_COURSE, cohort_id=SPRING)
    assert not actor.may(Permission.SUPERVISE, course_id=KETAMINE)
    assert not actor.may(Permission.AUTHOR, course_id=OTHER_COURSE)


def test_a_gate_asks_whether_a_role_gives_a_permission_anywhere() -> None:
    actor = supervisor(course_id=KETAMINE, cohort_id=AUTUMN)
    assert actor.has(Permission.SUPERVISE)
    assert not actor.has(Permission.ADMINISTER)


def test_requiring_what_somebody_may_do_passes() -> None:
    require(supervisor(), Permission.GRANT_ATTEMPTS, course_id=KETAMINE, cohort_id=AUTUMN)


def test_requiring_what_somebody_may_not_do_says_so() -> None:
    with pytest.raises(NotAllowed, match=r"^Your role does not include this\.$"):
        require(supervisor(), Permission.AUTHOR, course_id=KETAMINE)


def test_what_belongs_to_another_is_not_there() -> None:
    require_own(someone(), MAREN)
    with pytest.raises(NotFound, match=r"^There is no such page\.$"):
        require_own(someone(), JONAS)


def test_an_administrator_is_not_the_owner_of_what_others_wrote() -> None:
    with pytest.raises(NotFound):
        require_own(someone(HeldRole(name=RoleName.ADMINISTRATOR)), JONAS)


def test_the_platform_administers_and_is_shown_as_itself() -> None:
    assert PLATFORM.person_id == SYSTEM
    assert PLATFORM.name == "the platform"
    assert PLATFORM.may(Permission.ADMINISTER, course_id=None)
