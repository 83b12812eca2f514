"""The outline of a course as its readers will meet it, while it is written."""

from dataclasses import dataclass

from trainer.curriculum.course import Course
from trainer.curriculum.rendered import RenderedAbout


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedEntry:
    """A module in an area; `title` is empty where nothing can be read of it."""

    key: str
    title: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedArea:
    """An area with its modules in the author's order."""

    title: str
    modules: tuple[PreviewedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedOutline:
    """A course: its areas, how many modules and minutes of credit there are, and the words about it."""

    title: str
    areas: tuple[PreviewedArea, ...]
    modules: int
    minutes: int
    about: RenderedAbout


def outlined(course: Course, about: RenderedAbout) -> PreviewedOutline:
    """The outline that course.yml makes of the modules that can be read."""
    areas = tuple(
        PreviewedArea(title=area.title, modules=tuple(_entry(course, key) for key in area.modules))
        for area in course.file.areas
    )
    every = [entry for area in areas for entry in area.modules]
    return PreviewedOutline(
        title=course.file.title,
        areas=areas,
        modules=len(every),
        minutes=sum(entry.minutes for entry in every),
        about=about,
    )


def _entry(course: Course, key: str) -> PreviewedEntry:
    module = course.modules.get(key)
    return PreviewedEntry(key=key, title=module.title if module else "", minutes=module.minutes if module else 0)
