"""Notes are kept with the words they are about; saving, removing and putting back lose nothing of them."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from tests.support.care_course import PRESENCE, ROUTES, SCREENING, care_course, module_file
from tests.support.clinic import COURSE, ILSE, SVEN, actor_of, after, publish
from trainer.access import Actor
from trainer.actions import noting
from trainer.actions.noting import Draft
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.storage.database import Database
from trainer.storage.notes import Note, NoteRow, SectionMark

TALK = "The room is quiet. Say what you see, and say it slowly. Then wait. Say what you see when they come back."


@pytest.fixture
def talk(clinic: Database) -> Database:
    """The clinic with a module whose section has some text."""
    publish(clinic, presence(TALK), after(minutes=1))
    return clinic


def presence(text: str) -> dict[str, bytes]:
    return care_course(
        {"curriculum/sessions/presence.md": module_file("Presence", "S1", f"## The return {{#return}}\n\n{text}\n")}
    )


def add(database: Database, actor: Actor, words: str = "", quote: str = "", **more: str) -> UUID:
    draft = Draft(words=words, quote=quote, **more)
    return noting.add_note(database, actor, COURSE, PRESENCE, "return", draft, after(hours=1))


def kept(database: Database) -> list[Note]:
    with database.reading() as session:
        return list(session.scalars(select(Note).order_by(Note.created_at)))


def refused(error: pytest.ExceptionInfo[Invalid]) -> tuple[tuple[str, str], ...]:
    return error.value.problems


def test_a_note_is_kept_with_the_words_of_the_section_and_what_stands_around_them(talk: Database, maren: Actor) -> None:
    add(talk, maren, " Ask Sven. \r\n", "say  what you\nsee", before="Then wait. ", after=" when they")

    [note] = kept(talk)
    assert (note.section, note.quote, note.words, note.number) == ("return", "Say what you see", "Ask Sven.", 1)
    assert note.before == "ee, and say it slowly. Then wait. "[-32:]
    assert note.after == " when they come back."


def test_without_surroundings_the_first_place_counts(talk: Database, maren: Actor) -> None:
    add(talk, maren, quote="Say what you see")
    assert kept(talk)[0].before == "The room is quiet. "


def test_the_same_note_sent_twice_is_one(talk: Database, maren: Actor) -> None:
    assert add(talk, maren, "Ask.") == add(talk, maren, "Ask.")
    assert add(talk, maren, quote="Then wait") == add(talk, maren, quote="Then wait")
    assert len(kept(talk)) == 2


@pytest.mark.parametrize(
    ("words", "quote", "problem"),
    [
        ("", "", ("words", "Write something, or say which words to highlight.")),
        ("\u202e \x00\n", " ", ("words", "Write something, or say which words to highlight.")),
        (
            "x" * 5001,
            "",
            ("words", "A note has at most 5,000 characters; this one has 5,001. Shorten it, or make two."),
        ),
        (
            "x",
            "y" * 1001,
            ("quote", "A passage has at most 1,000 characters; this one has 1,001. Choose less of it."),
        ),
        (
            "x",
            "words from elsewhere",
            ("quote", "These words are not in this section. Copy them from its text, or leave this empty."),
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(
    talk: Database, maren: Actor, words: str, quote: str, problem: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as error:
        add(talk, maren, words, quote)
    assert refused(error) == (problem,)
    assert kept(talk) == []


def test_the_longest_note_and_the_longest_passage_are_kept(clinic: Database, maren: Actor) -> None:
    long = "word " * 199 + "words"
    publish(clinic, presence(long), after(minutes=1))
    add(clinic, maren, "🙂" * 5000, long)
    assert (len(kept(clinic)[0].words), len(kept(clinic)[0].quote)) == (5000, 1000)


def test_a_module_takes_five_hundred_notes(talk: Database, maren: Actor) -> None:
    first = kept_after(talk, add(talk, maren, "First"))
    with talk.writing() as session:
        columns = {c.name: getattr(first, c.name) for c in Note.__table__.columns}
        session.add_all(Note(**{**columns, "id": uuid4(), "words": f"Note {n}"}) for n in range(499))
        session.commit()

    with pytest.raises(Invalid) as error:
        add(talk, maren, "One more")
    assert refused(error) == (
        ("words", "There are 500 notes in this module already. Remove one that you no longer need."),
    )
    assert add(talk, maren, "First") == first.id
    noting.remove_note(talk, maren, COURSE, first.id, after(hours=2))
    add(talk, maren, "One more")


def kept_after(database: Database, note_id: UUID) -> Note:
    return next(note for note in kept(database) if note.id == note_id)


def test_notes_are_made_only_where_one_may_read(clinic: Database, maren: Actor) -> None:
    draft = Draft(words="x")
    with pytest.raises(NotAllowed):
        noting.add_note(clinic, maren, COURSE, SCREENING, "heart", draft, after())
    with pytest.raises(NotAllowed):
        noting.mark_section(clinic, maren, COURSE, SCREENING, "heart", after())
    for module, section in ((ROUTES, "nowhere"), (ROUTES, "heart"), ("sessions/none", "return")):
        with pytest.raises(NotFound):
            noting.add_note(clinic, maren, COURSE, module, section, draft, after())
        with pytest.raises(NotFound):
            noting.mark_section(clinic, maren, COURSE, module, section, after())
    for staff in (ILSE, SVEN):
        with pytest.raises(NotFound):
            noting.add_note(clinic, actor_of(clinic, staff), COURSE, ROUTES, "peak", draft, after())


def test_saving_changes_the_words_and_the_number(talk: Database, maren: Actor) -> None:
    note_id = add(talk, maren, "Ask.", "Then wait")
    later = after(hours=3)
    noting.change_note(talk, maren, COURSE, note_id, "Ask twice.", 1, later)
    noting.change_note(talk, maren, COURSE, note_id, "Ask twice.", 1, after(hours=4))  # a double click

    [note] = kept(talk)
    assert (note.words, note.number, note.changed_at) == ("Ask twice.", 2, later.at)
    assert note.created_at == later.at - timedelta(hours=2)


def test_a_second_tab_overwrites_nothing(talk: Database, maren: Actor) -> None:
    note_id = add(talk, maren, "Ask.")
    noting.change_note(talk, maren, COURSE, note_id, "From the first tab", 1, after(hours=2))
    with pytest.raises(Stale) as error:
        noting.change_note(talk, maren, COURSE, note_id, "From the second tab", 1, after(hours=2))

    assert isinstance(error.value.current, NoteRow)
    assert error.value.current.words == kept(talk)[0].words == "From the first tab"


def test_a_note_may_lose_its_words_but_not_everything(talk: Database, maren: Actor) -> None:
    with_passage, without = add(talk, maren, "Ask.", "Then wait"), add(talk, maren, "Ask.")
    noting.change_note(talk, maren, COURSE, with_passage, " ", 1, after(hours=2))
    with pytest.raises(Invalid) as error:
        noting.change_note(talk, maren, COURSE, without, " ", 1, after(hours=2))

    assert refused(error) == (("words", "Nothing would be left of this note. Write something, or remove it."),)
    assert sorted(note.words for note in kept(talk)) == ["", "Ask."]


def test_a_removed_note_is_nowhere_and_can_be_put_back_as_it_was(talk: Database, maren: Actor) -> None:
    note_id = add(talk, maren, "Ask.", "Then wait")
    was = kept(talk)[0]
    publish(talk, presence("Nothing of it is left."), after(hours=2))
    row = noting.remove_note(talk, maren, COURSE, note_id, after(hours=3))
    assert kept(talk) == []
    with pytest.raises(NotFound):
        noting.remove_note(talk, maren, COURSE, note_id, after(hours=3))

    draft = Draft(words=row.words, quote=row.quote, before=row.before, after=row.after)
    again = [
        noting.put_back(talk, maren, COURSE, row.document_id, row.edition, row.section, draft, after(hours=4))
        for _ in range(2)
    ]
    assert again[0] == again[1]
    [note] = kept(talk)
    for name in ("document_id", "revision_id", "edition_id", "section", "quote", "before", "after", "words"):
        assert getattr(note, name) == getattr(was, name)


def test_only_what_was_published_can_be_put_back(talk: Database, maren: Actor) -> None:
    row = noting.remove_note(talk, maren, COURSE, add(talk, maren, "Ask."), after(hours=3))
    draft = Draft(words="Ask.")
    for document_id, edition, section in (
        (uuid4(), row.edition, row.section),
        (row.document_id, 99, row.section),
        (row.document_id, row.edition, "x" * 300),
        (row.document_id, row.edition, "re\u202eturn"),
    ):
        with pytest.raises(NotFound):
            noting.put_back(talk, maren, COURSE, document_id, edition, section, draft, after(hours=4))
    with pytest.raises(Invalid):
        noting.put_back(talk, maren, COURSE, row.document_id, row.edition, row.section, Draft(), after(hours=4))


def test_nobody_else_reaches_a_note(talk: Database, maren: Actor, jonas: Actor, sven: Actor) -> None:
    note_id = add(talk, maren, "Ask.")
    for other in (jonas, sven, actor_of(talk, ILSE)):
        with pytest.raises(NotFound):
            noting.change_note(talk, other, COURSE, note_id, "Mine now", 1, after(hours=2))
        with pytest.raises(NotFound):
            noting.remove_note(talk, other, COURSE, note_id, after(hours=2))
    assert [note.words for note in kept(talk)] == ["Ask."]


def test_a_section_is_marked_once_and_the_mark_taken_away(talk: Database, maren: Actor, jonas: Actor) -> None:
    for _ in range(2):
        noting.mark_section(talk, maren, COURSE, PRESENCE, "return", after(hours=1))
    noting.mark_section(talk, jonas, COURSE, PRESENCE, "return", after(hours=1))
    assert marks(talk) == 2
    for _ in range(2):
        noting.unmark_section(talk, maren, COURSE, PRESENCE, "return", after(hours=2))
    assert marks(talk) == 1


def marks(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(SectionMark)) or 0
