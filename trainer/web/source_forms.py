"""What every form does that changes an author's text: it begins from the text that was seen, and saves a draft."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from trainer.actions import drafting
from trainer.actions.drafting import Diverged, Seen
from trainer.errors import Stale
from trainer.queries.form_source import FormSource, seen_text
from trainer.queries.writing import writing_page
from trainer.quizzes.editing import Change
from trainer.quizzes.editing_tree import CannotEdit
from trainer.quizzes.form_changes import Unreadable, changes_of
from trainer.quizzes.form_fields import FormField
from trainer.web.edge import actor, db, form_lists, now, uuid_or_none, whole_number

Made = TypeVar("Made")
Errors = Mapping[str, str]


def seen_source(course: str, path: str, *, may_be_new: bool = False) -> FormSource:
    """The text from which the form was made. Raises NotFound and Stale."""
    version, revision = whole_number(request.form.get("version"), 0), uuid_or_none(request.form.get("revision"))
    with db().reading() as session:
        document = writing_page(session, actor(), course, path, may_be_new=may_be_new)
        if document.is_new and not version and not revision:
            return FormSource(text="", version=0, revision=None)
        text = seen_text(session, actor(), course, path, version, revision)
    return FormSource(text=text, version=version, revision=revision)


def made(
    fields: Iterable[FormField],
    seen: FormSource,
    change: Callable[[str, Sequence[Change]], str],
    act: Callable[[str], Made],
) -> Made | Errors:
    """What the button makes of the text with what was typed, or what is wrong with that, by field."""
    try:
        return act(change(seen.text, changes_of(fields, form_lists())))
    except Unreadable as error:
        return error.errors
    except CannotEdit as error:
        return {"form": words_of(error)}


def words_of(error: CannotEdit) -> str:
    """Why something cannot be done, as a sentence."""
    place = f" (line {error.line} of the source)" if error.line else ""
    return f"{error.message[:1].upper()}{error.message[1:]}{place}."


def keep(course: str, path: str, source: str, seen: FormSource) -> ResponseReturnValue | None:
    """Save; None where that went well, or a page with both texts. Raises Invalid for what no draft can hold."""
    try:
        saved = drafting.save(
            db(), actor(), course, path, source, Seen(version=seen.version, revision=seen.revision), now()
        )
    except Stale as error:
        return both_texts(course, path, error)
    if saved.is_merged:
        flash("Saved, together with what somebody else changed meanwhile at other places.", "good")
    else:
        flash("Saved." if saved.version else "There is nothing to save: this is what is published.", "good")
    return None


def both_texts(course: str, path: str, error: Stale) -> ResponseReturnValue:
    """The page on which somebody decides between two texts; the error itself where there are no two."""
    found = error.current
    if not isinstance(found, Diverged):
        raise error
    with db().reading() as session:
        document = writing_page(session, actor(), course, path)
    return render_template("author/write_both.html", page=document, found=found), 409
