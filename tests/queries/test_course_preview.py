"""What the preview of a whole course rests on."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.support.care_course import PRESENCE, ROUTES, SCREENING
from tests.support.clinic import COURSE, ILSE, MAREN, NILS, SVEN, actor_of, after
from tests.support.drafts import GLOSSARY, MODULE, OUTLINE, begin, draft, text_of
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.errors import NotFound
from trainer.queries.course_preview import PreviewedFiles, preview_form, preview_name, previewed_files
from trainer.storage.database import Database

NEW = "curriculum/pharmacology/half-lives.md"
Count = Callable[[Database], AbstractContextManager[Statements]]


def named(database: Database, actor: Actor, choice: str = "x", drafts: tuple[str, ...] | None = None) -> str:
    """What names a preview."""
    with database.reading() as session:
        return preview_name(session, actor, COURSE, choice, drafts)


def files(database: Database, drafts: tuple[str, ...] | None) -> PreviewedFiles:
    """The files of a preview."""
    with database.reading() as session:
        return previewed_files(session, COURSE, drafts)


def test_an_author_chooses_among_the_drafts_and_what_a_trainee_may_have_done(clinic: Database) -> None:
    draft(clinic, after(days=1))
    begin(clinic, after(days=1), NEW, "---\ntitle: Half-lives\n---\n")

    with clinic.reading() as session:
        page = preview_form(session, clinic, actor_of(clinic, ILSE), COURSE)

    assert (page.course, page.title) == (COURSE, "A course of care")
    assert [(each.path, each.title, each.author) for each in page.drafts] == [
        (NEW, "Half-lives", "Ilse"),
        (MODULE, "Routes", "Ilse"),
    ]
    assert [(title, [module.key for module in modules]) for title, modules in page.areas] == [
        ("Pharmacology", [ROUTES, SCREENING]),
        ("Sessions", [PRESENCE]),
    ]
    assert page.areas[0][1][0].quiz == ("routes", "Routes")


def test_a_preview_keeps_its_name_until_a_draft_that_is_in_it_is_saved(clinic: Database) -> None:
    ilse = actor_of(clinic, ILSE)
    draft(clinic, after(days=1))
    before, without = named(clinic, ilse), named(clinic, ilse, drafts=())

    again = named(clinic, ilse)
    draft(clinic, after(days=2))

    assert again == before
    assert named(clinic, ilse) != before
    assert named(clinic, ilse, drafts=()) == without


def test_another_choice_and_another_person_have_previews_of_their_own(clinic: Database) -> None:
    ilse = actor_of(clinic, ILSE)

    names = {named(clinic, ilse), named(clinic, ilse, "y"), named(clinic, actor_of(clinic, "ada@example.org"))}

    assert len(names) == 3


@pytest.mark.parametrize("address", [MAREN, SVEN, NILS])
def test_a_course_is_previewed_by_its_authors_only(clinic: Database, address: str) -> None:
    stranger = actor_of(clinic, address)

    with pytest.raises(NotFound):
        named(clinic, stranger)
    with clinic.reading() as session, pytest.raises(NotFound):
        preview_form(session, clinic, stranger, COURSE)


def test_drafts_take_the_place_of_what_is_published_where_they_were_chosen(clinic: Database) -> None:
    draft(clinic, after(days=1), MODULE, new="\nOf the module.\n")
    draft(clinic, after(days=1), GLOSSARY, new="\n# Of the glossary.\n")

    every, one, none = files(clinic, None).files, files(clinic, (MODULE,)).files, files(clinic, ()).files

    assert b"Of the module." in every[MODULE]
    assert b"Of the glossary." in every[GLOSSARY]
    assert b"Of the module." in one[MODULE]
    assert b"Of the glossary." not in one[GLOSSARY] + none[GLOSSARY]
    assert b"Of the module." not in none[MODULE]


def test_a_new_module_is_in_the_course_when_the_outline_lists_it(clinic: Database) -> None:
    begin(clinic, after(days=1), NEW, text_of(clinic))
    unlisted = files(clinic, None)
    draft(clinic, after(days=1), OUTLINE, old="modules: [routes,", new="modules: [half-lives, routes,")

    assert NEW not in unlisted.files
    assert unlisted.unlisted == (NEW,)
    assert NEW in files(clinic, None).files
    assert files(clinic, None).unlisted == ()


def test_neither_the_form_nor_a_page_takes_more_statements_for_more_drafts(
    clinic: Database, count_statements: Count
) -> None:
    ilse = actor_of(clinic, ILSE)
    with clinic.reading() as session:
        preview_form(session, clinic, ilse, COURSE)
    taken = []
    for path in (MODULE, GLOSSARY):
        draft(clinic, after(days=1), path)
        with count_statements(clinic) as statements, clinic.reading() as session:
            preview_form(session, clinic, ilse, COURSE)
            form = len(statements)
            preview_name(session, ilse, COURSE, "x", None)
            taken.append((form, len(statements) - form))

    assert taken == [(3, 3), (3, 3)]
