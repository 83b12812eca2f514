"""Removed words are in no byte that the platform keeps, and do not come back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import LargeBinary, Text, select, text

from tests.support.care_course import ROUTES
from tests.support.clinic import ADA, COURSE, ILSE, MAREN, actor_of, after, publish
from tests.support.drafts import draft
from tests.support.publications import problems_of
from tests.support.redactions import MODULE, NAME, corrected, named, redact, told
from trainer.access import PLATFORM, Actor
from trainer.actions import drafting, noting, preparing, publishing
from trainer.actions.drafting import Seen
from trainer.actions.editions import Options
from trainer.actions.noting import Draft
from trainer.errors import Invalid, Stale
from trainer.queries.earlier_module import EarlierModulePage, earlier_module_page
from trainer.queries.writing import writing_page
from trainer.storage.base import Base
from trainer.storage.content import CourseRow, Document, Edition, Rendering, Revision
from trainer.storage.copying import back_up
from trainer.storage.database import Database
from trainer.storage.library import Library
from trainer.storage.redaction_rows import catch_up

SURNAME = "Sommer"


@pytest.fixture
def course(clinic: Database) -> Database:
    """A course in which a patient's name stood once; a reader quoted it, and an author has a draft with it."""
    database = named(clinic)
    quote = Draft(quote="as Hilda Sommer was", words="")
    noting.add_note(database, actor_of(database, MAREN), COURSE, ROUTES, "summary", quote, after(hours=1))
    publish(database, corrected(), after(hours=2))
    draft(database, after(hours=2), new=f"\nAs {NAME} was.\n")
    return database


@pytest.fixture
def ada(clinic: Database) -> Actor:
    """The administrator."""
    return actor_of(clinic, ADA)


def kept_words(database: Database) -> Iterator[bytes]:
    """Every text and every byte string of every table."""
    with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            columns = [column for column in table.columns if isinstance(column.type, Text | LargeBinary)]
            for row in session.execute(select(*columns)) if columns else ():
                yield from (each.encode() if isinstance(each, str) else each for each in row if each is not None)


def tables_with(database: Database, words: str) -> int:
    return sum(words.encode() in each for each in kept_words(database))


def test_no_row_of_any_table_holds_them_afterwards(course: Database, ada: Actor) -> None:
    assert tables_with(course, SURNAME) > 5
    redact(course, ada)
    assert tables_with(course, SURNAME) == 0


@pytest.mark.parametrize("templates", ["sqlite"], indirect=True)
def test_no_byte_of_the_database_its_log_or_its_index_holds_them(course: Database, ada: Actor) -> None:
    redact(course, ada)
    file = Path(str(course.writer.url.database))
    kept = b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))
    assert b"A course of care" in kept
    assert SURNAME.encode() not in kept
    assert SURNAME.lower().encode() not in kept


def test_a_backup_made_afterwards_holds_none_of_them(course: Database, ada: Actor, tmp_path: Path) -> None:
    redact(course, ada)
    for _ in back_up(course, tmp_path / "backup", after(hours=4).at):
        pass
    with ZipFile(tmp_path / "backup") as backup:
        kept = b"".join(backup.read(name) for name in backup.namelist())
    assert b"removed" in kept
    assert SURNAME.encode() not in kept


def earlier(database: Database, number: int) -> EarlierModulePage:
    with database.reading() as session:
        page = earlier_module_page(session, database, actor_of(database, MAREN), COURSE, number, ROUTES, after(hours=5))
    assert isinstance(page, EarlierModulePage)
    return page


def test_an_earlier_edition_is_made_anew_without_them_and_says_why(course: Database, ada: Actor) -> None:
    assert SURNAME in str(earlier(course, 2))
    redact(course, ada)
    page = earlier(course, 2)
    assert "Ask first, as ‹removed›\n  ‹removed› was asked." in str(page.sections[-1].parts[0].html)  # type: ignore[union-attr]  # a text
    assert [row.words for row in page.removed] == ["A patient can be recognised by it."]
    assert SURNAME not in str(page)
    assert earlier(course, 1).removed == ()


def test_another_worker_forgets_them_once_it_learns_of_it(course: Database, ada: Actor) -> None:
    other = replace(course, library=Library())
    assert SURNAME in str(earlier(other, 2))
    redact(course, ada)
    assert SURNAME in str(earlier(other, 2))
    catch_up(other)
    assert SURNAME not in str(earlier(other, 2))


def test_a_session_that_began_before_puts_nothing_back_on_the_new_shelf(course: Database, ada: Actor) -> None:
    other = replace(course, library=Library())
    maren = actor_of(course, MAREN)
    with other.reading() as session:
        session.execute(text("SELECT 1"))
        if course.writer.dialect.name == "postgresql":
            redact(course, ada)
        other.library.learn(1)
        earlier_module_page(session, other, maren, COURSE, 1, ROUTES, after(hours=5))
    assert other.library.shelf.number == 1
    assert dict(other.library.shelf.kept) == {}


def interrupted(database: Database, act: Callable[[], object]) -> Database:
    """The database, where somebody acts between what is read and the first thing that is written."""
    waiting = [act]

    def turn() -> AbstractContextManager[None]:
        if waiting:
            waiting.pop()()
        return nullcontext()

    return replace(database, turn=turn)


def test_pages_that_were_being_made_meanwhile_are_not_kept(course: Database, ada: Actor) -> None:
    with course.reading() as session:
        second = session.scalars(
            select(Edition.id).join(CourseRow).where(CourseRow.slug == COURSE, Edition.number == 2)
        ).one()
    preparing.prepare_edition(interrupted(course, lambda: redact(course, ada)), second)
    assert tables_with(course, SURNAME) == 0


def test_what_was_about_to_be_published_meanwhile_is_looked_at_again(course: Database, ada: Actor) -> None:
    files = {**corrected(), MODULE: corrected()[MODULE] + f"\nAs {NAME} was.\n".encode()}
    slow = interrupted(course, lambda: redact(course, ada))
    with pytest.raises(Stale, match="Words were removed"):
        publishing.publish(slow, PLATFORM, files, (), Options(), after(hours=4))
    assert tables_with(course, SURNAME) == 0


def test_what_was_saved_between_the_look_and_the_act_is_looked_at_again(course: Database, ada: Actor) -> None:
    slow = interrupted(course, lambda: draft(course, after(hours=2), new=f"\nSo {NAME} said.\n"))
    with pytest.raises(Stale, match="saved or published these words meanwhile"):
        redact(slow, ada)


def test_pages_of_other_editions_stay_as_they_were(course: Database, ada: Actor) -> None:
    def views() -> dict[str, str]:
        with course.reading() as session:
            rows = session.execute(select(Rendering.key, Rendering.body)).all()
            second = session.scalars(select(Edition.id).where(Edition.number == 2)).first()
        return {row.key: row.body for row in rows if f"edition:{second}" not in row.key}

    before = {key: body for key, body in views().items() if key.startswith("edition:")}
    redact(course, ada)
    now = views()
    assert {key: now[key] for key in before} == before
    assert all(SURNAME not in body for body in now.values())


def test_an_open_editor_cannot_save_them_again(course: Database, ada: Actor) -> None:
    ilse = actor_of(course, ILSE)
    with course.reading() as session:
        page = writing_page(session, ilse, COURSE, MODULE)
    redact(course, ada)
    seen = Seen(version=page.version, revision=page.revision)
    with pytest.raises(Invalid) as refused:
        drafting.save(course, ilse, COURSE, MODULE, page.text + "\nMore.\n", seen, after(hours=4))
    line = page.text.splitlines().index(f"As {NAME} was.") + 1
    assert refused.value.problems == (
        (
            "text",
            f"Line {line} holds words that were removed from this course for good. Take them out; then the text is "
            "saved.",
        ),
    )
    free = page.text.replace(f"As {NAME} was.", "As somebody was.")
    assert drafting.save(course, ilse, COURSE, MODULE, free, seen, after(hours=4)).version == page.version + 1


def test_a_folder_with_them_is_not_published_again(course: Database, ada: Actor) -> None:
    redact(course, ada)
    files = {**corrected(), MODULE: corrected()[MODULE] + f"\nAs\n{NAME} was.\n".encode()}
    outcome = publishing.publish(course, PLATFORM, files, (), Options(), after(hours=4))
    assert outcome.number is None
    assert problems_of(outcome) == [
        f"{MODULE}:39: error: this line holds words that were removed from this course for good; take them out"
    ]


def test_a_folder_that_fell_behind_is_known_by_its_bytes_with_the_words_and_without(
    course: Database, ada: Actor
) -> None:
    redact(course, ada)
    with course.reading() as session:
        exported = session.scalars(
            select(Revision.source).join(Document).where(Document.path == MODULE, Revision.number == 2)
        ).one()
    for behind in (told()[MODULE], exported):
        files = {**corrected(), MODULE: behind or b""}
        outcome = publishing.publish(course, PLATFORM, files, (), Options(), after(hours=4))
        assert f"{MODULE}:1: error: this file is an older revision" in "\n".join(problems_of(outcome))
