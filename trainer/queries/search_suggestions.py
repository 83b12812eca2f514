"""What the search box suggests while somebody types."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.addresses import links_of
from trainer.clock import Now
from trainer.curriculum.course_pages import CoursePages
from trainer.curriculum.outline import Outline
from trainer.curriculum.searching_suggestions import Candidate, candidate, suggest
from trainer.queries.reader import reader_of
from trainer.queries.search_reach import reach_of
from trainer.storage.database import Database

_MODULE: Final = "Module"
_TERM: Final = "Term"
_SECTION: Final = "Section"


def suggestions(
    session: Session, database: Database, actor: Actor, course: str, typed: str, now: Now
) -> list[dict[str, str]]:
    """Modules, terms of the glossary, and sections of the modules that are open to the actor: two statements."""
    reader = reader_of(session, database, actor, course, now)
    outline = reader.edition.outline
    pages = database.library.course_pages(session, reader.edition)
    every = database.library.keep(
        session, "suggestions", str(reader.edition_id), lambda: tuple(_candidates(outline, pages))
    )
    is_open = frozenset(reach_of(reader, actor).open)
    mine = (each for each in every if each.kind != _SECTION or each.key in is_open)
    links = links_of(outline.slug)
    urls = {
        _MODULE: lambda each: links.module_url(each.key),
        _TERM: lambda each: links.term_url(each.place),
        _SECTION: lambda each: links.section_url(each.key, each.place),
    }
    return [
        {"kind": each.kind, "label": each.label, "where": _where(each, outline), "url": urls[each.kind](each)}
        for each in suggest(typed, mine)
    ]


def _candidates(outline: Outline, pages: CoursePages) -> Iterator[Candidate]:
    for module in outline.modules():
        yield candidate(_MODULE, module.key, "", module.title, (module.code,))
    for term in pages.glossary:
        yield candidate(_TERM, "", term.key, term.term, term.also)
    for module in outline.modules():
        for section in module.sections:
            yield candidate(_SECTION, module.key, section.id, section.title)


def _where(each: Candidate, outline: Outline) -> str:
    if each.kind == _TERM:
        return "Glossary"
    module = outline.module(each.key)
    if module is None:
        return ""
    if each.kind == _SECTION:
        return module.title
    area = outline.area(module.area)
    return area.title if area else ""
