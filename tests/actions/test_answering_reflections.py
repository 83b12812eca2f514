"""Those whom its writer let read a reflection answer it; nobody else learns that it is there."""

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.support.beyond_modules import FIRST_SESSION, ask_for_more
from tests.support.clinic import ADA, COURSE, DORA, ILSE, actor_of, after, enrolment_of
from trainer.access import Actor
from trainer.actions import answering_reflections, placing, reflecting
from trainer.actions.reflecting import Written
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.people import Words
from trainer.storage.reflections import ReflectionReply
from trainer.storage.signing_off import Entry
from trainer.tiers import Tier


@pytest.fixture
def asked(clinic: Database) -> Database:
    """The clinic, whose course asks for two reflections."""
    return ask_for_more(clinic)


def kept(database: Database, maren: Actor, tier: Tier, words: str = "I stayed silent.", version: int = 0) -> UUID:
    written = Written(words=words, tier=tier, draft=0, version=version)
    reflecting.keep(database, maren, COURSE, "first-session", written, after(minutes=version + 1))
    with database.reading() as session:
        found = select(Entry.id).where(Entry.item == FIRST_SESSION, Entry.number == version + 1)
        return session.scalars(found).one()


def answers(database: Database) -> list[tuple[int, str | None]]:
    with database.reading() as session:
        rows = session.execute(
            select(ReflectionReply.number, Words.words)
            .join(Words, ReflectionReply.text_id == Words.id)
            .order_by(ReflectionReply.number)
        )
        return [(row.number, row.words) for row in rows]


def test_a_mentor_answers_and_a_double_click_answers_once(asked: Database, maren: Actor, sven: Actor) -> None:
    entry = kept(asked, maren, Tier.MENTOR)

    answering_reflections.answer(asked, sven, entry, " What held you back? ", 0, after(hours=1))
    with pytest.raises(Stale):
        answering_reflections.answer(asked, sven, entry, "Something else.", 0, after(hours=1))
    answering_reflections.answer(asked, sven, entry, "What held you back?", 0, after(hours=1))

    assert answers(asked) == [(1, "What held you back?")]


def test_what_was_decided_about_others_keeps_nobody_from_their_mentor(
    asked: Database, maren: Actor, jonas: Actor, sven: Actor
) -> None:
    placing.pause(asked, sven, enrolment_of(asked, jonas), "On leave.", 1, after())
    entry = kept(asked, maren, Tier.MENTOR)
    of_jonas = Written(words="I stayed silent too.", tier=Tier.MENTOR, draft=0, version=0)
    reflecting.keep(asked, jonas, COURSE, "first-session", of_jonas, after(minutes=1))

    answering_reflections.answer(asked, sven, entry, "What held you back?", 0, after(hours=1))

    assert answers(asked) == [(1, "What held you back?")]


@pytest.mark.parametrize("tier", list(Tier))
def test_who_may_not_read_it_neither_opens_nor_answers_it(
    asked: Database, maren: Actor, jonas: Actor, sven: Actor, tier: Tier
) -> None:
    entry = kept(asked, maren, tier)
    dora, ada, ilse = (actor_of(asked, address) for address in (DORA, ADA, ILSE))
    strangers = {
        Tier.PRIVATE: (sven, dora, ada, ilse, jonas),
        Tier.MENTOR: (dora, ada, ilse, jonas),
        Tier.PROGRAMME: (dora, ilse, jonas),
    }

    for actor in strangers[tier]:
        with pytest.raises(NotFound):
            answering_reflections.note_opened(asked, actor, entry, after(hours=1))
        with pytest.raises(NotFound):
            answering_reflections.answer(asked, actor, entry, "I should not be here.", 0, after(hours=1))

    assert answers(asked) == []


def test_nobody_answers_once_it_is_private_or_replaced(asked: Database, maren: Actor, sven: Actor) -> None:
    first = kept(asked, maren, Tier.MENTOR)
    second = kept(asked, maren, Tier.MENTOR, "I spoke.", 1)
    reflecting.choose_readers(asked, maren, COURSE, "first-session", Tier.PRIVATE, 2, after(minutes=9))

    for entry in (first, second):
        with pytest.raises(NotFound):
            answering_reflections.answer(asked, sven, entry, "Too late.", 0, after(hours=1))


def test_an_answer_needs_words_and_not_too_many(asked: Database, maren: Actor, sven: Actor) -> None:
    entry = kept(asked, maren, Tier.MENTOR)

    for words in (" ", "x" * 5001):
        with pytest.raises(Invalid):
            answering_reflections.answer(asked, sven, entry, words, 0, after(hours=1))


def test_opening_it_is_recorded_without_a_word_of_it(asked: Database, maren: Actor, sven: Actor) -> None:
    entry = kept(asked, maren, Tier.MENTOR)

    answering_reflections.note_opened(asked, sven, entry, after(hours=1))
    answering_reflections.note_opened(asked, maren, entry, after(hours=1))

    with asked.reading() as session:
        rows = session.execute(
            select(AuditEntry.actor_id, AuditEntry.subject).where(AuditEntry.event.endswith("opened"))
        )
        assert [(row.actor_id, row.subject) for row in rows] == [(sven.person_id, f"entry:{entry}")]
