"""Where people ask that what is kept about them be erased."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.actions import asking_for_erasure
from trainer.curriculum.retention import KINDS
from trainer.errors import Invalid
from trainer.queries.own_erasure import own_erasure_page
from trainer.web.edge import actor, db, now

own_erasure = Blueprint("own_erasure", __name__, url_prefix="/account/erasure")


@own_erasure.get("/")
def page() -> ResponseReturnValue:
    """Say what goes and what stays."""
    return _page({})


@own_erasure.post("/")
def ask() -> ResponseReturnValue:
    """Ask for it, with the password."""
    try:
        if request.form.get("understood") != "yes":
            raise Invalid([("understood", "Say that you know that this cannot be undone.")])
        password = request.form.get("password", "")
        asking_for_erasure.ask(db(), actor(), password, request.remote_addr or "", now())
    except Invalid as error:
        return _page(dict(error.problems)), 422
    flash("Your request waits for an administrator. You can take it back until it is decided.", "good")
    return redirect(url_for(".page"), 303)


@own_erasure.post("/<uuid:request_id>/back")
def take_back(request_id: UUID) -> ResponseReturnValue:
    """Take one's request back."""
    try:
        asking_for_erasure.take_back(db(), actor(), request_id, now())
    except Invalid as error:
        return _page(dict(error.problems)), 422
    flash("Your request is taken back. Nothing is erased.", "good")
    return redirect(url_for(".page"), 303)


def _page(errors: dict[str, str]) -> str:
    with db().reading() as session:
        found = own_erasure_page(session, actor(), now())
    return render_template(
        "account/erasure.html",
        page=found,
        kinds=KINDS,
        errors=errors,
        understood=request.form.get("understood") == "yes",
    )
