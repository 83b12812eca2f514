"""Plans what a table of people does."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from trainer.access import RoleName
from trainer.bulk.joining import join
from trainer.bulk.places import NoPlace, Place, find_place
from trainer.bulk.plan import Plan, Step, in_order
from trainer.bulk.table import Fault, Row
from trainer.bulk.world import World
from trainer.mail_addresses import is_mail_address
from trainer.tokens import email_key

LONGEST_NAME: Final = 200
_ROLES: Final = {role.value: role for role in RoleName if role is not RoleName.ADMINISTRATOR}
_Seen: TypeAlias = dict[tuple[object, ...], int]


def plan_people(rows: Sequence[Row], world: World) -> Plan:
    """What becomes of everybody in a table, or everything that is wrong with it."""
    steps, faults = [], []
    seen: _Seen = {}
    for row in rows:
        step, wrong = _plan_row(row, world, seen)
        faults += wrong
        if step:
            steps.append(step)
    return Plan(faults=in_order(faults)) if faults else Plan(steps=tuple(steps))


def wrong_address(address: str) -> str:
    """Why nobody can be written to at an address; '' where somebody can."""
    if is_mail_address(address):
        return ""
    return f"“{address[:60]}” is not an e-mail address. Write one like name@example.org."


def _plan_row(row: Row, world: World, seen: _Seen) -> tuple[Step | None, list[Fault]]:
    address, role = row.cells.get("address", ""), _role(row)
    place = _place(row, world, role)
    faults = list(_faults(row, address))
    if isinstance(role, Fault):
        faults.append(role)
    if isinstance(place, Fault):
        faults.append(place)
    if faults or isinstance(role, Fault) or isinstance(place, Fault):
        return None, faults
    twice = _twice(row, email_key(address), role, place, seen)
    if twice:
        return None, [twice]
    step = join(world, row.number, address, row.cells.get("name", ""), role, place)
    if isinstance(step, str):
        return None, [Fault(row=row.number, column="Cohort" if place.cohort else "Course", words=step)]
    return step, []


def _faults(row: Row, address: str) -> Iterator[Fault]:
    if not address:
        yield Fault(row=row.number, column="Address", words="There is no address. Write one, or delete the row.")
    elif wrong_address(address):
        yield Fault(row=row.number, column="Address", words=wrong_address(address))
    name = row.cells.get("name", "")
    if len(name) > LONGEST_NAME or not name.isprintable():
        words = f"Write the name on one line, of at most {LONGEST_NAME} characters."
        yield Fault(row=row.number, column="Name", words=words)


def _role(row: Row) -> RoleName | Fault:
    given = row.cells.get("role", RoleName.TRAINEE.value).casefold()
    found = _ROLES.get(given)
    if found:
        return found
    if given == RoleName.ADMINISTRATOR.value:
        words = "Nobody becomes an administrator by a table. Give that role on the person's own page."
    else:
        words = f"There is no role “{given[:40]}”. Write {', '.join(_ROLES)}, or nothing for a trainee."
    return Fault(row=row.number, column="Role", words=words)


def _place(row: Row, world: World, role: RoleName | Fault) -> Place | Fault:
    course, cohort = row.cells.get("course", ""), row.cells.get("cohort", "")
    if not course and not cohort:
        words = "Name a cohort or a course. A role for the whole site is given on the person's own page."
        return Fault(row=row.number, column="Cohort", words=words)
    found = find_place(world, course, cohort)
    if isinstance(found, NoPlace):
        return Fault(row=row.number, column=found.column, words=found.words)
    if role is RoleName.REVIEWER and found.cohort:
        words = "A reviewer reviews a course: name it in the column “Course”, and leave this empty."
        return Fault(row=row.number, column="Cohort", words=words)
    return found


def _twice(row: Row, key: str, role: RoleName, place: Place, seen: _Seen) -> Fault | None:
    """A row that says the same as an earlier one, or puts a trainee into a second cohort of a course."""
    first = seen.setdefault((key, role, place.course_id, place.cohort_id), row.number)
    if first != row.number:
        words = f"Row {first} says the same of this address. Keep one of the two."
        return Fault(row=row.number, column="Address", words=words)
    first = seen.setdefault((key, place.course_id), row.number) if role is RoleName.TRAINEE else row.number
    if first != row.number:
        words = f"Row {first} puts this address into the same course otherwise. Keep one of the two."
        return Fault(row=row.number, column="Address", words=words)
    return None
