"""Tells a supervisor of processes whether this one lives, and whether it can serve."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from trainer.queries.health import is_ready
from trainer.web.edge import db

health = Blueprint("health", __name__)


@health.get("/healthz")
def alive() -> ResponseReturnValue:
    """The process answers."""
    return "alive\n", 200, {"Content-Type": "text/plain; charset=utf-8"}


@health.get("/readyz")
def ready() -> ResponseReturnValue:
    """The database answers too, with the schema of this program."""
    words, code = ("ready\n", 200) if is_ready(db()) else ("not ready\n", 503)
    return words, code, {"Content-Type": "text/plain; charset=utf-8"}
