"""Other ways through a course: by phase, by objective, by what is to be put right, and on cards for the pocket."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.queries.cards import card_page, cards_page
from trainer.queries.grave_errors_own import own_errors_page
from trainer.queries.objectives import objectives_page
from trainer.queries.phases import phases_page
from trainer.web.edge import actor, db, now
from trainer.web.gates import needs

ways = Blueprint("ways", __name__, url_prefix="/courses/<course>")
ways.before_request(needs(Permission.LEARN, Permission.READ_COURSE))


@ways.get("/phases")
def phases(course: str) -> ResponseReturnValue:
    """The modules by phase of the protocol."""
    with db().reading() as session:
        return render_template("learn/phases.html", page=phases_page(session, db(), actor(), course, now()))


@ways.get("/objectives")
def objectives(course: str) -> ResponseReturnValue:
    """Where each objective is taught, and how one did on it; `?order=weakest` for the weakest first."""
    is_weakest = request.args.get("order") == "weakest"
    with db().reading() as session:
        page = objectives_page(session, db(), actor(), course, now(), weakest_first=is_weakest)
    return render_template("learn/objectives.html", page=page)


@ways.get("/to-put-right")
def to_put_right(course: str) -> ResponseReturnValue:
    """What one missed on safety, or was sure of and wrong."""
    with db().reading() as session:
        page = own_errors_page(session, db(), actor(), course, now())
    return render_template("learn/to_put_right.html", page=page)


@ways.get("/cards")
def cards(course: str) -> ResponseReturnValue:
    """The pocket cards of all gates."""
    with db().reading() as session:
        return render_template("learn/cards.html", page=cards_page(session, db(), actor(), course, now()))


@ways.get("/modules/<area>/<name>/card")
def card(course: str, area: str, name: str) -> ResponseReturnValue:
    """The pocket card of one gate."""
    with db().reading() as session:
        page = card_page(session, db(), actor(), course, f"{area}/{name}", now())
    return render_template("learn/card.html", page=page), 200 if page.cards else 403
