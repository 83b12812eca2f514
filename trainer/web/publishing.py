"""Instructors publish what they have drafted."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.queries.publishing_page import publishing_page
from trainer.web.edge import actor, db, now
from trainer.web.gates import needs

publishing = Blueprint("publishing", __name__, url_prefix="/author/<course>")
publishing.before_request(needs(Permission.AUTHOR))


@publishing.get("/publish")
def page(course: str) -> ResponseReturnValue:
    """Every draft of a course with what would come of publishing it."""
    with db().reading() as session:
        return render_template("author/publish.html", page=publishing_page(session, db(), actor(), course, now()))
