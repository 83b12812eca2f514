"""Removes saved versions of drafts that need not be kept any longer."""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.curriculum.keeping import KEPT_FOR, SavedVersion, superfluous
from trainer.storage.database import Database
from trainer.storage.drafts import Draft, DraftVersion, GivenUp, Publication

_AT_ONCE: Final = 500
"""So many go in one transaction, so that nobody who saves waits for long."""

Place: TypeAlias = tuple[UUID, str]
"""A course, and the path of a document in it."""


def prune_drafts(database: Database, now: Now) -> int:
    """Remove what nobody needs of what was saved more than ninety days ago; gives how many versions went.

    What stays is the text of each draft, what plans are to publish, and the last version of each document, from which
    its numbers go on. Of a draft that was given up only the number stays, in `given_up`.
    """
    with database.reading() as session:
        old = _old(session, now)
        gone = _superfluous(session, old, now) if old else []
    for start in range(0, len(gone), _AT_ONCE):
        with database.writing() as session:
            session.execute(delete(DraftVersion).where(DraftVersion.id.in_(gone[start : start + _AT_ONCE])))
            session.commit()
    return len(gone)


def _old(session: Session, now: Now) -> Mapping[Place, Mapping[SavedVersion, UUID]]:
    """Versions that are older than those which are kept anyway, with their ids."""
    found: dict[Place, dict[SavedVersion, UUID]] = defaultdict(dict)
    columns = (DraftVersion.id, DraftVersion.course_id, DraftVersion.path, DraftVersion.version, DraftVersion.at)
    for row in session.execute(select(*columns).where(DraftVersion.at < now.at - KEPT_FOR)):
        found[row.course_id, row.path][SavedVersion(number=row.version, at=row.at)] = row.id
    return found


def _superfluous(session: Session, old: Mapping[Place, Mapping[SavedVersion, UUID]], now: Now) -> list[UUID]:
    rows = session.execute(select(Draft.course_id, Draft.path, Draft.version))
    drafts = {(row.course_id, row.path): row.version for row in rows}
    needed = _planned(session)
    given_up = {(row.course_id, row.path, row.last) for row in session.execute(_last_of(GivenUp))}
    for row in session.execute(_last_of(DraftVersion)):
        place = row.course_id, row.path
        if (*place, row.last) not in given_up or drafts.get(place) == row.last:
            needed[place].add(row.last)
    return [
        versions[version]
        for place, versions in old.items()
        for version in superfluous(versions, needed[place], now.at, is_living=place in drafts)
    ]


def _planned(session: Session) -> defaultdict[Place, set[int]]:
    """The versions that are still to be published."""
    found: defaultdict[Place, set[int]] = defaultdict(set)
    for row in session.scalars(select(Publication).where(Publication.state == "waiting")):
        for path, version in json.loads(row.versions).items():
            found[row.course_id, path].add(version)
    return found


def _last_of(table: type[DraftVersion | GivenUp]) -> Select[*tuple[Any, ...]]:
    return select(table.course_id, table.path, func.max(table.version).label("last")).group_by(
        table.course_id, table.path
    )
