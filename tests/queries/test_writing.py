"""What the pages of writing take from the database, and what they show of a course that is being written."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.support.clinic import ADA, COURSE, ILSE, actor_of, after
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions import at_work, drafting
from trainer.actions.drafting import Seen
from trainer.queries.at_work import at_work_now
from trainer.queries.checks import CheckView
from trainer.queries.writing_new import ModuleChoice, new_document_page
from trainer.queries.writing_preview import preview_page
from trainer.queries.writing_room import picks, saved_version, writing_room
from trainer.storage.database import Database

MODULE = "curriculum/pharmacology/routes.md"
NEW = "curriculum/pharmacology/new.md"
TERMS = "curriculum/glossary.yml"


@pytest.fixture
def ilse(clinic: Database) -> Actor:
    """An instructor."""
    return actor_of(clinic, ILSE)


def begin(database: Database, actor: Actor, path: str, text: str) -> None:
    drafting.save(database, actor, COURSE, path, text, Seen(version=0, revision=None), after(hours=1))


def test_the_pages_take_as_many_statements_however_many_drafts_and_colleagues_there_are(
    clinic: Database, ilse: Actor, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    def counts() -> list[int]:
        found = []
        for query in (
            lambda session: writing_room(session, ilse, COURSE, MODULE, after(hours=1)),
            lambda session: preview_page(session, ilse, COURSE, MODULE),
            lambda session: picks(session, ilse, COURSE, MODULE),
            lambda session: new_document_page(session, ilse, COURSE),
            lambda session: at_work_now(session, ilse, COURSE, MODULE, after(hours=1)),
        ):
            with count_statements(clinic) as statements, clinic.reading() as session:
                query(session)
            found.append(len(statements))
        return found

    assert counts() == [10, 4, 5, 4, 3]
    for number in range(20):
        begin(clinic, ilse, f"curriculum/pharmacology/new-{number}.md", f"---\ntitle: New {number}\n---\n")
    at_work.come(clinic, actor_of(clinic, ADA), COURSE, MODULE, after(hours=1))
    assert counts() == [10, 4, 5, 4, 3]


def test_saving_takes_as_many_statements_however_many_versions_there_are(
    clinic: Database, ilse: Actor, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    def count(version: int) -> int:
        with count_statements(clinic) as statements:
            seen = Seen(version=version, revision=None)
            drafting.save(clinic, ilse, COURSE, NEW, f"Words {version}.\n", seen, after(hours=1))
        return len(statements)

    begin(clinic, ilse, NEW, "Words.\n")
    first = count(1)
    assert [count(version) for version in range(2, 20)] == [first] * 18
    assert first <= 10


def test_a_preview_stands_on_the_drafts_of_other_documents(clinic: Database, ilse: Actor) -> None:
    with clinic.reading() as session:
        assert preview_page(session, ilse, COURSE, MODULE).problems == ()
        terms = writing_room(session, ilse, COURSE, TERMS, after(hours=1)).document
    seen = Seen(version=0, revision=terms.revision)
    drafting.save(clinic, ilse, COURSE, TERMS, terms.text.replace("troche:", "lozenge:"), seen, after(hours=1))
    with clinic.reading() as session:
        found = preview_page(session, ilse, COURSE, MODULE).problems

    assert [problem.file for problem in found] == [MODULE]
    assert "troche" in found[0].message


def test_a_preview_tells_how_long_the_text_is(clinic: Database, ilse: Actor) -> None:
    words = "word " * 401
    begin(clinic, ilse, NEW, f"---\ntitle: New\ncode: N\nminutes: 15\n---\n{words}\n")
    with clinic.reading() as session:
        page = preview_page(session, ilse, COURSE, NEW)

    assert (page.words, page.reading_minutes, page.is_listed) == (401, 3, False)
    assert page.module
    assert page.module.minutes == 15


def test_checks_are_shown_to_nobody_in_particular(clinic: Database, ilse: Actor) -> None:
    with clinic.reading() as session:
        page = preview_page(session, ilse, COURSE, MODULE)

    assert page.module
    checks = [part for section in page.module.sections for part in section.parts if isinstance(part, CheckView)]
    assert [check.can_answer for check in checks] == [False, False]


def test_what_can_be_begun_is_known(clinic: Database, ilse: Actor) -> None:
    begin(clinic, ilse, NEW, "---\ntitle: New\ncode: N\nminutes: 15\nobjectives: [{id: a, text: A}]\n---\n")
    with clinic.reading() as session:
        page = new_document_page(session, ilse, COURSE)

    assert page.areas == (("pharmacology", "Pharmacology"), ("sessions", "Sessions"))
    assert page.module("pharmacology/new") == ModuleChoice(
        key="pharmacology/new", title="New", objective="a", has_quiz=False
    )
    assert page.without_quiz == (("pharmacology/new", "New"),)


def test_what_was_saved_before_is_still_there(clinic: Database, ilse: Actor) -> None:
    begin(clinic, ilse, NEW, "First.\n")
    drafting.save(clinic, ilse, COURSE, NEW, "Second.\n", Seen(version=1, revision=None), after(hours=2))
    with clinic.reading() as session:
        assert saved_version(session, ilse, COURSE, NEW, 1) == "First.\n"
