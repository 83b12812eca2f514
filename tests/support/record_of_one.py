"""One trainee of the compressed year with a thing of every kind in their record, by the arguments of addresses."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select

from tests.support import year_deeds as deeds
from tests.support.branching_cases import CASE
from tests.support.branching_cases import PATH as CASE_PATH
from tests.support.branching_cases import SLUG as CASE_SLUG
from tests.support.clinic import COURSE, PASSWORD
from tests.support.marking import hand_in, quiz_text
from tests.support.year import ADA, SPRING, SVEN, Year, begin
from tests.support.year_course import CLOSING, CONSENT, PRESENCE, ROUTES, SCREENING, begins
from trainer.actions import (
    accommodating,
    appealing,
    asking_for_erasure,
    commenting,
    excusing,
    noting,
    playing_cases,
    remarking,
    supervisor_notes,
    withdrawing,
)
from trainer.actions.accommodating import Eased
from trainer.actions.noting import Draft
from trainer.curriculum.commenting import Said
from trainer.demonstration.evaluating import evaluate
from trainer.demonstration.recalling import review_due
from trainer.storage.accommodations import AccommodationRow
from trainer.storage.cases import CaseRun
from trainer.storage.certificates import Certificate
from trainer.storage.comments import Comment
from trainer.storage.database import Database
from trainer.storage.learning import Attempt, Enrolment
from trainer.storage.marking import AnswerToMark
from trainer.storage.notes import Note
from trainer.storage.observing import Appeal, Encounter
from trainer.storage.people import Person, Role, SignedIn
from trainer.storage.recalls import Recall
from trainer.storage.retention import ErasureRequest
from trainer.storage.signing_off import Entry, Meeting, SignOff
from trainer.storage.supervising import Excusal
from trainer.storage.supervisor_notes import SupervisorNote

OWNER: Final = "trainee0@example.org"
NAME: Final = "Alma Birk"
SECRET: Final = "I counted breaths"
"""A piece of everything that was written by or about the trainee."""
_WORDS: Final = f"{SECRET} and said nothing."
_WHOSE: Final = select(Person.id).where(Person.email_key == OWNER).scalar_subquery()
_ENROLMENT: Final = select(Enrolment.id).where(Enrolment.person_id == _WHOSE).scalar_subquery()

THINGS: Final[Mapping[str, Select[Any]]] = {  # each of one column, the id of something
    "enrolment_id": select(_ENROLMENT),
    "cohort_id": select(Enrolment.cohort_id).where(Enrolment.person_id == _WHOSE),
    "person_id": select(_WHOSE),
    "role_id": select(Role.id).where(Role.person_id == _WHOSE),
    "ended": select(SignedIn.id).where(SignedIn.person_id == _WHOSE),
    "attempt_id": select(Attempt.id).where(Attempt.enrolment_id == _ENROLMENT),
    "entry_id": select(Entry.id).where(Entry.enrolment_id == _ENROLMENT, Entry.item.startswith("practicum:")),
    "documents entry_id": select(Entry.id).where(Entry.enrolment_id == _ENROLMENT, Entry.item.startswith("document:")),
    "reflections entry_id": select(Entry.id).where(
        Entry.enrolment_id == _ENROLMENT, Entry.item.startswith("reflection:")
    ),
    "encounter_id": select(Encounter.id).where(Encounter.enrolment_id == _ENROLMENT),
    "about_id": select(Encounter.id).where(Encounter.enrolment_id == _ENROLMENT),
    "sign_off_id": select(SignOff.id).where(SignOff.enrolment_id == _ENROLMENT, SignOff.decision == "accepted"),
    "withdrawal_id": select(SignOff.id).where(SignOff.enrolment_id == _ENROLMENT, SignOff.decision == "withdrawn"),
    "appeal_id": select(Appeal.id).where(Appeal.enrolment_id == _ENROLMENT),
    "meeting_id": select(Meeting.id),
    "certificate_id": select(Certificate.id).where(Certificate.enrolment_id == _ENROLMENT),
    "accommodation_id": select(AccommodationRow.id).where(AccommodationRow.enrolment_id == _ENROLMENT),
    "answer_id": select(AnswerToMark.id).join(Attempt).where(Attempt.enrolment_id == _ENROLMENT),
    "excusal_id": select(Excusal.id).where(Excusal.enrolment_id == _ENROLMENT),
    "note_id": select(Note.id).where(Note.enrolment_id == _ENROLMENT),
    "person note_id": select(SupervisorNote.id).where(SupervisorNote.enrolment_id == _ENROLMENT),
    "comment_id": select(Comment.id).where(Comment.person_id == _WHOSE),
    "recall_id": select(Recall.id).where(Recall.enrolment_id == _ENROLMENT, Recall.kind == "review"),
    "run_id": select(CaseRun.id).where(CaseRun.enrolment_id == _ENROLMENT),
    "request_id": select(ErasureRequest.id).where(ErasureRequest.person_id == _WHOSE),
    "erasure_id": select(ErasureRequest.id).where(ErasureRequest.person_id == _WHOSE),
}
"""What of the trainee's fills an argument of an address; in one part of the platform alone, by part and argument."""


def live(database: Database) -> None:
    """Let everybody join, and one of them do and have done to them all that there is."""
    year = begin(database)
    learner, (first, second) = year.learner(0), year.supervisors(0)
    for place, (module, quiz) in enumerate(((ROUTES, "routes"), (SCREENING, "screening"), (PRESENCE, "presence"))):
        learner.read(module, 5 + place)
        learner.attempt(quiz, 5.5 + place)
    learner.read(CLOSING, 9)
    enrolment_id, now = deeds.enrolment_of(learner, 9), year.day(9)
    excusing.excuse(database, first, enrolment_id, "quiz:begin", _WORDS, is_shared=True, seen=0, now=now)
    accommodating.accommodate(database, first, enrolment_id, Eased(slug="routes", attempts=1), _WORDS, 0, now)
    review_due(learner, year.day(9.5), 0)
    for day in (10, 12):
        deeds.be_seen(learner, first, second, day)
    deeds.sign_consent(learner, first, 15)
    deeds.practise(learner, first, 16)
    deeds.consult(learner, second, 18)
    for day in (20, 22):
        deeds.hold_drill([learner], first, year.cohort(SPRING), day, f"Of {NAME}")
    deeds.upload_licence(learner, first, 24, 700)
    deeds.reflect(learner, 26, _WORDS)
    evaluate(learner, 27)
    deeds.certify(learner, year.actor(ADA), 28)
    case = CASE.replace("[monitoring, scope]", "[consent]").replace("monitoring:", "consent:").replace(", scope: 2", "")
    case = case.replace(", scope: 0", "")
    year.publish({**begins(), "quizzes/waiting.yml": quiz_text().encode(), CASE_PATH: case.encode()}, 29)
    hand_in(database, learner.actor, year.day(29.5))
    playing_cases.begin(database, learner.actor, COURSE, CASE_SLUG, year.day(29.6))
    _be_written_about(year)


def _be_written_about(year: Year) -> None:
    learner, (first, _) = year.learner(0), year.supervisors(0)
    database, enrolment_id = year.database, deeds.enrolment_of(learner, 30)
    noting.add_note(database, learner.actor, COURSE, ROUTES, "summary", Draft(words=_WORDS), year.day(30))
    said = Said(kind="unclear", words=_WORDS)
    commenting.comment_on_section(database, learner.actor, COURSE, ROUTES, "summary", said, 0, year.day(30))
    supervisor_notes.add_note(database, first, enrolment_id, _WORDS, is_shared=False, seen=0, now=year.day(31))
    with database.reading() as session:
        encounter_id: UUID = session.scalars(THINGS["encounter_id"]).all()[0]
        signed = session.scalars(
            select(SignOff.id).where(SignOff.item == CONSENT, SignOff.decision == "accepted")
        ).one()
    remarking.remark(database, learner.actor, "encounter", encounter_id, _WORDS, 0, year.day(33))
    withdrawing.withdraw_sign_off(database, year.actor(SVEN), signed, _WORDS, False, year.day(34))
    with database.reading() as session:
        withdrawal_id = session.scalars(THINGS["withdrawal_id"]).one()
    appealing.appeal(database, learner.actor, withdrawal_id, _WORDS, year.day(35))
    asking_for_erasure.ask(database, learner.actor, PASSWORD, "", year.day(36))
