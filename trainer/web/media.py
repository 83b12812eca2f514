"""Figures, recordings and handouts, for those who may read a course that holds them."""

import re
from typing import Final

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from werkzeug.http import parse_range_header

from trainer.access import Permission
from trainer.curriculum.media import TYPES as MEDIA_TYPES
from trainer.queries.figures import ServedFile, piece_of, served_file
from trainer.web.edge import actor, db
from trainer.web.gates import needs

media = Blueprint("media", __name__, url_prefix="/media")
media.before_request(needs(Permission.LEARN, Permission.READ_COURSE))

_TYPES: Final = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    **MEDIA_TYPES,
}
LARGEST_PIECE: Final = 4 * 1024 * 1024
"""Bytes of an answer to a player, which asks on by itself; a worker holds it until it is sent."""
LARGEST_WHOLE: Final = 32 * 1024 * 1024
"""Bytes of an answer to whoever asks for everything at once: any handout, an hour of speech, no film."""
_SANDBOX: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_HANDOUT: Final = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
"""A browser shows no PDF in a sandbox. One has no scripts here: they were looked for when it was uploaded."""


@media.get("/<digest>.<extension>")
def figure(digest: str, extension: str) -> ResponseReturnValue:
    """A file's bytes, which never change under their digest. Opened by itself it runs nothing."""
    if extension not in _TYPES or not re.fullmatch(r"[0-9a-f]{64}", digest):
        abort(404)
    with db().reading() as session:
        found = served_file(session, actor(), digest, extension)
    if found.content == b"":  # removed for good
        abort(410)
    if digest in request.if_none_match:
        return _with_headers(Response(status=304), found, extension)
    part = _part(found)
    if part is None and found.size > LARGEST_WHOLE:
        return _refused(found)
    start, end = part or (0, found.size)
    if start >= found.size:
        return _refused(found)
    response = Response(status=206 if part else 200, mimetype=_TYPES[extension])
    if request.method != "HEAD":
        response.set_data(piece_of(db(), found, start, end))
    response.content_length = end - start
    if part:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{found.size}"
    return _with_headers(response, found, extension)


def _part(file: ServedFile) -> tuple[int, int] | None:
    """From where to before where is asked for, cut to what one answer carries; None for all, or what means nothing.

    It begins at the file's end where there is nothing of what is asked for.
    """
    asked = parse_range_header(request.headers.get("Range"))
    is_same = request.if_range.etag in (None, file.digest) and request.if_range.date is None
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1 or not is_same:
        return None
    start, end = asked.ranges[0]
    if start < 0:  # the last so many bytes
        start, end = max(0, file.size + start), file.size
    end = min(file.size if end is None else end, file.size, start + LARGEST_PIECE)
    return (start, end) if start < end else (file.size, file.size)


def _refused(file: ServedFile) -> Response:
    """What is asked for does not exist, or is a film to be sent in one piece, which would hold up everybody else."""
    words = "This file is sent in pieces. Open the page that shows it: the player there asks for them.\n"
    response = Response(words, 416, mimetype="text/plain")
    response.headers["Content-Range"] = f"bytes */{file.size}"
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _with_headers(response: Response, file: ServedFile, extension: str) -> Response:
    response.set_etag(file.digest)
    headers = response.headers
    headers["Accept-Ranges"] = "bytes"
    headers["Content-Security-Policy"] = _HANDOUT if extension == "pdf" else _SANDBOX
    headers["Cache-Control"] = "private, max-age=31536000, immutable"
    if extension == "pdf":
        headers["Content-Disposition"] = f'inline; filename="{file.name}"'
    return response
