"""Where the link of a mail leads by which an account is taken back to its old address."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from trainer.actions.changing_addresses import take_back
from trainer.errors import Invalid, NotFound
from trainer.queries.account_changes import address_to_take_back
from trainer.web.edge import db, now

address_links = Blueprint("address_links", __name__, url_prefix="/address")
"""Open to strangers: whoever lost an account cannot sign in. A GET changes nothing, since programs open links too."""


@address_links.get("/<token>")
def page(token: str) -> ResponseReturnValue:
    """Ask whether the reader means it."""
    return _page(token, {})


@address_links.post("/<token>")
def back(token: str) -> ResponseReturnValue:
    """Take the account back."""
    try:
        take_back(db(), token, now())
    except NotFound:
        return _dead()
    except Invalid as error:
        return _page(token, dict(error.problems), 422)
    return render_template("account/address_taken_back.html")


def _page(token: str, errors: dict[str, str], status: int = 200) -> ResponseReturnValue:
    with db().reading() as session:
        found = address_to_take_back(session, token, now())
    if found is None:
        return _dead()
    return render_template("account/address_back.html", address=found, token=token, errors=errors), status


def _dead() -> ResponseReturnValue:
    return render_template("account/dead_address_link.html"), 404
