"""Somebody of the demonstration does all that the course asks for, and supervisors sign it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Final
from uuid import UUID, uuid4

from trainer.access import Actor, RoleName
from trainer.actions import (
    countersigning,
    deciding_documents,
    documents,
    ledger,
    meeting,
    observing,
    reflecting,
    signing_off,
)
from trainer.actions.documents import Sent
from trainer.actions.reflecting import Written
from trainer.curriculum.encounter_form import level_field
from trainer.curriculum.ledger import Typed
from trainer.curriculum.meeting_plan import TypedMeeting
from trainer.curriculum.requirements.competency import Competency
from trainer.curriculum.requirements.document import DocumentAsked
from trainer.curriculum.requirements.meetings import Meetings
from trainer.curriculum.requirements.practicum import Practicum
from trainer.curriculum.requirements.reflection import Reflection
from trainer.demonstration.learner import Learner
from trainer.demonstration.marking import mark_for
from trainer.queries.document_pages import document_page
from trainer.queries.ledger import own_ledger
from trainer.queries.reader import Reader, reader_of
from trainer.quizzes.quiz import Purpose
from trainer.tiers import Tier

_ROUTES: Final = ("intramuscular", "sublingual")
_HOURS: Final = 2
_ERRORS: Final = {"preparation": 1}  # the quiz that asks how sure one is shows an error of which somebody was sure
_KNEW_NOT_YET: Final = 25
_MISSED_AT_THE_END: Final = 5
"""Of the sixty questions of each of the two course-wide quizzes."""
_WROTE: Final = "I wrote this in my own notebook first, and took from it what I can say here."
_PDF: Final = (
    b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 480 380]>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
)


def finish(learner: Learner, supervisor: Actor) -> None:
    """Do and sign whatever is asked beyond modules, then read and pass what is left."""
    reader = _reader(learner)
    if reader.enrolment is None:
        return
    of_kind = reader.rules.requirements
    _practise(learner, supervisor, [each for each in of_kind if isinstance(each, Practicum)])
    _be_observed(
        learner,
        supervisor,
        reader.enrolment.enrolment_id,
        [each for each in of_kind if isinstance(each, Competency)],
    )
    for requirement in of_kind:
        match requirement:
            case Meetings():
                _attend(learner, supervisor, requirement, reader.enrolment.enrolment_id)
            case DocumentAsked():
                _upload(learner, supervisor, requirement.id)
            case Reflection():
                written = Written(words=_WROTE, tier=Tier.PRIVATE, draft=0, version=0)
                reflecting.keep(
                    learner.database, learner.actor, learner.course, requirement.id, written, learner.days_ago(9)
                )
    of_course = [quiz for quiz in reader.edition.outline.quizzes if quiz.module is None]
    for quiz in of_course:
        if quiz.terms.purpose is Purpose.PRE_TEST:
            learner.attempt(quiz.slug, 2.95, wrong=_KNEW_NOT_YET)
    for module in reader.edition.outline.modules():
        if not reader.standings.module(module.key).completed_at:
            learner.read(module.key, 2.9)
            if module.quiz:
                learner.attempt(module.quiz.slug, 2.8, wrong=_ERRORS.get(module.quiz.slug, 0))
                mark_for(learner, supervisor, learner.days_ago(2.7))
    for quiz in of_course:
        if quiz.terms.purpose is Purpose.FINAL:
            learner.attempt(quiz.slug, 2.6, wrong=_MISSED_AT_THE_END)


def _reader(learner: Learner) -> Reader:
    now = learner.days_ago(2.95)
    with learner.database.reading() as session:
        return reader_of(session, learner.database, learner.actor, learner.course, now)


def _practise(learner: Learner, supervisor: Actor, asked: Sequence[Practicum]) -> None:
    now = learner.days_ago(50)
    ledger.give_code(learner.database, learner.actor, learner.course, 0, now)
    with learner.database.reading() as session:
        [client] = own_ledger(session, learner.database, learner.actor, learner.course, now).codes[:1]
    sessions = [typed for requirement in asked for typed in _sessions(requirement, client)]
    for number, typed in enumerate(sessions):
        day = 48 - number * 40 / len(sessions)
        held_on = learner.days_ago(day + 1).today.isoformat()
        filled = replace(typed, held_on=held_on, supervisor=str(supervisor.person_id))
        entry_id = ledger.add_entry(
            learner.database, learner.actor, learner.course, filled, (), number, learner.days_ago(day)
        )
        countersigning.countersign(learner.database, supervisor, entry_id, "", 0, learner.days_ago(day - 0.5))


def _sessions(asked: Practicum, client: str) -> Iterator[Typed]:
    """As many sessions as are asked for, two hours each, by every route in turn."""
    times = -(-asked.amount.asked // (_HOURS * 60)) if asked.amount.in_hours else asked.amount.asked
    role = asked.roles[0].value if asked.roles else "observer"
    for number in range(times):
        if role.endswith("consultation"):
            yield Typed(item=asked.item, minutes=str(_HOURS * 60), role=role)
            continue
        phase = asked.phases[0].value if asked.phases else "dosing"
        route = _ROUTES[number % len(_ROUTES)] if phase == "dosing" else ""
        yield Typed(item=asked.item, minutes=str(_HOURS * 60), phase=phase, role=role, route=route, code=client)


def _be_observed(learner: Learner, supervisor: Actor, enrolment_id: UUID, asked: Sequence[Competency]) -> None:
    """Be seen as often as is asked for, each time in everything."""
    for number in range(max((each.observed for each in asked), default=0)):
        now = learner.days_ago(20 - 5 * number)
        form = {
            "key": str(uuid4()),
            "held_on": now.today.isoformat(),
            "phase": "dosing",
            "setting": "live",
            "role": "lead",
            **{level_field(each): "3" for each in asked},
        }
        observing.record_encounter(learner.database, supervisor, enrolment_id, form, now)
    for each in asked:
        signing_off.sign_competency(learner.database, supervisor, enrolment_id, each.id, 3, "", 0, learner.days_ago(10))


def _attend(learner: Learner, supervisor: Actor, asked: Meetings, enrolment_id: UUID) -> None:
    cohorts = (role.cohort_id for role in supervisor.roles if role.name is RoleName.SUPERVISOR and role.cohort_id)
    cohort_id = next(cohorts, None)
    if cohort_id is None:
        return
    times = -(-asked.amount.asked // (_HOURS * 60)) if asked.amount.in_hours else asked.amount.asked
    for number in range(times):
        day = 40 - 14 * number
        held_on = (learner.days_ago(0).today - timedelta(days=day)).isoformat()
        typed = TypedMeeting(
            item=asked.item, title=f"Drill with the team, part {number + 1}", held_on=held_on, minutes=str(_HOURS * 60)
        )
        planned = meeting.plan(learner.database, supervisor, cohort_id, typed, 9, learner.days_ago(day + 2))
        meeting.record_attendance(learner.database, supervisor, planned, [enrolment_id], learner.days_ago(day - 1))


def _upload(learner: Learner, supervisor: Actor, name: str) -> None:
    now = learner.days_ago(30)
    until = learner.days_ago(0).today + timedelta(days=600)
    sent = Sent(file=BytesIO(_PDF), valid_until=until, seen=0)
    documents.upload(learner.database, learner.actor, learner.course, name, sent, now)
    with learner.database.reading() as session:
        entry_id = document_page(session, learner.database, learner.actor, learner.course, name, now).rows[0].id
    deciding_documents.accept(learner.database, supervisor, entry_id, "", learner.days_ago(29))
