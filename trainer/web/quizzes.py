"""Taking quizzes."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import taking_quizzes
from trainer.actions.showing_reasons import note_reasons_shown
from trainer.errors import Invalid, NotAllowed, Stale
from trainer.ids import AttemptId
from trainer.queries.attempt import AttemptPage, ConflictPage, ReviewPage, attempt_page, conflict_page, review_page
from trainer.queries.quiz import quiz_page
from trainer.queries.result import ResultPage, result_page
from trainer.quizzes.certainty_form import read_certainty
from trainer.quizzes.questions.question import BLANK
from trainer.web.edge import actor, db, form_lists, now, settings, wants_json, whole_number
from trainer.web.gates import needs

quizzes = Blueprint("quizzes", __name__)
quizzes.before_request(needs(Permission.LEARN, Permission.READ_COURSE))


@quizzes.get("/courses/<course>/quizzes/<slug>")
def start_page(course: str, slug: str) -> ResponseReturnValue:
    """The rules in words, earlier attempts, and what can be done now."""
    with db().reading() as session:
        return render_template("learn/quiz.html", page=quiz_page(session, db(), actor(), course, slug, now()))


@quizzes.post("/courses/<course>/quizzes/<slug>/attempts")
def start(course: str, slug: str) -> ResponseReturnValue:
    """Begin an attempt, or go on with the open one."""
    attempt_id = taking_quizzes.start(db(), actor(), course, slug, now())
    return redirect(url_for(".attempt", attempt_id=attempt_id), 303)


@quizzes.post("/courses/<course>/quizzes/<slug>/requests")
def ask_for_attempt(course: str, slug: str) -> ResponseReturnValue:
    """Ask a supervisor for another attempt."""
    taking_quizzes.ask_for_attempt(db(), actor(), course, slug, now())
    flash("Your supervisors see that you ask for another attempt.", "good")
    return redirect(url_for(".start_page", course=course, slug=slug), 303)


@quizzes.get("/attempts/<uuid:attempt_id>")
def attempt(attempt_id: UUID) -> ResponseReturnValue:
    """The questions with what was answered so far."""
    taking_quizzes.close_when_due(db(), actor(), AttemptId(attempt_id), now())
    number = whole_number(request.args.get("question"), 0)
    with db().reading() as session:
        page = attempt_page(session, db(), actor(), attempt_id, number or None, now())
    if page is None:
        return redirect(url_for(".result", attempt_id=attempt_id), 303)
    return _show("learn/attempt.html", page, problems={})


@quizzes.post("/attempts/<uuid:attempt_id>/answers/<question>")
def answer(attempt_id: UUID, question: str) -> ResponseReturnValue:
    """Save an answer; a script gets its number back, a page goes on."""
    form = form_lists()
    seen = whole_number(request.form.get("number"), 0)
    is_final = "check" in form
    try:
        saved = taking_quizzes.answer(
            db(), actor(), AttemptId(attempt_id), question, form, seen, now(), is_final=is_final
        )
    except Stale as error:
        return _conflict(attempt_id, question, error)
    except Invalid as error:
        return _unreadable(attempt_id, question, error)
    except NotAllowed as error:
        return _over(attempt_id, error)
    if wants_json():
        local = saved.at.astimezone(settings().zone)
        return {"number": saved.number, "saved_at": f"{local:%H:%M}"}
    return redirect(_onward(attempt_id, question), 303)


@quizzes.get("/attempts/<uuid:attempt_id>/review")
def review(attempt_id: UUID) -> ResponseReturnValue:
    """What is answered and what is not, before handing in."""
    taking_quizzes.close_when_due(db(), actor(), AttemptId(attempt_id), now())
    with db().reading() as session:
        page = review_page(session, db(), actor(), attempt_id, now())
    if page is None:
        return redirect(url_for(".result", attempt_id=attempt_id), 303)
    return _show("learn/review.html", page)


@quizzes.post("/attempts/<uuid:attempt_id>/submit")
def submit(attempt_id: UUID) -> ResponseReturnValue:
    """Hand the attempt in; twice lands on the same result."""
    taking_quizzes.submit(db(), actor(), AttemptId(attempt_id), now())
    return redirect(url_for(".result", attempt_id=attempt_id), 303)


@quizzes.get("/attempts/<uuid:attempt_id>/result")
def result(attempt_id: UUID) -> ResponseReturnValue:
    """What the attempt came to, question by question as it was."""
    with db().reading() as session:
        page = result_page(session, db(), actor(), attempt_id)
    if page is None:
        return redirect(url_for(".attempt", attempt_id=attempt_id), 303)
    if page.is_to_note:
        note_reasons_shown(db(), actor(), attempt_id, now())
    return _show("learn/result.html", page)


def _show(template: str, page: AttemptPage | ReviewPage | ConflictPage | ResultPage, **more: object) -> str:
    """A page of an attempt, in the frame of its course: the address does not name it."""
    g.course = page.course
    return render_template(template, page=page, **more)


def _onward(attempt_id: UUID, question: str) -> str:
    goto = request.form.get("go", "")
    if goto == "review":
        return url_for(".review", attempt_id=attempt_id)
    number = whole_number(goto, 0)
    if number:
        return url_for(".attempt", attempt_id=attempt_id, question=number)
    here = whole_number(request.form.get("here"), 0)
    return url_for(".attempt", attempt_id=attempt_id, question=here or None, _anchor=f"question-{question}")


def _conflict(attempt_id: UUID, question: str, error: Stale) -> ResponseReturnValue:
    """Both answers, side by side; nothing was overwritten."""
    if wants_json():
        return {"message": str(error), "resubmit": True}, 409
    sent = taking_quizzes.read_answer(db(), actor(), AttemptId(attempt_id), question, form_lists())
    sure = read_certainty(form_lists())
    sure = None if isinstance(sure, str) else sure
    with db().reading() as session:
        page = conflict_page(session, db(), actor(), attempt_id, question, sent or BLANK, sure)
    return _show("learn/conflict.html", page), 409


def _unreadable(attempt_id: UUID, question: str, error: Invalid) -> ResponseReturnValue:
    if wants_json():
        return {"message": str(error)}, 422
    number = whole_number(request.form.get("here"), 0)
    with db().reading() as session:
        page = attempt_page(session, db(), actor(), attempt_id, number or None, now())
    if page is None:
        return redirect(url_for(".result", attempt_id=attempt_id), 303)
    problems = {question: str(error)}
    return _show("learn/attempt.html", page, problems=problems), 422


def _over(attempt_id: UUID, error: NotAllowed) -> ResponseReturnValue:
    taking_quizzes.close_when_due(db(), actor(), AttemptId(attempt_id), now())
    if wants_json():
        return {"message": str(error), "location": url_for(".attempt", attempt_id=attempt_id)}, 409
    flash(str(error), "warning")
    return redirect(url_for(".attempt", attempt_id=attempt_id), 303)
