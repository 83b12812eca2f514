"""Authors read what readers told them, and answer."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions.answering_comments import Answer, answer_comment
from trainer.curriculum.commenting import Act, CommentKind, CommentState
from trainer.errors import Invalid, Stale
from trainer.queries.comments_authoring import comment_page, comments_page, place_to_write
from trainer.storage.comment_rows import Narrowed
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.gates import needs

author_comments = Blueprint("author_comments", __name__, url_prefix="/author/<course>/comments")
author_comments.before_request(needs(Permission.AUTHOR))

_DONE = {Act.ANSWERED: "Answered.", Act.SETTLED: "Settled.", Act.REOPENED: "Open again."}


@author_comments.get("/")
def page(course: str) -> ResponseReturnValue:
    """What readers told the authors: what is open, unless something else is asked for."""
    number = whole_number(request.args.get("page"), 1)
    with db().reading() as session:
        found = comments_page(session, db(), actor(), course, _wanted(), number)
    return render_template("author/comments.html", page=found)


@author_comments.get("/<uuid:comment_id>")
def comment(course: str, comment_id: UUID) -> ResponseReturnValue:
    """One comment, to be answered."""
    return _show(course, comment_id, Answer(act=Act.ANSWERED), {})


@author_comments.post("/<uuid:comment_id>")
def answer(course: str, comment_id: UUID) -> ResponseReturnValue:
    """Answer, settle or reopen; where somebody was there first, that is shown beside what was typed."""
    form = request.form
    act = next((act for act in Act if act == form.get("act")), Act.ANSWERED)
    mended = whole_number(form.get("mended"), 0) or None
    given, seen = Answer(act=act, words=form.get("words", ""), mended=mended), whole_number(form.get("number"), 0)
    try:
        answer_comment(db(), actor(), course, comment_id, given, seen, now())
    except Stale as error:
        words = f"{error} Read it above; nothing was saved, and what you wrote is still here."
        return _show(course, comment_id, given, {"words": words}), 409
    except Invalid as error:
        return _show(course, comment_id, given, dict(error.problems)), 422
    flash(_DONE[act], "good")
    return redirect(url_for(".comment", course=course, comment_id=comment_id), 303)


@author_comments.get("/<uuid:comment_id>/place")
def place(course: str, comment_id: UUID) -> ResponseReturnValue:
    """Go to the place in the text where a comment belongs, to write there."""
    with db().reading() as session:
        found = place_to_write(session, db(), actor(), course, comment_id)
    if found.question:
        return redirect(url_for("quiz_forms.question", course=course, path=found.path, key=found.question), 303)
    if found.is_quiz:
        return redirect(url_for("quiz_forms.page", course=course, path=found.path), 303)
    anchor = f"line-{found.line}" if found.line else None
    return redirect(url_for("writing.page", course=course, path=found.path, _anchor=anchor), 303)


def _show(course: str, comment_id: UUID, given: Answer, errors: Mapping[str, str]) -> str:
    with db().reading() as session:
        found = comment_page(session, db(), actor(), course, comment_id)
    return render_template("author/comment.html", page=found, given=given, errors=errors)


def _wanted() -> Narrowed:
    """What the address asks for; what it cannot ask for is left out."""
    args = request.args
    asked = args.get("state", CommentState.OPEN.value)
    return Narrowed(
        state=next((state for state in CommentState if state == asked), None),
        kind=next((kind for kind in CommentKind if kind == args.get("kind")), None),
        path=args.get("path", "")[:300],
    )
