"""The history of a document: what was published and saved of it, alone and beside each other."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.support.care_course import care_course
from tests.support.changed_module import publish_routes
from tests.support.clinic import COURSE, ILSE, MAREN, NILS, actor_of, after, publish
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions import drafting
from trainer.actions.drafting import Seen
from trainer.curriculum.change import Change
from trainer.curriculum.differences import Differs
from trainer.curriculum.differences_sections import Fate
from trainer.errors import NotFound
from trainer.queries.history import HistoryPage, history_page
from trainer.queries.history_texts import DifferencePage, TextPage, difference_page, text_page
from trainer.queries.writing import writing_page
from trainer.storage.database import Database

ROUTES = "curriculum/pharmacology/routes.md"
FIGURE = "curriculum/figures/routes.svg"
NEW = "curriculum/pharmacology/half-lives.md"
SOON = ("Ask first.", "Ask soon.")


@pytest.fixture
def ilse(clinic: Database) -> Actor:
    """An instructor."""
    return actor_of(clinic, ILSE)


def history(database: Database, actor: Actor, path: str = ROUTES, *, all_saved: bool = False) -> HistoryPage:
    with database.reading() as session:
        return history_page(session, database, actor, COURSE, path, all_saved=all_saved)


def text(database: Database, actor: Actor, name: str, path: str = ROUTES) -> TextPage:
    with database.reading() as session:
        return text_page(session, database, actor, COURSE, path, name)


def difference(
    database: Database, actor: Actor, old: str, new: str, path: str = ROUTES, *, rendered: bool = False
) -> DifferencePage:
    with database.reading() as session:
        return difference_page(session, database, actor, COURSE, path, (old, new), rendered=rendered)


def write(database: Database, actor: Actor, old: str, new: str, path: str = ROUTES) -> None:
    with database.reading() as session:
        shown = writing_page(session, actor, COURSE, path)
    seen = Seen(version=shown.version, revision=shown.revision)
    assert old in shown.text
    drafting.save(database, actor, COURSE, path, shown.text.replace(old, new), seen, after(hours=1))


def changed(page: DifferencePage) -> dict[str, tuple[Fate, list[str]]]:
    """Each section with its fate, and the words that stand in its changed stretches now."""
    return {
        section.id: (
            section.fate,
            [str(each.now.striptags()) for each in section.stretches if isinstance(each, Differs) and each.now],
        )
        for section in page.sections or ()
    }


def test_every_revision_stands_with_who_when_why_and_whence(clinic: Database, ilse: Actor) -> None:
    publish_routes(clinic, SOON, day=1, change=Change.MATERIAL, note="Sooner.")
    write(clinic, ilse, "Ask soon.", "Ask now.")
    write(clinic, ilse, "Ask now.", "Ask at once.")

    page = history(clinic, ilse)

    assert (page.document.title, page.document.module, page.can_compare) == ("Routes", "pharmacology/routes", True)
    assert [
        (row.name, row.edition, row.at, row.author, row.note, row.change, row.origin, row.is_current, row.is_begun_from)
        for row in page.revisions
    ] == [
        ("r2", 2, after(days=1).at, "the platform", "Sooner.", "material", "folder", True, True),
        ("r1", 1, after(days=-1).at, "the platform", "", "", "folder", False, False),
    ]
    assert [row.size for row in page.revisions] == [
        len(care_course()[ROUTES]) - 1,
        len(care_course()[ROUTES]),
    ]
    assert [(row.name, row.author, row.is_draft) for row in page.saved] == [("v2", "Ilse", True), ("v1", "Ilse", False)]
    assert (page.saved_in_all, page.seen_version) == (2, 2)


def test_a_revision_stands_with_the_first_edition_that_held_it(clinic: Database, ilse: Actor) -> None:
    glossary = "troche:\n  term: Troche\n  definition: Sweet.\n"
    publish(clinic, care_course({"curriculum/glossary.yml": glossary}), after())

    assert [(row.number, row.edition) for row in history(clinic, ilse).revisions] == [(1, 1)]


def test_a_figure_has_its_digest_and_size_and_no_texts(clinic: Database, ilse: Actor) -> None:
    page = history(clinic, ilse, FIGURE)

    [only] = page.revisions
    assert (len(only.digest), only.size, page.can_compare) == (64, len(care_course()[FIGURE]), False)
    with pytest.raises(NotFound):
        text(clinic, ilse, "r1", FIGURE)


def test_what_was_only_saved_has_a_history_too(clinic: Database, ilse: Actor) -> None:
    seen = Seen(version=0, revision=None)
    drafting.save(clinic, ilse, COURSE, NEW, "Half-lives.\n", seen, after())
    drafting.give_up(clinic, ilse, COURSE, NEW, 1, after(hours=1))

    page = history(clinic, ilse, NEW)

    assert (page.revisions, [(row.name, row.is_draft) for row in page.saved]) == ((), [("v1", False)])
    assert (page.seen_version, page.seen_revision) == (0, None)


def test_forty_saved_versions_are_shown_until_all_are_asked_for(clinic: Database, ilse: Actor) -> None:
    for number in range(42):
        write(clinic, ilse, "Ask", f"{number} Ask")

    few, every = history(clinic, ilse), history(clinic, ilse, all_saved=True)

    assert (len(few.saved), few.saved[-1].name, few.saved_in_all) == (40, "v3", 42)
    assert (len(every.saved), every.saved[-1].name) == (42, "v1")


def test_the_history_takes_as_many_statements_however_much_there_is(
    clinic: Database, ilse: Actor, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    def taken() -> int:
        history(clinic, ilse)
        with count_statements(clinic) as statements:
            history(clinic, ilse)
        return len(statements)

    before = taken()
    for day in range(1, 5):
        publish_routes(clinic, ("Ask first.", f"Ask {day} times."), day=day)
        write(clinic, ilse, "An opening", f"An opening {day}")

    assert before == taken() == 5


def test_reading_and_comparing_texts_take_as_many_statements_as_before(
    clinic: Database, ilse: Actor, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    publish_routes(clinic, SOON, day=1)
    write(clinic, ilse, "Ask soon.", "Ask now.")

    def taken(look: Callable[[], object]) -> int:
        look()
        with count_statements(clinic) as statements:
            look()
        return len(statements)

    assert taken(lambda: text(clinic, ilse, "r1")) == 4
    assert taken(lambda: difference(clinic, ilse, "r1", "r2")) == 4
    assert taken(lambda: difference(clinic, ilse, "r1", "r2", rendered=True)) == 4
    assert taken(lambda: difference(clinic, ilse, "r1", "v1", rendered=True)) == 7


@pytest.mark.parametrize("path", ["curriculum/nowhere.md", "nothing", "curriculum/sea/tide.md", "../routes.md"])
def test_what_is_no_document_of_the_course_has_no_history(clinic: Database, ilse: Actor, path: str) -> None:
    with pytest.raises(NotFound):
        history(clinic, ilse, path)


def test_those_who_may_not_author_the_course_see_nothing_of_it(clinic: Database) -> None:
    for address in (NILS, MAREN):
        actor = actor_of(clinic, address)
        for look in (
            lambda actor=actor: history(clinic, actor),
            lambda actor=actor: text(clinic, actor, "r1"),
            lambda actor=actor: difference(clinic, actor, "r1", "r1"),
        ):
            with pytest.raises(NotFound):
                look()


def test_a_text_is_shown_as_it_was_written(clinic: Database, ilse: Actor) -> None:
    publish_routes(clinic, SOON, day=1)

    page = text(clinic, ilse, "r1")

    assert page.lines == tuple(care_course()[ROUTES].decode().splitlines())
    assert (page.mark.number, page.mark.is_revision, page.mark.author) == (1, True, "the platform")
    assert (page.standing.version, page.standing.revision) == (0, history(clinic, ilse).seen_revision)


@pytest.mark.parametrize("name", ["r3", "v1", "r0", "", "latest", "r99999999999999999999", "rone", "R1"])
def test_what_is_not_kept_is_not_found(clinic: Database, ilse: Actor, name: str) -> None:
    with pytest.raises(NotFound):
        text(clinic, ilse, name)
    with pytest.raises(NotFound):
        difference(clinic, ilse, "r1", name)


def test_two_revisions_differ_by_lines_and_words(clinic: Database, ilse: Actor) -> None:
    publish_routes(clinic, SOON, day=1)

    found = difference(clinic, ilse, "r1", "r2").text

    assert found is not None
    assert (found.gone, found.come) == (1, 1)
    lines = [line for passage in found.passages for line in passage.lines if line.fate.value == "come"]
    assert [(run.words, run.is_marked) for run in lines[0].runs] == [("Ask ", False), ("soon", True), (".", False)]


def test_two_revisions_of_a_module_differ_as_readers_see_them(clinic: Database, ilse: Actor) -> None:
    publish_routes(clinic, SOON, ("## Onset {#onset}", "## The onset {#onset}"), day=1)

    page = difference(clinic, ilse, "r1", "r2", rendered=True)

    assert page.text is None
    assert changed(page) == {"onset": (Fate.CHANGED, []), "summary": (Fate.CHANGED, ["Ask added: soon."])}
    [onset, _] = page.sections or ()
    assert (onset.was_called, onset.title) == ("Onset", "The onset")


def test_a_draft_is_compared_with_what_is_published_as_readers_will_see_it(clinic: Database, ilse: Actor) -> None:
    write(clinic, ilse, "## Summary", "## New {#new}\n\nWords.\n\n## Summary")
    write(clinic, ilse, "Ask first.", "Ask soon.")

    page = difference(clinic, ilse, "r1", "v2", rendered=True)

    assert changed(page) == {"new": (Fate.NEW, ["Words."]), "summary": (Fate.CHANGED, ["Ask added: soon."])}


def test_where_a_draft_makes_no_page_its_text_is_compared(clinic: Database, ilse: Actor) -> None:
    write(clinic, ilse, "---\ntitle: Routes", "title: Routes")

    page = difference(clinic, ilse, "r1", "v1", rendered=True)

    assert page.why_not_rendered.startswith("Saved version 1 cannot be shown as a page")
    assert page.sections is None
    assert page.text is not None


def test_only_modules_are_compared_as_pages(clinic: Database, ilse: Actor) -> None:
    write(clinic, ilse, "pass_mark: 70", "pass_mark: 71", "quizzes/routes.yml")

    page = difference(clinic, ilse, "r1", "v1", "quizzes/routes.yml", rendered=True)

    assert (page.can_render, page.sections) == (False, None)
    assert page.text is not None
    assert page.text.come == 1
