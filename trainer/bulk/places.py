"""Finds the course or cohort that a row names."""

from dataclasses import dataclass
from difflib import get_close_matches
from uuid import UUID

from trainer.bulk.world import KnownCohort, KnownCourse, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A course, or a cohort of it."""

    course_id: UUID
    course: str
    cohort_id: UUID | None = None
    cohort: str = ""

    @property
    def words(self) -> str:
        """As in a sentence: 'Evening (care)', or 'care, without a cohort'."""
        return f"{self.cohort} ({self.course})" if self.cohort else f"{self.course}, without a cohort"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPlace:
    """Why a row names no course or cohort: in which column, and what to write."""

    column: str
    words: str


def find_place(world: World, course: str, cohort: str) -> Place | NoPlace:
    """The place that a row names; at least one of the two is not empty."""
    found = find_course(world, course) if course else None
    if isinstance(found, NoPlace):
        return found
    if found and not cohort:
        return Place(course_id=found.id, course=found.slug)
    return _find_cohort(world, found, cohort)


def find_course(world: World, slug: str) -> KnownCourse | NoPlace:
    """A course that has been published."""
    found = world.courses.get(slug) or world.courses.get(slug.casefold())
    if found is None:
        hint = _meant(slug, list(world.courses))
        return NoPlace(column="Course", words=f"There is no course “{slug}”. {hint}")
    if not found.is_published:
        return NoPlace(column="Course", words=f"The course “{slug}” has not been published yet. Publish it first.")
    return found


def _find_cohort(world: World, course: KnownCourse | None, name: str) -> Place | NoPlace:
    named = world.cohorts.get(name, ())
    fitting = [each for each in named if course is None or each.course_id == course.id]
    if len(fitting) > 1:
        courses = ", ".join(f"“{each.course}”" for each in fitting)
        return NoPlace(column="Course", words=f"Several courses have a cohort “{name}”. Write one of {courses} here.")
    if fitting:
        return place_of(fitting[0])
    if course is not None and named:
        words = f"The cohort “{name}” is of the course “{named[0].course}”. Write that, or leave it empty."
        return NoPlace(column="Course", words=words)
    every = (each for cohorts in world.cohorts.values() for each in cohorts)
    reachable = sorted({each.name for each in every if course is None or each.course_id == course.id})
    hint = _meant(name, reachable, "Make it first, by hand or with a table of cohorts.")
    return NoPlace(column="Cohort", words=f"There is no cohort “{name}”. {hint}")


def place_of(cohort: KnownCohort) -> Place:
    """A cohort as a place."""
    return Place(course_id=cohort.course_id, course=cohort.course, cohort_id=cohort.id, cohort=cohort.name)


def _meant(typed: str, names: list[str], otherwise: str = "") -> str:
    by_folded = {name.casefold(): name for name in names}
    near = get_close_matches(typed.casefold(), list(by_folded), n=1, cutoff=0.7)
    if near:
        return f"Write “{by_folded[near[0]]}” if you mean that."
    return otherwise or f"Write one of {', '.join(f'“{name}”' for name in sorted(names)[:10])}."
