"""Counts the serials that somebody tried and that are none, for each network address, kept as a digest."""

import hashlib
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.storage.adding import add
from trainer.storage.people import SignInAttempt

WINDOW: Final = timedelta(minutes=15)
MOST: Final = 40
"""Serials in a quarter of an hour: enough for anybody who types, as many as failed sign-ins of one network."""


def has_missed_too_often(session: Session, network: str, at: datetime) -> bool:
    """Whether so many serials were tried in vain from a network address that it has to wait: one statement."""
    found = (
        select(func.count())
        .select_from(SignInAttempt)
        .where(SignInAttempt.key == _counter(network), SignInAttempt.at > at - WINDOW)
    )
    return (session.scalar(found) or 0) >= MOST


def add_miss(session: Session, network: str, at: datetime) -> None:
    """Count one more. It is forgotten with the failed sign-ins."""
    add(session, SignInAttempt(id=uuid4(), key=_counter(network), at=at))


def _counter(network: str) -> str:
    return hashlib.sha256(f"certificate\0{network}".encode()).hexdigest()
