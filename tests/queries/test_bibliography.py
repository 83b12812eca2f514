"""What the pages of the bibliography read, and which claims on marked sources stand on the desk."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests.support.care_course import care_course
from tests.support.clinic import COURSE, ILSE, NILS, actor_of, after, publish
from tests.support.drafts import begin, draft
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.errors import NotFound
from trainer.queries.bibliography import SourceState, WantedSources, bibliography_page
from trainer.queries.bibliography_entry import EntryPage, entry_page
from trainer.queries.bibliography_pasting import pasted_page
from trainer.queries.desk import DeskRow, DeskState, Wanted, desk_page
from trainer.storage.database import Database
from trainer.storage.editions import newest_edition
from trainer.storage.library import Library

REFERENCES = "curriculum/references.bib"
ROUTES = "curriculum/pharmacology/routes.md"
QUIZ = "quizzes/routes.yml"
RETRACTED = "note = {verified: somewhere}, status = {retracted}, status_note = {Invented}"
NOTE = "note = {verified: somewhere}"


@pytest.fixture
def clinic(clinic: Database) -> Database:
    """With nothing read yet: tests that write other words as the same version share no library."""
    return replace(clinic, library=Library())


@pytest.fixture
def ilse(clinic: Database) -> Actor:
    return actor_of(clinic, ILSE)


def shaken(database: Database, who: Actor) -> dict[str, list[str]]:
    """The claims on the desk of `care`, by document."""
    return {row.path: [each.citing.claim for each in row.claims] for row in desk(database, who)}


def desk(database: Database, who: Actor) -> list[DeskRow]:
    with database.reading() as session:
        page = desk_page(session, database, who, Wanted(state=DeskState.CLAIMS), after(hours=9))
    return [row for course in page.courses for row in course.rows]


OPENING = "An opening about a troche."
PROMPT = "When does the concentration peak after an intramuscular injection?"


def test_a_source_marked_in_a_draft_brings_its_claims_to_the_desk_at_once(clinic: Database, ilse: Actor) -> None:
    assert shaken(clinic, ilse) == {}

    draft(clinic, after(), REFERENCES, NOTE, RETRACTED)
    assert shaken(clinic, ilse) == {ROUTES: [OPENING], QUIZ: [PROMPT]}

    draft(clinic, after(), ROUTES, "An opening [@hirlinger1984] about", "An opening about")
    assert shaken(clinic, ilse) == {QUIZ: [PROMPT]}

    draft(clinic, after(), ROUTES, "Ask first.", "Ask first [@hirlinger1984].")
    assert shaken(clinic, ilse) == {ROUTES: ["Ask first."], QUIZ: [PROMPT]}

    draft(clinic, after(), REFERENCES, RETRACTED, NOTE)
    assert shaken(clinic, ilse) == {}


def test_a_new_document_that_rests_on_a_superseded_source_is_on_the_desk(clinic: Database, ilse: Actor) -> None:
    files = care_course()
    marked = files[REFERENCES].decode().replace(NOTE, "status = {superseded}, status_note = {By a review}")
    publish(clinic, {**files, REFERENCES: marked.encode()}, after())
    begin(clinic, after(hours=1), "quizzes/new.yml", "title: New\nquestions:\n  - {id: a, type: true-false, "
          "prompt: 'It peaks [@hirlinger1984].', answer: true, why: {true: Yes, false: No}}\n")  # fmt: skip

    (row,) = [row for row in desk(clinic, ilse) if row.path == "quizzes/new.yml"]

    assert [(each.key, each.short, each.status, each.citing.line) for each in row.claims] == [
        ("hirlinger1984", "Hirlinger & Dick, 1984", "superseded", 3)
    ]


def test_the_desk_asks_no_more_for_claims_that_it_has_seen(
    clinic: Database, ilse: Actor, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    def counted() -> int:
        with count_statements(clinic) as statements:
            desk(clinic, ilse)
        return len(statements)

    counted()
    without = counted()
    draft(clinic, after(), REFERENCES, NOTE, RETRACTED)

    assert counted() == without + 3
    assert counted() == without


def test_the_pages_take_as_many_statements_however_many_sources_there_are(
    clinic: Database, ilse: Actor, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    one = "@misc{k1999, title = {T}, author = {Otto, J.}, year = 1999}"
    queries: tuple[Callable[[Session], object], ...] = (
        lambda session: bibliography_page(session, clinic, ilse, COURSE, WantedSources()),
        lambda session: entry_page(session, clinic, ilse, COURSE, "hirlinger1984"),
        lambda session: pasted_page(session, ilse, COURSE, one),
    )

    def counts() -> list[int]:
        found = []
        for query in queries:
            with count_statements(clinic) as statements, clinic.reading() as session:
                query(session)
            found.append(len(statements))
        return found

    counts()  # now this process knows the edition
    assert counts() == [7, 7, 3]
    more = "".join(f"@misc{{k{number}, title = {{T}}, author = {{Otto, J.}}, year = 1999}}\n" for number in range(30))
    draft(clinic, after(), REFERENCES, "", more)
    assert counts() == [7, 7, 3]


def test_what_is_published_is_not_written_in_its_style_again(clinic: Database, ilse: Actor) -> None:
    with clinic.reading() as session:
        page = bibliography_page(session, clinic, ilse, COURSE, WantedSources())
        head = newest_edition(session, COURSE)
        assert head is not None
        published = clinic.library.course_pages(session, clinic.library.edition(session, head.edition_id)).references

    assert [row.source.html for row in page.rows] == [each.html for each in published]
    assert page.rows[0].source.html is published[0].html


def test_sources_are_narrowed_by_state_and_words(clinic: Database, ilse: Actor) -> None:
    draft(
        clinic,
        after(),
        REFERENCES,
        "",
        "\n@misc{otto1999,\n  title = {Uncited},\n  author = {Otto, J.},\n  year = {1999},\n  url = {http://a.org}\n}\n",
    )

    def keys(wanted: WantedSources) -> list[str]:
        with clinic.reading() as session:
            return [each.source.key for each in bibliography_page(session, clinic, ilse, COURSE, wanted).rows]

    assert keys(WantedSources()) == ["hirlinger1984", "otto1999"]
    assert keys(WantedSources(state=SourceState.UNCITED)) == ["otto1999"]
    assert keys(WantedSources(state=SourceState.PROBLEMS)) == ["otto1999"]
    assert keys(WantedSources(state=SourceState.RETRACTED)) == []
    assert keys(WantedSources(words="anaesthesist 1984")) == ["hirlinger1984"]
    assert keys(WantedSources(words="OTTO1999", state=SourceState.UNCITED)) == ["otto1999"]


def test_a_source_tells_every_claim_that_rests_on_it(clinic: Database, ilse: Actor) -> None:
    with clinic.reading() as session:
        page = entry_page(session, clinic, ilse, COURSE, "hirlinger1984")

    assert isinstance(page, EntryPage)
    assert [(each.path, each.line, each.claim) for each in page.source.citings] == [
        (ROUTES, 9, OPENING),
        (QUIZ, 15, PROMPT),
    ]
    assert page.form.words["author"] == "Hirlinger, W. K.\nDick, W."


def test_who_may_not_author_a_course_finds_no_bibliography_there(clinic: Database) -> None:
    nils = actor_of(clinic, NILS)
    queries: tuple[Callable[[Session], object], ...] = (
        lambda session: bibliography_page(session, clinic, nils, COURSE, WantedSources()),
        lambda session: entry_page(session, clinic, nils, COURSE, "hirlinger1984"),
        lambda session: pasted_page(session, nils, COURSE, ""),
    )
    for query in queries:
        with clinic.reading() as session, pytest.raises(NotFound):
            query(session)
