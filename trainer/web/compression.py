"""Squeezes pages for browsers that take them squeezed."""

import zlib

from flask import Flask, Response, request

_SMALLEST = 1400  # bytes; what fits into one packet gains nothing
_LEVEL = 6  # a long module stays under 20 KB; the fastest level leaves it at 24 KB
_GZIP = 16 + zlib.MAX_WBITS


def register(app: Flask) -> None:
    """Squeeze every page of text that has not been squeezed yet.

    Lax cookies keep other sites from having our pages made with somebody's session, so that nothing can be
    learnt from their size.
    """

    @app.after_request
    def squeeze(response: Response) -> Response:
        is_text = response.mimetype in ("text/html", "application/json")
        if not is_text or response.direct_passthrough or "Content-Encoding" in response.headers:
            return response
        response.vary.add("Accept-Encoding")
        body = response.get_data()
        if len(body) >= _SMALLEST and request.accept_encodings["gzip"] > 0:
            squeezer = zlib.compressobj(level=_LEVEL, wbits=_GZIP)
            response.set_data(squeezer.compress(body) + squeezer.flush())
            response.headers["Content-Encoding"] = "gzip"
        return response
