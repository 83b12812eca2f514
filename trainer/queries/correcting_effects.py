"""Which completions and certificates a mended key touches."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.curriculum.outline import Outline
from trainer.curriculum.progress import AttemptFact
from trainer.curriculum.standing import COURSE, module_item, quiz_item
from trainer.quizzes.scoring import Result, hundredths
from trainer.storage.certificates import Certificate, CertificateChange
from trainer.storage.correcting_ground import Rescored
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.facts import facts_of
from trainer.storage.learning import Completion
from trainer.storage.standings import fold_enrolment
from trainer.storage.supervising import Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """By enrolment: what becomes complete, what stays complete though it rests on a result that no longer passes.

    `certificates` are the serials of those that hold and rest on such a result.
    """

    new: Mapping[UUID, tuple[str, ...]]
    standing: Mapping[UUID, tuple[str, ...]]
    certificates: Mapping[UUID, tuple[str, ...]]


def effects_of(
    session: Session, database: Database, outline: Outline, slug: str, rescored: Sequence[Rescored], now: Now
) -> Effects:
    """What a policy touches: two statements, and those of a fold for everybody who passes by it."""
    falling = {each.attempt.enrolment_id for each in rescored if each.change.fails}
    return Effects(
        new=_found(session, database, outline, rescored, now),
        standing=_standing(session, outline, slug, falling),
        certificates=_certificates(session, falling),
    )


def _found(
    session: Session, database: Database, outline: Outline, rescored: Sequence[Rescored], now: Now
) -> Mapping[UUID, tuple[str, ...]]:
    """What the fold would find if the results that rise stood already."""
    after = {each.attempt.id: each.change.after for each in rescored if not each.change.lowers}
    found = {}
    for enrolment_id in sorted({each.attempt.enrolment_id for each in rescored if each.change.passes}):
        enrolment = enrolment_by_id(session, enrolment_id, now.today)
        if enrolment is None:
            continue
        facts = facts_of(session, enrolment_id)
        then = replace(
            facts,
            attempts=tuple(_with(each, after[each.id]) if each.id in after else each for each in facts.attempts),
        )
        items = [each.item for each in fold_enrolment(session, database.library, enrolment, then, now.at).found]
        if items:
            found[enrolment_id] = tuple(title_of(outline, item) for item in items)
    return found


def _with(attempt: AttemptFact, result: Result) -> AttemptFact:
    return replace(
        attempt,
        points=hundredths(result.points),
        maximum=hundredths(result.maximum),
        is_passed=result.passed,
        missed_critical=bool(result.missed_critical),
    )


def _standing(
    session: Session, outline: Outline, slug: str, enrolment_ids: Collection[UUID]
) -> Mapping[UUID, tuple[str, ...]]:
    quiz = outline.quiz(slug)
    items = [quiz_item(slug), COURSE, *([module_item(quiz.module)] if quiz and quiz.module else [])]
    rows = session.execute(
        select(Completion.enrolment_id, Completion.item)
        .outerjoin(Withdrawal, Withdrawal.completion_id == Completion.id)
        .where(Completion.enrolment_id.in_(enrolment_ids), Completion.item.in_(items), Withdrawal.id.is_(None))
        .order_by(Completion.item)
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        found[row.enrolment_id].append(title_of(outline, row.item))
    return {enrolment_id: tuple(titles) for enrolment_id, titles in found.items()}


def _certificates(session: Session, enrolment_ids: Collection[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    rows = session.execute(
        select(Certificate.enrolment_id, Certificate.serial)
        .outerjoin(CertificateChange, CertificateChange.certificate_id == Certificate.id)
        .where(Certificate.enrolment_id.in_(enrolment_ids), CertificateChange.id.is_(None))
        .order_by(Certificate.serial)
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        found[row.enrolment_id].append(row.serial)
    return {enrolment_id: tuple(serials) for enrolment_id, serials in found.items()}


def title_of(outline: Outline, item: str) -> str:
    """What an item of a course is called."""
    kind, _, name = item.partition(":")
    quiz = outline.quiz(name) if kind == "quiz" else None
    module = outline.module(name) if kind == "module" else None
    return "The course" if item == COURSE else quiz.title if quiz else module.title if module else item
