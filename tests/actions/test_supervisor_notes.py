"""Supervisors note something about somebody: for themselves, or for the trainee too."""

import pytest
from sqlalchemy import select

from tests.support.clinic import ADA, COURSE, DORA, ILSE, actor_of, after, enrolment_of
from trainer.access import Actor
from trainer.actions import supervisor_notes
from trainer.errors import Invalid, NotFound, Stale
from trainer.queries.home import standing_page
from trainer.queries.person_notes import NotesAboutPage, notes_about
from trainer.storage.database import Database
from trainer.storage.supervisor_notes import SupervisorNote


def note(database: Database, actor: Actor, of: Actor, words: str, *, shared: bool = False, seen: int = 0) -> None:
    enrolment = enrolment_of(database, of)
    supervisor_notes.add_note(database, actor, enrolment, words, is_shared=shared, seen=seen, now=after(days=1))


def withdraw(database: Database, actor: Actor, of: Actor, reason: str = "It was about somebody else.") -> None:
    note_id = page(database, actor_of(database, ADA), of).notes[0].id
    supervisor_notes.withdraw_note(database, actor, enrolment_of(database, of), note_id, reason, after(days=2))


def page(database: Database, actor: Actor, of: Actor) -> NotesAboutPage:
    with database.reading() as session:
        return notes_about(session, database, actor, enrolment_of(database, of), after(days=3))


def read_by(database: Database, trainee: Actor) -> list[str]:
    with database.reading() as session:
        return [each.words for each in standing_page(session, database, trainee, COURSE, after(days=3)).notes]


def test_a_note_is_read_by_supervisors_and_by_the_trainee_only_where_it_is_shared(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    note(clinic, sven, maren, "  Ask her about the group.\r\nSoon. ")
    note(clinic, sven, maren, "Your questions were good ones.", shared=True, seen=1)

    shown = page(clinic, actor_of(clinic, ADA), maren)
    assert [(each.said.by, each.said.words, each.said.is_shared) for each in shown.notes] == [
        ("Sven", "Your questions were good ones.", True),
        ("Sven", "Ask her about the group.\nSoon.", False),
    ]
    assert read_by(clinic, maren) == ["Your questions were good ones."]


def test_a_double_click_keeps_one_note(clinic: Database, maren: Actor, sven: Actor) -> None:
    note(clinic, sven, maren, "Once.")
    note(clinic, sven, maren, "Once.")

    assert len(page(clinic, sven, maren).notes) == 1


def test_what_another_supervisor_noted_meanwhile_is_no_hindrance(clinic: Database, maren: Actor, sven: Actor) -> None:
    note(clinic, actor_of(clinic, ADA), maren, "Once.")
    note(clinic, sven, maren, "Once.")
    note(clinic, sven, maren, "Twice.")

    assert [each.said.words for each in page(clinic, sven, maren).notes] == ["Twice.", "Once.", "Once."]


def test_the_same_words_can_be_noted_again_later(clinic: Database, maren: Actor, sven: Actor) -> None:
    note(clinic, sven, maren, "Late again.")
    note(clinic, sven, maren, "Late again.", seen=1)

    assert len(page(clinic, sven, maren).notes) == 2


def test_a_withdrawn_note_is_gone_for_the_trainee_and_stands_for_supervisors(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    note(clinic, sven, maren, "Well done.", shared=True)
    withdraw(clinic, sven, maren)
    withdraw(clinic, sven, maren)

    [row] = page(clinic, sven, maren).notes
    assert row.withdrawn is not None
    assert (row.withdrawn.by, row.withdrawn.words) == ("Sven", "It was about somebody else.")
    assert read_by(clinic, maren) == []
    with clinic.reading() as session:
        assert len(session.scalars(select(SupervisorNote)).all()) == 2
    with pytest.raises(Stale):
        withdraw(clinic, actor_of(clinic, ADA), maren, "Another reason.")


def test_a_note_needs_words_and_a_supervisor_of_the_cohort(clinic: Database, maren: Actor, sven: Actor) -> None:
    with pytest.raises(Invalid, match="Write the note"):
        note(clinic, sven, maren, " \n")
    with pytest.raises(Invalid, match="Shorten this"):
        note(clinic, sven, maren, "x" * 2001)
    note(clinic, sven, maren, "Mine.")
    with pytest.raises(Invalid, match="Write in a sentence why"):
        withdraw(clinic, sven, maren, "")
    for actor in (maren, actor_of(clinic, DORA), actor_of(clinic, ILSE)):
        with pytest.raises(NotFound):
            note(clinic, actor, maren, "Not mine.")
        with pytest.raises(NotFound):
            withdraw(clinic, actor, maren)
        with pytest.raises(NotFound):
            page(clinic, actor, maren)
