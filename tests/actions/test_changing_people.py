"""An administrator takes roles away, closes accounts and opens them again; the last administrator stays."""

import pytest
from sqlalchemy import select

from tests.support.clinic import ADA, DORA, MAREN, PASSWORD, SVEN, actor_of, after
from trainer.access import RoleName
from trainer.actions import changing_people, people, signing_in
from trainer.errors import Invalid, NotAllowed
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.people import Outbox, Person, Role, SignedIn


def role_of(database: Database, address: str, name: RoleName) -> Role:
    person_id = actor_of(database, address).person_id
    with database.reading() as session:
        return session.scalars(select(Role).where(Role.person_id == person_id, Role.name == name)).one()


def is_active(database: Database, address: str) -> bool:
    with database.reading() as session:
        return session.scalars(select(Person.is_active).where(Person.address == address)).one()


def events(database: Database, address: str) -> list[str]:
    """What was noted about somebody's account by somebody else."""
    person_id = actor_of(database, address).person_id
    found = select(AuditEntry.event).where(AuditEntry.person_id == person_id, AuditEntry.actor_id != person_id)
    with database.reading() as session:
        return list(session.scalars(found.order_by(AuditEntry.at)))


def test_a_role_that_is_taken_away_allows_nothing_more(clinic: Database) -> None:
    role = role_of(clinic, SVEN, RoleName.SUPERVISOR)
    changing_people.withdraw_role(clinic, actor_of(clinic, ADA), role.person_id, role.id, after())
    changing_people.withdraw_role(clinic, actor_of(clinic, ADA), role.person_id, role.id, after())
    assert actor_of(clinic, SVEN).roles == ()
    assert events(clinic, SVEN)[-1:] == ["people:role:withdrawn"]
    assert events(clinic, SVEN).count("people:role:withdrawn") == 1


def test_a_role_of_somebody_else_is_not_taken_by_a_form_about_this_person(clinic: Database) -> None:
    role = role_of(clinic, DORA, RoleName.SUPERVISOR)
    other = actor_of(clinic, SVEN).person_id
    changing_people.withdraw_role(clinic, actor_of(clinic, ADA), other, role.id, after())
    assert role_of(clinic, DORA, RoleName.SUPERVISOR).id == role.id


def test_the_last_administrator_keeps_the_role_and_the_account(clinic: Database) -> None:
    ada, role = actor_of(clinic, ADA), role_of(clinic, ADA, RoleName.ADMINISTRATOR)
    with pytest.raises(Invalid, match="last administrator"):
        changing_people.withdraw_role(clinic, ada, ada.person_id, role.id, after())
    with pytest.raises(Invalid, match="last administrator"):
        changing_people.close_account(clinic, ada, ada.person_id, after())
    people.grant_role(clinic, ada, DORA, RoleName.ADMINISTRATOR, course=None, cohort=None, now=after())
    changing_people.withdraw_role(clinic, ada, ada.person_id, role.id, after())
    assert actor_of(clinic, ADA).roles == ()


def test_a_closed_account_signs_in_no_more_until_it_is_opened_again(clinic: Database) -> None:
    ada, maren = actor_of(clinic, ADA), actor_of(clinic, MAREN).person_id
    changing_people.close_account(clinic, ada, maren, after())
    assert not is_active(clinic, MAREN)
    assert signing_in.check_password(clinic, MAREN, PASSWORD, "", after()) is None
    with clinic.reading() as session:
        assert (
            session.scalars(select(SignedIn).where(SignedIn.person_id == maren, SignedIn.ended_at.is_(None))).all()
            == []
        )
    changing_people.open_account(clinic, ada, maren, after())
    assert signing_in.check_password(clinic, MAREN, PASSWORD, "", after()) is not None
    assert events(clinic, MAREN)[-2:] == ["people:person:deactivated", "people:person:reactivated"]


def test_a_link_for_a_new_password_goes_to_the_person_and_to_nobody_else(clinic: Database) -> None:
    maren = actor_of(clinic, MAREN).person_id
    changing_people.send_reset(clinic, actor_of(clinic, ADA), maren, after())
    with clinic.reading() as session:
        [message] = session.scalars(select(Outbox).where(Outbox.kind == "reset")).all()
    assert message.person_id == maren


@pytest.mark.parametrize("who", [SVEN, MAREN])
def test_nobody_else_changes_people(clinic: Database, who: str) -> None:
    role = role_of(clinic, DORA, RoleName.SUPERVISOR)
    actor = actor_of(clinic, who)
    with pytest.raises(NotAllowed):
        changing_people.withdraw_role(clinic, actor, role.person_id, role.id, after())
    with pytest.raises(NotAllowed):
        changing_people.close_account(clinic, actor, role.person_id, after())
    with pytest.raises(NotAllowed):
        changing_people.send_reset(clinic, actor, role.person_id, after())
