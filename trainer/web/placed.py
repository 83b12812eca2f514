"""Puts large remembered pieces into a page when it is ready, as the bytes that are sent."""

import re
import secrets
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from flask import Flask, Response, g

KEPT: Final = "trainer.placed"
"""Where an application has the pieces that it remembers."""
_PIECES: Final = 500  # sections of some 15 KB: up to 8 MB for each worker


def register(app: Flask) -> None:
    """Give templates `placed(macro, value, …)`: as `once`, for what is long, in pages that are answered as HTML.

    A template writes a stand-in, which nobody can guess, and no macro around it carries or copies the piece. To be
    called after what puts the tokens of forms in, since a piece may hold forms, and what is registered last is done
    first.
    """
    secret = secrets.token_hex(24)
    stand_in = re.compile(rf"{secret}\.([0-9]+)\.".encode())
    made = app.extensions[KEPT] = lru_cache(_PIECES)(_made)

    def placed(macro: Callable[..., str], *values: object) -> str:
        pieces: list[bytes] = g.setdefault("placed", [])
        pieces.append(made(macro, *values))
        return f"{secret}.{len(pieces) - 1}."

    app.jinja_env.globals["placed"] = placed

    @app.after_request
    def place(response: Response) -> Response:
        pieces: list[bytes] | None = g.get("placed")
        if pieces and response.mimetype == "text/html":
            around = stand_in.split(response.get_data())  # text, number, text, number, text
            around[1::2] = [pieces[int(number)] for number in around[1::2]]
            response.set_data(b"".join(around))
        return response


def _made(macro: Callable[..., str], *values: object) -> bytes:
    return macro(*values).encode()
