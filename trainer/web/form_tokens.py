"""Puts the token of forms into a page when it is ready, so that what is around it can be remembered."""

import secrets
from functools import lru_cache
from typing import Final

from flask import Flask, Response, session
from flask_wtf.csrf import generate_csrf

_SIGNED: Final = 1000  # sessions whose token is not signed anew for each page


def register(app: Flask) -> None:
    """Have templates write a stand-in, which nobody can guess, and exchange it in every answer.

    To be called after whatever squeezes answers, since what is registered last is done first.
    """
    stand_in = secrets.token_hex(24)
    place = stand_in.encode()

    @lru_cache(_SIGNED)
    def signed(_of_session: str) -> bytes:
        token: bytes = generate_csrf().encode()
        return token

    def csrf_token() -> str:
        return stand_in

    app.jinja_env.globals["csrf_token"] = csrf_token  # for macros
    app.context_processor(lambda: {"csrf_token": csrf_token})  # for pages, in place of Flask-WTF's own, which signs

    @app.after_request
    def fill_in(response: Response) -> Response:
        if response.mimetype in ("text/html", "application/json") and not response.direct_passthrough:
            pieces = response.get_data().split(place)
            if len(pieces) > 1:
                of_session = session.get("csrf_token")
                response.set_data((signed(of_session) if of_session else generate_csrf().encode()).join(pieces))
        return response
