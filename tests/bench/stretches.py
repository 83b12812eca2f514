"""The kinds of load: pages read, answers saved, attempts handed in, each beside the bare application."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Text, cast, func, select

from tests.bench.crowd import OpenAttempt
from tests.bench.servers import CONNECTIONS, Load, load
from tests.bench.visitor import Visitor
from trainer.storage.base import Base
from trainer.storage.database import Database
from trainer.storage.learning import Answer, Score, Submission

_PAGES_LAST: Final = 2.0  # seconds
_FORMS_LAST: Final = 12.0  # seconds at most; mostly their number ends them

Run = Callable[[int], Load]
Taking = Sequence[tuple[Visitor, OpenAttempt]]
"""Who takes which attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One kind of load: `ours` and `bare` run it once, given the number of the round."""

    name: str
    ours: Run
    bare: Run


def reading(name: str, path: str, visitors: Sequence[Visitor], bare: Visitor) -> Stretch:
    """The same page again and again, with a visitor on each connection; the bare page has as many bytes."""
    size = size_of(visitors[0], path)

    def go_round(readers: Sequence[Visitor], page: str) -> Load:
        requests = [[reader.page(page)] for reader in readers]
        return load(readers[0].host, requests, expect=200, seconds=_PAGES_LAST, goes_round=True)

    return Stretch(
        name=name,
        ours=lambda _number: go_round(visitors, path),
        bare=lambda _number: go_round([bare] * CONNECTIONS, f"/pages/{size}"),
    )


def answering(name: str, rounds: Sequence[Taking], database: Database, bare: Visitor) -> Stretch:
    """Every question of the round's attempts answered for the first time, as the page's script sends it."""

    def ours(number: int) -> Load:
        requests = [
            visitor.script(f"/attempts/{attempt.id}/answers/{question}", {"number": ["0"], "here": [str(here)], **form})
            for visitor, attempt in rounds[number]
            for here, (question, form) in enumerate(attempt.forms, start=1)
        ]
        return _save(requests, 200, rounds[number][0][0].host, database, Answer)

    def bare_ours(number: int) -> Load:
        count = sum(len(attempt.forms) for _, attempt in rounds[number])
        return _insert(bare, count, _row_size(database, Answer))

    return Stretch(name=name, ours=ours, bare=bare_ours)


def handing_in(name: str, rounds: Sequence[Taking], database: Database, bare: Visitor) -> Stretch:
    """The round's attempts handed in, each answered in full before."""

    def ours(number: int) -> Load:
        requests = [visitor.form(f"/attempts/{attempt.id}/submit", {}) for visitor, attempt in rounds[number]]
        return _save(requests, 303, rounds[number][0][0].host, database, Submission)

    def bare_ours(number: int) -> Load:
        return _insert(bare, len(rounds[number]), _row_size(database, Submission) + _row_size(database, Score))

    return Stretch(name=name, ours=ours, bare=bare_ours)


def size_of(visitor: Visitor, path: str) -> int:
    """The bytes of a page before it is squeezed."""
    return len(visitor.get(path).text.encode())


def _save(requests: Sequence[str], expect: int, host: str, database: Database, table: type[Base]) -> Load:
    """Send forms, and make sure that each added its row."""
    before = _count(database, table)
    seen = _send(host, requests, expect)
    added = _count(database, table) - before
    if added != len(seen.milliseconds):
        raise RuntimeError(f"{len(seen.milliseconds)} forms added {added} rows to {table.__tablename__}")
    return seen


def _insert(bare: Visitor, count: int, size: int) -> Load:
    return _send(bare.host, [bare.form("/rows", {"body": "x" * size})] * count, 204)


def _send(host: str, requests: Sequence[str], expect: int) -> Load:
    dealt = [requests[place::CONNECTIONS] for place in range(CONNECTIONS)]
    return load(host, dealt, expect=expect, seconds=_FORMS_LAST)


def _count(database: Database, table: type[Base]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def _row_size(database: Database, table: type[Base]) -> int:
    """The bytes of a row as it is kept, on average."""
    lengths = [func.length(func.coalesce(cast(column, Text), "")) for column in table.__table__.columns]
    with database.reading() as session:
        return round(session.scalar(select(func.avg(sum(lengths[1:], lengths[0])))) or 0)
