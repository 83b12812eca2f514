"""What is set for the whole site, as a request meets it."""

from typing import Any, Final, cast

from flask import Flask, g, request

from trainer.site_settings import Site
from trainer.storage.database import Unreachable
from trainer.storage.site_rows import site_now
from trainer.web.edge import db
from trainer.web.guise import worn

_DEFAULT: Final = Site()
_FOR_STRANGERS: Final = frozenset({"visitors", "address_links", "mail_links", "certificate_checks"})


def register(app: Flask) -> None:
    """Give every template `site`."""

    @app.context_processor
    def settings() -> dict[str, Any]:  # what templates take
        return {"site": site()}


def site() -> Site:
    """What is set: known with who is signed in, and asked for where strangers are greeted."""
    if "site" not in g:
        g.site = _for_strangers() if request.blueprint in _FOR_STRANGERS and worn() is None else _DEFAULT
    return cast(Site, g.site)


def _for_strangers() -> Site:
    try:
        with db().reading() as session:
            return site_now(session, db().library)
    except Unreachable:
        return _DEFAULT
