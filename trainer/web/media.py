"""Figures, for those who may read a course that holds them."""

import re

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.queries.figures import figure_content
from trainer.web.edge import actor, db
from trainer.web.gates import needs

media = Blueprint("media", __name__, url_prefix="/media")
media.before_request(needs(Permission.LEARN, Permission.READ_COURSE))

_TYPES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


@media.get("/<digest>.<extension>")
def figure(digest: str, extension: str) -> ResponseReturnValue:
    """A figure's bytes, which never change under their digest. Opened by itself it runs nothing."""
    if extension not in _TYPES or not re.fullmatch(r"[0-9a-f]{64}", digest):
        abort(404)
    with db().reading() as session:
        content = figure_content(session, actor(), digest)
    response = Response(content, mimetype=_TYPES[extension])
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
