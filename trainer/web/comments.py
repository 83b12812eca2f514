"""Readers tell the authors of a course what is unclear or wrong, ask, and read the answers."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import commenting
from trainer.actions.chosen_passage import shortened
from trainer.curriculum.commenting import Said
from trainer.errors import Invalid, Stale
from trainer.queries.comments import new_comment_page, own_comment_page, own_comments_page
from trainer.queries.comments_on_questions import new_comment_on_question_page
from trainer.web.edge import actor, db, now, settings, whole_number
from trainer.web.gates import needs

comments = Blueprint("comments", __name__, url_prefix="/courses/<course>")
comments.before_request(needs(Permission.LEARN, Permission.READ_COURSE))


@comments.get("/comments")
def page(course: str) -> ResponseReturnValue:
    """Everything told and answered, the newest first."""
    with db().reading() as session:
        found = own_comments_page(session, db(), actor(), course, now())
    _note_seen(found.seen)
    return render_template("learn/comments.html", page=found)


@comments.get("/comments/<uuid:comment_id>")
def comment(course: str, comment_id: UUID) -> ResponseReturnValue:
    """One comment with what followed."""
    return _show(course, comment_id)


@comments.post("/comments/<uuid:comment_id>")
def ask_again(course: str, comment_id: UUID) -> ResponseReturnValue:
    """Add something to a comment; where something else followed meanwhile, it is shown beside what was typed."""
    words, seen = request.form.get("words", ""), whole_number(request.form.get("number"), 0)
    try:
        commenting.ask_again(db(), actor(), course, comment_id, words, seen, now())
    except Stale as error:
        return _show(course, comment_id, words, {"words": f"{error} Read it above; what you wrote is still here."}), 409
    except Invalid as error:
        return _show(course, comment_id, words, dict(error.problems)), 422
    return redirect(url_for(".comment", course=course, comment_id=comment_id), 303)


@comments.get("/modules/<area>/<name>/sections/<section>/comments")
def new(course: str, area: str, name: str, section: str) -> ResponseReturnValue:
    """Tell the authors something about a section, or about words of it."""
    said, errors = _said(request.args), {}
    try:
        shortened(said.quote, said.before, said.after)
    except Invalid as error:
        errors = dict(error.problems)
    return _new(course, f"{area}/{name}", section, said, errors)


@comments.post("/modules/<area>/<name>/sections/<section>/comments")
def add(course: str, area: str, name: str, section: str) -> ResponseReturnValue:
    """Keep it, or say what keeps it from being kept beside what was typed."""
    key, said, seen = f"{area}/{name}", _said(request.form), whole_number(request.form.get("number"), 0)
    try:
        comment_id = commenting.comment_on_section(db(), actor(), course, key, section, said, seen, now())
    except Invalid as error:
        return _new(course, key, section, said, dict(error.problems)), 422
    return redirect(url_for(".comment", course=course, comment_id=comment_id, sent="yes"), 303)


@comments.get("/attempts/<uuid:attempt_id>/questions/<question>/comments")
def new_on_question(course: str, attempt_id: UUID, question: str) -> ResponseReturnValue:
    """Tell the authors something about a question whose reasons were shown."""
    return _new_on_question(course, attempt_id, question, _said(request.args), {})


@comments.post("/attempts/<uuid:attempt_id>/questions/<question>/comments")
def add_on_question(course: str, attempt_id: UUID, question: str) -> ResponseReturnValue:
    """Keep it, or say what keeps it from being kept beside what was typed."""
    said, seen = _said(request.form), whole_number(request.form.get("number"), 0)
    try:
        comment_id = commenting.comment_on_question(db(), actor(), course, attempt_id, question, said, seen, now())
    except Invalid as error:
        return _new_on_question(course, attempt_id, question, said, dict(error.problems)), 422
    return redirect(url_for(".comment", course=course, comment_id=comment_id, sent="yes"), 303)


def _show(course: str, comment_id: UUID, words: str = "", errors: Mapping[str, str] | None = None) -> str:
    with db().reading() as session:
        found = own_comment_page(session, db(), actor(), course, comment_id, now())
    _note_seen(found.seen)
    was_sent = request.args.get("sent") == "yes"
    return render_template("learn/comment.html", page=found, words=words, errors=errors or {}, was_sent=was_sent)


def _new(course: str, key: str, section: str, said: Said, errors: Mapping[str, str]) -> str:
    with db().reading() as session:
        found = new_comment_page(session, db(), actor(), course, key, section, now())
    return render_template("learn/comment_new.html", page=found, said=said, errors=errors, has_mail=_has_mail())


def _new_on_question(course: str, attempt_id: UUID, question: str, said: Said, errors: Mapping[str, str]) -> str:
    with db().reading() as session:
        found = new_comment_on_question_page(session, db(), actor(), course, attempt_id, question)
    return render_template("learn/comment_on_question.html", page=found, said=said, errors=errors, has_mail=_has_mail())


def _has_mail() -> bool:
    """Whether a mail would reach anybody; it is offered only then."""
    return bool(settings().smtp_url)


def _note_seen(seen: Mapping[UUID, int]) -> None:
    if seen:
        commenting.note_answers_seen(db(), actor(), seen)


def _said(values: Mapping[str, str]) -> Said:
    return Said(
        kind=values.get("kind", ""),
        words=values.get("words", ""),
        quote=values.get("quote", ""),
        before=values.get("before", ""),
        after=values.get("after", ""),
        wants_mail=values.get("wants_mail") == "yes",
    )
