"""Brings the stored standing of enrolments up to the facts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from trainer.actions.posting import tell
from trainer.clock import Now
from trainer.curriculum import plain
from trainer.curriculum.standing import COURSE, Standing, Standings, from_json, to_json
from trainer.ids import SYSTEM
from trainer.reminding import NoticeKind
from trainer.storage.adding import add_values, lock_enrolment
from trainer.storage.content import Cohort
from trainer.storage.database import Database
from trainer.storage.enrolments import (
    EnrolmentRow,
    enrolment_by_id,
    latest_edition,
    rules_of_cohort,
    rules_of_enrolment,
)
from trainer.storage.facts import facts_of
from trainer.storage.learning import Completion, Enrolment, StandingRow
from trainer.storage.standings import fold_enrolment, store_standings

BATCH = 200


def refold(session: Session, database: Database, enrolment: EnrolmentRow, actor_id: UUID, now: Now) -> Standings:
    """Fold one enrolment inside the caller's transaction: adds completions found, moves the stored standing."""
    edition = database.library.edition(session, enrolment.edition_id)
    facts = facts_of(session, enrolment.enrolment_id)
    folded = fold_enrolment(session, database.library, enrolment, facts, now.at)
    earlier = Counter(fact.item for fact in facts.completions)
    completions = {fact.item: fact.id for fact in sorted(facts.completions, key=lambda fact: fact.number)}
    rows: list[Mapping[str, object]] = []
    for found in folded.found:
        counted = found.counted + tuple(completions[item] for item in found.rests_on)
        completions[found.item] = uuid4()
        rows.append(
            {
                "id": completions[found.item],
                "person_id": enrolment.person_id,
                "actor_id": actor_id,
                "at": now.at,
                "enrolment_id": enrolment.enrolment_id,
                "item": found.item,
                "number": earlier[found.item] + 1,
                "revision_id": edition.revisions[found.path].revision_id,
                "rules_revision_id": enrolment.rules_revision_id,
                "edition_id": enrolment.edition_id,
                "counted": plain.to_text(counted),
            }
        )
    add_values(session, Completion, *rows)
    store_standings(session, enrolment, folded.standings)
    if any(found.item == COURSE for found in folded.found):
        where = f"courses/{enrolment.course}/progress"
        tell(session, NoticeKind.COMPLETE, [enrolment.person_id], where, now, title=edition.outline.title)
    return folded.standings


def refold_outdated(database: Database, now: Now, *, batch: int = BATCH) -> Iterator[tuple[int, int]]:
    """Refold every enrolment whose standing is older than its edition or rules.

    Commits after every `batch`; yields (how many are done, how many there were).
    """
    with database.reading() as session:
        waiting = _outdated(session, now)
    yield from _refold_all(database, waiting, now, batch)


def rebuild(database: Database, now: Now, *, batch: int = BATCH) -> Iterator[tuple[int, int]]:
    """Refold every enrolment; commits and yields like `refold_outdated`."""
    with database.reading() as session:
        every = list(session.scalars(select(Enrolment.id).order_by(Enrolment.id)))
    yield from _refold_all(database, every, now, batch)


def verify(database: Database, now: Now, *, first: int | None = None) -> Iterator[tuple[UUID, str]]:
    """Compare stored standings with a new fold of the facts; yields each (enrolment, item) that differs.

    `first` is how many enrolments are looked at; None for all of them.
    """
    with database.reading() as session:
        every = list(session.scalars(select(Enrolment.id).order_by(Enrolment.id).limit(first)))
    for enrolment_id in every:
        with database.reading() as session:
            enrolment = enrolment_by_id(session, enrolment_id, now.today)
            if enrolment is None:
                continue
            rows = session.execute(
                select(StandingRow.item, StandingRow.body).where(StandingRow.enrolment_id == enrolment_id)
            )
            stored = {row.item: row.body for row in rows}
            folded = fold_enrolment(session, database.library, enrolment, facts_of(session, enrolment_id), now.at)
            wanted = {standing.item: standing for standing in folded.standings.all()}
            for item in sorted(stored.keys() | wanted.keys()):
                if not _is_same(stored.get(item), wanted.get(item), item):
                    yield enrolment_id, item


def _is_same(stored: str | None, wanted: Standing | None, item: str) -> bool:
    """Whether a stored standing says the same: one that an older program wrote lacks what came later."""
    if stored is None or wanted is None:
        return stored is None and wanted is None
    try:
        return stored == to_json(wanted) or from_json(stored, item) == wanted
    except (ValueError, ExceptionGroup):
        return False


def _refold_all(database: Database, enrolment_ids: list[UUID], now: Now, batch: int) -> Iterator[tuple[int, int]]:
    total = len(enrolment_ids)
    for start in range(0, total, batch):
        _refold_batch(database, enrolment_ids[start : start + batch], now)
        yield min(start + batch, total), total


def _refold_batch(database: Database, enrolment_ids: list[UUID], now: Now) -> None:
    with database.writing() as session:
        for enrolment_id in enrolment_ids:
            lock_enrolment(session, enrolment_id)
            enrolment = enrolment_by_id(session, enrolment_id, now.today)
            if enrolment:
                refold(session, database, enrolment, SYSTEM, now)
        session.commit()


def _outdated(session: Session, now: Now) -> list[UUID]:
    """Enrolments whose standing is missing, or of an older edition or other rules.

    Every line of a standing is written with the edition and rules of all, so that the course's tells of which it is.
    """
    line = and_(StandingRow.enrolment_id == Enrolment.id, StandingRow.item == COURSE)

    def is_old(edition: ColumnElement[UUID], rules: ColumnElement[UUID]) -> ColumnElement[bool]:
        held = StandingRow.edition_id, StandingRow.rules_revision_id
        return or_(StandingRow.item.is_(None), held[0] != edition, held[1] != rules)

    # What holds for a cohort is found once, not again for each of its people.
    edition, rules = latest_edition(Cohort.course_id), rules_of_cohort(Cohort.id, now.today)
    holds = select(Cohort.id, edition.label("edition_id"), rules.label("rules_revision_id")).cte("holds")
    holds = holds.prefix_with("MATERIALIZED")
    together = (
        select(Enrolment.id)
        .join(holds, Enrolment.cohort_id == holds.c.id)
        .outerjoin(StandingRow, line)
        .where(is_old(holds.c.edition_id, holds.c.rules_revision_id))
    )
    alone = (
        select(Enrolment.id)
        .outerjoin(StandingRow, line)
        .where(
            Enrolment.cohort_id.is_(None),
            is_old(latest_edition(Enrolment.course_id), rules_of_enrolment(Enrolment.id, now.today)),
        )
    )
    return sorted(session.scalars(together.union_all(alone)))
