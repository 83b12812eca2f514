"""What an administrator sees before words are removed from a course: every place where they stand."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.access import Actor, Permission
from trainer.curriculum.redacting import MARK, Passage, one_line, passage
from trainer.curriculum.redacting_shape import why_not_same
from trainer.errors import NotFound
from trainer.problem import Problem
from trainer.storage.database import Database
from trainer.storage.draft_rows import course_id_of
from trainer.storage.editions import newest_edition
from trainer.storage.redaction_pictures import Picture, picture_of
from trainer.storage.redaction_scan import Findings, Found, Planned, find_words

MOST_PLACES: Final = 100
"""So many different places stand on the page."""
_MOST_PROBLEMS: Final = 20  # enough to begin with; looking for more would take seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactedCourse:
    """The course from which something is to be removed."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """Words in their sentence, in all texts of a document where that sentence reads the same.

    `texts` are pairs of a text's name ('r3', 'v12') and the line.
    """

    path: str
    passage: Passage
    texts: tuple[tuple[str, int], ...]
    is_picture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NearPlace:
    """Lines of a text that hold the words otherwise than exactly."""

    path: str
    name: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionPreview:
    """What removing the words would do, and what has to be done first.

    `current` are the paths of what is published now and holds them, `problems` the first places where they are more
    than words.
    """

    course: RedactedCourse
    mark: str
    places: tuple[FoundPlace, ...]
    places_in_all: int
    texts: int
    nearly: tuple[NearPlace, ...]
    current: tuple[str, ...]
    planned: tuple[Planned, ...]
    problems: tuple[Problem, ...]
    seen: str

    @property
    def is_possible(self) -> bool:
        """Whether nothing has to be done first."""
        return bool(self.places) and not (self.current or self.planned or self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePreview:
    """A picture, or another file that is no text, which is to be removed."""

    course: RedactedCourse
    path: str
    picture: Picture


def redacted_course(session: Session, database: Database, actor: Actor, course: str) -> tuple[UUID, RedactedCourse]:
    """A course from which the actor may remove words: two statements. Raises NotFound."""
    course_id = course_id_of(session, course)
    if course_id is None or not actor.may(Permission.REDACT, course_id=course_id):
        raise NotFound("There is no such page.")
    head = newest_edition(session, course)
    title = database.library.edition(session, head.edition_id).outline.title if head else course
    return course_id, RedactedCourse(slug=course, title=title)


def redaction_preview(session: Session, database: Database, actor: Actor, course: str, words: str) -> RedactionPreview:
    """Every place of the words in a course: six statements, whatever is kept. Raises NotFound."""
    course_id, redacted = redacted_course(session, database, actor, course)
    found = find_words(session, course_id, one_line(words))
    places = _grouped(found.exact)
    return RedactionPreview(
        course=redacted,
        mark=MARK,
        places=places[:MOST_PLACES],
        places_in_all=len(places),
        texts=len(found.exact),
        nearly=tuple(
            NearPlace(path=each.path, name=each.name, lines=each.nearly) for each in found.texts if each.nearly
        ),
        current=found.current,
        planned=found.planned,
        problems=tuple(dict.fromkeys(islice(_problems(found), _MOST_PROBLEMS))),
        seen=found.digest,
    )


def picture_preview(
    session: Session, database: Database, actor: Actor, course: str, path: str, revision: int
) -> PicturePreview:
    """A picture that is to be removed: five statements. Raises NotFound."""
    course_id, redacted = redacted_course(session, database, actor, course)
    picture = picture_of(session, course_id, path, revision)
    if picture is None or not all(actor.may(Permission.REDACT, course_id=each) for each in picture.courses):
        raise NotFound("There is no such picture.")
    return PicturePreview(course=redacted, path=path, picture=picture)


def _problems(found: Findings) -> Iterator[Problem]:
    return (problem for each in found.revisions for problem in why_not_same(each.path, each.source, each.places))


def _grouped(texts: tuple[Found, ...]) -> tuple[FoundPlace, ...]:
    gathered: dict[tuple[str, Passage, bool], list[tuple[str, int]]] = defaultdict(list)
    for each in texts:
        for place in each.places:
            key = (each.path, passage(each.source, place), each.is_picture)
            gathered[key].append((each.name, place.line))
    return tuple(
        FoundPlace(path=path, passage=shown, texts=tuple(dict.fromkeys(names)), is_picture=is_picture)
        for (path, shown, is_picture), names in gathered.items()
    )
