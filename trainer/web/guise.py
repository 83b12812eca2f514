"""Lets a request be answered in a guise: from another database, to another person, on another day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, g

from trainer.clock import Now
from trainer.problem import Problem
from trainer.queries.signed_in import Identity
from trainer.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What every page in a guise says above itself.

    Where `state_url` is given, the page asks there for the number of what is shown, and comes anew when it grew.
    """

    words: str
    notes: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    again_url: str | None = None
    problems: tuple[Problem, ...] = ()
    state_url: str | None = None
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Guise:
    """In what guise a request is answered."""

    database: Database
    token: str
    identity: Identity
    now: Now
    band: Band


def worn() -> Guise | None:
    """The guise of this request, if it has one."""
    found: Guise | None = g.get("guise")
    return found


def answered(guise: Guise, environ: Mapping[str, Any]) -> Response:  # what a WSGI server hands over
    """The answer of this very application to another request, in a guise."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # Flask documents this
    with app.app_context():
        g.guise = guise
        with app.request_context(dict(environ)):
            response: Response = app.full_dispatch_request()
    return response
