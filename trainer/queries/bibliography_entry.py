"""The page on which one source of a bibliography is edited with a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.errors import NotFound
from trainer.queries.bibliography import bibliography_of
from trainer.queries.form_source import BrokenFormPage, FormSource, newest
from trainer.queries.writing import WritingPage
from trainer.quizzes.editing_tree import CannotEdit
from trainer.storage.database import Database

if TYPE_CHECKING:
    from trainer.curriculum.bibliography_entries import EntryPlace
    from trainer.curriculum.bibliography_form import EntryForm
    from trainer.curriculum.bibliography_listing import ListedSource


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """A source as a form. `kinds` are the types to choose from, `others` the sources that may have superseded it."""

    document: WritingPage
    seen: FormSource
    source: "ListedSource"
    entry: "EntryPlace"
    form: "EntryForm"
    kinds: Mapping[str, str]
    others: tuple[tuple[str, str], ...]


def entry_page(
    session: Session, database: Database, actor: Actor, course: str, key: str, seen: FormSource | None = None
) -> EntryPage | BrokenFormPage:
    """A source as a form: seven statements. `seen` is shown instead of the newest text. Raises NotFound."""
    from trainer.curriculum.bibliography_editing import entry_at  # noqa: PLC0415 (reads bibliographies)
    from trainer.curriculum.bibliography_form import KINDS, form_of  # noqa: PLC0415

    found = bibliography_of(session, database, actor, course, seen.text if seen else None)
    seen = seen or newest(found.document)
    source = found.listing.source(key)
    if source is None:
        raise NotFound("There is no such source; it may have been taken out.")
    try:
        entry = entry_at(seen.text, key)
    except CannotEdit as error:
        return BrokenFormPage(document=found.document, line=error.line or source.line, message=error.message)
    return EntryPage(
        document=found.document,
        seen=seen,
        source=source,
        entry=entry,
        form=form_of(entry),
        kinds={**({} if entry.kind in KINDS else {entry.kind: f"@{entry.kind}"}), **KINDS},
        others=tuple((each.key, f"{each.short} ({each.key})") for each in found.listing.sources if each.key != key),
    )


def with_typed(page: EntryPage, typed: Mapping[str, str]) -> str | Mapping[str, str]:
    """The text with what was typed into the form, or what is wrong with that, by field."""
    from trainer.curriculum.bibliography_editing import changed  # noqa: PLC0415 (reads bibliographies)
    from trainer.curriculum.bibliography_form import Unreadable, changes_of, typed_form  # noqa: PLC0415

    form = typed_form(typed.get("kind", ""), typed, page.entry)
    if form.words["superseded_by"] and form.words["superseded_by"] not in dict(page.others):
        return {"superseded_by": "Choose another source of this bibliography."}
    try:
        return changed(page.seen.text, page.source.key, form.kind, changes_of(page.entry, form))
    except Unreadable as error:
        return error.errors
    except CannotEdit as error:
        return {"form": _sentence(error)}


def without_source(page: EntryPage) -> str | Mapping[str, str]:
    """The text without a source that nothing cites, or why it has to stay."""
    from trainer.curriculum.bibliography_editing import without  # noqa: PLC0415 (reads bibliographies)

    if page.source.citings:
        return {"form": "Texts cite this source; take it out of them first."}
    try:
        return without(page.seen.text, page.source.key)
    except CannotEdit as error:
        return {"form": _sentence(error)}


def _sentence(error: CannotEdit) -> str:
    return f"{error.message[:1].upper()}{error.message[1:]}."
