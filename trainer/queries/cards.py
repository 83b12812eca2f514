"""Pocket cards: what must never go wrong, on one sheet for each gate."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.clock import Now
from trainer.curriculum.outline import ModuleOutline
from trainer.curriculum.safe_html import Html
from trainer.curriculum.state import is_open, missing_prerequisites
from trainer.errors import NotFound
from trainer.queries.modules import listed
from trainer.queries.reader import CourseHead, Reader, reader_of
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The safety callouts of one module, in its order. `characters` tells how much has to stand on the sheet."""

    key: str
    code: str
    title: str
    area: int
    revision: int
    callouts: tuple[Html, ...]
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedCard:
    """A card whose module is not open yet: its title, and why."""

    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsPage:
    """Cards to print; `help` are the course's words for an emergency, None where they are not yet set."""

    course: CourseHead
    published_at: datetime
    help: Html | None
    cards: tuple[Card, ...]
    closed: tuple[ClosedCard, ...]


def cards_page(session: Session, database: Database, actor: Actor, course: str, now: Now) -> CardsPage:
    """The cards of all gates: as many statements as there are for one. Raises NotFound."""
    return _page(session, database, reader_of(session, database, actor, course, now), None)


def card_page(session: Session, database: Database, actor: Actor, course: str, key: str, now: Now) -> CardsPage:
    """The card of one module; it is in `closed` while the module is. Raises NotFound for a module without a gate."""
    reader = reader_of(session, database, actor, course, now)
    module = reader.edition.outline.module(key)
    if module is None or not has_card(module):
        raise NotFound("There is no such card.")
    return _page(session, database, reader, key)


def has_card(module: ModuleOutline) -> bool:
    """Whether a module has a card: where its quiz is a gate."""
    return module.quiz is not None and module.quiz.terms.gate


def _page(session: Session, database: Database, reader: Reader, key: str | None) -> CardsPage:
    pages = database.library.course_pages(session, reader.edition)
    callouts = {card.module: card.callouts for card in pages.cards}
    outline = reader.edition.outline
    asked = [module for module in outline.modules() if has_card(module) and key in (None, module.key)]
    opened = [module for module in asked if not reader.enrolment or is_open(module, outline, reader.standings)]
    return CardsPage(
        course=reader.head,
        published_at=reader.edition.at,
        help=pages.about.help,
        cards=tuple(_card(reader, module, callouts.get(module.key, ())) for module in opened),
        closed=tuple(_closed(reader, module) for module in asked if module not in opened),
    )


def _card(reader: Reader, module: ModuleOutline, callouts: tuple[Html, ...]) -> Card:
    areas = [area.id for area in reader.edition.outline.areas]
    return Card(
        key=module.key,
        code=module.code,
        title=module.title,
        area=areas.index(module.area),
        revision=reader.edition.revisions[module.path].number,
        callouts=callouts,
        characters=sum(len(each.striptags()) for each in callouts),
    )


def _closed(reader: Reader, module: ModuleOutline) -> ClosedCard:
    missing = [other.title for other in missing_prerequisites(module, reader.edition.outline, reader.standings)]
    verb = "is" if len(missing) == 1 else "are"
    return ClosedCard(title=module.title, why=f"Opens when {listed(missing)} {verb} done")
