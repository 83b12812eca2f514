"""What is newer is not replaced by what is older unless somebody says so."""

from hashlib import sha256
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import event, select

from tests.support.courses import COURSE_FILE, SECTIONS, course_text, module_text, quiz_text, tiny_course
from tests.support.databases import Templates, url_of
from tests.support.days import november
from tests.support.publications import first_edition, newest, problems_of, publish, published, rows
from trainer.actions.editions import Options
from trainer.errors import Stale
from trainer.storage.content import Document, Revision
from trainer.storage.database import Database, open_database

FIRST, SECOND = "curriculum/basics/first.md", "curriculum/basics/second.md"
OLD = tiny_course()
NEW = tiny_course(files={FIRST: module_text("first", {"begin": "How it began.", "end": "How it ends."})})


def two_editions(templates: Templates) -> Database:
    """The first module was changed once."""
    database = first_edition(templates)
    published(database, NEW, november(2))
    return database


def test_bytes_of_an_older_revision_are_refused_with_the_difference(templates: Templates) -> None:
    database = two_editions(templates)
    before = rows(database)

    outcome = publish(database, OLD, november(3))

    assert outcome.number is None
    assert problems_of(outcome) == [
        "curriculum/basics/first.md:1: error: this file is an older revision; "
        "merge with --merge, or publish with --based-on 2 to replace it\n"
        "    --- published\n"
        "    +++ folder\n"
        "    @@ -12,3 +12,3 @@\n"
        "     \n"
        "    -How it began.\n"
        "    +How it begins.\n"
        "     "
    ]
    assert rows(database) == before


def test_older_bytes_are_published_by_somebody_who_knows_the_newest_edition(templates: Templates) -> None:
    database = two_editions(templates)

    outcome = publish(database, OLD, november(3), Options(based_on=2))

    assert outcome.number == 3
    assert newest(database).revisions[FIRST].number == 3


def test_an_edition_that_does_not_hold_the_newest_revision_does_not_allow_it(templates: Templates) -> None:
    database = two_editions(templates)
    before = rows(database)

    outcome = publish(database, OLD, november(3), Options(based_on=1))

    assert outcome.number is None
    assert "is an older revision" in problems_of(outcome)[0]
    assert rows(database) == before


def test_an_older_edition_that_holds_the_newest_revision_of_the_file_allows_it(templates: Templates) -> None:
    database = two_editions(templates)
    other = tiny_course(files={FIRST: NEW[FIRST], SECOND: module_text("second", {"begin": "New.", "end": "Newer."})})
    published(database, other, november(3))  # edition 3 still holds the first module as edition 2 has it

    outcome = publish(database, {**other, FIRST: OLD[FIRST]}, november(4), Options(based_on=2))

    assert outcome.number == 4


@pytest.mark.parametrize("number", [0, 3, -1, 2**31 - 1])
def test_an_edition_that_is_not_there_is_refused(templates: Templates, number: int) -> None:
    database = two_editions(templates)
    changed = {**NEW, SECOND: module_text("second", {"begin": "New.", "end": "Newer."}).encode()}

    outcome = publish(database, changed, november(3), Options(based_on=number))

    assert problems_of(outcome) == [f"curriculum/course.yml:1: error: there is no edition {number} to be based on"]


def test_no_edition_can_be_named_for_a_course_that_was_never_published(database: Database) -> None:
    outcome = publish(database, OLD, november(1), Options(based_on=1))

    assert problems_of(outcome) == ["curriculum/course.yml:1: error: there is no edition 1 to be based on"]


def test_of_a_figure_the_digests_are_shown(templates: Templates) -> None:
    dot = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}"><title>A dot</title></svg>'
    shown = module_text("first", {"begin": "![A dot](../figures/dot.svg)", "end": "So."})
    one = tiny_course(files={FIRST: shown, "curriculum/figures/dot.svg": dot.format(10)})
    two = tiny_course(files={FIRST: shown, "curriculum/figures/dot.svg": dot.format(20)})
    database = templates.get("newest")
    published(database, one, november(1))
    published(database, two, november(2))

    outcome = publish(database, one, november(3))

    assert outcome.number is None
    new, old = (sha256(dot.format(size).encode()).hexdigest() for size in (20, 10))
    assert problems_of(outcome)[0] == (
        "curriculum/figures/dot.svg:1: error: this file is an older revision; "
        "merge with --merge, or publish with --based-on 2 to replace it\n"
        f"    published: 86 bytes, SHA-256 {new}\n"
        f"    folder: 86 bytes, SHA-256 {old}"
    )


def test_a_long_difference_is_cut(templates: Templates) -> None:
    database = first_edition(templates)
    long = module_text("first", {**SECTIONS, "more": "\n\n".join(f"Line {number}." for number in range(200))})
    published(database, tiny_course(files={FIRST: long}), november(2))

    (problem,) = publish(database, OLD, november(3)).problems

    lines = problem.message.splitlines()
    assert len(lines) == 42
    assert lines[-1] == "    ... and 366 lines more"


def test_what_was_edited_in_the_browser_since_is_not_overwritten(templates: Templates) -> None:
    database = first_edition(templates)
    _edit_in_browser(database)

    outcome = publish(database, NEW, november(3))
    allowed = publish(database, NEW, november(3), Options(based_on=1))

    assert "curriculum/basics/first.md:1: error: this file was edited in the browser since" in problems_of(outcome)[0]
    assert allowed.number == 2


def test_a_retired_document_does_not_come_back_by_an_old_folder(templates: Templates) -> None:
    database = first_edition(templates)
    final = {"quizzes/final.yml": quiz_text(None, terms="purpose: final\n", objective="basics/first#know")}
    published(database, tiny_course(files=final), november(2))
    published(database, tiny_course(), november(3), Options(retire=True))

    refused = publish(database, tiny_course(files=final), november(4))
    wrong = publish(database, tiny_course(files=final), november(4), Options(based_on=2))
    allowed = publish(database, tiny_course(files=final), november(4), Options(based_on=3))

    assert problems_of(refused) == [
        "quizzes/final.yml:1: error: this file is an older revision of a retired document; "
        "publish with --based-on 3 to bring it back"
    ]
    assert wrong.number is None
    assert allowed.number == 4
    assert newest(database).revisions["quizzes/final.yml"].number == 2


def test_a_retired_document_comes_back_with_new_words(templates: Templates) -> None:
    database = first_edition(templates)
    without = tiny_course(areas={"basics": ("first",), "practice": ("third",)})
    published(database, without, november(2), Options(retire=True))
    rewritten = module_text("second", {**SECTIONS, "end": "How it really ends."})
    title, quiz = course_text(title="A tiny course again"), quiz_text("basics/second", title="Again")

    outcome = publish(
        database,
        tiny_course(files={COURSE_FILE: title, SECOND: rewritten, "quizzes/second.yml": quiz}),
        november(3),
    )

    assert outcome.number == 3
    assert set(outcome.added) == {SECOND, "quizzes/second.yml"}
    assert newest(database).revisions[SECOND].number == 2


@pytest.mark.parametrize("before", [0, 1])
def test_of_two_publishers_at_once_one_publishes_and_the_other_is_told(templates: Templates, before: int) -> None:
    database = first_edition(templates) if before else templates.get("newest")
    others = [
        tiny_course(files={FIRST: module_text("first", {**SECTIONS, "end": f"As {name} tells it."})})
        for name in ("Ada", "Ben")
    ]

    results = _at_once(url_of(database), others)

    numbers = [each for each in results if isinstance(each, int)]
    errors = [each for each in results if not isinstance(each, int)]
    assert numbers == [before + 1]
    assert [type(error) for error in errors] == [Stale]
    assert str(errors[0]) == (
        "Somebody else published this course at the same time; look at their edition and try again."
    )
    assert newest(database).number == before + 1


def _at_once(url: str, courses: list[dict[str, bytes]]) -> list[Any]:
    """What publishing each course came to, all of them having read what was published before any writes."""
    barrier = Barrier(len(courses), timeout=20)
    results: list[Any] = []

    def run(files: dict[str, bytes]) -> None:
        own = open_database(url)
        # What was published before is read on a connection that is then given back.
        event.listen(own.reader, "checkin", lambda *_: barrier.wait(), once=True)
        try:
            results.append(publish(own, files, november(2)).number)
        except Exception as error:  # what it is is asserted
            results.append(error)
        finally:
            own.close()

    threads = [Thread(target=run, args=(files,)) for files in courses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def _edit_in_browser(database: Database) -> None:
    """What editing in the browser will leave: the current revision of the first module came from there."""
    with database.reading() as session:
        old = session.scalars(select(Revision).join(Document).where(Document.path == FIRST)).one()
    with database.writer.begin() as connection:
        connection.exec_driver_sql(_WITHOUT_TRIGGERS[connection.dialect.name])
        statement = Revision.__table__.update().where(Revision.id == old.id).values(origin="browser")  # type: ignore[attr-defined]  # a Table
        connection.execute(statement)


_WITHOUT_TRIGGERS = {
    "sqlite": 'DROP TRIGGER "revision_refuses_update"',
    "postgresql": 'ALTER TABLE "revision" DISABLE TRIGGER ALL',
}
