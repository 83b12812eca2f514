"""People are invited by a link that works once, and join with a role; a trainee is enrolled."""

import pytest
from sqlalchemy import select

from tests.support.clinic import (
    ADA,
    COURSE,
    DAY,
    EVENING,
    GRETA,
    ILSE,
    MAREN,
    PASSWORD,
    actor_of,
    after,
    enrolment_of,
)
from trainer import passwords
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import inviting, people
from trainer.errors import Invalid, NotAllowed, NotFound
from trainer.queries.account import open_invitation
from trainer.queries.signed_in import Identity, identity
from trainer.storage.content import AuditEntry, Cohort, CourseRow
from trainer.storage.database import Database
from trainer.storage.learning import Enrolment, Placement, StandingRow
from trainer.storage.people import Invitation, Outbox, Person, Role
from trainer.tokens import digest_of

NEW = "nora@example.org"
GOOD = "tea in the garden"


def invite(
    database: Database, address: str = NEW, role: RoleName = RoleName.TRAINEE, cohort: str | None = EVENING
) -> str:
    return inviting.invite(database, PLATFORM, address, role, course=None, cohort=cohort, now=after())


def accept(database: Database, token: str, name: str = "Nora Lind", password: str = GOOD) -> Identity:
    session_token = inviting.accept(database, token, name, password, "Firefox on Linux", after(hours=1))
    with database.reading() as session:
        found = identity(session, digest_of(session_token), after(hours=1).at)
    assert found is not None
    return found


def person(database: Database, address: str) -> Person:
    with database.reading() as session:
        return session.scalars(select(Person).where(Person.email_key == address)).one()


def test_an_invitation_waits_in_the_outbox_and_keeps_only_the_digest_of_its_link(clinic: Database) -> None:
    token = invite(clinic, "  Nora@Example.org ")

    with clinic.reading() as session:
        kept = session.scalars(select(Invitation).where(Invitation.digest == digest_of(token))).one()
        message = session.scalars(select(Outbox).where(Outbox.invitation_id == kept.id)).one()
    assert (kept.address, kept.email_key, kept.role) == ("Nora@Example.org", NEW, "trainee")
    assert kept.expires_at == after(days=14).at
    assert (message.kind, message.token, message.state, message.person_id) == ("invitation", token, "waiting", None)
    assert message.message_id == f"<{message.id}@trainer>"


def test_a_trainee_who_accepts_is_enrolled_in_the_cohort_and_signed_in(clinic: Database) -> None:
    found = accept(clinic, invite(clinic))

    assert found.actor.name == "Nora Lind"
    assert [role.name for role in found.actor.roles] == [RoleName.TRAINEE]
    joined = person(clinic, NEW)
    assert joined.address == NEW
    assert joined.password_hash is not None
    assert passwords.matches(GOOD, joined.password_hash)
    with clinic.reading() as session:
        enrolment = session.scalars(select(Enrolment).where(Enrolment.person_id == joined.id)).one()
        cohort = session.scalars(select(Cohort).where(Cohort.name == EVENING)).one()
        placement = session.scalars(select(Placement).where(Placement.enrolment_id == enrolment.id)).one()
        standings = session.scalars(select(StandingRow.item).where(StandingRow.enrolment_id == enrolment.id)).all()
        events = session.scalars(select(AuditEntry.event).where(AuditEntry.person_id == joined.id)).all()
    assert (enrolment.number, enrolment.cohort_id, placement.cohort_id) == (1, cohort.id, cohort.id)
    assert "course" in standings
    assert events == ["people:invitation:accepted"]


def test_staff_who_accept_are_not_enrolled(clinic: Database) -> None:
    found = accept(clinic, invite(clinic, role=RoleName.SUPERVISOR, cohort=DAY))

    with clinic.reading() as session:
        cohort = session.scalars(select(Cohort).where(Cohort.name == DAY)).one()
        assert session.scalars(select(Enrolment).where(Enrolment.person_id == found.actor.person_id)).all() == []
    assert [(role.name, role.cohort_id) for role in found.actor.roles] == [(RoleName.SUPERVISOR, cohort.id)]


def test_a_trainee_without_a_cohort_has_rules_of_their_own(clinic: Database) -> None:
    token = inviting.invite(clinic, PLATFORM, NEW, RoleName.TRAINEE, course=COURSE, cohort=None, now=after())
    found = accept(clinic, token)

    enrolment_id = enrolment_of(clinic, found.actor)
    with clinic.reading() as session:
        assert session.get_one(Enrolment, enrolment_id).cohort_id is None


def test_a_link_works_once(clinic: Database) -> None:
    token = invite(clinic)
    accept(clinic, token)

    with pytest.raises(NotFound):
        accept(clinic, token)
    with clinic.reading() as session:
        assert open_invitation(session, digest_of(token), after(hours=1).at) is None


def test_a_link_works_for_fourteen_days(clinic: Database) -> None:
    token = invite(clinic)

    with pytest.raises(NotFound):
        inviting.accept(clinic, token, "Nora", GOOD, "a test", after(days=14))
    inviting.accept(clinic, token, "Nora", GOOD, "a test", after(days=13, hours=23))


def test_a_link_that_was_never_made_is_not_found(clinic: Database) -> None:
    for token in ("", "x", "0" * 43, "\0", "ü"):
        with pytest.raises(NotFound):
            accept(clinic, token)


def test_name_and_password_are_looked_at_together(clinic: Database) -> None:
    token = invite(clinic)
    for name, password, fields in (
        ("", GOOD, ["name"]),
        ("\u200b", GOOD, ["name"]),
        ("Nora\0", GOOD, ["name"]),
        ("x" * 201, GOOD, ["name"]),
        ("", "short", ["name", "password"]),
        ("Nora", "aaaaaaaaaaaa", ["password"]),
        ("Nora", "nora@example.org", ["password"]),
        ("Nora", "Password123", ["password"]),
        ("Nora", "x" * 201, ["password"]),
    ):
        with pytest.raises(Invalid) as invalid:
            accept(clinic, token, name, password)
        assert [field for field, _ in invalid.value.problems] == fields
    accept(clinic, token)


def test_somebody_known_gives_their_password_and_keeps_it_with_their_name(clinic: Database) -> None:
    token = invite(clinic, ILSE, RoleName.SUPERVISOR)
    with pytest.raises(Invalid, match="not the password of your account"):
        accept(clinic, token, "Somebody", GOOD)

    found = accept(clinic, token, "Somebody", PASSWORD)

    assert found.actor.name == "Ilse"
    assert sorted(role.name for role in found.actor.roles) == ["instructor", "supervisor"]


def test_guessing_the_password_of_somebody_known_is_limited_like_signing_in(clinic: Database) -> None:
    token = invite(clinic, ILSE, RoleName.SUPERVISOR)
    for _ in range(8):
        with pytest.raises(Invalid):
            accept(clinic, token, "", "a wrong password")

    with pytest.raises(NotAllowed, match="Wait a quarter of an hour"):
        accept(clinic, token, "", PASSWORD)


def test_an_invitation_brings_back_somebody_who_was_deactivated_with_a_new_password(clinic: Database) -> None:
    token = invite(clinic, GRETA, RoleName.INSTRUCTOR, None)
    with clinic.reading() as session:
        link = open_invitation(session, digest_of(token), after().at)
    assert link is not None
    assert not link.is_known

    found = accept(clinic, token, "Greta Holm", GOOD)

    assert found.actor.name == "Greta Holm"
    assert [role.name for role in found.actor.roles] == [RoleName.INSTRUCTOR]
    assert passwords.matches(GOOD, person(clinic, GRETA).password_hash)
    assert person(clinic, GRETA).is_active


def test_deactivating_somebody_ends_the_invitations_they_hold(clinic: Database) -> None:
    token = invite(clinic, ILSE, RoleName.SUPERVISOR)
    people.deactivate(clinic, PLATFORM, ILSE, after())

    with pytest.raises(NotFound):
        accept(clinic, token, "Ilse", GOOD)
    assert not person(clinic, ILSE).is_active


def test_two_invitations_of_one_address_make_one_person_with_both_roles(clinic: Database) -> None:
    first, second = invite(clinic), invite(clinic, role=RoleName.INSTRUCTOR, cohort=None)
    accept(clinic, first)

    found = accept(clinic, second, "", GOOD)

    assert sorted(role.name for role in found.actor.roles) == ["instructor", "trainee"]


def test_an_enrolled_trainee_is_not_invited_into_another_cohort(clinic: Database) -> None:
    with pytest.raises(Invalid, match="enrolled in this course already, in the cohort 'Evening'"):
        invite(clinic, MAREN, cohort=DAY)

    found = accept(clinic, invite(clinic, MAREN, cohort=EVENING), password=PASSWORD)
    with clinic.reading() as session:
        assert len(session.scalars(select(Enrolment).where(Enrolment.person_id == found.actor.person_id)).all()) == 1
        assert len(session.scalars(select(Role).where(Role.person_id == found.actor.person_id)).all()) == 1


def test_only_an_administrator_invites(clinic: Database, maren: Actor, sven: Actor) -> None:
    for actor in (maren, sven, actor_of(clinic, ILSE)):
        with pytest.raises(NotAllowed):
            inviting.invite(clinic, actor, NEW, RoleName.TRAINEE, course=None, cohort=EVENING, now=after())
    ada = actor_of(clinic, ADA)
    inviting.invite(clinic, ada, NEW, RoleName.TRAINEE, course=None, cohort=EVENING, now=after())


def test_what_is_no_address_is_refused(clinic: Database) -> None:
    wrong = [
        "",
        "nora",
        "nora@",
        "@example.org",
        "nora@example",
        "a b@example.org",
        "a@b@example.org",
        "a..b@example.org",
    ]
    wrong += ["nora@example..org", "(nora@example.org", "[@example.org", "a:b@example.org", "nora@exam\nple.org"]
    wrong += [
        "nora@example.org\0",
        "a@" + "x" * 300 + ".org",
        "nora@example.o[rg",
        "<nora@example.org>",
        "ü@example.org",
    ]
    for address in wrong:
        with pytest.raises(Invalid, match="not an e-mail address"):
            invite(clinic, address)
    for address in ("nora.lind+trial@sub.example.org", "o'neil@example.org", "nora@müller.example"):
        invite(clinic, address)


def test_a_role_needs_a_place_that_is_there(clinic: Database) -> None:
    for role, course, cohort, field in (
        (RoleName.TRAINEE, None, None, "course"),
        (RoleName.TRAINEE, "nowhere", None, "course"),
        (RoleName.SUPERVISOR, None, "Night", "cohort"),
        (RoleName.SUPERVISOR, "harbour", EVENING, "cohort"),
    ):
        with pytest.raises(Invalid) as invalid:
            inviting.invite(clinic, PLATFORM, NEW, role, course=course, cohort=cohort, now=after())
        assert [name for name, _ in invalid.value.problems] == [field]
    with clinic.reading() as session:
        assert session.scalars(select(CourseRow.slug).order_by(CourseRow.slug)).all() == ["care", "harbour"]
        assert session.scalars(select(Outbox).where(Outbox.created_at == after().at)).all() == []
