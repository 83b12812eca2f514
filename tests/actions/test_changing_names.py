"""The name of an account is changed by its owner, or by an administrator who says why; records keep what was said."""

import pytest
from sqlalchemy import select

from tests.support.certificates import certificates, complete, director, issue
from tests.support.clinic import ADA, ILSE, JONAS, MAREN, actor_of, after
from trainer.access import Actor
from trainer.actions.changing_names import change_name_of, change_own_name
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.ids import SYSTEM
from trainer.queries.account_changes import AccountForms, forms_of, own_forms
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database


def forms(database: Database, actor: Actor) -> AccountForms:
    with database.reading() as session:
        return own_forms(session, actor, after(days=9))


def test_a_name_is_changed_and_what_it_was_is_kept(clinic: Database, maren: Actor) -> None:
    change_own_name(clinic, maren, "  Maren  Dahl-Åberg ", 0, after(days=1))
    change_own_name(clinic, maren, "Maren Åberg", 1, after(days=2))

    found = forms(clinic, maren)
    assert (found.name, found.seen) == ("Maren Åberg", 2)
    assert [(each.kind, each.was, each.is_own, each.at) for each in found.history] == [
        ("name", "Maren Dahl-Åberg", True, after(days=2).at),
        ("name", "Maren", True, after(days=1).at),
    ]


def test_a_double_click_changes_it_once(clinic: Database, maren: Actor) -> None:
    for _ in range(2):
        change_own_name(clinic, maren, "Maren Dahl", 0, after(days=1))
    assert forms(clinic, maren).seen == 1


def test_an_older_page_overwrites_nothing(clinic: Database, maren: Actor) -> None:
    change_own_name(clinic, maren, "Maren Dahl", 0, after(days=1))
    with pytest.raises(Stale):
        change_own_name(clinic, maren, "Maren Holm", 0, after(days=2))
    assert forms(clinic, maren).name == "Maren Dahl"


@pytest.mark.parametrize("name", ["", "   ", "...", "x" * 201, "Maren\x00Dahl"])
def test_what_is_no_name_is_refused(clinic: Database, maren: Actor, name: str) -> None:
    with pytest.raises(Invalid):
        change_own_name(clinic, maren, name, 0, after(days=1))
    assert forms(clinic, maren).name == "Maren"


def test_a_certificate_keeps_the_name_that_was_printed(clinic: Database) -> None:
    sven, maren = director(clinic), complete(clinic, MAREN)
    issue(clinic, sven, maren)
    change_own_name(clinic, maren, "Maren Dahl", 0, after(days=6))
    assert [each.name for each in certificates(clinic, maren)] == ["Maren"]


def test_an_administrator_changes_a_name_and_says_why(clinic: Database, maren: Actor) -> None:
    ada = actor_of(clinic, ADA)
    with pytest.raises(Invalid, match="Write in a sentence why"):
        change_name_of(clinic, ada, maren.person_id, "Maren Dahl", " ", 0, after(days=1))
    change_name_of(clinic, ada, maren.person_id, "Maren Dahl", "She married.", 0, after(days=1))

    (change,) = forms(clinic, maren).history
    assert (change.was, change.reason, change.by, change.is_own) == ("Maren", "She married.", "Ada", False)
    with clinic.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.event == "people:name:changed")).one()
    assert (entry.actor_id, entry.person_id) == (ada.person_id, maren.person_id)
    assert "Maren" not in entry.subject


def test_nobody_else_changes_names(clinic: Database, maren: Actor) -> None:
    ada, ilse, jonas = (actor_of(clinic, each) for each in (ADA, ILSE, JONAS))
    for other in (ilse, jonas):
        with pytest.raises(NotAllowed):
            change_name_of(clinic, other, maren.person_id, "Nobody", "Why not.", 0, after(days=1))
        with pytest.raises(NotAllowed), clinic.reading() as session:
            forms_of(session, other, maren.person_id, after(days=1))
    with pytest.raises(NotFound):
        change_name_of(clinic, ada, SYSTEM, "Nobody", "Why not.", 0, after(days=1))
    with pytest.raises(Invalid, match="at your account"):
        change_name_of(clinic, ada, ada.person_id, "Nobody", "Why not.", 0, after(days=1))
