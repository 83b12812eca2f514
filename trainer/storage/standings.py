"""Stored standings: read, and written where the fold gave something else."""

from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, literal_column, or_, select, update
from sqlalchemy.orm import Session

from trainer.curriculum.progress import Facts, Folded, fold
from trainer.curriculum.standing import Standings, gather, to_json
from trainer.storage.adding import add_values
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.facts import facts_of
from trainer.storage.learning import StandingRow
from trainer.storage.library import Library
from trainer.storage.prepared import run


def current_standings(session: Session, library: Library, enrolment: EnrolmentRow, at: datetime) -> Standings:
    """Where an enrolment stands, without writing: as stored, or folded anew where that is older."""
    stored = stored_standings(session, enrolment)
    if stored:
        return stored
    facts = facts_of(session, enrolment.enrolment_id)
    return fold_enrolment(session, library, enrolment, facts, at).standings


def fold_enrolment(session: Session, library: Library, enrolment: EnrolmentRow, facts: Facts, at: datetime) -> Folded:
    """Fold the facts of an enrolment with the edition and rules that hold for it."""
    edition = library.edition(session, enrolment.edition_id)
    rules = library.rules(session, enrolment.rules_revision_id)
    return fold(edition.outline, rules, facts, at)


def stored_standings(session: Session, enrolment: EnrolmentRow) -> Standings | None:
    """The stored standings of an enrolment; None where they are missing or of an older edition or rules."""
    row = run(
        session,
        _AS_ONE_TEXT,
        enrolment_id=enrolment.enrolment_id,
        edition_id=enrolment.edition_id,
        rules_revision_id=enrolment.rules_revision_id,
    ).one()
    return None if row.standings is None or row.outdated else _gathered(row.standings)


@lru_cache(400)  # of some 10 KB each
def _gathered(text: str) -> Standings:
    return gather(dict(line.split("\t", 1) for line in text.split("\n")))


def store_standings(session: Session, enrolment: EnrolmentRow, standings: Standings) -> None:
    """Make the stored standings of an enrolment these, touching only rows that differ."""
    old = {row.item: row for row in run(session, _STORED, enrolment_id=enrolment.enrolment_id)}
    new = {standing.item: to_json(standing) for standing in standings.all()}
    basis = {"edition_id": enrolment.edition_id, "rules_revision_id": enrolment.rules_revision_id}
    added, moved = [], []
    for item, body in new.items():
        row = old.get(item)
        if row is None:
            added.append({"enrolment_id": enrolment.enrolment_id, "item": item, "body": body, **basis})
        elif (row.body, row.edition_id, row.rules_revision_id) != (body, *basis.values()):
            moved.append({"of_enrolment": enrolment.enrolment_id, "of_item": item, "body": body, **basis})
    add_values(session, StandingRow, *added)
    if moved:
        session.connection().execute(_MOVED, moved)
    gone = old.keys() - new.keys()
    if gone:
        session.execute(
            delete(StandingRow).where(
                StandingRow.enrolment_id == enrolment.enrolment_id, StandingRow.item.in_(sorted(gone))
            )
        )


_STORED: Final = select(
    StandingRow.item, StandingRow.body, StandingRow.edition_id, StandingRow.rules_revision_id
).where(StandingRow.enrolment_id == bindparam("enrolment_id"))
_LINE_ENDS: Final[Any] = literal_column("'\n'")  # a plain text, which is all that is announced, is bound for each run
_AS_ONE_TEXT: Final = select(  # which is known again at once, unlike some forty rows
    func.aggregate_strings(StandingRow.item + "\t" + StandingRow.body, _LINE_ENDS).label("standings"),
    func.count()
    .filter(
        or_(
            StandingRow.edition_id != bindparam("edition_id"),
            StandingRow.rules_revision_id != bindparam("rules_revision_id"),
        )
    )
    .label("outdated"),
).where(StandingRow.enrolment_id == bindparam("enrolment_id"))
_MOVED: Final = (
    update(StandingRow)
    .where(StandingRow.enrolment_id == bindparam("of_enrolment"), StandingRow.item == bindparam("of_item"))
    .values(
        body=bindparam("body"), edition_id=bindparam("edition_id"), rules_revision_id=bindparam("rules_revision_id")
    )
)
