"""Where authors retire a question of a quiz, and take that back."""

import re
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from trainer.access import Permission
from trainer.actions import drafting
from trainer.actions.drafting import Seen
from trainer.errors import Stale
from trainer.queries.form_source import BrokenFormPage
from trainer.queries.quiz_retiring import retire_page
from trainer.quizzes.editing_questions import remove_question
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.gates import needs
from trainer.web.source_forms import both_texts, seen_source

quiz_retiring = Blueprint("quiz_retiring", __name__, url_prefix="/author/<course>/quiz")
quiz_retiring.before_request(needs(Permission.AUTHOR))

_PLACE: Final = "/<path:path>/questions/<key>/retire"
_KEPT: Final = re.compile(r"[rv][1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """How a question that was retired comes back: the text that stood before, and the version since."""

    kept: str
    version: int


def undo_of(args: MultiDict[str, str]) -> Undo | None:
    """What the address of a quiz says of the question that just left it."""
    kept, version = args.get("before", ""), whole_number(args.get("since"), 0)
    return Undo(kept=kept, version=version) if _KEPT.fullmatch(kept) and version else None


@quiz_retiring.get(_PLACE)
def page(course: str, path: str, key: str) -> ResponseReturnValue:
    """What retiring a question touches, before anything happens."""
    with db().reading() as session:
        found = retire_page(session, actor(), course, path, key)
    if isinstance(found, BrokenFormPage):
        return render_template("author/form_broken.html", page=found)
    return render_template("author/quiz_retire.html", page=found)


@quiz_retiring.post(_PLACE)
def retire(course: str, path: str, key: str) -> ResponseReturnValue:
    """Take a question out of the draft, and offer to undo it."""
    seen = seen_source(course, path)
    with db().reading() as session:
        found = retire_page(session, actor(), course, path, key, seen)
    if isinstance(found, BrokenFormPage):
        return render_template("author/form_broken.html", page=found), 409
    source = remove_question(seen.text, key)
    try:
        saved = drafting.save(
            db(), actor(), course, path, source, Seen(version=seen.version, revision=seen.revision), now()
        )
    except Stale as error:
        return both_texts(course, path, error)
    before = f"v{saved.version - 1}" if seen.version else f"r{found.document.revision_number}"
    return redirect(
        url_for("quiz_forms.page", course=course, path=path, before=before, since=saved.version, _anchor="undo"), 303
    )
