"""A supervisor eases the quizzes of one person, or takes that back."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.access import Actor, Permission, require
from trainer.actions.auditing import audit
from trainer.actions.folding import refold
from trainer.actions.held_enrolment import hold_supervised, is_repeat, require_words
from trainer.actions.posting import tell
from trainer.clock import Now
from trainer.curriculum.outline import QuizOutline
from trainer.errors import Invalid, NotFound
from trainer.quizzes.accommodations import USUAL_TIME, eased, eased_at
from trainer.quizzes.attempts import due_at, is_over
from trainer.reminding import NoticeKind
from trainer.storage.accommodations import AccommodationRow, Extension
from trainer.storage.adding import add, add_words
from trainer.storage.attempts import attempt_by_id
from trainer.storage.database import Database
from trainer.storage.enrolments import EnrolmentRow
from trainer.storage.facts import facts_of

LONGEST_TIME: Final = 400
MOST_ATTEMPTS: Final = 10
LATEST: Final = timedelta(days=730)
_WHY: Final = "Write in a sentence why; it is kept with the record."


@dataclass(frozen=True, slots=True, kw_only=True)
class Eased:
    """What is to be eased, at the quiz with this slug, or at every quiz where it is empty."""

    slug: str = ""
    time_factor: int = USUAL_TIME
    attempts: int = 0
    closes_on: date | None = None


def accommodate(
    database: Database, actor: Actor, enrolment_id: UUID, wanted: Eased, reason: str, seen: int, now: Now
) -> None:
    """Ease quizzes for an enrolment; an attempt that is running gets its longer time at once.

    `seen` is how many accommodations and withdrawals the enrolment had when the form was made, so that a double
    click eases once. Raises NotFound, Invalid, Stale.
    """
    with database.writing() as session:
        enrolment = _hold(session, actor, enrolment_id, now)
        _require_reasonable(wanted, now)
        words = require_words("reason", reason, _WHY)
        earlier = _earlier(session, enrolment_id)
        if len(earlier) != seen:
            is_repeat(session, actor, earlier[-1].actor_id, earlier[-1].text_id, words)
            return
        quiz, document_id = _quiz(session, database, enrolment, wanted.slug)
        text_id, digest = add_words(session, actor.person_id, "accommodation", words)
        row = AccommodationRow(
            person_id=enrolment.person_id,
            actor_id=actor.person_id,
            at=now.at,
            enrolment_id=enrolment_id,
            document_id=document_id,
            number=len(earlier) + 1,
            time_factor=wanted.time_factor,
            attempts=wanted.attempts,
            closes_on=wanted.closes_on,
            text_id=text_id,
            text_digest=digest,
        )
        add(session, row)
        _extend_running(session, database, row, now)
        subject = f"enrolment:{enrolment_id} quiz:{wanted.slug}" if wanted.slug else f"enrolment:{enrolment_id}"
        audit(session, actor, "record:accommodation:given", subject, now)
        refold(session, database, enrolment, actor.person_id, now)
        _tell(session, database, enrolment, quiz, now)
        session.commit()


def withdraw_accommodation(
    database: Database, actor: Actor, enrolment_id: UUID, accommodation_id: UUID, reason: str, now: Now
) -> None:
    """Ease no more what an accommodation eased; an attempt that is running keeps the time that it has.

    One that was withdrawn before is left as it is, unless for another reason. Raises NotFound, Invalid, Stale.
    """
    with database.writing() as session:
        enrolment = _hold(session, actor, enrolment_id, now)
        earlier = _earlier(session, enrolment_id)
        given = next((each for each in earlier if each.id == accommodation_id and each.withdraws_id is None), None)
        if given is None:
            raise NotFound("There is no such accommodation.")
        words = require_words("reason", reason, _WHY)
        lifting = next((each for each in earlier if each.withdraws_id == accommodation_id), None)
        if lifting:
            is_repeat(session, actor, lifting.actor_id, lifting.text_id, words)
            return
        text_id, digest = add_words(session, actor.person_id, "accommodation", words)
        row = AccommodationRow(
            person_id=enrolment.person_id,
            actor_id=actor.person_id,
            at=now.at,
            enrolment_id=enrolment_id,
            document_id=given.document_id,
            number=len(earlier) + 1,
            withdraws_id=accommodation_id,
            time_factor=USUAL_TIME,
            attempts=0,
            text_id=text_id,
            text_digest=digest,
        )
        add(session, row)
        audit(session, actor, "record:accommodation:withdrawn", f"enrolment:{enrolment_id}", now)
        refold(session, database, enrolment, actor.person_id, now)
        outline = database.library.edition(session, enrolment.edition_id)
        quizzes = {outline.revisions[quiz.path].document_id: quiz for quiz in outline.outline.quizzes}
        quiz = quizzes.get(given.document_id) if given.document_id else None
        _tell(session, database, enrolment, quiz, now)
        session.commit()


def _hold(session: Session, actor: Actor, enrolment_id: UUID, now: Now) -> EnrolmentRow:
    enrolment = hold_supervised(session, actor, enrolment_id, now)
    require(actor, Permission.GRANT_ATTEMPTS, course_id=enrolment.course_id, cohort_id=enrolment.cohort_id)
    return enrolment


def _require_reasonable(wanted: Eased, now: Now) -> None:
    problems = []
    if not USUAL_TIME <= wanted.time_factor <= LONGEST_TIME:
        problems.append(("time", "Choose one of the times."))
    if not 0 <= wanted.attempts <= MOST_ATTEMPTS:
        problems.append(("attempts", f"Give at most {MOST_ATTEMPTS} attempts."))
    if wanted.closes_on and not now.today <= wanted.closes_on <= now.today + LATEST:
        problems.append(("closes_on", "Choose a day from today on, within two years."))
    if wanted.time_factor == USUAL_TIME and wanted.attempts == 0 and wanted.closes_on is None:
        problems.append(("time", "Choose at least one: more time, further attempts or a later day."))
    if problems:
        raise Invalid(problems)


def _earlier(session: Session, enrolment_id: UUID) -> list[AccommodationRow]:
    own = AccommodationRow.enrolment_id == enrolment_id
    return list(session.scalars(select(AccommodationRow).where(own).order_by(AccommodationRow.number)))


def _quiz(
    session: Session, database: Database, enrolment: EnrolmentRow, slug: str
) -> tuple[QuizOutline | None, UUID | None]:
    """The quiz and its document; neither where every quiz is meant."""
    if not slug:
        return None, None
    edition = database.library.edition(session, enrolment.edition_id)
    quiz = edition.outline.quiz(slug)
    if quiz is None:
        raise Invalid([("quiz", "Choose a quiz of this course.")])
    return quiz, edition.revisions[quiz.path].document_id


def _extend_running(session: Session, database: Database, given: AccommodationRow, now: Now) -> None:
    """A later due time for each attempt that runs, by what is eased for its person now."""
    facts = facts_of(session, given.enrolment_id)
    for running in facts.attempts:
        attempt = attempt_by_id(session, running.id) if running.submitted_at is None else None
        if attempt is None or attempt.due_at is None:
            continue
        terms = database.library.quiz(session, attempt.revision_id).terms
        due = due_at(running.started_at, eased(terms, eased_at(running.path, facts.accommodations)), now.zone)
        if due is None or due <= attempt.due_at or is_over(attempt.due_at, terms, now.at):
            continue
        extended = select(func.count()).where(Extension.attempt_id == attempt.id)
        extension = Extension(
            person_id=given.person_id,
            actor_id=given.actor_id,
            at=now.at,
            attempt_id=attempt.id,
            number=(session.scalar(extended) or 0) + 1,
            accommodation_id=given.id,
            due_at=due,
        )
        add(session, extension)


def _tell(session: Session, database: Database, enrolment: EnrolmentRow, quiz: QuizOutline | None, now: Now) -> None:
    course = f"courses/{enrolment.course}"
    where = f"{course}/quizzes/{quiz.slug}" if quiz else f"{course}/progress"
    title = quiz.title if quiz else database.library.edition(session, enrolment.edition_id).outline.title
    tell(session, NoticeKind.EASED, [enrolment.person_id], where, now, title=title)
