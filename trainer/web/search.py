"""Search in a course, and suggestions while somebody types."""

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.queries.search import LONGEST_QUERY, Asked, groups, search_page
from trainer.queries.search_suggestions import suggestions
from trainer.web.compression import unsqueezed
from trainer.web.edge import actor, db, now, whole_number
from trainer.web.gates import needs

search = Blueprint("search", __name__, url_prefix="/courses/<course>/search")
search.before_request(needs(Permission.LEARN, Permission.READ_COURSE))


@search.get("")
def page(course: str) -> ResponseReturnValue:
    """What holds the words of `q`."""
    words = " ".join(request.args.get("q", "").split())
    group = request.args.get("in", "")
    asked = Asked(
        words=words,
        group=group if group in groups() else "",
        page=max(1, whole_number(request.args.get("page"), 1)),
        as_typed=request.args.get("typed") == "1",
    )
    with db().reading() as session:
        found = search_page(session, db(), actor(), course, asked, now())
    answer = make_response(render_template("learn/search.html", page=found, longest=LONGEST_QUERY))
    answer.status_code = 422 if found.is_too_long else 200
    return unsqueezed(answer)


@search.get("/suggestions")
def suggest(course: str) -> Response:
    """Titles and terms that begin like the words of `q`."""
    words = request.args.get("q", "")[:LONGEST_QUERY]
    with db().reading() as session:
        found = suggestions(session, db(), actor(), course, words, now())
    return unsqueezed(make_response({"suggestions": found}))
