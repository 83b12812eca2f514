"""Trainees of the clinic who completed the course, and their certificates."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from tests.support.clinic import COURSE, SVEN, actor_of, after, enrolment_of
from tests.support.reviews import reviewer, sign
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import certifying, people
from trainer.clock import Now
from trainer.curriculum.certificate import Signed
from trainer.curriculum.certificate_entering import Entered
from trainer.demonstration.learner import Learner
from trainer.queries.certificate import SupervisedCertificatePage, supervised_certificate
from trainer.queries.reader import reader_of
from trainer.storage.certificate_rows import CertificateRow, certificates_of
from trainer.storage.database import Database

SITE: Final = "https://training.example.org"
MODULES: Final = ("pharmacology/routes", "pharmacology/screening", "sessions/presence")
REVIEWED, DONE, ISSUED = after(days=1), after(days=4), after(days=5)
"""When modules are reviewed, the course completed and certificates issued, unless told otherwise."""


def complete(database: Database, address: str, now: Now = DONE) -> Actor:
    """Let a trainee of the clinic complete the course `care`, all at one moment."""
    actor = actor_of(database, address)
    learner = Learner(
        database=database,
        actor=actor,
        course=COURSE,
        days_ago=lambda days: Now(now.at - timedelta(days=days), now.today, now.zone),
    )
    with database.reading() as session:
        quizzes = reader_of(session, database, actor, COURSE, now).edition.outline.quizzes
    for module in MODULES:
        learner.read(module, 0)
        for quiz in quizzes:
            if quiz.module == module:
                learner.attempt(quiz.slug, 0)
    for quiz in quizzes:
        if quiz.module is None:
            learner.attempt(quiz.slug, 0)
    return actor


def review_all(
    database: Database, now: Now = REVIEWED, *, but: Iterable[str] = (), due_on: date | None = None
) -> Actor:
    """Let a clinician sign every module of the course but some; gives the clinician."""
    clinician = reviewer(database)
    for module in MODULES:
        if module not in but:
            sign(database, clinician, now, f"curriculum/{module}.md", due_on)
    return clinician


def director(database: Database, address: str = SVEN) -> Actor:
    """A supervisor who supervises the whole course from now on."""
    people.grant_role(database, PLATFORM, address, RoleName.SUPERVISOR, course=COURSE, cohort=None, now=after())
    return actor_of(database, address)


def entered(name: str = "Maren Holm", *, seen: int = 0, reason: str = "", nevertheless: str = "") -> Entered:
    """What a supervisor types."""
    signed = Signed(name="Dr Sven Dahl", function="supervisor")
    return Entered(name=name, signed=signed, reason=reason, nevertheless=nevertheless, seen=seen)


def issue(database: Database, supervisor: Actor, trainee: Actor, now: Now = ISSUED) -> CertificateRow:
    """Issue a certificate to somebody who completed the course, whether it was reviewed or not."""
    page = page_of(database, supervisor, trainee, now)
    nevertheless = "The review is under way." if page.unreviewed else ""
    typed = entered(trainee.name, seen=page.seen, nevertheless=nevertheless)
    certifying.issue(database, supervisor, enrolment_of(database, trainee), typed, now)
    return certificates(database, trainee)[-1]


def page_of(database: Database, supervisor: Actor, trainee: Actor, now: Now = ISSUED) -> SupervisedCertificatePage:
    """What a supervisor sees of somebody's certificates."""
    with database.reading() as session:
        return supervised_certificate(session, database, supervisor, enrolment_of(database, trainee), now, SITE)


def certificates(database: Database, trainee: Actor) -> tuple[CertificateRow, ...]:
    """Every certificate of a trainee, the first issued first."""
    with database.reading() as session:
        return certificates_of(session, enrolment_of(database, trainee))
