"""Pages for reviewers: what waits for them, and one document with its source, to be signed or returned."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict

from trainer.access import Permission
from trainer.actions import review_comments, reviewing
from trainer.actions.review_comments import Entered, Kept
from trainer.actions.reviewing import SeenReviews
from trainer.curriculum.reviewing import Signature
from trainer.curriculum.reviewing_lines import WHOLE
from trainer.curriculum.reviewing_words import Signing, one_line
from trainer.errors import Invalid, Stale
from trainer.queries.reviewing import review_list_page
from trainer.queries.reviewing_document import review_page
from trainer.web.edge import actor, db, now, uuid_or_none, whole_number
from trainer.web.gates import needs

review = Blueprint("review", __name__, url_prefix="/review")
review.before_request(needs(Permission.REVIEW, Permission.ADMINISTER))

_PLACE: Final = "<path:path>"
_Form = ImmutableMultiDict[str, str]


@review.get("/")
def every() -> ResponseReturnValue:
    """What waits to be reviewed, course by course."""
    with db().reading() as session:
        page = review_list_page(session, db(), actor(), now())
    return render_template("review/list.html", page=page, today=now().today)


@review.get(f"/<course>/{_PLACE}")
def document(course: str, path: str) -> ResponseReturnValue:
    """A document to be reviewed. `line` in the address fills it into the form for a comment."""
    entered = {"line": str(whole_number(request.args.get("line"), WHOLE) or "")}
    return _show(course, path, comment=entered)


@review.post(f"/<course>/sign/{_PLACE}")
def sign(course: str, path: str) -> ResponseReturnValue:
    """Sign the revision that was seen."""
    form = request.form
    try:
        reviewing.sign(db(), actor(), course, path, _signing(form), _seen(form), now())
    except Invalid as error:
        return _show(course, path, signing=form, errors=dict(error.problems), status=422)
    except Stale as error:
        return _show(course, path, signing=form, errors={"": str(error)}, status=409)
    flash("Signed. Thank you. Readers see your name and the day.", "good")
    return redirect(url_for(".document", course=course, path=path), 303)


@review.post(f"/<course>/return/{_PLACE}")
def return_it(course: str, path: str) -> ResponseReturnValue:
    """Return the revision that was seen, with every comment."""
    try:
        reviewing.return_it(db(), actor(), course, path, _seen(request.form), now())
    except Invalid as error:
        return _show(course, path, errors=dict(error.problems), status=422)
    except Stale as error:
        return _show(course, path, errors={"": str(error)}, status=409)
    flash("Returned to the authors with your comments.", "good")
    return redirect(url_for(".document", course=course, path=path), 303)


@review.post(f"/<course>/comments/{_PLACE}")
def comment(course: str, path: str) -> ResponseReturnValue:
    """Keep a comment until it is sent."""
    form = request.form
    entered = Entered(
        id=uuid_or_none(form.get("draft")) or uuid4(),
        revision=uuid_or_none(form.get("revision")) or uuid4(),
        line=whole_number(form.get("line"), WHOLE),
        words=form.get("words", ""),
        seen=whole_number(form.get("seen"), 0),
    )
    try:
        review_comments.keep(db(), actor(), course, path, entered, now())
    except Invalid as error:
        return _show(course, path, comment=form, errors=dict(error.problems), status=422)
    except Stale as error:
        return _show(course, path, comment=_both(form, error), errors={"words": str(error)}, status=409)
    anchor = f"line-{entered.line}" if entered.line else "comments"
    return redirect(url_for(".document", course=course, path=path, _anchor=anchor), 303)


@review.post(f"/<course>/remove-comment/<uuid:draft_id>/{_PLACE}")
def remove_comment(course: str, draft_id: UUID, path: str) -> ResponseReturnValue:
    """Remove a comment that is not sent yet, and offer it back."""
    removed = review_comments.remove(db(), actor(), course, path, draft_id)
    if removed is None:
        return redirect(url_for(".document", course=course, path=path, _anchor="comments"), 303)
    return render_template("review/removed.html", course=course, path=path, removed=removed)


@review.post("/<course>/withdraw/<uuid:review_id>")
def withdraw(course: str, review_id: UUID) -> ResponseReturnValue:
    """Let a review count no more."""
    reason = request.form.get("reason", "")
    try:
        path = reviewing.withdraw(db(), actor(), course, review_id, reason, now())
    except Invalid as error:
        return render_template(
            "review/withdraw.html", course=course, review_id=review_id, reason=reason, errors=dict(error.problems)
        ), 422
    flash("The review counts no more. It stays in the record with your reason.", "good")
    return redirect(url_for(".document", course=course, path=path), 303)


def _show(
    course: str,
    path: str,
    *,
    signing: Mapping[str, str] | None = None,
    comment: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    with db().reading() as session:
        page = review_page(session, db(), actor(), course, path, now())
    return render_template(
        "review/document.html",
        page=page,
        signing=signing,
        comment=comment or {},
        errors=errors or {},
        fresh_id=uuid4(),
        today=now().today,
    ), status


def _seen(form: _Form) -> SeenReviews:
    return SeenReviews(revision=uuid_or_none(form.get("revision")), reviews=whole_number(form.get("reviews"), 0))


def _signing(form: _Form) -> Signing:
    due_on = form.get("due_on", "").strip()
    try:
        day = date.fromisoformat(due_on) if due_on else None
    except ValueError:
        day = date.min
    return Signing(
        signature=Signature(**{name: one_line(form.get(name, "")) for name in ("name", "licence", "number", "place")}),
        due_on=day,
        attests=form.get("attests") == "yes",
    )


def _both(form: _Form, error: Stale) -> dict[str, str]:
    """What was typed, to be saved over what stands now, which the page shows above it."""
    kept = error.current
    if not isinstance(kept, Kept):
        raise error
    return {**form, "seen": str(kept.version), "kept": kept.words}
