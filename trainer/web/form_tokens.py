"""Puts the token of forms into a page when it is ready, so that what is around it can be remembered."""

import secrets

from flask import Flask, Response
from flask_wtf.csrf import generate_csrf


def register(app: Flask) -> None:
    """Have templates write a stand-in, which nobody can guess, and exchange it in every answer.

    To be called after whatever squeezes answers, since what is registered last is done first.
    """
    stand_in = secrets.token_hex(24)

    def csrf_token() -> str:
        return stand_in

    app.jinja_env.globals["csrf_token"] = csrf_token  # for macros
    app.context_processor(lambda: {"csrf_token": csrf_token})  # for pages, in place of Flask-WTF's own, which signs

    @app.after_request
    def fill_in(response: Response) -> Response:
        if response.mimetype in ("text/html", "application/json") and not response.direct_passthrough:
            body = response.get_data()
            if stand_in.encode() in body:
                response.set_data(body.replace(stand_in.encode(), generate_csrf().encode()))
        return response
