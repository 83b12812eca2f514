"""The pages that belong to a whole course: references, glossary, and the words about it."""

from dataclasses import dataclass

from trainer.curriculum.course import Author
from trainer.curriculum.rendered import RenderedAbout, RenderedReference, RenderedTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePages:
    """The rendered parts of the course's own pages."""

    references: tuple[RenderedReference, ...]
    glossary: tuple[RenderedTerm, ...]
    about: RenderedAbout
    authors: tuple[Author, ...]
    contact: str
