"""How the score of an attempt was corrected since, and what it was before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import pairwise
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.quizzes.rescoring import KeyPolicy
from trainer.quizzes.scoring import percent
from trainer.storage.correcting import Correction
from trainer.storage.learning import Score
from trainer.storage.people import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A question was mended after the attempt: when, why, what counts, and what the score had been.

    `number` is the place of the question in the attempt. `words` is empty where they were erased.
    """

    number: int
    at: datetime
    policy: KeyPolicy
    words: str
    points: Fraction
    maximum: Fraction
    percent: int
    was_passed: bool


def corrections_of_result(
    session: Session, scores: Sequence[Score], placed: Sequence[str]
) -> Mapping[str, tuple[Corrected, ...]]:
    """The corrections behind an attempt's scores, by question: one statement, where there is any."""
    steps = [(before, after) for before, after in pairwise(scores) if after.correction_id]
    found: dict[str, tuple[Corrected, ...]] = {}
    decided = _decided(session, [after.correction_id for _, after in steps if after.correction_id]) if steps else {}
    for before, after in steps:
        if after.correction_id is None or after.correction_id not in decided:
            continue
        question, policy, words = decided[after.correction_id]
        corrected = Corrected(
            number=placed.index(question) + 1 if question in placed else 0,
            at=after.at,
            policy=policy,
            words=words,
            points=Fraction(before.points, 100),
            maximum=Fraction(before.maximum, 100),
            percent=percent(Fraction(before.points), Fraction(before.maximum)),
            was_passed=before.is_passed,
        )
        found[question] = (*found.get(question, ()), corrected)
    return found


def _decided(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, tuple[str, KeyPolicy, str]]:
    rows = session.execute(
        select(Correction.id, Correction.question, Correction.policy, Words.words)
        .outerjoin(Words, Correction.text_id == Words.id)
        .where(Correction.id.in_(ids))
    )
    return {row.id: (row.question, KeyPolicy(row.policy), row.words or "") for row in rows}
