"""Runs statements that were made once, since making a statement costs ten times what running it does."""

from typing import Any, Final

from sqlalchemy import Result, Select
from sqlalchemy.orm import Session

CONNECTION: Final = "connection"
"""Where a session that only reads keeps its connection, which is the same as long as it lives."""


def run(session: Session, statement: Select[*tuple[Any, ...]], **given: object) -> Result[*tuple[Any, ...]]:
    """The rows of a statement that asks for columns, not for objects; `given` are its `bindparam`s by name."""
    return (session.info.get(CONNECTION) or session.connection()).execute(statement, given)
