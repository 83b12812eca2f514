"""A person's own account."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from trainer.actions import signing_in
from trainer.queries.account import account_page
from trainer.web.edge import actor, db, now, session_id, user

account = Blueprint("account", __name__, url_prefix="/account")


@account.get("/")
def page() -> ResponseReturnValue:
    """Show where one is signed in."""
    with db().reading() as reading:
        return render_template("account/account.html", page=account_page(reading, actor(), session_id(), now().at))


@account.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this session, and forget it in the browser."""
    found = user()
    if found:
        signing_in.sign_out(db(), found.id, now())
    logout_user()
    session.clear()
    answer = redirect(url_for("visitors.sign_in"), 303)
    # Pages that the browser kept for reading offline, and figures in its own cache.
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@account.post("/sessions/<uuid:ended>/end")
def end_session(ended: UUID) -> ResponseReturnValue:
    """End one of one's own sessions."""
    signing_in.end_session(db(), actor(), ended, now())
    flash("That browser is signed out.", "good")
    return redirect(url_for(".page"), 303)
