"""Reads what a transcript rests on."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, Uuid, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from trainer.clock import Now
from trainer.curriculum.certificate_status import Ending
from trainer.curriculum.course import Rules
from trainer.curriculum.edition import EditionView
from trainer.curriculum.outline import Outline
from trainer.curriculum.standing import COURSE, quiz_item
from trainer.curriculum.transcript_facts import (
    AttemptIn,
    CertificateIn,
    CompletionIn,
    DecisionIn,
    Enrolled,
    HelpIn,
    ReadingIn,
    TranscriptFacts,
)
from trainer.ids import SYSTEM
from trainer.queries.accommodations import eased_in_words, given_to
from trainer.queries.decided import ERASED, excusals_of, placements_of
from trainer.queries.transcript_competencies import competency_facts
from trainer.queries.transcript_ledger import attended_in, practicum_in
from trainer.queries.transcript_uploads import document_facts, reflection_facts
from trainer.quizzes.quiz import Purpose
from trainer.storage.certificate_rows import certificates_of
from trainer.storage.content import Document, Edition, Revision
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.facts import attempts_of
from trainer.storage.learning import Attempt, AttemptRequest, Completion, Enrolment, Grant, Reading, Score, Submission
from trainer.storage.library import Library
from trainer.storage.people import Person, Words
from trainer.storage.prepared import run
from trainer.storage.standings import current_standings
from trainer.storage.supervising import Withdrawal


def transcript_facts(
    session: Session, database: Database, enrolment: EnrolmentRow, now: Now, *, shows_reasons: bool
) -> TranscriptFacts:
    """Every fact of an enrolment that its transcript names: as many statements, whatever their number."""
    library, enrolment_id = database.library, enrolment.enrolment_id
    edition = library.edition(session, enrolment.edition_id)
    readings = run(session, _READINGS, enrolment_id=enrolment_id).all()
    attempts = _attempts(session, library, enrolment_id)
    completions = run(session, _COMPLETIONS, enrolment_id=enrolment_id).all()
    held = {row.path for row in readings} | {each.fact.path for each, _ in attempts}
    named = {row.edition: row.edition_id for row in (*readings, *completions)}
    named |= {each.edition: edition_id for each, edition_id in attempts}
    return TranscriptFacts(
        enrolled=_enrolled(session, edition, enrolment),
        outline=edition.outline,
        rules=library.rules(session, enrolment.rules_revision_id),
        standings=current_standings(session, library, enrolment, now.at),
        made_at=now.at,
        made_on=now.today,
        readings=tuple(
            ReadingIn(
                path=row.path,
                section=row.section,
                is_finished=row.kind == "finished",
                revision=row.revision,
                edition=row.edition,
                at=row.at,
            )
            for row in readings
        ),
        attempts=tuple(each for each, _ in attempts),
        help=_help(session, enrolment_id),
        completions=tuple(
            CompletionIn(
                item=row.item,
                revision=row.revision,
                edition=row.edition,
                rules=row.rules,
                at=row.at,
                is_withdrawn=row.withdrawal_id is not None,
            )
            for row in completions
        ),
        decisions=_decisions(
            session, edition.outline, library.rules(session, enrolment.rules_revision_id), enrolment_id
        ),
        certificates=_certificates(session, enrolment_id),
        competencies=competency_facts(session, enrolment_id, now.today),
        practicum=practicum_in(session, enrolment_id),
        meetings=attended_in(session, enrolment_id),
        documents=document_facts(session, enrolment_id, now.today),
        reflections=reflection_facts(session, enrolment_id),
        earlier=_earlier(session, library, edition, {(row.path, row.section) for row in readings}, held, named),
        shows_reasons=shows_reasons,
    )


def _certificates(session: Session, enrolment_id: UUID) -> tuple[CertificateIn, ...]:
    return tuple(
        CertificateIn(
            serial=row.serial,
            name=row.name or ERASED,
            at=row.at,
            by=row.by,
            status=row.status.word,
            ended_at=row.ended.at if row.ended else None,
            why_revoked=(row.ended.reason or ERASED) if row.ended and row.ended.ending is Ending.REVOKED else "",
        )
        for row in certificates_of(session, enrolment_id)
    )


def _enrolled(session: Session, edition: EditionView, enrolment: EnrolmentRow) -> Enrolled:
    row = run(
        session, _ENROLLED, enrolment_id=enrolment.enrolment_id, rules_revision_id=enrolment.rules_revision_id
    ).one()
    return Enrolled(
        name=row.name,
        number=enrolment.number,
        at=row.created_at,
        cohort=enrolment.cohort,
        starts_on=enrolment.starts_on,
        ends_on=enrolment.ends_on,
        edition=edition.number,
        rules_revision=row.number,
    )


def _attempts(session: Session, library: Library, enrolment_id: UUID) -> list[tuple[AttemptIn, UUID]]:
    """Every attempt with the id of its edition. A revision of a quiz is read once and then kept."""
    more = {row.id: row for row in run(session, _ATTEMPTS, enrolment_id=enrolment_id)}
    found = []
    for fact in attempts_of(session, enrolment_id):
        row = more[fact.id]
        terms = library.quiz(session, row.revision_id).terms
        each = AttemptIn(
            fact=fact,
            revision=row.revision,
            edition=row.edition,
            pass_mark=None if terms.purpose is Purpose.PRE_TEST else terms.pass_mark,
            was_closed_by_time=row.submitted_by == SYSTEM,
            was_closed_by_pause=row.submitted_by not in (None, SYSTEM, row.person_id),
            before=None if row.points is None else (row.points, row.maximum, row.is_passed),
        )
        found.append((each, row.edition_id))
    return found


def _help(session: Session, enrolment_id: UUID) -> tuple[HelpIn, ...]:
    requests = run(session, _REQUESTS, enrolment_id=enrolment_id)
    grants = run(session, _GRANTS, enrolment_id=enrolment_id)
    return (
        *(HelpIn(path=row.path, at=row.at, by="the trainee") for row in requests),
        *(
            HelpIn(
                path=row.path,
                at=row.at,
                attempts=row.attempts,
                by=row.name,
                reason=row.words if row.words is not None else ERASED,
            )
            for row in grants
        ),
    )


def _decisions(session: Session, outline: Outline, rules: Rules, enrolment_id: UUID) -> tuple[DecisionIn, ...]:
    found = []
    for row in excusals_of(session, enrolment_id, outline, rules):
        for what, said in (("excused", row.said), ("asked again", row.withdrawn)):
            if said:
                found.append(
                    DecisionIn(
                        what=what,
                        item=row.item,
                        cohort=None,
                        at=said.at,
                        by=said.by,
                        reason=said.words,
                        is_shared=said.is_shared,
                    )
                )
    items = {quiz.path: quiz_item(quiz.slug) for quiz in outline.quizzes}
    for given in given_to(session, enrolment_id):
        what = "accommodation taken back" if given.withdraws_id else f"accommodation: {eased_in_words(given)}"
        item = items.get(given.path) if given.path else COURSE
        words = ERASED if given.words is None else given.words
        found.append(DecisionIn(what=what, item=item, cohort=None, at=given.at, by=given.name, reason=words))
    for each in placements_of(session, enrolment_id):
        if each.kind != "joined":
            what = {"moved": "transferred", "paused": "paused", "resumed": "went on"}[each.kind]
            found.append(
                DecisionIn(what=what, item=None, cohort=each.cohort, at=each.at, by=each.by, reason=each.words)
            )
    return tuple(found)


def _earlier(
    session: Session,
    library: Library,
    edition: EditionView,
    sections: Iterable[tuple[str, str]],
    paths: Iterable[str],
    named: Mapping[int, UUID],
) -> dict[int, Outline]:
    """The editions that facts name, read only where something is gone since."""
    outline = edition.outline
    published = {(module.path, section.id) for module in outline.modules() for section in module.sections}
    documents = {module.path for module in outline.modules()} | {quiz.path for quiz in outline.quizzes}
    if published.issuperset(sections) and documents.issuperset(paths):
        return {}
    return {number: library.edition(session, edition_id).outline for number, edition_id in named.items()}


_ENROLMENT: Final = bindparam("enrolment_id", type_=Uuid())
_RULES: Final = aliased(Revision)
_ENROLLED: Final = (
    select(Person.name, Enrolment.created_at, Revision.number)
    .join(Person, Enrolment.person_id == Person.id)
    .join(Revision, Revision.id == bindparam("rules_revision_id", type_=Uuid()))
    .where(Enrolment.id == _ENROLMENT)
)
_READINGS: Final[Select[*tuple[Any, ...]]] = (  # its columns are taken by name above
    select(
        Document.path,
        Reading.section,
        Reading.kind,
        Revision.number.label("revision"),
        Edition.number.label("edition"),
        Reading.edition_id,
        Reading.at,
    )
    .join(Revision, Reading.revision_id == Revision.id)
    .join(Document, Revision.document_id == Document.id)
    .join(Edition, Reading.edition_id == Edition.id)
    .where(Reading.enrolment_id == _ENROLMENT)
    .order_by(Reading.at, Reading.id)
)
_CORRECTED, _BEFORE = aliased(Score), aliased(Score)


def _newest_score() -> ScalarSelect[int]:
    every = aliased(Score)
    return select(func.max(every.number)).where(every.attempt_id == Attempt.id).scalar_subquery()


_ATTEMPTS: Final[Select[*tuple[Any, ...]]] = (  # as above
    select(
        Attempt.id,
        Attempt.person_id,
        Attempt.revision_id,
        Attempt.edition_id,
        Revision.number.label("revision"),
        Edition.number.label("edition"),
        Submission.actor_id.label("submitted_by"),
        _BEFORE.points,
        _BEFORE.maximum,
        _BEFORE.is_passed,
    )
    .join(Revision, Attempt.revision_id == Revision.id)
    .join(Edition, Attempt.edition_id == Edition.id)
    .outerjoin(Submission, Submission.attempt_id == Attempt.id)
    .outerjoin(_CORRECTED, and_(_CORRECTED.attempt_id == Attempt.id, _CORRECTED.number == _newest_score()))
    .outerjoin(
        _BEFORE,
        and_(
            _BEFORE.attempt_id == Attempt.id,
            _BEFORE.number == _CORRECTED.number - 1,
            _CORRECTED.correction_id.is_not(None),
        ),
    )
    .where(Attempt.enrolment_id == _ENROLMENT)
)
_REQUESTS: Final = (
    select(Document.path, AttemptRequest.at)
    .join(Document, AttemptRequest.document_id == Document.id)
    .where(AttemptRequest.enrolment_id == _ENROLMENT)
    .order_by(AttemptRequest.number)
)
_GRANTS: Final = (
    select(Document.path, Grant.at, Grant.attempts, Person.name, Words.words)
    .join(Document, Grant.document_id == Document.id)
    .join(Person, Grant.actor_id == Person.id)
    .join(Words, Grant.text_id == Words.id)
    .where(Grant.enrolment_id == _ENROLMENT)
    .order_by(Grant.number)
)
_COMPLETIONS: Final[Select[*tuple[Any, ...]]] = (  # as above
    select(
        Completion.item,
        Completion.at,
        Completion.edition_id,
        Revision.number.label("revision"),
        Edition.number.label("edition"),
        _RULES.number.label("rules"),
        Withdrawal.id.label("withdrawal_id"),
    )
    .join(Revision, Completion.revision_id == Revision.id)
    .join(_RULES, Completion.rules_revision_id == _RULES.id)
    .join(Edition, Completion.edition_id == Edition.id)
    .outerjoin(Withdrawal, Withdrawal.completion_id == Completion.id)
    .where(Completion.enrolment_id == _ENROLMENT)
    .order_by(Completion.at, Completion.item, Completion.number)
)
