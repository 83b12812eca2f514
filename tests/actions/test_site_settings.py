"""Administrators set what holds for the whole site: the latest change counts, and the default is a way back."""

import pytest
from sqlalchemy import select

from tests.support.certificates import certificates, complete, director, entered, issue
from tests.support.clinic import ADA, ILSE, MAREN, actor_of, after, enrolment_of
from tests.support.mail import notices, sent
from trainer.access import Actor
from trainer.actions import certifying
from trainer.actions.reminders import remind_everybody
from trainer.actions.site_settings import set_default, set_value
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.queries.site_settings import SettingRow, settings_page
from trainer.site_settings import Site
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.site_rows import site_now


@pytest.fixture
def ada(clinic: Database) -> Actor:
    return actor_of(clinic, ADA)


def now_set(database: Database) -> Site:
    with database.reading() as session:
        return site_now(session, database.library)


def row(database: Database, actor: Actor, name: str) -> SettingRow:
    with database.reading() as session:
        return next(each for each in settings_page(session, actor, ()).rows if each.setting.name == name)


def test_a_setting_holds_from_its_change_on_and_has_a_history(clinic: Database, ada: Actor) -> None:
    set_value(clinic, ada, "provider", "Clinic by the sea", 0, after(days=1))
    set_value(clinic, ada, "silent_days", "21", 0, after(days=2))
    set_value(clinic, ada, "provider", "Institute by the sea", 1, after(days=3))

    assert now_set(clinic) == Site(provider="Institute by the sea", silent_days=21)
    found = row(clinic, ada, "provider")
    assert [(each.number, each.value, each.by, each.at) for each in found.history] == [
        (3, "Institute by the sea", "Ada", after(days=3).at),
        (1, "Clinic by the sea", "Ada", after(days=1).at),
    ]
    assert (found.value, found.seen, found.is_default) == ("Institute by the sea", 3, False)


def test_the_default_is_a_way_back(clinic: Database, ada: Actor) -> None:
    set_value(clinic, ada, "silent_days", "21", 0, after(days=1))
    set_default(clinic, ada, "silent_days", 1, after(days=2))
    assert now_set(clinic) == Site()
    found = row(clinic, ada, "silent_days")
    assert (found.value, found.seen, found.is_default) == ("14", 2, True)


def test_a_double_click_changes_a_setting_once(clinic: Database, ada: Actor) -> None:
    for _ in range(2):
        set_value(clinic, ada, "provider", "Clinic by the sea", 0, after(days=1))
    for _ in range(2):
        set_default(clinic, ada, "provider", 1, after(days=2))
    assert [each.number for each in row(clinic, ada, "provider").history] == [2, 1]


def test_an_older_page_overwrites_nothing(clinic: Database, ada: Actor) -> None:
    set_value(clinic, ada, "provider", "Clinic by the sea", 0, after(days=1))
    with pytest.raises(Stale, match="Somebody changed “Who provides the training” meanwhile"):
        set_value(clinic, ada, "provider", "Clinic by the lake", 0, after(days=2))
    with pytest.raises(Stale):
        set_default(clinic, ada, "provider", 0, after(days=2))
    assert now_set(clinic).provider == "Clinic by the sea"


def test_what_is_out_of_limits_is_refused_and_what_is_no_setting_is_not_found(clinic: Database, ada: Actor) -> None:
    with pytest.raises(Invalid, match="Write a whole number from 7 to 60"):
        set_value(clinic, ada, "silent_days", "0", 0, after())
    with pytest.raises(NotFound):
        set_value(clinic, ada, "secret_key", "x", 0, after())
    assert now_set(clinic) == Site()


def test_nobody_but_an_administrator_sees_or_changes_settings(clinic: Database) -> None:
    ilse = actor_of(clinic, ILSE)
    with pytest.raises(NotAllowed):
        set_value(clinic, ilse, "provider", "Ilse's", 0, after())
    with pytest.raises(NotAllowed):
        set_default(clinic, ilse, "provider", 0, after())
    with pytest.raises(NotAllowed):
        row(clinic, ilse, "provider")


def test_a_change_is_in_the_audit_log_without_its_value(clinic: Database, ada: Actor) -> None:
    set_value(clinic, ada, "help_contact", "help@example.org", 0, after(days=1))
    with clinic.reading() as session:
        found = session.execute(
            select(AuditEntry.actor_id, AuditEntry.subject).where(AuditEntry.event == "site:setting:changed")
        ).all()
    assert found == [(ada.person_id, "setting:help_contact change:1")]


def test_a_certificate_names_who_provided_the_training_when_it_was_issued(clinic: Database, ada: Actor) -> None:
    sven = director(clinic)
    maren = complete(clinic, MAREN)
    set_value(clinic, ada, "provider", "Clinic by the sea", 0, after(days=4))
    first = issue(clinic, sven, maren)
    set_value(clinic, ada, "provider", "Institute by the sea", 1, after(days=6))

    assert [each.certified.provider for each in certificates(clinic, maren)] == ["Clinic by the sea"]

    name = entered("Maren Dahl", seen=1, reason="She married.")
    certifying.correct_name(clinic, sven, enrolment_of(clinic, maren), first.id, name, after(days=7))
    corrected = certificates(clinic, maren)[-1]
    assert corrected.certified.provider == "Clinic by the sea"

    again = entered("Maren Dahl", seen=3, reason="A new edition.", nevertheless="The review is under way.")
    certifying.reissue(clinic, sven, enrolment_of(clinic, maren), corrected.id, again, after(days=8))
    assert certificates(clinic, maren)[-1].certified.provider == "Institute by the sea"


def test_the_first_reminder_comes_as_many_days_before_as_is_set(clinic: Database, ada: Actor) -> None:
    sent(clinic, after(days=-1))  # the invitations
    remind_everybody(clinic, after(days=17))
    assert notices(clinic) == []  # the last day is day 59

    set_value(clinic, ada, "remind_days", "42", 0, after(days=17))
    remind_everybody(clinic, after(days=17))
    assert {kind for kind, *_ in notices(clinic)} == {"due-in-a-month"}
