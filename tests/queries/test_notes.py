"""Where notes stand after the text was changed, and how they are listed."""

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.support.care_course import PRESENCE, ROUTES, SCREENING, care_course, module_file
from tests.support.clinic import COURSE, ILSE, actor_of, after, publish
from trainer.access import Actor
from trainer.actions import noting, reading
from trainer.actions.noting import Draft
from trainer.curriculum.anchoring import Standing
from trainer.errors import NotFound
from trainer.queries.home import home_page
from trainer.queries.module import ModulePage, module_page
from trainer.queries.notes import NotesPage, OwnNotes, note_page, notes_page, section_notes
from trainer.storage.content import Document
from trainer.storage.database import Database

RETURN = "The room is quiet. Say what you see, and say it slowly. Then wait until they look at you."
AFTERWARDS = "Write down what was said before you speak to anybody else."


def presence(*sections: tuple[str, str]) -> dict[str, bytes]:
    body = "".join(f"## {name.capitalize()} {{#{name}}}\n\n{text}\n\n" for name, text in sections)
    return care_course({"curriculum/sessions/presence.md": module_file("Presence", "S1", body)})


@pytest.fixture
def talk(clinic: Database) -> Database:
    """The clinic with a module of two sections."""
    publish(clinic, presence(("return", RETURN), ("afterwards", AFTERWARDS)), after(minutes=1))
    return clinic


def add(database: Database, actor: Actor, words: str = "", quote: str = "", section: str = "return") -> None:
    noting.add_note(
        database, actor, COURSE, PRESENCE, section, Draft(words=words, quote=quote), after(hours=1, seconds=len(words))
    )


def own(database: Database, actor: Actor) -> OwnNotes:
    with database.reading() as session:
        page = module_page(session, database, actor, COURSE, PRESENCE, after(hours=3))
    assert isinstance(page, ModulePage)
    assert page.own is not None
    return page.own


def listed(database: Database, actor: Actor, *, marks_only: bool = False) -> NotesPage:
    with database.reading() as session:
        return notes_page(session, database, actor, COURSE, after(hours=3), marks_only=marks_only)


def as_shown(page: NotesPage) -> list[tuple[str, str, bool, list[str]]]:
    return [
        (module.title, section.title, section.is_marked, [note.words or note.quote.words for note in section.notes])
        for module in page.modules
        for section in module.sections
    ]


def test_notes_stand_in_their_section_in_the_order_of_the_text(talk: Database, maren: Actor, jonas: Actor) -> None:
    add(talk, maren, "On all of it")
    add(talk, maren, "later", "Then wait")
    add(talk, maren, "sooner", "The room is quiet")
    add(talk, jonas, "not Maren's", "Then wait")

    assert [note.words for note in own(talk, maren).of("return")] == ["sooner", "later", "On all of it"]
    assert {note.standing for note in own(talk, maren).of("return")} == {Standing.HERE}
    assert own(talk, maren).of("afterwards") == ()


def test_a_note_moves_with_its_words(talk: Database, maren: Actor) -> None:
    add(talk, maren, "moved", "say it slowly")
    add(talk, maren, "changed", "Then wait until they look at you")
    add(talk, maren, "gone", "The room is quiet")
    publish(
        talk,
        presence(
            ("return", "Then wait until she looks at you."),
            ("afterwards", "Say what you see, and say it slowly. " + AFTERWARDS),
        ),
        after(hours=2),
    )

    first, second = own(talk, maren).of("return"), own(talk, maren).of("afterwards")
    assert [(note.words, note.standing) for note in first] == [
        ("changed", Standing.CHANGED),
        ("gone", Standing.GONE),
    ]
    assert [(note.words, note.standing, note.made_in) for note in second] == [("moved", Standing.MOVED, "return")]
    assert first[0].quote.words == "Then wait until they look at you"
    assert first[0].now
    assert first[0].now.words == "Then wait until she looks at you"
    assert {note.edition for note in (*first, *second)} == {2}


def test_notes_of_a_section_that_is_gone_are_listed_under_the_module(talk: Database, maren: Actor) -> None:
    add(talk, maren, "on nothing that is left", "say it slowly")
    add(talk, maren, "on the whole section")
    add(talk, maren, quote=AFTERWARDS, section="afterwards")
    noting.mark_section(talk, maren, COURSE, PRESENCE, "return", after(hours=1))
    publish(talk, presence(("begin", "All is new."), ("renamed", AFTERWARDS)), after(hours=2))

    assert [note.words for note in own(talk, maren).lost] == ["on the whole section", "on nothing that is left"]
    assert [note.standing for note in own(talk, maren).of("renamed")] == [Standing.MOVED]
    assert as_shown(listed(talk, maren)) == [
        ("Presence", "Renamed", False, [AFTERWARDS]),
        ("Presence", "", True, []),
        ("Presence", "", False, ["on the whole section", "on nothing that is left"]),
    ]
    noting.unmark_section(talk, maren, COURSE, PRESENCE, "return", after(hours=3))
    assert listed(talk, maren).marks == 0


def test_notes_of_a_module_that_is_retired_stay_in_the_list(talk: Database, maren: Actor) -> None:
    add(talk, maren, "kept", "say it slowly")
    files = care_course()
    without = {path: content for path, content in files.items() if "presence" not in path}
    without["curriculum/course.yml"] = files["curriculum/course.yml"].replace(
        b"  - {id: sessions, title: Sessions, modules: [presence]}\n", b""
    )
    publish(talk, without, after(hours=2))

    page = listed(talk, maren)
    assert as_shown(page) == [("Presence", "", False, ["kept"])]
    assert page.modules[0].key == ""
    [note] = page.modules[0].sections[0].notes
    assert (note.quote.words, note.standing) == ("say it slowly", Standing.GONE)
    with talk.reading() as session:
        alone = note_page(session, talk, maren, COURSE, note.id, after(hours=3))
    assert (alone.module, alone.module_title, alone.section) == ("", "Presence", None)


def test_the_list_can_show_the_marks_only(talk: Database, maren: Actor) -> None:
    add(talk, maren, "a note")
    noting.mark_section(talk, maren, COURSE, PRESENCE, "afterwards", after(hours=1))
    noting.mark_section(talk, maren, COURSE, ROUTES, "peak", after(hours=2))

    assert as_shown(listed(talk, maren)) == [
        ("Routes", "Peak", True, []),
        ("Presence", "Return", False, ["a note"]),
        ("Presence", "Afterwards", True, []),
    ]
    assert as_shown(listed(talk, maren, marks_only=True)) == [
        ("Routes", "Peak", True, []),
        ("Presence", "Afterwards", True, []),
    ]


def test_home_names_the_sections_to_come_back_to(talk: Database, maren: Actor) -> None:
    noting.mark_section(talk, maren, COURSE, PRESENCE, "return", after(hours=1))
    noting.mark_section(talk, maren, COURSE, ROUTES, "peak", after(hours=2))
    with talk.reading() as session:
        page = home_page(session, talk, maren, COURSE, after(hours=3))
    assert [(each.module_title, each.section, each.title) for each in page.marked] == [
        ("Routes", "peak", "Peak"),
        ("Presence", "return", "Return"),
    ]


def test_the_text_before_the_first_section_can_be_noted_too(clinic: Database, maren: Actor) -> None:
    noting.add_note(clinic, maren, COURSE, ROUTES, "_", Draft(quote="An opening"), after(hours=1))
    page = listed(clinic, maren)
    assert as_shown(page) == [("Routes", "Before the first section", False, ["An opening"])]


def test_nothing_is_placed_in_a_module_that_is_not_open_again(clinic: Database, maren: Actor) -> None:
    """What somebody quotes cannot show them more of a module than they may read."""
    reading.finish_section(clinic, maren, COURSE, ROUTES, "peak", after())
    noting.add_note(clinic, maren, COURSE, ROUTES, "summary", Draft(quote="Ask first"), after(hours=1))
    with clinic.reading() as session:
        [module] = notes_page(session, clinic, maren, COURSE, after(hours=3)).modules
        row = module.sections[0].notes[0]
        page = note_page(session, clinic, maren, COURSE, row.id, after(hours=3))
    screening = _document_of(clinic, SCREENING)
    noting.put_back(clinic, maren, COURSE, screening, 1, "heart", Draft(quote="Listen"), after(hours=2))
    [_, closed] = listed(clinic, maren).modules

    assert page.section == "summary"
    assert (closed.key, closed.title) == ("", "Screening")
    assert closed.sections[0].notes[0].now is None


def _document_of(database: Database, module: str) -> UUID:
    with database.reading() as session:
        return session.scalars(select(Document.id).where(Document.path == f"curriculum/{module}.md")).one()


def test_staff_and_strangers_to_the_course_have_no_notes(talk: Database, maren: Actor) -> None:
    add(talk, maren, "private")
    ilse = actor_of(talk, ILSE)
    with talk.reading() as session:
        page = module_page(session, talk, ilse, COURSE, PRESENCE, after(hours=3))
        assert isinstance(page, ModulePage)
        assert page.own is None
        with pytest.raises(NotFound):
            notes_page(session, talk, ilse, COURSE, after(hours=3))
        with pytest.raises(NotFound):
            section_notes(session, talk, ilse, COURSE, PRESENCE, "return", after(hours=3))


def test_nobody_opens_anothers_note(talk: Database, maren: Actor, jonas: Actor, sven: Actor) -> None:
    add(talk, maren, "private")
    [note] = own(talk, maren).of("return")
    for other in (jonas, sven, actor_of(talk, ILSE)):
        with talk.reading() as session, pytest.raises(NotFound):
            note_page(session, talk, other, COURSE, note.id, after(hours=3))
    assert listed(talk, jonas).modules == ()
