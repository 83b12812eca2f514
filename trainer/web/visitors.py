"""Pages for people who are not signed in yet."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import session as session_cookie
from flask.typing import ResponseReturnValue
from flask_login import login_user

from trainer.access import Permission
from trainer.actions import inviting, resetting, signing_in
from trainer.errors import Invalid, NotAllowed
from trainer.queries.account import open_invitation, open_reset
from trainer.queries.reader import courses_of
from trainer.queries.signed_in import identity
from trainer.tokens import digest_of
from trainer.web.browsers import browser_name
from trainer.web.edge import SignedInUser, actor, db, now, user
from trainer.web.gates import signed_in

visitors = Blueprint("visitors", __name__)


@visitors.get("/")
def front() -> ResponseReturnValue:
    """Send everybody to their own first page."""
    away = signed_in()
    if away is not None:
        return away
    with db().reading() as session:
        courses = courses_of(session, db(), actor(), now())
    own = [course for course in courses if course.is_enrolled]
    if len(own) == 1:
        return redirect(url_for("learn.home", course=own[0].slug), 303)
    if not own and actor().has(Permission.SUPERVISE):
        return redirect(url_for("supervise.cohorts"), 303)
    if not own and actor().has(Permission.AUTHOR):
        return redirect(url_for("author.content"), 303)
    return render_template("learn/courses.html", courses=courses)


@visitors.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Ask who it is."""
    if user() is not None:
        return redirect(url_for(".front"), 303)
    return render_template("account/sign_in.html", address="", errors={}, next=_local(request.args.get("next")))


@visitors.post("/sign-in")
def begin_session() -> ResponseReturnValue:
    """Let somebody in, or say in one sentence that it was wrong."""
    address, wanted = request.form.get("address", ""), _local(request.form.get("next"))
    try:
        token = signing_in.sign_in(
            db(), address, request.form.get("password", ""), request.remote_addr or "", browser_name(request), now()
        )
    except Invalid as error:
        page = render_template("account/sign_in.html", address=address, errors=dict(error.problems), next=wanted)
        return page, 422
    except NotAllowed as error:
        page = render_template("account/sign_in.html", address=address, errors={"password": str(error)}, next=wanted)
        return page, 429
    _remember(token)
    return redirect(wanted or url_for(".front"), 303)


@visitors.get("/invitations/<token>")
def invitation(token: str) -> ResponseReturnValue:
    """Greet somebody who was invited."""
    return _invitation_page(token, {}, name=None)


@visitors.post("/invitations/<token>")
def join(token: str) -> ResponseReturnValue:
    """Make an account, or say what is missing."""
    name = request.form.get("name", "")
    try:
        session_token = inviting.accept(
            db(),
            token,
            name,
            request.form.get("password", ""),
            browser_name(request),
            now(),
            network=request.remote_addr or "",
        )
    except Invalid as error:
        return _invitation_page(token, dict(error.problems), name=name)
    except NotAllowed as error:
        return _invitation_page(token, {"password": str(error)}, name=name, code=429)
    _remember(session_token)
    flash("Welcome. Your account is ready.", "good")
    return redirect(url_for(".front"), 303)


@visitors.get("/reset")
def reset() -> ResponseReturnValue:
    """Offer a link for a new password."""
    return render_template("account/ask_for_reset.html", is_sent=False)


@visitors.post("/reset")
def send_reset() -> ResponseReturnValue:
    """Say the same words whether the address is known or not."""
    resetting.ask_for_reset(db(), request.form.get("address", ""), now())
    return render_template("account/ask_for_reset.html", is_sent=True)


@visitors.get("/reset/<token>")
def new_password(token: str) -> ResponseReturnValue:
    """Ask for a new password."""
    return _reset_page(token, {})


@visitors.post("/reset/<token>")
def keep_password(token: str) -> ResponseReturnValue:
    """Keep a new password, or say why it will not do."""
    try:
        resetting.choose_password(db(), token, request.form.get("password", ""), now())
    except Invalid as error:
        return _reset_page(token, dict(error.problems))
    flash("Your new password is set. Every browser was signed out; sign in with it now.", "good")
    return redirect(url_for(".sign_in"), 303)


def _invitation_page(token: str, errors: dict[str, str], name: str | None, code: int = 422) -> ResponseReturnValue:
    with db().reading() as session:
        link = open_invitation(session, digest_of(token), now().at)
    if link is None:
        return render_template("account/dead_link.html", what="invitation"), 404
    name = link.name if name is None else name
    page = render_template("account/invitation.html", link=link, errors=errors, name=name, token=token)
    return page, code if errors else 200


def _reset_page(token: str, errors: dict[str, str]) -> ResponseReturnValue:
    with db().reading() as session:
        link = open_reset(session, digest_of(token), now().at)
    if link is None:
        return render_template("account/dead_link.html", what="link"), 404
    page = render_template("account/new_password.html", link=link, errors=errors, token=token)
    return page, 422 if errors else 200


def _remember(token: str) -> None:
    with db().reading() as session:
        found = identity(session, digest_of(token), now().at)
    if found:
        session_cookie.clear()
        session_cookie.permanent = True
        login_user(SignedInUser(token, found))


def _local(target: str | None) -> str:
    """A path on this site, or nothing: nobody is sent elsewhere by a link to sign in."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return ""
    parts = urlsplit(target)
    is_plain = not parts.scheme and not parts.netloc and "\\" not in target and target.isprintable()
    return target if is_plain else ""
