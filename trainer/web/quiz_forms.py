"""Where authors edit quizzes with forms."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.errors import Invalid
from trainer.queries.form_source import BrokenFormPage
from trainer.queries.quiz_form_texts import retired_ids
from trainer.queries.quiz_forms import (
    QuestionFormPage,
    QuizFormPage,
    TryPage,
    question_form_page,
    quiz_form_page,
    try_page,
)
from trainer.quizzes.editing import change
from trainer.quizzes.form_acts import Done, act_on_question, act_on_quiz
from trainer.web.edge import actor, db, form_lists, now
from trainer.web.gates import needs
from trainer.web.quiz_retiring import Undo, undo_of
from trainer.web.source_forms import keep, made, seen_source

quiz_forms = Blueprint("quiz_forms", __name__, url_prefix="/author/<course>/quiz")
quiz_forms.before_request(needs(Permission.AUTHOR))

_QUESTION: Final = "/<path:path>/questions/<key>"
Page = QuizFormPage | QuestionFormPage | TryPage | BrokenFormPage


@quiz_forms.get("/<path:path>")
def page(course: str, path: str) -> ResponseReturnValue:
    """A quiz: its own fields, its questions, its blueprint."""
    with db().reading() as session:
        found = quiz_form_page(session, actor(), course, path, now())
    return _show("author/quiz.html", found, undo=undo_of(request.args))


@quiz_forms.post("/<path:path>")
def save(course: str, path: str) -> ResponseReturnValue:
    """Save the quiz's own fields, then do what the button asks for."""
    do = request.form.get("do", "save")
    seen = seen_source(course, path)
    with db().reading() as session:
        shown = quiz_form_page(session, actor(), course, path, now(), seen)
        retired = retired_ids(session, db(), actor(), course, path)
    if isinstance(shown, BrokenFormPage):
        return _show("author/quiz.html", shown)
    done = made(shown.fields, seen, change, lambda source: act_on_quiz(source, do, retired))
    if not isinstance(done, Done):
        return _again("author/quiz.html", shown, done)
    refused = _kept("author/quiz.html", shown, done)
    if refused is not None:
        return refused
    if done.question:
        return redirect(url_for(".question", course=course, path=path, key=done.question), 303)
    if done.retires:
        return redirect(url_for("quiz_retiring.page", course=course, path=path, key=done.retires), 303)
    verb, _, key = do.partition(":")
    anchor = f"question-{key}" if verb in ("up", "down") else None
    return redirect(url_for(".page", course=course, path=path, _anchor=anchor), 303)


@quiz_forms.get(_QUESTION)
def question(course: str, path: str, key: str) -> ResponseReturnValue:
    """A question as a form, beside it how a trainee would meet it."""
    with db().reading() as session:
        found = question_form_page(session, actor(), course, path, key, now())
    return _show("author/quiz_question.html", found)


@quiz_forms.post(_QUESTION)
def save_question(course: str, path: str, key: str) -> ResponseReturnValue:
    """Save a question's fields, then do what the button asks for."""
    do = request.form.get("do", "save")
    seen = seen_source(course, path)
    with db().reading() as session:
        shown = question_form_page(session, actor(), course, path, key, now(), seen)
        retired = retired_ids(session, db(), actor(), course, path)
    if isinstance(shown, BrokenFormPage):
        return _show("author/quiz_question.html", shown)
    act, gap = "save" if do == "try" else do, request.form.get("gap", "")
    done = made(shown.fields.every(), seen, change, lambda source: act_on_question(source, key, act, gap, retired))
    if not isinstance(done, Done):
        return _again("author/quiz_question.html", shown, done)
    refused = _kept("author/quiz_question.html", shown, done)
    if refused is not None:
        return refused
    if do == "try":
        return redirect(url_for(".attempt", course=course, path=path, key=key), 303)
    shown_next = done.question or key
    return redirect(url_for(".question", course=course, path=path, key=shown_next, _anchor=done.entry or None), 303)


@quiz_forms.get(f"{_QUESTION}/try")
def attempt(course: str, path: str, key: str) -> ResponseReturnValue:
    """A question as a trainee meets it; nothing is recorded."""
    return _tried(course, path, key, {})


@quiz_forms.post(f"{_QUESTION}/try")
def answer(course: str, path: str, key: str) -> ResponseReturnValue:
    """What an answer would come to, and why; nothing is recorded."""
    return _tried(course, path, key, form_lists())


def _tried(course: str, path: str, key: str, sent: Mapping[str, Sequence[str]]) -> ResponseReturnValue:
    with db().reading() as session:
        found = try_page(session, actor(), course, path, key, sent)
    return _show("author/quiz_try.html", found)


def _show(template: str, found: Page, *, undo: Undo | None = None) -> ResponseReturnValue:
    if isinstance(found, BrokenFormPage):
        return render_template("author/form_broken.html", page=found), 200 if request.method == "GET" else 409
    return render_template(template, page=found, errors={}, sent={}, undo=undo)


def _again(template: str, shown: QuizFormPage | QuestionFormPage, errors: Mapping[str, str]) -> ResponseReturnValue:
    """The form with everything that was typed, and what to change."""
    return render_template(template, page=shown, errors=errors, sent=form_lists(), undo=None), 422


def _kept(template: str, shown: QuizFormPage | QuestionFormPage, done: Done) -> ResponseReturnValue | None:
    """Save; None where that went well, or where a button that leads elsewhere has nothing to save."""
    if done.source == shown.seen.text and (done.retires or request.form.get("do") == "try"):
        return None
    try:
        return keep(shown.document.course, shown.document.path, done.source, shown.seen)
    except Invalid as error:
        return _again(template, shown, {"form": str(error)})
