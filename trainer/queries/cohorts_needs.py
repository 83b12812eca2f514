"""Who of a cohort needs somebody today, beside what their standings tell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from trainer.clock import Now
from trainer.curriculum.edition import EditionView
from trainer.curriculum.needing import Need, NeedKind, day_in_words, missed_safety
from trainer.queries.grave_errors import errors_of
from trainer.queries.waiting import Waiting
from trainer.storage.database import Database
from trainer.storage.grave_error_rows import last_missed_in_cohort


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """Somebody who needs something; `waiting` is what a signature is to be given for."""

    enrolment_id: UUID
    name: str
    need: Need
    waiting: Waiting | None = None


def further_needs(
    session: Session, database: Database, edition: EditionView, cohort_id: UUID, waiting: Iterable[Waiting], now: Now
) -> Mapping[UUID, Sequence[NeedLine]]:
    """By enrolment: safety-critical errors that are open, and what waits for a signature. One statement."""
    lines: dict[UUID, list[NeedLine]] = defaultdict(list)
    for line in _missed(session, database, edition, cohort_id, now):
        lines[line.enrolment_id].append(line)
    for each in waiting:
        lines[each.enrolment_id].append(_signature(each, now))
    return lines


def _missed(
    session: Session, database: Database, edition: EditionView, cohort_id: UUID, now: Now
) -> Iterable[NeedLine]:
    """What was missed in a last attempt, but in a pre-test and by those who pause: nothing is asked of them."""
    missed: dict[tuple[UUID, str], int] = defaultdict(int)
    found = errors_of(session, database.library, edition, last_missed_in_cohort(session, cohort_id))
    counted = [
        each
        for each in found
        if each.error.is_safety_critical and not each.error.attempt.is_pre_test and each.row.paused_on is None
    ]
    for each in counted:
        missed[each.row.enrolment_id, each.quiz.slug] += 1
    once = {(each.row.enrolment_id, each.quiz.slug): each for each in counted}
    for key, each in once.items():
        need = missed_safety(each.quiz.title, each.quiz.slug, missed[key], day_of(each.row.at, now))
        yield NeedLine(enrolment_id=each.row.enrolment_id, name=each.row.name, need=need)


def _signature(waiting: Waiting, now: Now) -> NeedLine:
    words = waiting.kind.words
    why = f"{words[0].upper()}{words[1:]}, since {day_in_words(day_of(waiting.since, now))}."
    need = Need(kind=NeedKind.SIGN_OFF, why=why)
    return NeedLine(enrolment_id=waiting.enrolment_id, name=waiting.name, need=need, waiting=waiting)


def day_of(at: datetime, now: Now) -> date:
    """The day of a moment where the course is held."""
    return at.astimezone(now.zone).date()
