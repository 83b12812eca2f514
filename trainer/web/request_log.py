"""One line for each request, with an id, and without answers, tokens or addresses."""

import logging
import re
import secrets
import time

from flask import Flask, Response, g, request

_log = logging.getLogger("trainer.requests")
_ID = re.compile(r"[A-Za-z0-9-]{8,64}\Z")


def register(app: Flask) -> None:
    """Name each request, and log it when it is answered."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _ID.match(given) else secrets.token_hex(8)
        g.begun = time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "-")
        if _log.isEnabledFor(logging.INFO):
            # The rule, not the path: a path may hold a token.
            rule = request.url_rule.rule if request.url_rule else "(none)"
            spent = (time.perf_counter() - g.get("begun", time.perf_counter())) * 1000
            _log.info("%s %s %s %s %.1fms", g.get("request_id", "-"), request.method, rule, response.status_code, spent)
        return response
