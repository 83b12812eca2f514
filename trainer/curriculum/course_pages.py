"""The pages that belong to a whole course: references, glossary, objectives, cards, and the words about it."""

from dataclasses import dataclass

from trainer.curriculum.course import Author
from trainer.curriculum.objectives import TaughtObjective
from trainer.curriculum.rendered import RenderedAbout, RenderedReference, RenderedTerm
from trainer.curriculum.safe_html import Html


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyCard:
    """What must never go wrong: the safety callouts of a module whose quiz is a gate, by the module's key."""

    module: str
    callouts: tuple[Html, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePages:
    """The rendered parts of the course's own pages."""

    references: tuple[RenderedReference, ...]
    glossary: tuple[RenderedTerm, ...]
    about: RenderedAbout
    authors: tuple[Author, ...]
    contact: str
    objectives: tuple[TaughtObjective, ...]
    cards: tuple[SafetyCard, ...]
