"""What people of the compressed year do beyond reading and quizzes, each deed on its day through the real actions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Final
from uuid import UUID, uuid4

from tests.support.year_course import CONSENT, CONSULTED, DRILLS, OBSERVED
from trainer.access import Actor
from trainer.actions import (
    certifying,
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
from trainer.curriculum.certificate import Signed
from trainer.curriculum.certificate_entering import Entered
from trainer.curriculum.ledger import Typed
from trainer.curriculum.meeting_plan import TypedMeeting
from trainer.demonstration.learner import Learner
from trainer.queries.document_pages import document_page
from trainer.queries.ledger import LedgerPage, own_ledger
from trainer.storage.certificate_rows import CertificateRow, certificates_of
from trainer.storage.enrolments import own_enrolment
from trainer.tiers import Tier

_NEVERTHELESS: Final = "The review of what was changed is under way."
_PDF: Final = (
    b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 480 380]>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
)


def enrolment_of(learner: Learner, day: float) -> UUID:
    """The enrolment of somebody."""
    with learner.database.reading() as session:
        found = own_enrolment(session, learner.actor.person_id, learner.course, learner.days_ago(day).today)
    assert found is not None
    return found.enrolment_id


def practise(learner: Learner, supervisor: Actor, day: float, times: int = 2) -> None:
    """Observe sessions by one route and then another, of which a supervisor signs each."""
    _give_code(learner, day)
    [client, *_] = _ledger(learner, day).codes
    for number in range(times):
        route = ("intramuscular", "sublingual")[number % 2]
        typed = Typed(item=OBSERVED, minutes="120", phase="dosing", role="observer", route=route, code=client)
        _enter_and_sign(learner, supervisor, typed, day + number / 10)


def consult(learner: Learner, supervisor: Actor, day: float) -> None:
    """Have an hour of consultation, which a supervisor signs."""
    typed = Typed(item=CONSULTED, minutes="60", role="individual-consultation")
    _enter_and_sign(learner, supervisor, typed, day)


def give_back_a_consultation(learner: Learner, supervisor: Actor, day: float) -> None:
    """Enter an hour of consultation, which a supervisor returns."""
    typed = Typed(item=CONSULTED, minutes="60", role="individual-consultation")
    entry_id = _enter(learner, supervisor, typed, day)
    words = "Which day was it?"
    countersigning.give_back(learner.database, supervisor, entry_id, words, 0, learner.days_ago(day + 1))


def be_seen(learner: Learner, first: Actor, second: Actor, day: float, level: int = 2) -> UUID:
    """Be observed by two people, of whom the second rates a day later."""
    now = learner.days_ago(day)
    values = {
        "key": str(uuid4()),
        "held_on": (now.today - timedelta(days=1)).isoformat(),
        "phase": "dosing",
        "setting": "live",
        "role": "lead",
        "second": str(second.person_id),
        "level-consent": str(level),
    }
    made = observing.record_encounter(learner.database, first, enrolment_of(learner, day), values, now)
    rated = {"level-consent": str(level)}
    observing.rate_second(learner.database, second, made, rated, learner.days_ago(day + 1))
    return made


def sign_consent(learner: Learner, supervisor: Actor, day: float, seen: int = 0) -> None:
    """Have the competency signed."""
    name = CONSENT.partition(":")[2]
    now = learner.days_ago(day)
    signing_off.sign_competency(learner.database, supervisor, enrolment_of(learner, day), name, 2, "", seen, now)


def hold_drill(
    learners: Sequence[Learner], supervisor: Actor, cohort_id: UUID, day: float, title: str = "Airway"
) -> None:
    """Hold a drill with people of a cohort, and record it on the next day."""
    database, now = learners[0].database, learners[0].days_ago(day)
    typed = TypedMeeting(item=DRILLS, title=f"{title} {day}", held_on=now.today.isoformat(), minutes="60")
    made = meeting.plan(database, supervisor, cohort_id, typed, 99, now)
    there = [enrolment_of(each, day) for each in learners]
    meeting.record_attendance(database, supervisor, made, there, learners[0].days_ago(day + 1))


def upload_licence(learner: Learner, supervisor: Actor, day: float, until: float) -> None:
    """Upload a licence that is valid until a day, and have it accepted on the next."""
    now = learner.days_ago(day)
    with learner.database.reading() as session:
        page = document_page(session, learner.database, learner.actor, learner.course, "licence", now)
    sent = Sent(file=BytesIO(_PDF), valid_until=learner.days_ago(until).today, seen=page.seen)
    documents.upload(learner.database, learner.actor, learner.course, "licence", sent, now)
    with learner.database.reading() as session:
        page = document_page(session, learner.database, learner.actor, learner.course, "licence", now)
    deciding_documents.accept(learner.database, supervisor, page.rows[0].id, "", learner.days_ago(day + 1))


def reflect(learner: Learner, day: float, words: str = "I wanted to speak, and stayed silent.") -> None:
    """Keep the reflection after the first session."""
    written = Written(words=words, tier=Tier.MENTOR, draft=0, version=0)
    now = learner.days_ago(day)
    reflecting.keep(learner.database, learner.actor, learner.course, "first-session", written, now)


def certify(learner: Learner, director: Actor, day: float) -> CertificateRow:
    """Issue a certificate."""
    enrolment_id, now = enrolment_of(learner, day), learner.days_ago(day)
    certifying.issue(learner.database, director, enrolment_id, _entered(learner, day, learner.actor.name), now)
    return certificates(learner, day)[-1]


def reissue(learner: Learner, director: Actor, day: float) -> CertificateRow:
    """Issue another certificate by what the record says today."""
    enrolment_id, now, old = enrolment_of(learner, day), learner.days_ago(day), certificates(learner, day)[-1]
    entered = _entered(learner, day, learner.actor.name, "Asked for.")
    certifying.reissue(learner.database, director, enrolment_id, old.id, entered, now)
    return certificates(learner, day)[-1]


def correct_name(learner: Learner, director: Actor, name: str, day: float) -> CertificateRow:
    """Correct the name on the certificate that holds."""
    enrolment_id, now, old = enrolment_of(learner, day), learner.days_ago(day), certificates(learner, day)[-1]
    entered = _entered(learner, day, name, "Married.")
    certifying.correct_name(learner.database, director, enrolment_id, old.id, entered, now)
    return certificates(learner, day)[-1]


def revoke(learner: Learner, director: Actor, day: float) -> None:
    """Revoke the certificate that holds."""
    enrolment_id, now, old = enrolment_of(learner, day), learner.days_ago(day), certificates(learner, day)[-1]
    entered = _entered(learner, day, "", "Issued for the wrong person.")
    certifying.revoke(learner.database, director, enrolment_id, old.id, entered, now)


def certificates(learner: Learner, day: float) -> tuple[CertificateRow, ...]:
    """Every certificate of somebody, the first issued first."""
    with learner.database.reading() as session:
        return certificates_of(session, enrolment_of(learner, day))


def _entered(learner: Learner, day: float, name: str, reason: str = "") -> Entered:
    there = certificates(learner, day)
    seen = len(there) + sum(each.ended is not None for each in there)
    signed = Signed(name="Ada Kern", function="course director")
    return Entered(name=name, signed=signed, reason=reason, nevertheless=_NEVERTHELESS, seen=seen)


def _ledger(learner: Learner, day: float) -> LedgerPage:
    with learner.database.reading() as session:
        return own_ledger(session, learner.database, learner.actor, learner.course, learner.days_ago(day))


def _give_code(learner: Learner, day: float) -> None:
    there = len(_ledger(learner, day).codes)
    ledger.give_code(learner.database, learner.actor, learner.course, there, learner.days_ago(day))


def _enter(learner: Learner, supervisor: Actor, typed: Typed, day: float) -> UUID:
    now = learner.days_ago(day)
    held_on = (now.today - timedelta(days=1)).isoformat()
    filled = replace(typed, held_on=held_on, supervisor=str(supervisor.person_id))
    seen = len(_ledger(learner, day).entries)
    return ledger.add_entry(learner.database, learner.actor, learner.course, filled, (), seen, now)


def _enter_and_sign(learner: Learner, supervisor: Actor, typed: Typed, day: float) -> None:
    entry_id = _enter(learner, supervisor, typed, day)
    countersigning.countersign(learner.database, supervisor, entry_id, "", 0, learner.days_ago(day + 0.5))
