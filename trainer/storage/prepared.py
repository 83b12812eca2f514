"""Runs statements that were made once, since making a statement costs ten times what running it does."""

from typing import Any

from sqlalchemy import Result, Select
from sqlalchemy.orm import Session


def run(session: Session, statement: Select[*tuple[Any, ...]], **given: object) -> Result[*tuple[Any, ...]]:
    """The rows of a statement that asks for columns, not for objects; `given` are its `bindparam`s by name."""
    return session.connection().execute(statement, given)
