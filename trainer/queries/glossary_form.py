"""The pages on which terms of the glossary are edited with forms."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.curriculum.document_titles import title_at_a_glance
from trainer.curriculum.glossary_file import PATH as GLOSSARY_PATH
from trainer.curriculum.glossary_form import TermForm, new_term, terms_of
from trainer.errors import NotFound
from trainer.problem import Problem
from trainer.queries.form_source import BrokenFormPage, FormSource, newest
from trainer.queries.writing import WritingPage, authored_course, course_with_drafts, writing_page
from trainer.queries.writing_preview import preview_of
from trainer.quizzes.editing_tree import CannotEdit

_NAMED: Final = re.compile(rb"glossary\.yml#([a-z0-9][a-z0-9-]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term in the list; `uses` counts the texts that name it, `problems` are those of its lines."""

    key: str
    term: str
    also: str
    definition: str
    uses: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryFormPage:
    """The terms that hold the words that were asked for, of `total` in all."""

    document: WritingPage
    words: str
    terms: tuple[TermRow, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFormPage:
    """A term as a form; without a key a new one. `uses` are the texts that name it, by path and title."""

    document: WritingPage
    seen: FormSource
    form: TermForm
    uses: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


def glossary_form_page(
    session: Session, actor: Actor, course: str, words: str = ""
) -> GlossaryFormPage | BrokenFormPage:
    """The glossary's terms in the order of the alphabet: seven statements. Raises NotFound."""
    document, files = _glossary(session, actor, course)
    try:
        terms = terms_of(document.text)
    except CannotEdit as error:
        return BrokenFormPage(document=document, line=error.line or 1, message=error.message)
    problems, uses = _problems(files, document.text, course), _uses(files)
    rows = [_row(term, terms, problems, uses) for term in terms]
    wanted = words.casefold().split()
    found = [row for row in rows if all(word in f"{row.term} {row.also} {row.key}".casefold() for word in wanted)]
    return GlossaryFormPage(
        document=document,
        words=words,
        terms=tuple(sorted(found, key=lambda row: row.term.casefold())),
        total=len(rows),
    )


def term_form_page(
    session: Session, actor: Actor, course: str, key: str, seen: FormSource | None = None
) -> TermFormPage | BrokenFormPage:
    """A term as a form, a new one where `key` is empty: seven statements. `seen` is shown instead of the newest text.

    Raises NotFound.
    """
    document, files = _glossary(session, actor, course)
    seen = seen or newest(document)
    try:
        terms = terms_of(seen.text)
    except CannotEdit as error:
        return BrokenFormPage(document=document, line=error.line or 1, message=error.message)
    form = next((term for term in terms if term.key == key), None) if key else new_term()
    if form is None:
        raise NotFound("There is no such term; it may have been taken out.")
    uses = _uses(files).get(key, ()) if key else ()
    return TermFormPage(
        document=document,
        seen=seen,
        form=form,
        uses=tuple((path, title_at_a_glance(files[path]) or path.rpartition("/")[2]) for path in uses),
        problems=_problems_of(form, terms, _problems(files, seen.text, course)) if key else (),
    )


def _glossary(session: Session, actor: Actor, course: str) -> tuple[WritingPage, Mapping[str, bytes]]:
    document = writing_page(session, actor, course, GLOSSARY_PATH, may_be_new=True)
    return document, course_with_drafts(session, authored_course(session, actor, course), course)


def _problems(files: Mapping[str, bytes], text: str, course: str) -> tuple[Problem, ...]:
    return preview_of({**files, GLOSSARY_PATH: text.encode()}, course, GLOSSARY_PATH).problems


def _uses(files: Mapping[str, bytes]) -> Mapping[str, list[str]]:
    """The texts that name a term, by its key."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(path for path in files if path.endswith((".md", ".yml"))):
        for key in sorted({key.decode() for key in _NAMED.findall(files[path])}):
            found[key].append(path)
    return found


def _row(
    term: TermForm, terms: tuple[TermForm, ...], problems: tuple[Problem, ...], uses: Mapping[str, list[str]]
) -> TermRow:
    words = term.words
    return TermRow(
        key=term.key,
        term=words["term"] or term.key,
        also=", ".join(words["also"].split("\n")),
        definition=words["definition"],
        uses=len(uses.get(term.key, ())),
        problems=_problems_of(term, terms, problems),
    )


def _problems_of(term: TermForm, terms: tuple[TermForm, ...], problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    after = min((other.line for other in terms if other.line > term.line), default=None)
    return tuple(each for each in problems if each.line >= term.line and (after is None or each.line < after))
