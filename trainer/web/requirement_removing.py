"""Where authors take a requirement out of a course, and take that back."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import drafting
from trainer.actions.drafting import Seen
from trainer.curriculum.course_file import PATH as COURSE_PATH
from trainer.curriculum.requirements_editing import remove_requirement
from trainer.errors import Stale
from trainer.queries.form_source import BrokenFormPage
from trainer.queries.requirements_form import requirement_form_page
from trainer.web.edge import actor, db, now
from trainer.web.gates import needs
from trainer.web.source_forms import both_texts, seen_source

requirement_removing = Blueprint("requirement_removing", __name__, url_prefix="/author/<course>/requirements")
requirement_removing.before_request(needs(Permission.AUTHOR))


@requirement_removing.get("/<part>/<key>/remove")
def page(course: str, part: str, key: str) -> ResponseReturnValue:
    """What taking a requirement out touches, before anything happens."""
    with db().reading() as session:
        found = requirement_form_page(session, actor(), course, part, key)
    if isinstance(found, BrokenFormPage):
        return render_template("author/form_broken.html", page=found)
    return render_template("author/requirement_remove.html", page=found)


@requirement_removing.post("/<part>/<key>/remove")
def remove(course: str, part: str, key: str) -> ResponseReturnValue:
    """Take a requirement out of the draft, and offer to undo it."""
    seen = seen_source(course, COURSE_PATH)
    with db().reading() as session:
        found = requirement_form_page(session, actor(), course, part, key, seen)
    if isinstance(found, BrokenFormPage):
        return render_template("author/form_broken.html", page=found), 409
    source = remove_requirement(seen.text, part, key)
    try:
        saved = drafting.save(
            db(), actor(), course, COURSE_PATH, source, Seen(version=seen.version, revision=seen.revision), now()
        )
    except Stale as error:
        return both_texts(course, COURSE_PATH, error)
    if not saved.version:
        return redirect(url_for("requirement_forms.page", course=course), 303)
    before = f"v{saved.version - 1}" if seen.version or saved.is_merged else f"r{found.document.revision_number}"
    return redirect(
        url_for("requirement_forms.page", course=course, before=before, since=saved.version, _anchor="undo"), 303
    )
