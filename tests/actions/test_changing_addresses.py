"""An address is changed by a link to the new one; the old one is told, and can take the account back for a week."""

import re

import pytest
from sqlalchemy import select, update

from tests.support.clinic import ADA, JONAS, MAREN, PASSWORD, actor_of, after
from tests.support.mail import sent
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import inviting, people, resetting, signing_in
from trainer.actions.changing_addresses import ask_for_address, change_address_of, confirm_address, take_back
from trainer.actions.sending import Message
from trainer.actions.sweeping import prune
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.mail_texts import text_of
from trainer.queries.account_changes import own_forms
from trainer.settings import Settings
from trainer.storage.account_changes import AddressLink
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.people import Person

NEW = "maren.dahl@example.org"
BASE = "https://training.example.org"


@pytest.fixture(autouse=True)
def everybody_has_their_invitation(clinic: Database) -> None:
    """What the clinic began with waits no more."""
    sent(clinic, after(days=-1))


def ask(database: Database, actor: Actor, address: str = NEW, password: str = PASSWORD, *, hours: float = 0) -> None:
    ask_for_address(database, actor, address, password, "192.0.2.1", after(hours=hours))


def moved(database: Database, actor: Actor) -> tuple[Message, Message]:
    """Change the address with the link that was mailed; gives the mail to the new one and that to the old one."""
    ask(database, actor)
    (asked,) = sent(database, after())
    confirm_address(database, actor, asked.token, after(hours=1))
    (told,) = sent(database, after(hours=1))
    return asked, told


def address_of(database: Database, actor: Actor) -> str | None:
    with database.reading() as session:
        return session.scalar(select(Person.address).where(Person.id == actor.person_id))


def can_sign_in(database: Database, address: str, password: str = PASSWORD, *, hours: float = 2) -> bool:
    try:
        signing_in.sign_in(database, address, password, "192.0.2.1", "a test", after(hours=hours))
    except Invalid:
        return False
    return True


def test_the_new_address_gets_a_link_and_nothing_is_changed_before_it_is_opened(clinic: Database, maren: Actor) -> None:
    ask(clinic, maren, f"  {NEW} ")
    (mail,) = sent(clinic, after())
    assert (mail.kind, mail.address) == ("address-confirm", NEW)
    assert f"{BASE}/account/address/{mail.token}" in text_of(mail, Settings(base_url=BASE, secret_key="k" * 40)).body
    assert (address_of(clinic, maren), can_sign_in(clinic, NEW), can_sign_in(clinic, MAREN)) == (MAREN, False, True)


def test_the_link_changes_the_address_and_the_old_one_is_told(clinic: Database, maren: Actor) -> None:
    _, told = moved(clinic, maren)
    assert (told.kind, told.address) == ("address-changed", MAREN)
    assert re.search(rf"{BASE}/address/\S+", text_of(told, Settings(base_url=BASE, secret_key="k" * 40)).body)
    assert (address_of(clinic, maren), can_sign_in(clinic, NEW), can_sign_in(clinic, MAREN)) == (NEW, True, False)
    with clinic.reading() as session:
        (change,) = own_forms(session, maren, after(hours=2)).history
    assert (change.kind, change.was, change.reason) == ("address", MAREN, "")


def test_the_password_is_asked_for_and_guessing_is_limited(clinic: Database, maren: Actor) -> None:
    for _ in range(8):
        with pytest.raises(Invalid, match="not the password"):
            ask(clinic, maren, password="wrong words here")
    with pytest.raises(NotAllowed, match="Too many attempts"):
        ask(clinic, maren)
    assert sent(clinic, after()) == []


@pytest.mark.parametrize("address", ["", "maren", "a@b", "a b@example.org", f"{'x' * 250}@example.org", "a@b\n@c.org"])
def test_what_is_no_address_is_refused(clinic: Database, maren: Actor, address: str) -> None:
    with pytest.raises(Invalid):
        ask(clinic, maren, address)


def test_nobody_learns_who_has_an_account_but_its_owner(clinic: Database, maren: Actor) -> None:
    ask(clinic, maren, "Jonas@example.org")  # no error: the words are those for a free address
    (mail,) = sent(clinic, after())
    assert (mail.kind, mail.address, mail.token) == ("address-taken", "Jonas@example.org", "")
    assert "://" not in text_of(mail, Settings(base_url=BASE, secret_key="k" * 40)).body


def test_one_asks_three_times_an_hour_and_the_last_link_works(clinic: Database, maren: Actor) -> None:
    for number in range(3):
        ask(clinic, maren, f"maren{number}@example.org")
    with pytest.raises(Invalid, match="three times within an hour"):
        ask(clinic, maren)
    assert [mail.address for mail in sent(clinic, after())] == ["maren2@example.org"]
    ask(clinic, maren, hours=1.1)


def test_a_link_works_for_its_own_person_once_and_for_a_day(clinic: Database, maren: Actor) -> None:
    jonas = actor_of(clinic, JONAS)
    ask(clinic, maren)
    (mail,) = sent(clinic, after())
    for actor, hours in ((jonas, 1), (maren, 24.1)):
        with pytest.raises(NotFound):
            confirm_address(clinic, actor, mail.token, after(hours=hours))
    confirm_address(clinic, maren, mail.token, after(hours=23))
    with pytest.raises(NotFound):
        confirm_address(clinic, maren, mail.token, after(hours=23))


def test_an_address_that_somebody_took_meanwhile_is_refused(clinic: Database, maren: Actor) -> None:
    ask(clinic, maren)
    (mail,) = sent(clinic, after())
    ada = actor_of(clinic, ADA)
    token = inviting.invite(clinic, ada, NEW, RoleName.INSTRUCTOR, course=None, cohort=None, now=after())
    inviting.accept(clinic, token, "Somebody", PASSWORD, "a test", after())
    with pytest.raises(Invalid, match="Another account has this address"):
        confirm_address(clinic, maren, mail.token, after(hours=1))
    assert address_of(clinic, maren) == MAREN


def test_a_link_for_a_new_password_that_went_to_the_old_address_works_no_more(clinic: Database, maren: Actor) -> None:
    reset = resetting.ask_for_reset(clinic, MAREN, after())
    assert reset is not None
    sent(clinic, after())
    moved(clinic, maren)
    with pytest.raises(NotFound):
        resetting.choose_password(clinic, reset, "tea in the garden", after(hours=1.5))


def test_the_old_address_takes_the_account_back(clinic: Database, maren: Actor) -> None:
    _, told = moved(clinic, maren)
    take_back(clinic, told.token, after(days=6))

    assert address_of(clinic, maren) == MAREN
    assert not can_sign_in(clinic, MAREN, hours=24 * 6)  # whoever changed the address may know the password
    (mail,) = sent(clinic, after(days=6))
    assert (mail.kind, mail.address) == ("reset", MAREN)
    resetting.choose_password(clinic, mail.token, "tea in the garden", after(days=6))
    assert can_sign_in(clinic, MAREN, "tea in the garden", hours=24 * 6)
    with pytest.raises(NotFound):
        take_back(clinic, told.token, after(days=6))


def test_a_second_change_does_not_outrun_the_first_address(clinic: Database, maren: Actor) -> None:
    _, told = moved(clinic, maren)
    ask(clinic, maren, "thief@example.org", hours=2)
    (asked,) = sent(clinic, after(hours=2))
    confirm_address(clinic, maren, asked.token, after(hours=3))
    (told_again,) = sent(clinic, after(hours=3))

    take_back(clinic, told.token, after(days=1))
    assert address_of(clinic, maren) == MAREN
    with pytest.raises(NotFound):  # which would have taken it to the second address
        take_back(clinic, told_again.token, after(days=1))


def test_the_way_back_is_open_for_a_week(clinic: Database, maren: Actor) -> None:
    _, told = moved(clinic, maren)
    with pytest.raises(NotFound):
        take_back(clinic, told.token, after(days=7, hours=2))


def test_the_way_back_is_closed_where_somebody_else_has_the_old_address(clinic: Database, maren: Actor) -> None:
    _, told = moved(clinic, maren)
    jonas = actor_of(clinic, JONAS)
    with clinic.writing() as session:
        session.execute(update(Person).where(Person.id == jonas.person_id).values(address=MAREN, email_key=MAREN))
        session.commit()
    with pytest.raises(Invalid, match=r"Another account has this address\. Write to an administrator"):
        take_back(clinic, told.token, after(days=1))


def test_an_administrator_changes_an_address_with_a_reason_and_the_old_one_is_told(
    clinic: Database, maren: Actor
) -> None:
    ada = actor_of(clinic, ADA)
    with pytest.raises(Invalid, match="Write in a sentence why"):
        change_address_of(clinic, ada, maren.person_id, NEW, "", 0, after())
    with pytest.raises(Invalid, match="Another account has this address"):
        change_address_of(clinic, ada, maren.person_id, JONAS, "She asked.", 0, after())
    for _ in range(2):
        change_address_of(clinic, ada, maren.person_id, NEW, "She lost her mailbox.", 0, after())
    with pytest.raises(Stale):
        change_address_of(clinic, ada, maren.person_id, "other@example.org", "Again.", 0, after())

    (told,) = sent(clinic, after())
    assert (told.kind, told.address, address_of(clinic, maren)) == ("address-changed", MAREN, NEW)
    with clinic.reading() as session:
        (change,) = own_forms(session, maren, after()).history
        entry = session.scalars(select(AuditEntry).where(AuditEntry.event == "people:address:changed")).one()
    assert (change.was, change.reason, change.by) == (MAREN, "She lost her mailbox.", "Ada")
    assert (entry.actor_id, entry.person_id) == (ada.person_id, maren.person_id)


def test_nobody_else_changes_somebodys_address(clinic: Database, maren: Actor) -> None:
    with pytest.raises(NotAllowed):
        change_address_of(clinic, actor_of(clinic, JONAS), maren.person_id, NEW, "Why not.", 0, after())
    ada = actor_of(clinic, ADA)
    with pytest.raises(Invalid, match="at your account"):
        change_address_of(clinic, ada, ada.person_id, NEW, "Why not.", 0, after())


def test_no_link_works_for_somebody_who_may_not_sign_in(clinic: Database, maren: Actor) -> None:
    ask(clinic, maren)
    people.deactivate(clinic, PLATFORM, MAREN, after())
    assert sent(clinic, after()) == []


def test_links_are_forgotten_thirty_days_after_they_ended(clinic: Database, maren: Actor) -> None:
    moved(clinic, maren)
    counts = []
    for days in (29, 31, 38):
        prune(clinic, after(days=days))
        with clinic.reading() as session:
            counts.append(len(session.scalars(select(AddressLink)).all()))
    assert counts == [2, 1, 0]
