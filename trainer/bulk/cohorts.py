"""Plans what a table of cohorts does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from trainer.access import RoleName
from trainer.bulk.days import read_day
from trainer.bulk.joining import join
from trainer.bulk.people import LONGEST_NAME, wrong_address
from trainer.bulk.places import NoPlace, Place, find_course
from trainer.bulk.plan import Act, Plan, Step, in_order
from trainer.bulk.table import Fault, Row
from trainer.bulk.world import KnownCohort, KnownCourse, World
from trainer.tokens import email_key

_BETWEEN: Final = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A row that can be understood."""

    course: KnownCourse
    name: str
    starts_on: date
    ends_on: date
    supervisors: tuple[str, ...]


def plan_cohorts(rows: Sequence[Row], world: World) -> Plan:
    """Which cohorts a table makes and who supervises them, or everything that is wrong with it."""
    steps: list[Step] = []
    faults: list[Fault] = []
    seen: dict[tuple[UUID, str], int] = {}
    for row in rows:
        asked = _read(row, world)
        if not isinstance(asked, _Asked):
            faults += asked
            continue
        first = seen.setdefault((asked.course.id, asked.name), row.number)
        found = _plan_row(row, asked, world) if first == row.number else _twice(row, first)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            steps += found
    return Plan(faults=in_order(faults)) if faults else Plan(steps=tuple(steps))


def _read(row: Row, world: World) -> _Asked | list[Fault]:
    cells, faults = row.cells, []
    name, slug = cells.get("name", ""), cells.get("course", "")
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        words = f"Give the cohort a name on one line, of at most {LONGEST_NAME} characters."
        faults.append(Fault(row=row.number, column="Name", words=words))
    course = find_course(world, slug) if slug else NoPlace(column="Course", words="Name the course of the cohort.")
    if isinstance(course, NoPlace):
        faults.append(Fault(row=row.number, column=course.column, words=course.words))
    starts_on, ends_on = _day(row, "first day", "First day"), _day(row, "last day", "Last day")
    faults += (day for day in (starts_on, ends_on) if isinstance(day, Fault))
    if isinstance(starts_on, date) and isinstance(ends_on, date) and ends_on < starts_on:
        words = "The cohort ends before it starts. Exchange the two days."
        faults.append(Fault(row=row.number, column="Last day", words=words))
    supervisors = named_addresses(cells.get("supervisors", ""))
    wrong = [words for address in supervisors if (words := wrong_address(address))]
    faults += (Fault(row=row.number, column="Supervisors", words=words) for words in wrong)
    if faults or isinstance(course, NoPlace) or isinstance(starts_on, Fault) or isinstance(ends_on, Fault):
        return faults
    return _Asked(course=course, name=name, starts_on=starts_on, ends_on=ends_on, supervisors=supervisors)


def _day(row: Row, key: str, heading: str) -> date | Fault:
    typed = row.cells.get(key, "")
    found = read_day(typed) if typed else "There is no day. Write one like 2026-09-14."
    return Fault(row=row.number, column=heading, words=found) if isinstance(found, str) else found


def named_addresses(typed: str) -> tuple[str, ...]:
    """The addresses in a cell, each once."""
    by_key = {email_key(address): address for address in reversed(_BETWEEN.split(typed)) if address}
    return tuple(reversed(by_key.values()))


def _twice(row: Row, first: int) -> Fault:
    words = f"Row {first} names the same cohort. Keep one of the two."
    return Fault(row=row.number, column="Name", words=words)


def _plan_row(row: Row, asked: _Asked, world: World) -> list[Step] | Fault:
    course = asked.course
    there = next((each for each in world.cohorts.get(asked.name, ()) if each.course_id == course.id), None)
    if there and (there.starts_on, there.ends_on) != (asked.starts_on, asked.ends_on):
        words = (
            f"The cohort “{asked.name}” is there already, from {there.starts_on} to {there.ends_on}. "
            "A table changes no days: write these, or another name."
        )
        return Fault(row=row.number, column="Name", words=words)
    place = Place(course_id=course.id, course=course.slug, cohort_id=there.id if there else None, cohort=asked.name)
    joined = (join(world, row.number, address, "", RoleName.SUPERVISOR, place) for address in asked.supervisors)
    return [_cohort(row, asked, there), *(step for step in joined if isinstance(step, Step))]


def _cohort(row: Row, asked: _Asked, there: KnownCohort | None) -> Step:
    words = "Is there already." if there else "Is made, under the rules that are published today."
    return Step(
        row=row.number,
        act=Act.THERE if there else Act.MADE,
        words=words,
        course_id=asked.course.id,
        course=asked.course.slug,
        cohort=asked.name,
        cohort_id=there.id if there else None,
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
    )
