"""Takes people's values out of what a database tells of an error."""

from typing import Any, Final

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

_CLASS_OF_VALUES: Final = "22"
"""Errors in data: their first line quotes what was given. Those of other classes name tables and constraints there."""


def withhold_values(engine: Engine) -> Engine:
    """Let no error of this engine repeat a value, wherever it is logged; gives the engine back.

    `hide_parameters` covers what SQLAlchemy adds. PostgreSQL itself quotes the row or the key, in lines that follow
    the first (DETAIL, CONTEXT).
    """

    @event.listens_for(engine, "handle_error")
    def withhold(context: ExceptionContext) -> None:
        original, shown = context.original_exception, context.sqlalchemy_exception
        words = _words(original)
        if words is None:
            return
        original.args = (words,)
        if isinstance(shown, DBAPIError):
            shown.args = (f"({type(original).__module__}.{type(original).__name__}) {words}",)

    return engine


def _words(error: BaseException) -> str | None:
    """What may be told of an error that the server answered; None where it said nothing."""
    said: Any = getattr(error, "diag", None)  # psycopg's, which is not imported where SQLite serves
    state = said.sqlstate if said else None
    if state is None:
        return None
    if state.startswith(_CLASS_OF_VALUES):
        return f"a value was refused (SQLSTATE {state})"
    return str(said.message_primary)
