"""Where authors read what reviewers said, and settle it."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions.review_comments import settle as settle_comment
from trainer.errors import Invalid
from trainer.queries.review_comments import review_comments_page
from trainer.web.edge import actor, db, now
from trainer.web.gates import needs

review_comments = Blueprint("review_comments", __name__, url_prefix="/author/<course>/reviews")
review_comments.before_request(needs(Permission.AUTHOR))


@review_comments.get("/<path:path>")
def page(course: str, path: str) -> ResponseReturnValue:
    """What reviewers said of a document."""
    return _show(course, path)


@review_comments.post("/settle/<uuid:comment_id>/<path:path>")
def settle(course: str, comment_id: UUID, path: str) -> ResponseReturnValue:
    """Say what was done about a comment."""
    words = request.form.get("words", "")
    try:
        path = settle_comment(db(), actor(), course, comment_id, words, now())
    except Invalid as error:
        return _show(course, path, {str(comment_id): str(error)}, words), 422
    flash("Settled. The reviewer sees what you wrote.", "good")
    return redirect(url_for(".page", course=course, path=path), 303)


def _show(course: str, path: str, errors: Mapping[str, str] | None = None, entered: str = "") -> str:
    with db().reading() as session:
        found = review_comments_page(session, db(), actor(), course, path, now())
    return render_template("review/comments.html", page=found, errors=errors or {}, entered=entered, today=now().today)
