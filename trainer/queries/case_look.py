"""A branching case as staff try it: nothing is recorded, and the address says what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.outline import Outline
from trainer.curriculum.rendered import RenderedTexts
from trainer.errors import NotFound
from trainer.queries.case_views import StageView, stage
from trainer.quizzes.cases.case import BranchingCase
from trainer.quizzes.cases.playing import NoSuchChoice, play
from trainer.storage.database import Database
from trainer.storage.editions import newest_edition

MOST_CHOICES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLookPage:
    """A case being tried. `path` is what was chosen: the places of choices in their scenes."""

    course: str
    slug: str
    title: str
    path: str
    variation: str
    variations: tuple[str, ...]
    stage: StageView


def case_look_page(
    session: Session, database: Database, actor: Actor, course: str, slug: str, asked: Mapping[str, str]
) -> CaseLookPage:
    """A published case as staff try it. Raises NotFound, also for trainees and for a way that it does not have."""
    head = newest_edition(session, course)
    if head is None or not actor.may_read(head.course_id):
        raise NotFound("There is no such page.")
    edition = database.library.edition(session, head.edition_id)
    outline = edition.outline.case(slug)
    if outline is None:
        raise NotFound("There is no such case.")
    case = database.library.case(session, edition.revisions[outline.path].revision_id)
    return look_at(case, database.library.rendered_texts(session, edition, outline.path), edition.outline, asked)


def look_at(case: BranchingCase, texts: RenderedTexts, outline: Outline, asked: Mapping[str, str]) -> CaseLookPage:
    """A case after the choices that an address names by `path` and `choice`. Raises NotFound."""
    path = ".".join(part for part in (asked.get("path", ""), asked.get("choice", "")) if part)
    variation = asked.get("variation") or case.variations[0].id
    try:
        choices = _choices(case, variation, path)
        played = play(case, variation, choices)
    except (KeyError, NoSuchChoice) as error:
        raise NotFound("This case does not go that way.") from error
    offered = ((str(place), choice) for place, choice in enumerate(played.scene.choices, start=1))
    goes_on = asked.get("seen") == str(len(choices))
    return CaseLookPage(
        course=outline.slug,
        slug=case.slug,
        title=case.title,
        path=path,
        variation=variation,
        variations=tuple(each.id for each in case.variations),
        stage=stage(played, texts, outline, offered, goes_on=goes_on),
    )


def _choices(case: BranchingCase, variation: str, path: str) -> list[str]:
    """The ids of choices by their places in the scenes that they lead to."""
    places = path.split(".") if path else []
    if len(places) > MOST_CHOICES:
        raise NoSuchChoice("this address is longer than any play")
    found: list[str] = []
    for place in places:
        offered = play(case, variation, found).scene.choices
        if not (place.isascii() and place.isdigit() and len(place) == 1 and 0 < int(place) <= len(offered)):
            raise NoSuchChoice(f"there is no choice {place[:10]}")
        found.append(offered[int(place) - 1].id)
    return found
