"""The lists of documents, of people, of ones own sessions, and the pages to look things up in."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from tests.support.clinic import ADA, COURSE, MAREN, NILS, PASSWORD, after
from trainer.access import Actor
from trainer.actions import signing_in
from trainer.queries.account import account_page
from trainer.queries.health import is_ready
from trainer.queries.people import list_people
from trainer.queries.reference import about_page, glossary_page, references_page
from trainer.queries.signed_in import identity
from trainer.storage.database import Database, open_database
from trainer.tokens import digest_of


def test_the_account_lists_live_sessions_with_this_one_marked(clinic: Database, maren: Actor) -> None:
    tokens = [
        signing_in.sign_in(clinic, MAREN, PASSWORD, "192.0.2.1", browser, after(hours=number))
        for number, browser in enumerate(("Firefox on Linux", "Safari on iPhone", "Edge on Windows"))
    ]
    signing_in.sign_out(clinic, tokens[0], after(hours=3))
    with clinic.reading() as session:
        here = identity(session, digest_of(tokens[1]), after(hours=4).at)
        assert here is not None
        page = account_page(session, maren, here.session_id, after(hours=4).at)
        much_later = account_page(session, maren, UUID(int=1), after(days=15).at)

    assert (page.name, page.address, page.roles) == ("Maren", MAREN, ("trainee, Evening",))
    assert [(row.browser, row.is_this) for row in page.sessions] == [
        ("Edge on Windows", False),
        ("Safari on iPhone", True),
    ]
    assert page.sessions[0].expires_at - page.sessions[0].created_at == timedelta(days=14)
    assert much_later.sessions == ()


def test_everybody_but_the_platform_is_listed(clinic: Database) -> None:
    listed = {row.address: (row.is_active, row.roles) for row in list_people(clinic)}

    assert len(listed) == 9
    assert listed["greta@example.org"] == (False, ("trainee of Evening",))
    assert listed[NILS] == (True, ("instructor of harbour",))
    assert listed[ADA] == (True, ("administrator of the site",))


def test_references_terms_and_the_words_about_the_course_can_be_looked_up(clinic: Database, maren: Actor) -> None:
    with clinic.reading() as session:
        references = references_page(session, clinic, maren, COURSE, after()).references
        terms = glossary_page(session, clinic, maren, COURSE, after()).terms
        about = about_page(session, clinic, maren, COURSE, after())

    assert [reference.key for reference in references] == ["hirlinger1984"]
    assert [(term.key, term.term) for term in terms] == [("troche", "Troche")]
    assert [(author.name, author.qualification, author.disclosure) for author in about.authors] == [
        ("Hilda Berg", "Nurse", "")
    ]
    assert (about.about.is_not, about.contact, about.modules, about.minutes) == (
        None,
        "Hilda Berg, hilda@example.org",
        3,
        60,
    )


def test_a_database_that_is_empty_or_absent_is_not_ready(clinic: Database, tmp_path: Path) -> None:
    assert is_ready(clinic)
    empty = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    assert not is_ready(empty)
    empty.close()
    absent = open_database("postgresql://nobody@/nothing?host=/nowhere")
    assert not is_ready(absent)
    absent.close()
