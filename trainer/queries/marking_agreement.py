"""How far the markers of a question agree."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from sqlalchemy.orm import Session

from trainer.access import Actor
from trainer.errors import NotFound
from trainer.queries.marking_queue import extended_of
from trainer.quizzes.agreement import Agreement, agreement
from trainer.quizzes.marking import Turn, differ
from trainer.storage.database import Database
from trainer.storage.marking_rows import answers_within_reach

FEWEST: Final = 10
"""Below so many answers a figure says little, and the page says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """How often the first marker gave `first` points and the second `second`."""

    first: Fraction
    second: Fraction
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPage:
    """The agreement over the answers that were marked twice; `apart` of them had to be decided."""

    quiz: str
    question: str
    found: Agreement
    is_few: bool
    apart: int
    may_differ: Fraction
    pairs: tuple[PairRow, ...]


def agreement_page(
    session: Session, database: Database, actor: Actor, course: str, slug: str, question: str
) -> AgreementPage:
    """The agreement at a question, over what the actor may see: two statements. Raises NotFound."""
    answers = [
        each
        for each in answers_within_reach(session, actor)
        if (each.course, each.slug, each.question) == (course, slug, question)
    ]
    if not answers:
        raise NotFound("There is no such page.")
    points: list[tuple[Fraction, Fraction]] = []
    apart = 0
    for answer in answers:
        asked = extended_of(session, database, answer)
        if len(answer.markings) > 1 and answer.markings[1].turn is Turn.SECOND:
            first, second = answer.markings[:2]
            points.append((asked.points_for(first.received), asked.points_for(second.received)))
            apart += differ(asked, first, second)
    newest = max(answers, key=lambda each: each.handed_in_at)
    return AgreementPage(
        quiz=database.library.quiz(session, newest.revision_id).title,
        question=question,
        found=agreement(points),
        is_few=len(points) < FEWEST,
        apart=apart,
        may_differ=extended_of(session, database, newest).may_differ,
        pairs=tuple(PairRow(first=one, second=two, times=points.count((one, two))) for one, two in sorted(set(points))),
    )
