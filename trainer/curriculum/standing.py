"""What a person has reached in one item of a course, as far as facts decide it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TypeAlias
from uuid import UUID

from trainer.curriculum import plain
from trainer.curriculum.requirements import PREFIXES
from trainer.quizzes.accommodations import NOTHING_EASED, Accommodation

COURSE = "course"


def module_item(key: str) -> str:
    """The item of a module, by the module's key."""
    return f"module:{key}"


def quiz_item(slug: str) -> str:
    """The item of a quiz, by the quiz's slug."""
    return f"quiz:{slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleStanding:
    """Where somebody stands in a module.

    `finished` are the sections that count today; `again` those finished once whose text a later
    material revision changed. `completed_at` is when the fold found the module complete, `revision`
    the module's revision then. Sections in `again` are required of those who have not completed and
    offered to those who have.
    """

    item: str
    finished: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    last_at: datetime | None = None
    completed_at: datetime | None = None
    revision: int = 0
    is_excused: bool = False

    @property
    def is_changed_since(self) -> bool:
        """Completed, and a material change to read has come since."""
        return self.completed_at is not None and bool(self.again)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizStanding:
    """Where somebody stands in a quiz; points are whole hundredths, of the best submitted attempt."""

    item: str
    attempts: int = 0
    granted: int = 0
    is_asked_for: bool = False
    open_attempt: UUID | None = None
    open_until: datetime | None = None
    submitted: int = 0
    last_submitted_at: datetime | None = None
    best_points: int | None = None
    best_maximum: int | None = None
    is_passed: bool = False
    missed_critical: bool = False
    is_being_marked: bool = False
    accommodation: Accommodation = NOTHING_EASED
    last_at: datetime | None = None
    completed_at: datetime | None = None
    is_excused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementStanding:
    """Where somebody stands in a requirement beyond modules.

    `reached` and `asked` are in the requirement's own unit; `left` says in a sentence what is missing, and is
    empty where nothing is. `valid_until` is the last day on which what was accepted counts, where there is one.
    """

    item: str
    reached: int = 0
    asked: int = 0
    left: str = ""
    valid_until: date | None = None
    last_at: datetime | None = None
    completed_at: datetime | None = None
    is_excused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseStanding:
    """Where somebody stands in the whole course."""

    item: str = COURSE
    completed_at: datetime | None = None


Standing: TypeAlias = ModuleStanding | QuizStanding | RequirementStanding | CourseStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """Every item of one enrolment."""

    modules: Mapping[str, ModuleStanding]
    quizzes: Mapping[str, QuizStanding]
    course: CourseStanding
    requirements: Mapping[str, RequirementStanding] = field(default_factory=dict)

    def module(self, key: str) -> ModuleStanding:
        """A module's standing; an empty one where nothing happened yet."""
        return self.modules.get(key) or ModuleStanding(item=module_item(key))

    def quiz(self, slug: str) -> QuizStanding:
        """A quiz's standing; an empty one where nothing happened yet."""
        return self.quizzes.get(slug) or QuizStanding(item=quiz_item(slug))

    def requirement(self, item: str) -> RequirementStanding:
        """A requirement's standing; an empty one where nothing happened yet."""
        return self.requirements.get(item) or RequirementStanding(item=item)

    def all(self) -> tuple[Standing, ...]:
        """Every standing, in a fixed order."""
        modules = tuple(self.modules[key] for key in sorted(self.modules))
        quizzes = tuple(self.quizzes[slug] for slug in sorted(self.quizzes))
        requirements = tuple(self.requirements[item] for item in sorted(self.requirements))
        return (*modules, *quizzes, *requirements, self.course)


EMPTY = Standings(modules={}, quizzes={}, course=CourseStanding())


def gather(standings: Mapping[str, str]) -> Standings:
    """Put stored standings (item to body) together."""
    read = [from_json(body, item) for item, body in standings.items()]
    return Standings(
        modules={s.item.removeprefix("module:"): s for s in read if isinstance(s, ModuleStanding)},
        quizzes={s.item.removeprefix("quiz:"): s for s in read if isinstance(s, QuizStanding)},
        course=next((s for s in read if isinstance(s, CourseStanding)), CourseStanding()),
        requirements={s.item: s for s in read if isinstance(s, RequirementStanding)},
    )


def to_json(standing: Standing) -> str:
    """A standing as stored; equal standings give equal text."""
    return plain.to_text(standing)


@lru_cache(maxsize=20_000)
def from_json(body: str, item: str) -> Standing:
    """A stored standing as a value; the item tells of which kind it is. A text read before is not read again."""
    if item == COURSE:
        return plain.from_text(CourseStanding, body)
    if item.startswith("module:"):
        return plain.from_text(ModuleStanding, body)
    if item.startswith(PREFIXES):
        return plain.from_text(RequirementStanding, body)
    return plain.from_text(QuizStanding, body)
