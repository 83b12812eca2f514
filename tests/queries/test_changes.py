"""What changed in a module, compared with what each person finished of it."""

from sqlalchemy import delete

from tests.support.care_course import ROUTES, SCREENING
from tests.support.changed_module import SUMMARY, complete, publish_routes
from tests.support.clinic import COURSE, ILSE, actor_of, after
from trainer.access import Actor
from trainer.actions import reading
from trainer.actions.confirming import confirm_changes
from trainer.curriculum.change import Change
from trainer.curriculum.differences import Differs
from trainer.curriculum.differences_sections import Fate
from trainer.queries.changes import ChangesPage, SectionChange, changes_page
from trainer.queries.module import ClosedModulePage
from trainer.storage.database import Database
from trainer.storage.learning import StandingRow


def page_of(database: Database, actor: Actor, day: float) -> ChangesPage:
    with database.reading() as session:
        page = changes_page(session, database, actor, COURSE, ROUTES, after(days=day))
    assert isinstance(page, ChangesPage)
    return page


def shown(change: SectionChange) -> tuple[str, Fate, list[tuple[str, str]]]:
    """A section's id, its fate, and what is shown of it in plain words."""
    differing = [each for each in change.stretches if isinstance(each, Differs)]
    plain = [(str(each.before or ""), str(each.now or " ".join(each.words))) for each in differing]
    return change.id, change.fate, plain


def test_the_changed_section_is_shown_with_the_authors_sentence_and_the_others_are_named(
    clinic: Database, maren: Actor
) -> None:
    complete(clinic, maren, after(hours=1))
    publish_routes(clinic, SUMMARY, day=1, note="Calling comes second.")

    page = page_of(clinic, maren, 2)

    heard = '<span class="visually-hidden">added: </span>'
    assert [shown(each) for each in page.changes] == [
        (
            "summary",
            Fate.CHANGED,
            [("<p>Ask first.</p>", f"<p>Ask first<ins>{heard}, then call</ins>.</p>")],
        )
    ]
    assert page.unchanged == ("Peak", "Onset")
    assert page.asks
    assert (page.revision, page.completed_at) == (2, after(hours=1).at)
    since = [(row.number, row.kind, row.note, row.sections, row.at, row.is_since) for row in page.revisions]
    assert since == [
        (2, "material", "Calling comes second.", ("Summary",), after(days=1).at, True),
        (1, "", "", (), after(days=-1).at, False),
    ]


def test_each_section_is_compared_with_the_revision_in_which_it_was_finished_last(
    clinic: Database, maren: Actor
) -> None:
    complete(clinic, maren, after(hours=1))
    publish_routes(clinic, SUMMARY, day=1)
    confirm_changes(clinic, maren, COURSE, ROUTES, 2, after(days=2))
    publish_routes(clinic, ("Ask first.", "Ask first, then call, then note."), day=3)

    page = page_of(clinic, maren, 4)

    [change] = page.changes
    assert shown(change)[2][0][0] == "<p>Ask first, then call.</p>"
    assert page.asks


def test_new_removed_and_renamed_sections_are_shown_as_such(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(hours=1))
    publish_routes(
        clinic,
        ("## Onset {#onset}\n", "## Offset {#offset}\n\nWait for it.\n"),
        ("## Summary {#summary}", "## In short {#summary}"),
        day=1,
    )

    page = page_of(clinic, maren, 2)

    assert [(each.id, str(each.title), each.was_called, each.fate) for each in page.changes] == [
        ("offset", "Offset", None, Fate.NEW),
        ("summary", "In short", "Summary", Fate.CHANGED),
        ("onset", "Onset", None, Fate.REMOVED),
    ]
    assert shown(page.changes[0])[2][0] == ("", "<p>Wait for it.</p>")


def test_what_stands_before_the_first_section_is_compared_too(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(hours=1))
    publish_routes(clinic, ("An opening", "A short opening"), day=1)

    page = page_of(clinic, maren, 2)

    assert [(each.id, each.title, each.fate) for each in page.changes] == [("", None, Fate.CHANGED)]
    assert not page.asks  # no section was changed


def test_a_changed_knowledge_check_is_said_in_words_and_tells_no_key(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(hours=1))
    publish_routes(clinic, ("text: The same peak, why: Most is", "text: The same peak, why: All of it is"), day=1)

    [change] = page_of(clinic, maren, 2).changes

    sentence = "A knowledge check was changed: A patient swallows the troche. What do you expect?"
    assert shown(change) == ("peak", Fate.CHANGED, [("", sentence)])


def test_a_typo_asks_for_nothing_and_its_page_can_be_opened(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(hours=1))
    publish_routes(clinic, SUMMARY, day=1, change=Change.TYPO, note="A comma")

    page = page_of(clinic, maren, 2)

    assert not page.asks
    assert [each.id for each in page.changes] == ["summary"]
    assert [(row.kind, row.note) for row in page.revisions] == [("typo", "A comma"), ("", "")]


def test_who_finished_nothing_sees_the_history_and_nothing_compared(clinic: Database, maren: Actor) -> None:
    publish_routes(clinic, SUMMARY, day=1)

    page = page_of(clinic, maren, 2)

    assert (page.changes, page.compared_with, page.asks) == ((), None, False)
    assert len(page.revisions) == 2


def test_who_is_still_reading_sees_only_what_they_had_read_compared(clinic: Database, maren: Actor) -> None:
    reading.finish_section(clinic, maren, COURSE, ROUTES, "summary", after(hours=1))
    publish_routes(clinic, SUMMARY, ("## Onset {#onset}\n", "## Onset {#onset}\n\nIt begins.\n"), day=1)

    page = page_of(clinic, maren, 2)

    assert [each.id for each in page.changes] == ["summary"]
    assert page.not_read == ("Peak", "Onset")
    assert page.asks


def test_staff_see_the_last_revision_compared_with_the_one_before(clinic: Database) -> None:
    publish_routes(clinic, SUMMARY, day=1)
    publish_routes(clinic, SUMMARY, ("An opening", "A new opening"), day=2)

    page = page_of(clinic, actor_of(clinic, ILSE), 3)

    assert [each.id for each in page.changes] == [""]
    assert not page.asks


def test_a_module_that_is_not_open_tells_nothing_of_its_changes(clinic: Database, maren: Actor) -> None:
    with clinic.reading() as session:
        page = changes_page(session, clinic, maren, COURSE, SCREENING, after(days=1))

    assert isinstance(page, ClosedModulePage)


def test_the_page_is_the_same_where_the_standing_was_thrown_away(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(hours=1))
    publish_routes(clinic, SUMMARY, day=1)
    before = page_of(clinic, maren, 2)
    with clinic.writing() as session:
        session.execute(delete(StandingRow))
        session.commit()

    assert page_of(clinic, maren, 2) == before
