"""The glossary and the outline are shown as readers will meet them while they are written."""

import pytest

from tests.support.clinic import COURSE, ILSE, actor_of, after
from tests.support.drafts import GLOSSARY, OUTLINE, begin, draft
from trainer.access import Actor
from trainer.queries.writing_preview import PreviewPage, preview_page
from trainer.storage.database import Database

NEW = "curriculum/pharmacology/half-lives.md"


@pytest.fixture
def ilse(clinic: Database) -> Actor:
    """An instructor."""
    return actor_of(clinic, ILSE)


def look(database: Database, actor: Actor, path: str) -> PreviewPage:
    with database.reading() as session:
        return preview_page(session, actor, COURSE, path)


def test_a_glossary_is_shown_with_the_terms_of_its_draft(clinic: Database, ilse: Actor) -> None:
    draft(clinic, after(), GLOSSARY, new="wafer:\n  term: Wafer\n  also: [disc]\n  definition: A *thin* lozenge.\n")

    shown = look(clinic, ilse, GLOSSARY).terms

    assert [(term.term, term.also, str(term.html)) for term in shown] == [
        ("Troche", (), "A lozenge."),
        ("Wafer", ("disc",), "A <em>thin</em> lozenge."),
    ]


def test_an_outline_is_shown_with_areas_and_modules_in_its_order(clinic: Database, ilse: Actor) -> None:
    begin(
        clinic, after(), NEW, "---\ntitle: Half-lives\ncode: P9\nminutes: 10\n---\n\n## How long {#how-long}\n\nLong.\n"
    )
    draft(clinic, after(), OUTLINE, "[routes, screening]", "[half-lives, screening, routes, dosing]")

    shown = look(clinic, ilse, OUTLINE).outline

    assert shown is not None
    assert (shown.title, [area.title for area in shown.areas]) == ("A course of care", ["Pharmacology", "Sessions"])
    first = [(module.key, module.title) for module in shown.areas[0].modules]
    assert first[1:] == [
        ("pharmacology/screening", "Screening"),
        ("pharmacology/routes", "Routes"),
        ("pharmacology/dosing", ""),
    ]
    assert shown.modules == 5
    assert "Call your local emergency number." in str(shown.about.help)


@pytest.mark.parametrize("path", [GLOSSARY, OUTLINE])
def test_what_cannot_be_read_is_told_and_nothing_is_shown(clinic: Database, ilse: Actor, path: str) -> None:
    draft(clinic, after(), path, new="\n: [\n")

    shown = look(clinic, ilse, path)

    assert (shown.terms, shown.outline) == ((), None)
    assert shown.problems != ()
