"""Where administrators change somebody's name or address, with a reason."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.actions.changing_addresses import change_address_of
from trainer.actions.changing_names import change_name_of
from trainer.errors import Invalid, NotAllowed
from trainer.queries.account_changes import forms_of
from trainer.web.edge import actor, db, now, whole_number

administered_account = Blueprint(
    "administered_account", __name__, url_prefix="/administer/people/<uuid:person_id>/account"
)


@administered_account.before_request
def site_only() -> None:
    """Let nobody in but administrators of the whole site."""
    if not actor().may(Permission.ADMINISTER, course_id=None):
        raise NotAllowed("Your role does not include this page.")


@administered_account.get("")
def page(person_id: UUID) -> ResponseReturnValue:
    """Somebody's name and address, and what they were before."""
    return _page(person_id, {})


@administered_account.post("/name")
def name(person_id: UUID) -> ResponseReturnValue:
    """Give somebody another name."""
    given, why, seen = _given("name")
    return _done(
        person_id, "The name is changed.", lambda: change_name_of(db(), actor(), person_id, given, why, seen, now())
    )


@administered_account.post("/address")
def address(person_id: UUID) -> ResponseReturnValue:
    """Give somebody another address."""
    given, why, seen = _given("address")
    return _done(
        person_id,
        "The address is changed. The old one was told, with a link to undo it for seven days.",
        lambda: change_address_of(db(), actor(), person_id, given, why, seen, now()),
    )


def _given(field: str) -> tuple[str, str, int]:
    form = request.form
    return form.get(field, ""), form.get("reason", ""), whole_number(form.get("seen"), -1)


def _done(person_id: UUID, words: str, act: Callable[[], None]) -> ResponseReturnValue:
    try:
        act()
    except Invalid as error:
        return _page(person_id, dict(error.problems)), 422
    flash(words, "good")
    return redirect(url_for(".page", person_id=person_id), 303)


def _page(person_id: UUID, errors: dict[str, str]) -> str:
    with db().reading() as session:
        found = forms_of(session, actor(), person_id, now())
    return render_template("administer/account.html", page=found, errors=errors, given=request.form)
