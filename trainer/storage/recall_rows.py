"""Reads and folds the questions that people keep in their daily review."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Row,
    Select,
    Text,
    Uuid,
    bindparam,
    cast,
    delete,
    exists,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from trainer.quizzes.keeping import CURRENT, Happened, Happening, Rating, fold
from trainer.storage.adding import add_once, add_values
from trainer.storage.base import Moment
from trainer.storage.learning import Attempt, Enrolment
from trainer.storage.passages import ReasonsShown
from trainer.storage.people import Words
from trainer.storage.prepared import run
from trainer.storage.recalls import Recall, RecallCard, RecallChoice, RecallFold

FOLD: Final = f"1 {CURRENT}"
"""By what cards are folded; a change of it makes the sweep fold them all anew."""
THOUSANDTHS: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """Where a question stands that somebody keeps. `stability` is in days; `due_on` None once it was left."""

    document_id: UUID
    question: str
    number: int
    stability: float | None
    last_on: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """How many questions somebody reviewed today, and what they chose."""

    reviewed: int
    rests: bool
    by_mail: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallRow:
    """A review of a question as it was recorded; `words` is None where nothing was typed, or it was erased."""

    id: UUID
    enrolment_id: UUID
    document_id: UUID
    question: str
    number: int
    rating: int
    revision_id: UUID
    arrangement: str
    chosen: str
    words: str | None
    at: datetime


def cards_of(session: Session, enrolment_id: UUID) -> tuple[CardRow, ...]:
    """Every question that an enrolment keeps: one statement."""
    return tuple(_card(row) for row in run(session, _CARDS, enrolment_id=enrolment_id))


def cards_of_cohort(session: Session, cohort_id: UUID) -> Iterator[tuple[UUID, CardRow]]:
    """Every question that anybody of a cohort keeps, with whose enrolment keeps it: one statement."""
    for row in run(session, _CARDS_OF_COHORT, cohort_id=cohort_id):
        yield row.enrolment_id, _card(row)


def today_of(session: Session, enrolment_id: UUID, today: date, zone: ZoneInfo) -> Today:
    """What an enrolment reviewed since the day began, and its choices: one statement."""
    since = datetime.combine(today, time(), zone)
    rows = run(session, _TODAY, enrolment_id=enrolment_id, since=since).all()
    chosen = next((row for row in rows if row.rests is not None), None)
    return Today(
        reviewed=sum(row.number for row in rows if row.rests is None),
        rests=bool(chosen and chosen.rests),
        by_mail=bool(chosen and chosen.by_mail),
    )


def recall_by_id(session: Session, recall_id: UUID) -> RecallRow | None:
    """A review by its id; None where there is none."""
    row = run(session, _REVIEW, recall_id=recall_id).one_or_none()
    return RecallRow(**row._mapping) if row else None


def newest_review(session: Session, enrolment_id: UUID, document_id: UUID, question: str) -> UUID | None:
    """The last review of a question; None where it never had one."""
    found = run(session, _NEWEST, enrolment_id=enrolment_id, document_id=document_id, question=question)
    return found.scalars().first()


def happened_since(session: Session, recall: RecallRow) -> tuple[tuple[str, int | None], ...]:
    """What happened to a question after a review of it, in its order: the kind, and the rating if there is one."""
    rows = run(
        session,
        _SINCE,
        enrolment_id=recall.enrolment_id,
        document_id=recall.document_id,
        question=recall.question,
        number=recall.number,
    )
    return tuple((row.kind, row.rating) for row in rows)


def happened_to(
    session: Session, enrolment_id: UUID, document_id: UUID, question: str, zone: ZoneInfo
) -> tuple[tuple[Happened, int], ...]:
    """What happened to one question, in its order, each with its number: one statement."""
    rows = run(session, _HAPPENED_TO, enrolment_id=enrolment_id, document_id=document_id, question=question)
    return tuple((_happened(row, zone), row.number) for row in rows)


def fold_cards(
    session: Session,
    enrolment_ids: Collection[UUID],
    zone: ZoneInfo,
    document_id: UUID | None = None,
    question: str | None = None,
) -> None:
    """Make the cards of enrolments anew from the facts, all, or those of one quiz, or of one question of it.

    Inside the caller's transaction, in four statements whatever their number; for up to 500 enrolments.
    """
    narrowed = [
        *((RecallCard.document_id == document_id,) if document_id else ()),
        *((RecallCard.question == question,) if question else ()),
    ]
    session.execute(delete(RecallCard).where(RecallCard.enrolment_id.in_(enrolment_ids), *narrowed))
    entered: dict[tuple[UUID, UUID, str], date] = {}
    for row in session.execute(_entered(enrolment_ids, document_id, question)):
        entered[row.enrolment_id, row.document_id, row.question] = _day(row.at, zone)
    happened: dict[tuple[UUID, UUID, str], list[tuple[Happened, int]]] = defaultdict(list)
    for row in session.execute(_happened_in(enrolment_ids, document_id, question)):
        happened[row.enrolment_id, row.document_id, row.question].append((_happened(row, zone), row.number))
    rows = [_row(key, entered.get(key), happened.get(key, [])) for key in entered.keys() | happened.keys()]
    add_values(session, RecallCard, *rows)


def is_folded(session: Session) -> bool:
    """Whether every card was made by this version of the fold."""
    return run(session, _FOLDED, version=FOLD).first() is not None


def note_folded(session: Session, at: datetime) -> None:
    """Remember that every card was made by this version of the fold."""
    session.execute(delete(RecallFold).where(RecallFold.version != FOLD))
    add_once(session, RecallFold, version=FOLD, folded_at=at)


def kept_by(session: Session, limit: int, after: UUID | None) -> tuple[UUID, ...]:
    """Enrolments that were shown reasons or keep questions, in the order of their ids, from after one on."""
    shown = select(Attempt.enrolment_id).where(exists().where(ReasonsShown.attempt_id == Attempt.id))
    both = union_all(shown, select(Recall.enrolment_id)).subquery()
    found = select(both.c.enrolment_id).distinct().order_by(both.c.enrolment_id).limit(limit)
    return tuple(session.scalars(found.where(both.c.enrolment_id > after) if after else found))


def _row(
    key: tuple[UUID, UUID, str], entered_on: date | None, happened: list[tuple[Happened, int]]
) -> dict[str, object]:
    kept = fold(entered_on or happened[0][0].on, (each for each, _ in happened))
    memory = kept.memory
    return {
        "enrolment_id": key[0],
        "document_id": key[1],
        "question": key[2],
        "number": max((number for _, number in happened), default=0),
        "stability": max(round(memory.stability * THOUSANDTHS), 1) if memory else None,
        "last_on": memory.last_on if memory else None,
        "due_on": kept.due_on,
    }


def _card(row: Row[Any]) -> CardRow:  # of _CARDS
    return CardRow(
        document_id=row.document_id,
        question=row.question,
        number=row.number,
        stability=None if row.stability is None else row.stability / THOUSANDTHS,
        last_on=row.last_on,
        due_on=row.due_on,
    )


def _happened(row: Row[Any], zone: ZoneInfo) -> Happened:  # with kind, at, rating and scheduling
    return Happened(
        kind=Happening(row.kind),
        on=_day(row.at, zone),
        rating=Rating(row.rating) if row.rating else None,
        scheduling=row.scheduling,
    )


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _among(
    table: Any, enrolment_ids: Collection[UUID], document_id: UUID | None, named: ColumnElement[bool] | None
) -> Iterable[ColumnElement[bool]]:  # any table with these columns
    yield table.enrolment_id.in_(enrolment_ids)
    if document_id:
        yield table.document_id == document_id
    if named is not None:
        yield named


def _entered(enrolment_ids: Collection[UUID], document_id: UUID | None, question: str | None) -> Any:  # a Select
    named = None if question is None else ReasonsShown.question == question
    return (
        select(Attempt.enrolment_id, Attempt.document_id, ReasonsShown.question, func.min(ReasonsShown.at).label("at"))
        .join(Attempt, ReasonsShown.attempt_id == Attempt.id)
        .where(*_among(Attempt, enrolment_ids, document_id, named))
        .group_by(Attempt.enrolment_id, Attempt.document_id, ReasonsShown.question)
    )


def _happened_in(enrolment_ids: Collection[UUID], document_id: UUID | None, question: str | None) -> Any:  # a Select
    named = None if question is None else Recall.question == question
    return (
        select(
            Recall.enrolment_id,
            Recall.document_id,
            Recall.question,
            Recall.number,
            Recall.kind,
            Recall.at,
            Recall.rating,
            Recall.scheduling,
        )
        .where(*_among(Recall, enrolment_ids, document_id, named))
        .order_by(Recall.enrolment_id, Recall.document_id, Recall.question, Recall.number)
    )


_OWNER: Final = bindparam("enrolment_id", type_=Uuid())
_CARD: Final = (
    RecallCard.document_id,
    RecallCard.question,
    RecallCard.number,
    RecallCard.stability,
    RecallCard.last_on,
    RecallCard.due_on,
)
_CARDS: Final = select(*_CARD).where(RecallCard.enrolment_id == _OWNER)
_CARDS_OF_COHORT: Final[Select[*tuple[Any, ...]]] = (  # _CARD, and whose it is
    select(RecallCard.enrolment_id, *_CARD)
    .join(Enrolment, RecallCard.enrolment_id == Enrolment.id)
    .where(Enrolment.cohort_id == bindparam("cohort_id", type_=Uuid()))
)
DUE: Final[Select[*tuple[Any, ...]]] = (  # four columns, in which notes.py asks for marks too
    select(
        RecallCard.document_id,
        literal("", Text).label("path"),
        RecallCard.question.label("section"),
        cast(null(), Moment).label("created_at"),
    ).where(
        RecallCard.enrolment_id == _OWNER,
        RecallCard.due_on <= bindparam("today", type_=Date()),
        ~exists().where(RecallChoice.enrolment_id == RecallCard.enrolment_id, RecallChoice.rests),
    )
)
"""What is due of an `enrolment_id` on a day `today`, unless its reviews rest."""
_TODAY: Final[Any] = union_all(  # a CompoundSelect, which runs like a Select
    select(
        func.count(Recall.id).label("number"),
        null().cast(Boolean).label("rests"),
        null().cast(Boolean).label("by_mail"),
    ).where(
        Recall.enrolment_id == _OWNER,
        Recall.kind == Happening.REVIEW.value,
        Recall.at >= bindparam("since", type_=Moment()),
    ),
    select(null().cast(Integer).label("number"), RecallChoice.rests, RecallChoice.by_mail).where(
        RecallChoice.enrolment_id == _OWNER
    ),
)
_REVIEW: Final = (
    select(
        Recall.id,
        Recall.enrolment_id,
        Recall.document_id,
        Recall.question,
        Recall.number,
        Recall.rating,
        Recall.revision_id,
        Recall.arrangement,
        Recall.chosen,
        Words.words,
        Recall.at,
    )
    .outerjoin(Words, Recall.text_id == Words.id)
    .where(Recall.id == bindparam("recall_id", type_=Uuid()), Recall.kind == Happening.REVIEW.value)
)
_ONE: Final = (
    Recall.enrolment_id == _OWNER,
    Recall.document_id == bindparam("document_id", type_=Uuid()),
    Recall.question == bindparam("question"),
)
_SINCE: Final = (
    select(Recall.kind, Recall.rating).where(*_ONE, Recall.number > bindparam("number")).order_by(Recall.number)
)
_NEWEST: Final = (
    select(Recall.id).where(*_ONE, Recall.kind == Happening.REVIEW.value).order_by(Recall.number.desc()).limit(1)
)
_HAPPENED_TO: Final = (
    select(Recall.number, Recall.kind, Recall.at, Recall.rating, Recall.scheduling).where(*_ONE).order_by(Recall.number)
)
_FOLDED: Final = select(RecallFold.version).where(RecallFold.version == bindparam("version"))
