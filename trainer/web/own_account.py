"""Where people change the name and the address of their own account."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.actions.changing_addresses import ask_for_address, confirm_address
from trainer.actions.changing_names import change_own_name
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.queries.account_changes import address_to_confirm, own_forms
from trainer.web.edge import actor, db, now, whole_number

own_account = Blueprint("own_account", __name__, url_prefix="/account")


@own_account.get("/name")
def name() -> ResponseReturnValue:
    """Ask for another name."""
    return _page("account/name.html", {})


@own_account.post("/name")
def change_name() -> ResponseReturnValue:
    """Keep another name."""
    form = request.form
    try:
        change_own_name(db(), actor(), form.get("name", ""), whole_number(form.get("seen"), -1), now())
    except Invalid as error:
        return _page("account/name.html", dict(error.problems)), 422
    flash("Your name is changed. What is signed and certified already keeps the name of that time.", "good")
    return redirect(url_for("account.page"), 303)


@own_account.get("/address")
def address() -> ResponseReturnValue:
    """Ask for another address."""
    return _page("account/address.html", {})


@own_account.post("/address")
def ask() -> ResponseReturnValue:
    """Send a link to the new address, in the same words whether another account has it or not."""
    given = request.form
    try:
        ask_for_address(
            db(), actor(), given.get("address", ""), given.get("password", ""), request.remote_addr or "", now()
        )
    except Invalid as error:
        return _page("account/address.html", dict(error.problems)), 422
    except NotAllowed as error:
        return _page("account/address.html", {"password": str(error)}), 429
    flash("Look into the mail of the new address. Until you open the link there, nothing is changed.", "good")
    return redirect(url_for(".address"), 303)


@own_account.get("/address/<token>")
def confirming(token: str) -> ResponseReturnValue:
    """Ask whether this is the address, since mail programs open links by themselves."""
    try:
        with db().reading() as session:
            found = address_to_confirm(session, actor(), token, now())
    except NotFound:
        return _dead()
    return render_template("account/address_confirm.html", address=found, token=token, errors={})


@own_account.post("/address/<token>")
def confirm(token: str) -> ResponseReturnValue:
    """Let the account have its new address."""
    try:
        confirm_address(db(), actor(), token, now())
    except NotFound:
        return _dead()
    except Invalid as error:
        page = render_template("account/address_confirm.html", address="", token=token, errors=dict(error.problems))
        return page, 422
    flash("Your address is changed. The old one was told, with a link to undo it for seven days.", "good")
    return redirect(url_for("account.page"), 303)


def _page(template: str, errors: dict[str, str]) -> str:
    with db().reading() as session:
        found = own_forms(session, actor(), now())
    return render_template(template, page=found, errors=errors, given=request.form)


def _dead() -> ResponseReturnValue:
    return render_template("account/dead_address_link.html"), 404
