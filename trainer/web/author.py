"""Pages for instructors: the desk, and the history of each document."""



from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.queries.content_list import content_page
from trainer.web.edge import actor, db, now
from trainer.web.gates import needs

author = Blueprint("author", __name__, url_prefix="/author")
author.before_request(needs(Permission.AUTHOR))


@author.get("/")
def content() -> ResponseReturnValue:
    """Every document with its problems."""
    with db().reading() as session:
        return render_template("author/content.html", page=content_page(session, db(), actor(), now()))


@author.get("/<course>/history/<path:path>")
def history(course: str, path: str) -> ResponseReturnValue:
    """Every revision of a document."""
    return redirect(url_for(".content"), 303)
