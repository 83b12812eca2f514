"""What an administrator sees before words are removed, and afterwards."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.support.clinic import ADA, COURSE, ILSE, actor_of, after, publish
from tests.support.drafts import draft
from tests.support.redactions import MODULE, NAME, QUIZ, corrected, named, named_once, redact
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.errors import NotFound
from trainer.queries.history import history_page
from trainer.queries.redaction import RedactionPreview, redaction_preview
from trainer.queries.redactions import redactions_page
from trainer.storage.database import Database


@pytest.fixture
def course(clinic: Database) -> Database:
    """A course in which a patient's name stood in the second edition, and stands no more."""
    return named_once(clinic)


@pytest.fixture
def ada(clinic: Database) -> Actor:
    """The administrator."""
    return actor_of(clinic, ADA)


def preview(database: Database, actor: Actor, words: str = NAME) -> RedactionPreview:
    with database.reading() as session:
        return redaction_preview(session, database, actor, COURSE, words)


def test_every_place_stands_once_with_all_texts_that_read_the_same(course: Database, ada: Actor) -> None:
    files = corrected()
    again = files[MODULE].replace(b"Ask first, always.", b"Ask first, as Hilda\n  Sommer was asked.\n\nSo.")
    publish(course, {**files, MODULE: again}, after(hours=2))
    publish(course, {**files, MODULE: files[MODULE].replace(b"always", b"now")}, after(hours=2))
    page = preview(course, ada)
    assert [(each.path, each.texts) for each in page.places] == [
        (MODULE, (("r2", 36),)),
        (MODULE, (("r4", 36),)),
        (QUIZ, (("r2", 24),)),
    ]
    assert page.places[0].passage.before.endswith("Ask first, as ")
    assert (page.texts, page.is_possible) == (3, True)


def test_what_has_to_be_done_first_is_named(clinic: Database, ada: Actor) -> None:
    page = preview(named(clinic), ada)
    assert page.current == (MODULE, QUIZ)
    assert not page.is_possible
    assert [problem.line for problem in preview(clinic, ada, "swallowed").problems] == [16]


def test_the_words_in_another_form_are_pointed_at(course: Database, ada: Actor) -> None:
    draft(course, after(hours=2), new="\nAs HILDA *Sommer* was.\n")
    page = preview(course, ada)
    assert [(each.path, each.name, each.lines) for each in page.nearly] == [(MODULE, "v1", (38,))]
    assert page.texts == 2


def test_what_was_removed_stands_in_a_list_and_at_each_revision(course: Database, ada: Actor) -> None:
    redact(course, ada)
    with course.reading() as session:
        page = redactions_page(session, course, ada, COURSE)
        history = history_page(session, course, actor_of(course, ILSE), COURSE, MODULE)
    [done] = page.redactions
    assert (done.row.by, done.row.words) == ("Ada", "A patient can be recognised by it.")
    assert [(text.path, text.revision, text.places) for text in done.texts] == [(MODULE, 2, 1), (QUIZ, 2, 1)]
    assert [[row.number for row in each.redactions] for each in history.revisions] == [[], [1], []]
    assert not history.may_redact


@pytest.mark.parametrize("name", [COURSE, "nowhere"])
def test_nobody_else_finds_it(course: Database, name: str) -> None:
    with course.reading() as session, pytest.raises(NotFound):
        redactions_page(session, course, actor_of(course, ILSE), name)
    with pytest.raises(NotFound):
        preview(course, actor_of(course, ILSE))


def test_the_number_of_statements_does_not_depend_on_what_is_kept(
    course: Database, ada: Actor, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    def counts() -> list[int]:
        found = []
        for read in (
            lambda session: redaction_preview(session, course, ada, COURSE, NAME),
            lambda session: redactions_page(session, course, ada, COURSE),
            lambda session: history_page(session, course, ada, COURSE, MODULE),
        ):
            with course.reading() as session:
                read(session)
            with count_statements(course) as statements, course.reading() as session:
                read(session)
            found.append(len(statements))
        return found

    assert counts() == [6, 4, 5]
    redact(course, ada)
    for number in range(3):
        draft(course, after(hours=4 + number), new=f"\nLine {number}.\n")
    assert counts() == [6, 4, 6]
