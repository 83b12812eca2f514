"""Finds passages by words, for one person: the one place that knows how each database searches."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import TextClause, Uuid, bindparam, text
from sqlalchemy.orm import Session

from trainer.curriculum.searching_passages import PassageKind
from trainer.curriculum.searching_queries import Wanted

GROUPS: Final[Mapping[str, tuple[PassageKind, ...]]] = {
    "modules": (PassageKind.TITLE, PassageKind.MODULE, PassageKind.SECTION),
    "glossary": (PassageKind.TERM,),
    "references": (PassageKind.REFERENCE,),
    "questions": (PassageKind.QUESTION,),
}
"""What results can be narrowed to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a person may find. Staff, who read without an enrolment, find everything.

    `open` and `closed` are keys of modules: of closed ones only the title is found. `explained` are the slugs
    of quizzes whose reasons may be shown as things stand; of these a question is found once its reasons, as
    they are now, were shown to the person.
    """

    course_id: UUID
    person_id: UUID
    is_staff: bool
    open: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    explained: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPassage:
    """A passage; `attempt_id` and `layout` are those of the attempt after which its reasons were shown last."""

    kind: PassageKind
    owner: str
    place: str
    title: str
    text: str
    attempt_id: UUID | None
    layout: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Some of the passages found, the best first, and how many there are in each group."""

    passages: tuple[FoundPassage, ...]
    counts: Mapping[str, int]


def find(
    session: Session,
    reach: Reach,
    wanted: Sequence[Wanted],
    *,
    any_of: bool = False,
    group: str | None = None,
    first: int = 0,
    most: int = 10,
) -> Found:
    """The passages that hold all of what is wanted (or any of it), from the one in place `first` on: one statement."""
    dialect = _dialect(session)
    given = {
        **_of_reach(reach),
        **dialect.ranked_by(wanted),
        "query": dialect.query(wanted, any_of=any_of),
        "first": first,
        "most": most,
    }
    statement = _finding(dialect, len(wanted), is_staff=reach.is_staff, group=group)
    rows = session.connection().execute(statement, given).all()
    return Found(
        passages=tuple(_passage(row) for row in rows if row.kind is not None),
        counts={name: getattr(rows[0], f"in_{name}") for name in GROUPS},
    )


def hits(session: Session, reach: Reach, wanted: Sequence[Wanted]) -> tuple[bool, ...]:
    """For each thing that is wanted whether there is a passage that holds it: one statement."""
    dialect = _dialect(session)
    queries = {f"query_{place}": dialect.query([each], any_of=False) for place, each in enumerate(wanted)}
    statement = _probing(dialect, len(wanted), is_staff=reach.is_staff)
    row = session.connection().execute(statement, {**_of_reach(reach), **queries}).one()
    return tuple(bool(each) for each in row)


class _Dialect(ABC):
    """How a database is asked. The stems of a query are letters and digits of ASCII: nothing in them has a meaning."""

    source: str
    keys: str
    both: str
    either: str

    @abstractmethod
    def matches(self, query: str) -> str: ...

    @abstractmethod
    def rank(self, number: int) -> str: ...

    @abstractmethod
    def holds(self, stem: str) -> str: ...

    @abstractmethod
    def begins(self, stem: str) -> str: ...

    @abstractmethod
    def ranked_by(self, wanted: Sequence[Wanted]) -> dict[str, object]:
        """What the rank is made of beside the query."""

    def query(self, wanted: Sequence[Wanted], *, any_of: bool) -> str:
        """What is looked for, in the database's own language."""
        return (self.either if any_of else self.both).join(map(self._one, wanted))

    def _one(self, wanted: Wanted) -> str:
        exact = [f"({self.both.join(map(self.holds, stems))})" for stems in wanted.alternatives]
        return f"({self.either.join([*exact, *map(self.begins, wanted.beginnings)])})"


class _Sqlite(_Dialect):
    # CROSS JOIN keeps the order: asking the index again for each passage would take a thousand times as long.
    source = "passage_index CROSS JOIN passage AS p ON p.number = passage_index.rowid"
    keys = "(SELECT value FROM json_each(:{}))"
    both = " AND "
    either = " OR "

    def matches(self, query: str) -> str:
        return f"passage_index MATCH :{query}"

    def rank(self, number: int) -> str:  # noqa: ARG002 -- bm25 weighs rarity and beginnings by itself
        return "bm25(passage_index, 10.0, 1.0)"

    def ranked_by(self, wanted: Sequence[Wanted]) -> dict[str, object]:  # noqa: ARG002 -- as above
        return {}

    def holds(self, stem: str) -> str:
        return f'"{stem}"'

    def begins(self, stem: str) -> str:
        return f'"{stem}" *'


class _Postgresql(_Dialect):
    source = "passage AS p"
    keys = "(SELECT jsonb_array_elements_text(CAST(:{} AS jsonb)))"
    both = " & "
    either = " | "

    def matches(self, query: str) -> str:
        return f"p.vector @@ CAST(:{query} AS tsquery)"

    def rank(self, number: int) -> str:
        # ts_rank knows nothing of rare words, hence a rank for each thing wanted. 1: divided by the text's length.
        each = "CAST(:weight_{0} AS real) * ts_rank('{{0.1, 0.1, 0.1, 1.0}}', p.vector, CAST(:part_{0} AS tsquery), 1)"
        return "-(" + " + ".join(each.format(place) for place in range(number)) + ")"

    def holds(self, stem: str) -> str:
        return f"'{stem}'"

    def begins(self, stem: str) -> str:
        return f"'{stem}':*"

    def ranked_by(self, wanted: Sequence[Wanted]) -> dict[str, object]:
        parts = {f"part_{place}": self.query([each], any_of=False) for place, each in enumerate(wanted)}
        return parts | {f"weight_{place}": each.weight for place, each in enumerate(wanted)}


_SQLITE: Final = _Sqlite()
_POSTGRESQL: Final = _Postgresql()

_FINDING: Final = """
WITH found AS (
    SELECT p.number, p.kind, {rank} *
        CASE p.kind WHEN 'reference' THEN 0.5 WHEN 'question' THEN 0.8 WHEN 'section' THEN 1 ELSE 1.25 END AS rank
    FROM {source} WHERE {matches} AND {may_find}
), page AS (
    SELECT number, rank FROM found{narrowed} ORDER BY rank, number LIMIT :most OFFSET :first
)
SELECT counts.*, p.kind, p.owner, p.place, p.title, p.text, shown.attempt_id, attempt.layout
FROM (SELECT {counts} FROM found) AS counts
LEFT JOIN page ON 1 = 1
LEFT JOIN passage AS p ON p.number = page.number
LEFT JOIN reasons_shown AS shown ON shown.id = (
    SELECT r.id FROM reasons_shown AS r WHERE r.person_id = :person_id AND r.digest = p.digest
    ORDER BY r.at DESC, r.id LIMIT 1
)
LEFT JOIN attempt ON attempt.id = shown.attempt_id
ORDER BY page.rank, page.number
"""
_IN_REACH: Final = """p.course_id = :course_id AND (
    p.kind IN ('term', 'reference')
    OR p.kind IN ('module', 'section') AND p.owner IN {open}
    OR p.kind = 'title' AND p.owner IN {closed}
    OR p.kind = 'question' AND p.owner IN {explained} AND EXISTS (
        SELECT 1 FROM reasons_shown AS r WHERE r.person_id = :person_id AND r.digest = p.digest
    )
)"""
_ALL: Final = "p.course_id = :course_id AND p.kind <> 'title'"


@cache
def _finding(dialect: _Dialect, number: int, *, is_staff: bool, group: str | None) -> TextClause:
    counts = (f"count(CASE WHEN kind IN ({_listed(kinds)}) THEN 1 END) AS in_{name}" for name, kinds in GROUPS.items())
    statement = _FINDING.format(
        source=dialect.source,
        matches=dialect.matches("query"),
        rank=dialect.rank(number),
        may_find=_may_find(dialect, is_staff=is_staff),
        narrowed=f" WHERE kind IN ({_listed(GROUPS[group])})" if group else "",
        counts=", ".join(counts),
    )
    return _typed(statement).columns(attempt_id=Uuid())  # type: ignore[return-value]  # executed like a TextClause


@cache
def _probing(dialect: _Dialect, number: int, *, is_staff: bool) -> TextClause:
    may_find = _may_find(dialect, is_staff=is_staff)
    each = (
        # Counted, not EXISTS: for the first of many PostgreSQL would go through the whole table.
        f"(SELECT count(*) FROM {dialect.source} WHERE {dialect.matches(f'query_{place}')} AND {may_find})"  # noqa: S608 (our own words)
        for place in range(number)
    )
    return _typed(f"SELECT {', '.join(each)}")


def _may_find(dialect: _Dialect, *, is_staff: bool) -> str:
    names = ("open", "closed", "explained")
    return _ALL if is_staff else _IN_REACH.format(**{name: dialect.keys.format(name) for name in names})


def _typed(statement: str) -> TextClause:
    ids = (bindparam(name, type_=Uuid()) for name in ("course_id", "person_id") if f":{name}" in statement)
    return text(statement).bindparams(*ids)


def _of_reach(reach: Reach) -> dict[str, object]:
    ids: dict[str, object] = {"course_id": reach.course_id, "person_id": reach.person_id}
    keys = {"open": reach.open, "closed": reach.closed, "explained": reach.explained}
    return ids | {name: json.dumps(each) for name, each in keys.items()}


def _passage(row: Any) -> FoundPassage:  # a Row whose columns are named in _FINDING
    return FoundPassage(
        kind=PassageKind(row.kind),
        owner=row.owner,
        place=row.place,
        title=row.title,
        text=row.text,
        attempt_id=row.attempt_id,
        layout=row.layout,
    )


def _dialect(session: Session) -> _Dialect:
    return _SQLITE if session.get_bind().dialect.name == "sqlite" else _POSTGRESQL


def _listed(kinds: Sequence[PassageKind]) -> str:
    return ", ".join(f"'{kind.value}'" for kind in kinds)
