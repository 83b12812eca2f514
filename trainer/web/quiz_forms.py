"""Where authors edit quizzes with forms."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import drafting
from trainer.actions.drafting import Diverged, Seen
from trainer.errors import Invalid, Stale
from trainer.queries.quiz_form_texts import retired_ids, seen_text
from trainer.queries.quiz_forms import (
    BrokenQuizPage,
    FormSource,
    QuestionFormPage,
    QuizFormPage,
    TryPage,
    question_form_page,
    quiz_form_page,
    try_page,
)
from trainer.queries.writing import writing_page
from trainer.quizzes.editing import change
from trainer.quizzes.editing_tree import CannotEdit
from trainer.quizzes.form_acts import Done, act_on_question, act_on_quiz
from trainer.quizzes.form_changes import Unreadable, changes_of
from trainer.quizzes.form_fields import FormField
from trainer.web.edge import actor, db, form_lists, now, whole_number
from trainer.web.gates import needs

quiz_forms = Blueprint("quiz_forms", __name__, url_prefix="/author/<course>/quiz")
quiz_forms.before_request(needs(Permission.AUTHOR))

_QUESTION: Final = "/<path:path>/questions/<key>"
Page = QuizFormPage | QuestionFormPage | TryPage | BrokenQuizPage


@quiz_forms.get("/<path:path>")
def page(course: str, path: str) -> ResponseReturnValue:
    """A quiz: its own fields, its questions, its blueprint."""
    with db().reading() as session:
        found = quiz_form_page(session, actor(), course, path)
    return _show("author/quiz.html", found)


@quiz_forms.post("/<path:path>")
def save(course: str, path: str) -> ResponseReturnValue:
    """Save the quiz's own fields, then do what the button asks for."""
    do = request.form.get("do", "save")
    seen = _seen(course, path)
    with db().reading() as session:
        shown = quiz_form_page(session, actor(), course, path, seen)
        retired = retired_ids(session, db(), actor(), course, path)
    if isinstance(shown, BrokenQuizPage):
        return _show("author/quiz.html", shown)
    made = _made(shown.fields, seen, lambda source: act_on_quiz(source, do, retired))
    if not isinstance(made, Done):
        return _again("author/quiz.html", shown, made)
    refused = _kept("author/quiz.html", shown, made)
    if refused is not None:
        return refused
    if made.question:
        return redirect(url_for(".question", course=course, path=path, key=made.question), 303)
    verb, _, key = do.partition(":")
    anchor = f"question-{key}" if verb in ("up", "down") else "questions" if verb == "retire" else None
    return redirect(url_for(".page", course=course, path=path, _anchor=anchor), 303)


@quiz_forms.get(_QUESTION)
def question(course: str, path: str, key: str) -> ResponseReturnValue:
    """A question as a form, beside it how a trainee would meet it."""
    with db().reading() as session:
        found = question_form_page(session, actor(), course, path, key)
    return _show("author/quiz_question.html", found)


@quiz_forms.post(_QUESTION)
def save_question(course: str, path: str, key: str) -> ResponseReturnValue:
    """Save a question's fields, then do what the button asks for."""
    do = request.form.get("do", "save")
    seen = _seen(course, path)
    with db().reading() as session:
        shown = question_form_page(session, actor(), course, path, key, seen)
        retired = retired_ids(session, db(), actor(), course, path)
    if isinstance(shown, BrokenQuizPage):
        return _show("author/quiz_question.html", shown)
    act, gap = "save" if do == "try" else do, request.form.get("gap", "")
    made = _made(shown.fields.every(), seen, lambda source: act_on_question(source, key, act, gap, retired))
    if not isinstance(made, Done):
        return _again("author/quiz_question.html", shown, made)
    refused = _kept("author/quiz_question.html", shown, made)
    if refused is not None:
        return refused
    if do == "try":
        return redirect(url_for(".attempt", course=course, path=path, key=key), 303)
    return redirect(url_for(".question", course=course, path=path, key=key, _anchor=made.entry or None), 303)


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


def _show(template: str, found: Page) -> ResponseReturnValue:
    if isinstance(found, BrokenQuizPage):
        return render_template("author/quiz_broken.html", page=found), 200 if request.method == "GET" else 409
    return render_template(template, page=found, errors={}, sent={})


def _again(template: str, shown: QuizFormPage | QuestionFormPage, errors: Mapping[str, str]) -> ResponseReturnValue:
    """The form with everything that was typed, and what to change."""
    return render_template(template, page=shown, errors=errors, sent=form_lists()), 422


def _seen(course: str, path: str) -> FormSource:
    """The text from which the form was made. Raises NotFound and Stale."""
    version, revision = whole_number(request.form.get("version"), 0), _uuid(request.form.get("revision"))
    with db().reading() as session:
        writing_page(session, actor(), course, path)
        text = seen_text(session, actor(), course, path, version, revision)
    return FormSource(text=text, version=version, revision=revision)


def _made(fields: Iterable[FormField], seen: FormSource, act: Callable[[str], Done]) -> Done | Mapping[str, str]:
    """The text that the form asks for, or what is wrong with it, by field."""
    try:
        return act(change(seen.text, changes_of(fields, form_lists())))
    except Unreadable as error:
        return error.errors
    except CannotEdit as error:
        place = f" (line {error.line} of the source)" if error.line else ""
        return {"form": f"{error.message[:1].upper()}{error.message[1:]}{place}."}


def _kept(template: str, shown: QuizFormPage | QuestionFormPage, made: Done) -> ResponseReturnValue | None:
    """Save; None where that went well."""
    course, path = shown.document.course, shown.document.path
    seen = Seen(version=shown.seen.version, revision=shown.seen.revision)
    try:
        saved = drafting.save(db(), actor(), course, path, made.source, seen, now())
    except Invalid as error:
        return _again(template, shown, {"form": str(error)})
    except Stale as error:
        found = error.current
        if not isinstance(found, Diverged):
            raise
        with db().reading() as session:
            document = writing_page(session, actor(), course, path)
        return render_template("author/write_both.html", page=document, found=found), 409
    if saved.is_merged:
        flash("Saved, together with what somebody else changed meanwhile at other places.", "good")
    else:
        flash("Saved." if saved.version else "There is nothing to save: this is what is published.", "good")
    return None


def _uuid(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None
