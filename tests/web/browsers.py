"""Browsers for many requests of people who signed in once."""

from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import As, csrf_token


class Browsers:
    """A browser for each request, with the cookie of somebody who signed in once."""

    def __init__(self, app: Flask, signed_in: As) -> None:
        self._app = app
        self._signed_in = signed_in
        self._kept: dict[str | None, tuple[str, str]] = {}

    def of(self, who: str | None) -> tuple[FlaskClient, str]:
        """Somebody's browser, and the token of its forms."""
        if who not in self._kept:
            first = self._signed_in(who)
            token, cookie = csrf_token(first), first.get_cookie("trainer")
            assert cookie is not None
            self._kept[who] = (cookie.value, token)
        client, (value, token) = self._app.test_client(), self._kept[who]
        client.set_cookie("trainer", value)
        return client, token

    def forget(self, who: str | None) -> None:
        """Let somebody sign in anew before the next request."""
        self._kept.pop(who, None)
