"""Reads what a certificate would rest on: the completion that stands, its modules with their reviews then, hours."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, Uuid, bindparam, select
from sqlalchemy.orm import Session

from trainer.curriculum import plain
from trainer.curriculum.certificate_issuing import CourseCompleted, Ground, ModuleCompleted
from trainer.curriculum.course import EvaluationRule, Rules
from trainer.curriculum.evaluating import Occasion
from trainer.curriculum.requirements.meetings import Meetings
from trainer.curriculum.requirements.practicum import Practicum
from trainer.curriculum.reviewing import Reviewed
from trainer.curriculum.standing import COURSE, Standings, module_item
from trainer.curriculum.state import Unmet, left_at_requirement, why_not_complete
from trainer.storage.content import Document, Revision
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.evaluation_rows import evaluations_of
from trainer.storage.facts import facts_of
from trainer.storage.learning import Completion
from trainer.storage.library import Library
from trainer.storage.prepared import run
from trainer.storage.review_rows import DatedReview, dated_reviews
from trainer.storage.standings import current_standings
from trainer.storage.supervising import Withdrawal

_WITHDRAWN: Final = (
    "The completion of this was withdrawn after the course had been found complete; it has to be completed anew, or "
    "the completion of the course withdrawn too."
)
_NOT_EVALUATED: Final = "The evaluation of the course is not answered yet; it is asked for before the certificate."
_RECORDED: Final = "All that the course asks for is done; its completion is being recorded. Come back in a minute."

CompletionRow = Row[Any]  # of _COMPLETIONS


def ground_of(
    session: Session, library: Library, enrolment: EnrolmentRow, at: datetime, today: date, zone: ZoneInfo
) -> Ground:
    """What a certificate would rest on: as many statements, however much was done. Days are those of `zone`."""
    outline = library.edition(session, enrolment.edition_id).outline
    rules = library.rules(session, enrolment.rules_revision_id)
    standings = current_standings(session, library, enrolment, at)
    rows = run(session, _COMPLETIONS, enrolment_id=enrolment.enrolment_id).all()
    latest = {row.item: row for row in rows}
    course = latest.get(COURSE)
    if course is None or course.withdrawal_id is not None:
        unmet = why_not_complete(outline, rules, standings, at)
        recorded = (Unmet(item=COURSE, title=outline.title, sentence=_RECORDED),)
        return Ground(completed=None, unmet=unmet or recorded)
    counted = _counted(course, rows, latest)
    unmet = tuple(
        Unmet(item=row.item, title=_title(library, session, row), sentence=_WITHDRAWN)
        for row in counted
        if row.withdrawal_id is not None
    )
    return Ground(
        completed=_completed(session, library, enrolment, course, counted, zone),
        unmet=(*unmet, *_lapsed(rules, standings, today), *_unevaluated(session, enrolment, rules)),
    )


def _unevaluated(session: Session, enrolment: EnrolmentRow, rules: Rules) -> tuple[Unmet, ...]:
    if rules.evaluation is not EvaluationRule.REQUIRED:
        return ()
    if Occasion.AFTER in evaluations_of(session, enrolment.enrolment_id):
        return ()
    return (Unmet(item="evaluation", title="What you think of the course", sentence=_NOT_EVALUATED),)


def _counted(
    course: CompletionRow, rows: Sequence[CompletionRow], latest: Mapping[str, CompletionRow]
) -> list[CompletionRow]:
    """The completions on which that of the course rests; a later one of the same item where one was withdrawn."""
    ids = frozenset(plain.from_text(tuple[UUID, ...], course.counted))
    items = dict.fromkeys(row.item for row in rows if row.id in ids)
    counted = {row.item: row for row in rows if row.id in ids}
    return [latest[item] if counted[item].withdrawal_id is not None else counted[item] for item in items]


def _completed(
    session: Session,
    library: Library,
    enrolment: EnrolmentRow,
    course: CompletionRow,
    counted: Sequence[CompletionRow],
    zone: ZoneInfo,
) -> CourseCompleted:
    edition = library.edition(session, course.edition_id)
    reviews = dated_reviews(session, enrolment.course_id)
    minutes = {each.id: each.minutes for each in facts_of(session, enrolment.enrolment_id).evidence}

    def signed_for(kind: str) -> int:
        of_kind = (row for row in counted if row.item.startswith(f"{kind}:"))
        return sum(minutes.get(each, 0) for row in of_kind for each in plain.from_text(tuple[UUID, ...], row.counted))

    return CourseCompleted(
        completion_id=course.id,
        edition_id=course.edition_id,
        course=edition.outline.title,
        edition=edition.number,
        completed_on=course.at.astimezone(zone).date(),
        modules=tuple(
            _module(session, library, row, reviews.get(row.document_id, ()), zone)
            for row in counted
            if row.item.startswith(module_item(""))
        ),
        practicum=signed_for(Practicum.kind),
        meetings=signed_for(Meetings.kind),
    )


def _module(
    session: Session, library: Library, row: CompletionRow, reviews: Sequence[DatedReview], zone: ZoneInfo
) -> ModuleCompleted:
    # As published when it was completed: a later edition may ask for other minutes.
    outline = library.edition(session, row.edition_id).outline.module(row.item.removeprefix(module_item("")))
    return ModuleCompleted(
        title=outline.title if outline else row.path,
        minutes=outline.minutes if outline else 0,
        revision=row.revision,
        completed_on=row.at.astimezone(zone).date(),
        review_by=outline.review_by if outline else None,
        reviews=_standing_then(reviews, row.at),
    )


def _standing_then(reviews: Sequence[DatedReview], moment: datetime) -> tuple[Reviewed, ...]:
    return tuple(
        replace(each.review, is_withdrawn=each.withdrawn_at is not None and each.withdrawn_at <= moment)
        for each in reviews
        if each.at <= moment
    )


def _title(library: Library, session: Session, row: CompletionRow) -> str:
    outline = library.edition(session, row.edition_id).outline
    module = outline.module(row.item.removeprefix(module_item("")))
    wanted = next((each for each in outline.rules.requirements if each.item == row.item), None)
    return module.title if module else wanted.title if wanted else outline.title


def _lapsed(rules: Rules, standings: Standings, today: date) -> tuple[Unmet, ...]:
    """What was met and counts no longer, such as a licence that has expired since."""
    found = []
    for requirement in rules.requirements:
        until = standings.requirement(requirement.item).valid_until
        if until is not None and until < today:
            sentence = left_at_requirement(requirement, standings, today)
            found.append(Unmet(item=requirement.item, title=requirement.title, sentence=sentence))
    return tuple(each for each in found if each.sentence)


_COMPLETIONS: Final[Select[*tuple[Any, ...]]] = (  # its columns are taken by name above
    select(
        Completion.id,
        Completion.item,
        Completion.number,
        Completion.at,
        Completion.counted,
        Completion.edition_id,
        Revision.number.label("revision"),
        Revision.document_id,
        Document.path,
        Withdrawal.id.label("withdrawal_id"),
    )
    .join(Revision, Revision.id == Completion.revision_id)
    .join(Document, Document.id == Revision.document_id)
    .outerjoin(Withdrawal, Withdrawal.completion_id == Completion.id)
    .where(Completion.enrolment_id == bindparam("enrolment_id", type_=Uuid()))
    .order_by(Completion.number)
)
