"""What becomes of one person who is to have a role: invited, enrolled, given it, or nothing."""

from uuid import UUID

from trainer.access import RoleName
from trainer.bulk.places import Place
from trainer.bulk.plan import Act, Step
from trainer.bulk.world import KnownPerson, World
from trainer.tokens import email_key


def join(world: World, row: int, address: str, name: str, role: RoleName, place: Place) -> Step | str:
    """The step for somebody, or in a sentence why they cannot have the role there."""
    person = world.people.get(email_key(address))
    if role is RoleName.TRAINEE:
        elsewhere = _elsewhere(world, person, address, place)
        if elsewhere:
            return elsewhere
    act, words, gives_role = _decide(world, person, address, role, place)
    return Step(
        row=row,
        act=act,
        words=words,
        course_id=place.course_id,
        course=place.course,
        cohort=place.cohort,
        cohort_id=place.cohort_id,
        address=address,
        name=person.name if person and person.is_active else name,
        role=role,
        person_id=person.id if person and person.is_active else None,
        gives_role=gives_role,
    )


def _decide(
    world: World, person: KnownPerson | None, address: str, role: RoleName, place: Place
) -> tuple[Act, str, bool]:
    held = (role, place.course_id, place.cohort_id)
    where = (
        f"{role.value} of {place.words if role is RoleName.TRAINEE or place.cohort else f'the course {place.course}'}"
    )
    if person is None or not person.is_active:
        if held in world.invited.get(email_key(address), frozenset()):
            return Act.THERE, f"Was invited as {where} already, and has not joined yet.", False
        again = "Cannot sign in now, and is invited to join again as" if person else "Is invited as"
        return Act.INVITED, f"{again} {where}.", False
    has_role = held in person.roles
    if role is not RoleName.TRAINEE:
        if has_role:
            return Act.THERE, f"Is {where} already.", False
        return Act.GRANTED, f"Has an account, and becomes {where} at once.", True
    enrolled = person.enrolled.get(place.course_id)
    if enrolled is None:
        return Act.ENROLLED, f"Has an account, and is enrolled in {place.words} at once.", not has_role
    if has_role:
        return Act.THERE, f"Is enrolled in {place.words} already.", False
    paused = ", which rests until a supervisor lets it go on" if enrolled.is_paused else ""
    return Act.GRANTED, f"Is enrolled in {place.words} already{paused}, and may open the course again.", True


def _elsewhere(world: World, person: KnownPerson | None, address: str, place: Place) -> str:
    enrolled = person.enrolled.get(place.course_id) if person else None
    if enrolled and enrolled.cohort_id != place.cohort_id:
        return (
            f"This person takes the course “{place.course}” already, {_cohort(world, enrolled.cohort_id)}. "
            "A supervisor moves people between cohorts; delete the row."
        )
    for role, course_id, cohort_id in world.invited.get(email_key(address), frozenset()):
        if role is RoleName.TRAINEE and course_id == place.course_id and cohort_id != place.cohort_id:
            return (
                f"This person is invited to the course “{place.course}” already, {_cohort(world, cohort_id)}. "
                "Delete the row, or wait until that invitation has ended."
            )
    return ""


def _cohort(world: World, cohort_id: UUID | None) -> str:
    every = (each for cohorts in world.cohorts.values() for each in cohorts)
    name = next((each.name for each in every if each.id == cohort_id), None)
    return f"in the cohort “{name}”" if name else "without a cohort"
