"""A supervisor issues a certificate, issues it anew, corrects the name, revokes it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.support.certificates import (
    DONE,
    MODULES,
    certificates,
    complete,
    director,
    entered,
    issue,
    page_of,
    review_all,
)
from tests.support.clinic import ADA, DORA, JONAS, MAREN, actor_of, after, enrolment_of
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import certifying, people, reviewing
from trainer.curriculum.certificate_entering import Entered
from trainer.curriculum.certificate_serial import read_serial
from trainer.curriculum.certificate_status import CertificateStatus, Ending
from trainer.errors import Invalid, NotAllowed, NotFound, Stale, TrainerError
from trainer.storage.certificate_rows import CertificateRow
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.mailing import Notice
from trainer.storage.reviews import Review

Decide = Callable[[Database, Actor, CertificateRow, Entered], None]
LATER = after(days=6)


def reissue(database: Database, actor: Actor, certificate: CertificateRow, typed: Entered) -> None:
    certifying.reissue(database, actor, certificate.enrolment_id, certificate.id, typed, LATER)


def correct(database: Database, actor: Actor, certificate: CertificateRow, typed: Entered) -> None:
    certifying.correct_name(database, actor, certificate.enrolment_id, certificate.id, typed, LATER)


def revoke(database: Database, actor: Actor, certificate: CertificateRow, typed: Entered) -> None:
    certifying.revoke(database, actor, certificate.enrolment_id, certificate.id, typed, LATER)


DECISIONS = pytest.mark.parametrize(
    ("decide", "ending", "facts"),
    [
        (reissue, Ending.REISSUED, 3),
        (correct, Ending.NAME_CORRECTED, 3),
        (revoke, Ending.REVOKED, 2),
    ],
)


def refused(act: Callable[[], None]) -> TrainerError:
    with pytest.raises(TrainerError) as caught:
        act()
    return caught.value


def events(database: Database) -> list[str]:
    with database.reading() as session:
        found = session.scalars(select(AuditEntry.event).order_by(AuditEntry.at))
        return [event for event in found if event.startswith("record:certificate:")]


def notices(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        found = session.execute(select(Notice.kind, Notice.title, Notice.path).order_by(Notice.created_at))
        return [(row.kind, row.title, row.path) for row in found if row.path.endswith("/certificate")]


def test_a_reviewed_course_is_certified_by_the_cohorts_supervisor(clinic: Database, sven: Actor) -> None:
    review_all(clinic)
    maren = complete(clinic, MAREN)

    found = issue(clinic, sven, maren)

    assert (found.number, found.name, found.signed.name, found.status) == (1, "Maren", "Dr Sven Dahl", "valid")
    assert (found.certified.course, found.certified.edition, found.certified.study) == ("A course of care", 1, 60)
    assert found.certified.completed_on == DONE.today
    assert found.certified.is_reviewed
    assert found.nevertheless is None
    assert read_serial(found.serial) == found.serial
    assert events(clinic) == ["record:certificate:issued"]
    assert notices(clinic) == [("certificate", "A course of care", "courses/care/certificate")]


def test_without_a_completed_course_every_rule_that_is_not_met_is_told(clinic: Database, sven: Actor) -> None:
    maren = actor_of(clinic, MAREN)
    error = refused(
        lambda: certifying.issue(clinic, sven, enrolment_of(clinic, maren), entered(name=""), after(days=5))
    )
    assert isinstance(error, Invalid)
    assert error.problems[0] == ("name", "Write the name as it is to be printed.")
    assert [words.partition(":")[0] for field, words in error.problems if not field] == [
        unmet.title for unmet in page_of(clinic, sven, maren).unmet
    ]
    assert certificates(clinic, maren) == ()


def test_content_without_a_review_is_for_the_course_director_who_says_why(clinic: Database, sven: Actor) -> None:
    maren = complete(clinic, MAREN)
    enrolment = enrolment_of(clinic, maren)
    typed = entered(nevertheless="The review is under way.")

    error = refused(lambda: certifying.issue(clinic, sven, enrolment, typed, after(days=5)))
    assert isinstance(error, NotAllowed)
    assert str(error) == certifying.DIRECTOR_NEEDED
    of_course = director(clinic)
    error = refused(lambda: certifying.issue(clinic, of_course, enrolment, entered(), after(days=5)))
    assert isinstance(error, Invalid)
    assert [field for field, _ in error.problems] == ["nevertheless"]
    certifying.issue(clinic, of_course, enrolment, typed, after(days=5))

    [found] = certificates(clinic, maren)
    assert found.nevertheless == "The review is under way."
    assert not found.certified.is_reviewed


def test_an_administrator_directs_the_course_too(clinic: Database) -> None:
    maren = complete(clinic, MAREN)
    assert issue(clinic, actor_of(clinic, ADA), maren).nevertheless == "The review is under way."


def test_a_module_that_was_reviewed_after_it_was_completed_was_not_reviewed(clinic: Database, sven: Actor) -> None:
    maren = complete(clinic, MAREN)
    review_all(clinic, after(days=4, hours=1))
    assert [title for title, _ in page_of(clinic, sven, maren).unreviewed] == ["Routes", "Screening", "Presence"]


def test_one_module_without_a_review_is_enough(clinic: Database, sven: Actor) -> None:
    review_all(clinic, but=[MODULES[1]])
    maren = complete(clinic, MAREN)
    assert page_of(clinic, sven, maren).unreviewed == (("Screening", "no clinician had signed it"),)


def test_a_review_that_is_withdrawn_later_was_current_all_the_same(clinic: Database, sven: Actor) -> None:
    clinician = review_all(clinic)
    maren = complete(clinic, MAREN)
    with clinic.reading() as session:
        reviews = session.scalars(select(Review.id)).all()
    for review_id in reviews:
        reviewing.withdraw(clinic, clinician, "care", review_id, "A figure was wrong.", after(days=4, hours=2))
    assert page_of(clinic, sven, maren).unreviewed == ()


def test_a_review_that_was_overdue_on_that_day_was_not_current(clinic: Database, sven: Actor) -> None:
    review_all(clinic, due_on=after(days=3).today)
    maren = complete(clinic, MAREN)
    assert {why for _, why in page_of(clinic, sven, maren).unreviewed} == {"its review was overdue"}


def test_issuing_twice_issues_one(clinic: Database, sven: Actor) -> None:
    review_all(clinic)
    maren = complete(clinic, MAREN)
    for _ in range(2):
        certifying.issue(clinic, sven, enrolment_of(clinic, maren), entered(seen=0), after(days=5))
    assert len(certificates(clinic, maren)) == 1
    assert len(notices(clinic)) == 1


def test_who_decides_on_an_older_page_is_told_so(clinic: Database, sven: Actor) -> None:
    review_all(clinic)
    maren = complete(clinic, MAREN)
    issue(clinic, actor_of(clinic, ADA), maren)
    error = refused(lambda: certifying.issue(clinic, sven, enrolment_of(clinic, maren), entered(seen=0), LATER))
    assert isinstance(error, Stale)
    error = refused(lambda: certifying.issue(clinic, sven, enrolment_of(clinic, maren), entered(seen=1), LATER))
    assert isinstance(error, Stale)
    assert len(certificates(clinic, maren)) == 1


@DECISIONS
def test_a_decision_is_made_once_however_often_it_is_sent(
    clinic: Database, sven: Actor, decide: Decide, ending: Ending, facts: int
) -> None:
    review_all(clinic)
    maren = complete(clinic, MAREN)
    first = issue(clinic, sven, maren)
    typed = entered("Maren Holm", seen=1, reason="She asked for it.")
    for _ in range(2):
        decide(clinic, sven, first, typed)

    old, *new = certificates(clinic, maren)
    assert old.ended is not None
    assert (old.ended.ending, old.ended.reason, old.ended.by) == (ending, "She asked for it.", "Sven")
    assert page_of(clinic, sven, maren).seen == facts
    assert [each.serial for each in new] == ([old.ended.replaced_by] if old.ended.replaced_by else [])
    assert len({each.serial for each in (old, *new)}) == 1 + len(new)
    assert len(events(clinic)) == 2


@DECISIONS
def test_a_decision_needs_a_reason_and_a_certificate_that_holds(
    clinic: Database, sven: Actor, decide: Decide, ending: Ending, facts: int
) -> None:
    review_all(clinic)
    maren = complete(clinic, MAREN)
    first = issue(clinic, sven, maren)

    error = refused(lambda: decide(clinic, sven, first, entered(seen=1)))
    assert isinstance(error, Invalid)
    assert "reason" in dict(error.problems)
    revoke(clinic, actor_of(clinic, ADA), first, entered(seen=1, reason="The licence was not theirs."))
    assert isinstance(refused(lambda: decide(clinic, sven, first, entered(seen=1, reason="So."))), Stale)
    assert isinstance(refused(lambda: decide(clinic, sven, first, entered(seen=2, reason="So."))), Stale)
    assert len(certificates(clinic, maren)) == 1


def test_a_corrected_name_changes_nothing_else(clinic: Database, sven: Actor) -> None:
    maren = complete(clinic, MAREN)
    first = issue(clinic, director(clinic), maren)
    correct(clinic, sven, first, entered("Maren Holm-Lund", seen=1, reason="She married."))

    old, new = certificates(clinic, maren)
    assert (old.status, new.status) == (CertificateStatus.SUPERSEDED, CertificateStatus.VALID)
    assert (old.name, new.name) == ("Maren", "Maren Holm-Lund")
    assert new.body == old.body
    assert new.completion_id == old.completion_id
    assert new.nevertheless == "The review is under way."
    assert (new.replaces, new.printed_replaces) == (old.serial, "")
    again = entered("Maren Holm-Lund", seen=3, reason="So.")
    assert "already" in str(refused(lambda: correct(clinic, sven, new, again)))


def test_what_is_issued_anew_names_the_one_before(clinic: Database, sven: Actor) -> None:
    review_all(clinic)
    maren = complete(clinic, MAREN)
    first = issue(clinic, sven, maren)
    reissue(clinic, sven, first, entered(seen=1, reason="The paper was lost."))
    old, new = certificates(clinic, maren)
    assert new.printed_replaces == old.serial
    assert new.name == "Maren Holm"


def test_after_a_revocation_another_can_be_issued(clinic: Database, sven: Actor) -> None:
    review_all(clinic)
    maren = complete(clinic, MAREN)
    revoke(clinic, sven, issue(clinic, sven, maren), entered(seen=1, reason="It was the wrong person."))
    again = issue(clinic, sven, maren, after(days=7))
    assert (again.number, again.status, again.replaces) == (2, CertificateStatus.VALID, "")
    assert [kind for kind, _, _ in notices(clinic)] == ["certificate", "revoked", "certificate"]


def test_nobody_else_decides(clinic: Database, sven: Actor) -> None:
    review_all(clinic)
    maren = complete(clinic, MAREN)
    first = issue(clinic, sven, maren)
    typed = entered(seen=1, reason="So.")
    for address in (DORA, JONAS, MAREN):
        other = actor_of(clinic, address)
        assert isinstance(refused(lambda actor=other: revoke(clinic, actor, first, typed)), NotFound)  # type: ignore[misc]
    people.grant_role(clinic, PLATFORM, MAREN, RoleName.SUPERVISOR, course=None, cohort="Evening", now=after())
    error = refused(lambda: revoke(clinic, actor_of(clinic, MAREN), first, typed))
    assert str(error) == certifying.NOT_FOR_ONESELF
    assert certificates(clinic, maren)[0].ended is None
