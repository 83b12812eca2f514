"""Daily reviews of what was learned."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions import recalling
from trainer.errors import Invalid
from trainer.queries.recall_cohort import cohort_kept_page
from trainer.queries.recall_kept import kept_page, quiz_kept_page
from trainer.queries.recalling import review_page, reviewed_page
from trainer.web.edge import actor, db, form_lists, now, whole_number
from trainer.web.gates import needs

recall = Blueprint("recall", __name__, url_prefix="/courses/<course>/daily-review")
recall.before_request(needs(Permission.LEARN))
supervised_recall = Blueprint("supervised_recall", __name__, url_prefix="/supervise/cohorts/<uuid:cohort_id>")
supervised_recall.before_request(needs(Permission.SUPERVISE))
_MOST_SETS = 1000


@recall.get("")
def page(course: str) -> ResponseReturnValue:
    """The question that is asked now, or why none is."""
    return _page(course, "")


@recall.post("/questions/<name>")
def answer(course: str, name: str) -> ResponseReturnValue:
    """Keep an answer, and show at once why."""
    seen = whole_number(request.form.get("seen"), 0)
    try:
        answered = recalling.answer(db(), actor(), course, name, form_lists(), seen, now())
    except Invalid as error:
        return _page(course, error.problems[0][1]), 422
    if answered.is_repeat:
        flash("You answered this before; this is what counts.", "note")
    return redirect(url_for(".reviewed", course=course, recall_id=answered.id, sets=_sets()), 303)


@recall.get("/answers/<uuid:recall_id>")
def reviewed(course: str, recall_id: UUID) -> ResponseReturnValue:
    """A question that was answered, with its reasons."""
    with db().reading() as session:
        page = reviewed_page(session, db(), actor(), course, recall_id, now(), sets=_sets())
    if page is None:
        flash("This question was changed since you answered it.", "note")
        return redirect(url_for(".page", course=course), 303)
    return render_template("learn/recall_answer.html", page=page)


@recall.post("/answers/<uuid:recall_id>/word")
def judge(course: str, recall_id: UUID) -> ResponseReturnValue:
    """Say how well one knew it, and go on."""
    recalling.judge(db(), actor(), course, recall_id, request.form.get("word", ""), now())
    return redirect(url_for(".page", course=course, sets=_sets()), 303)


@recall.get("/kept")
def kept(course: str) -> ResponseReturnValue:
    """How much is still known, and when what is asked again."""
    with db().reading() as session:
        return render_template("learn/recall_kept.html", page=kept_page(session, db(), actor(), course, now()))


@recall.get("/kept/<slug>")
def kept_of(course: str, slug: str) -> ResponseReturnValue:
    """The questions of one quiz."""
    with db().reading() as session:
        page = quiz_kept_page(session, db(), actor(), course, slug, now())
    return render_template("learn/recall_quiz.html", page=page)


@recall.post("/questions/<name>/leave")
def leave(course: str, name: str) -> ResponseReturnValue:
    """Ask a question no more, or again."""
    taken_up = request.form.get("taken_up") == "yes"
    recalling.leave(db(), actor(), course, name, now(), taken_up=taken_up)
    flash("It is asked again." if taken_up else "It is asked no more, unless a later quiz shows otherwise.", "good")
    slug = request.form.get("quiz", "")
    if slug.replace("-", "").isalnum() and slug.isascii():
        return redirect(url_for(".kept_of", course=course, slug=slug), 303)
    return redirect(url_for(".page", course=course, sets=_sets()), 303)


@recall.post("/choices")
def choose(course: str) -> ResponseReturnValue:
    """Let reviews rest, or be reminded of them by mail."""
    rests, by_mail = (request.form.get(name) == "yes" for name in ("rests", "by_mail"))
    recalling.choose(db(), actor(), course, now(), rests=rests, by_mail=by_mail)
    flash("Your choice is kept.", "good")
    return redirect(url_for(".kept", course=course), 303)


@supervised_recall.get("/kept")
def of_cohort(cohort_id: UUID) -> ResponseReturnValue:
    """What a cohort keeps, in sum."""
    with db().reading() as session:
        page = cohort_kept_page(session, db(), actor(), cohort_id, now())
    return render_template("supervise/kept.html", page=page)


def _sets() -> int:
    """How many reviews of a few questions somebody wants today."""
    return min(max(whole_number(request.values.get("sets"), 1), 1), _MOST_SETS)


def _page(course: str, problem: str) -> str:
    with db().reading() as session:
        page = review_page(session, db(), actor(), course, now(), sets=_sets())
    return render_template("learn/recall.html", page=page, problem=problem)
