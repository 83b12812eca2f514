"""Where authors decide what becomes of results when the key of a question was wrong."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions.rescoring import Decided, correct
from trainer.errors import Invalid, Stale
from trainer.queries.correcting import correct_page
from trainer.quizzes.rescoring import KeyPolicy
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.gates import needs

correcting = Blueprint("correcting", __name__, url_prefix="/author/<course>/correct/<question>")
correcting.before_request(needs(Permission.AUTHOR))


@correcting.get("/<path:path>")
def page(course: str, question: str, path: str) -> str:
    """What each policy would change; one of them by name."""
    return _show(course, path, question, _policy(request.args.get("policy")))


@correcting.post("/<path:path>")
def apply(course: str, question: str, path: str) -> ResponseReturnValue:
    """Score anew by the policy that was looked at."""
    form = request.form
    policy, words, typed = _policy(form.get("policy")), form.get("words", ""), form.get("lowers", "").strip()
    if policy is None:
        return _show(course, path, question, None, {"policy": "Choose what is to count."}, words, typed), 422
    decided = Decided(
        policy=policy,
        words=words,
        seen=whole_number(form.get("seen"), 0),
        digest=form.get("digest", ""),
        lowers=whole_number(typed, -1) if typed else None,
    )
    try:
        correct(db(), actor(), course, path, question, decided, now())
    except Stale as error:
        return _show(course, path, question, policy, {"policy": f"{error}"}, words, typed), 409
    except Invalid as error:
        return _show(course, path, question, policy, dict(error.problems), words, typed), 422
    flash("The results are corrected. Everybody whose result changed is told.", "good")
    return redirect(url_for(".page", course=course, question=question, path=path), 303)


def _show(
    course: str,
    path: str,
    question: str,
    policy: KeyPolicy | None,
    errors: Mapping[str, str] | None = None,
    words: str = "",
    lowers: str = "",
) -> str:
    with db().reading() as session:
        shown = correct_page(session, db(), actor(), course, path, question, policy, now())
    return render_template("author/correct.html", page=shown, errors=errors or {}, words=words, lowers=lowers)


def _policy(value: str | None) -> KeyPolicy | None:
    return next((each for each in KeyPolicy if each == value), None)
