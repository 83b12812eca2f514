"""A trainee writes a reflection, keeps it for whom they choose, and nobody else ever reads it."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from tests.support.beyond_modules import FIRST_SESSION, ask_for_more
from tests.support.clinic import COURSE, IDA, actor_of, after, enrolment_of
from trainer.access import Actor
from trainer.actions import reflecting
from trainer.actions.folding import verify
from trainer.actions.reflecting import Written
from trainer.errors import Invalid, NotFound, Stale
from trainer.storage.content import AuditEntry
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.ledger import OverruledWarning
from trainer.storage.people import Words
from trainer.storage.reflection_rows import draft_of
from trainer.storage.reflections import ReflectionDraft
from trainer.storage.signing_off import Entry
from trainer.storage.standings import stored_standings
from trainer.tiers import Tier

WORDS = "I wanted to speak, and stayed silent."


@pytest.fixture
def asked(clinic: Database) -> Database:
    """The clinic, whose course asks for two reflections."""
    return ask_for_more(clinic)


def written(
    words: str = WORDS, tier: Tier = Tier.MENTOR, *, draft: int = 0, version: int = 0, because: str = ""
) -> Written:
    return Written(words=words, tier=tier, draft=draft, version=version, because=because)


def save(database: Database, actor: Actor, what: Written, minute: int = 1) -> int:
    return reflecting.save_draft(database, actor, COURSE, "first-session", what, after(minutes=minute))


def keep(database: Database, actor: Actor, what: Written, minute: int = 5) -> None:
    reflecting.keep(database, actor, COURSE, "first-session", what, after(minutes=minute))


def versions(database: Database) -> Sequence[tuple[int, str | None, str | None]]:
    with database.reading() as session:
        rows = session.execute(
            select(Entry.number, Entry.tier, Words.words)
            .join(Words, Entry.text_id == Words.id)
            .where(Entry.item == FIRST_SESSION)
            .order_by(Entry.number)
        )
        return [(row.number, row.tier, row.words) for row in rows]


def draft(database: Database, actor: Actor) -> tuple[str, Tier, int] | None:
    with database.reading() as session:
        found = draft_of(session, enrolment_of(database, actor), FIRST_SESSION)
    return (found.words, found.tier, found.number) if found else None


def is_done(database: Database, actor: Actor) -> bool:
    assert list(verify(database, after(hours=1))) == []
    with database.reading() as session:
        enrolment = enrolment_by_id(session, enrolment_of(database, actor), after().today)
        assert enrolment is not None
        stored = stored_standings(session, enrolment)
    return stored is not None and stored.requirement(FIRST_SESSION).completed_at is not None


def test_what_is_written_survives_and_is_not_kept_yet(asked: Database, maren: Actor) -> None:
    assert save(asked, maren, written("I wan")) == 1
    assert save(asked, maren, written(WORDS, Tier.PRIVATE, draft=1)) == 2

    assert draft(asked, maren) == (WORDS, Tier.PRIVATE, 2)
    assert versions(asked) == []
    assert not is_done(asked, maren)


def test_saving_the_same_twice_changes_nothing_and_saving_nothing_removes_the_draft(
    asked: Database, maren: Actor
) -> None:
    assert save(asked, maren, written(draft=0)) == 1
    assert save(asked, maren, written(draft=0)) == 1
    assert save(asked, maren, written("  \n", draft=1)) == 0

    assert draft(asked, maren) is None


def test_a_page_that_is_behind_overwrites_nothing(asked: Database, maren: Actor) -> None:
    save(asked, maren, written("From the first page."))

    with pytest.raises(Stale):
        save(asked, maren, written("From the second page.", draft=0))
    with pytest.raises(Stale):
        keep(asked, maren, written("From the second page.", draft=0))

    assert draft(asked, maren) == ("From the first page.", Tier.MENTOR, 1)
    assert versions(asked) == []


def test_keeping_completes_the_requirement_and_ends_the_draft(asked: Database, maren: Actor) -> None:
    save(asked, maren, written())

    keep(asked, maren, written(draft=1))
    keep(asked, maren, written(draft=1))

    assert versions(asked) == [(1, "mentor", WORDS)]
    assert draft(asked, maren) is None
    assert is_done(asked, maren)


def test_earlier_versions_stay_as_facts(asked: Database, maren: Actor) -> None:
    keep(asked, maren, written())
    keep(asked, maren, written("I spoke too soon.", version=1), 6)

    with pytest.raises(Stale):
        keep(asked, maren, written("From an old page.", version=1), 7)

    assert versions(asked) == [(1, "mentor", WORDS), (2, "mentor", "I spoke too soon.")]


def test_its_writer_lets_fewer_read_it_and_the_words_stay_the_same(asked: Database, maren: Actor) -> None:
    keep(asked, maren, written(tier=Tier.PROGRAMME))

    reflecting.choose_readers(asked, maren, COURSE, "first-session", Tier.PRIVATE, 1, after(minutes=6))
    reflecting.choose_readers(asked, maren, COURSE, "first-session", Tier.PRIVATE, 1, after(minutes=7))

    assert versions(asked) == [(1, "programme", WORDS), (2, "private", WORDS)]
    with asked.reading() as session:
        assert len(session.scalars(select(Words.id).where(Words.kind == "reflection")).all()) == 1


def test_readers_are_not_chosen_by_a_page_that_has_not_seen_the_latest_words(asked: Database, maren: Actor) -> None:
    keep(asked, maren, written(tier=Tier.PRIVATE))
    keep(asked, maren, written("More than I want to share.", Tier.PRIVATE, version=1), 6)

    with pytest.raises(Stale):
        reflecting.choose_readers(asked, maren, COURSE, "first-session", Tier.PROGRAMME, 1, after(minutes=7))

    assert versions(asked)[-1] == (2, "private", "More than I want to share.")


@pytest.mark.parametrize("words", ["", " \n ", "x" * 12_001])
def test_nothing_and_too_much_are_not_kept(asked: Database, maren: Actor, words: str) -> None:
    with pytest.raises(Invalid) as raised:
        keep(asked, maren, written(words))

    assert [field for field, _ in raised.value.problems] == ["words"]
    assert versions(asked) == []


def test_what_could_tell_who_a_client_is_asks_for_a_reason(asked: Database, maren: Actor) -> None:
    telling = "On 3 March 2026 I met Anna Berg."

    with pytest.raises(Invalid) as raised:
        keep(asked, maren, written(telling))
    assert [field for field, _ in raised.value.problems] == ["words", "because"]
    assert "“Anna Berg” looks like somebody’s name" in raised.value.problems[0][1]
    assert versions(asked) == []

    keep(asked, maren, written(telling, because="She is the author of a book."))

    assert versions(asked) == [(1, "mentor", telling)]
    with asked.reading() as session:
        kept = session.execute(
            select(OverruledWarning.found, Words.words).join(Words, OverruledWarning.text_id == Words.id)
        ).one()
    assert (kept.found, kept.words) == (2, "She is the author of a book.")


def test_what_nobody_asks_for_and_who_is_not_enrolled_write_nothing(asked: Database, sven: Actor, maren: Actor) -> None:
    with pytest.raises(NotFound):
        reflecting.keep(asked, maren, COURSE, "never-asked", written(), after(minutes=1))
    with pytest.raises(NotFound):
        reflecting.save_draft(asked, sven, COURSE, "first-session", written(), after(minutes=1))
    with pytest.raises(NotFound):
        reflecting.choose_readers(asked, maren, COURSE, "first-session", Tier.MENTOR, 0, after(minutes=1))


def test_the_audit_log_holds_no_word_and_no_tier(asked: Database, maren: Actor) -> None:
    save(asked, maren, written())
    keep(asked, maren, written(draft=1))
    reflecting.choose_readers(asked, maren, COURSE, "first-session", Tier.PRIVATE, 1, after(minutes=6))

    with asked.reading() as session:
        entries = session.execute(
            select(AuditEntry.event, AuditEntry.subject).where(AuditEntry.actor_id == maren.person_id)
        ).all()
    subject = f"enrolment:{enrolment_of(asked, maren)} {FIRST_SESSION}"
    assert [(row.event, row.subject) for row in entries if "reflection" in row.event] == [
        ("record:reflection:kept", subject),
        ("record:reflection:readers", subject),
    ]


def test_drafts_of_different_people_are_apart(asked: Database, maren: Actor) -> None:
    ida = actor_of(asked, IDA)
    save(asked, maren, written("Maren's."))
    save(asked, ida, written("Ida's."))

    assert draft(asked, maren) == ("Maren's.", Tier.MENTOR, 1)
    assert draft(asked, ida) == ("Ida's.", Tier.MENTOR, 1)
    with asked.reading() as session:
        assert len(session.scalars(select(ReflectionDraft.id)).all()) == 2
