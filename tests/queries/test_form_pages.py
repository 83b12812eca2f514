"""What forms of the texts that a whole course shares show, with as many statements however much was written."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from tests.support.clinic import COURSE, ILSE, actor_of, after
from tests.support.statements import Statements
from trainer.actions import drafting
from trainer.actions.drafting import Seen
from trainer.curriculum.new_documents import new_module
from trainer.queries.front_form import front_form_page
from trainer.queries.glossary_form import GlossaryFormPage, TermFormPage, glossary_form_page, term_form_page
from trainer.queries.outline_form import ListedModule, OutlineFormPage, outline_form_page
from trainer.queries.writing import writing_page
from trainer.storage.database import Database

UNSEEN = Seen(version=0, revision=None)


def write(clinic: Database, path: str, text: str, seen: Seen = UNSEEN) -> None:
    drafting.save(clinic, actor_of(clinic, ILSE), COURSE, path, text, seen, after(hours=1))


def test_the_pages_take_as_many_statements_however_much_was_written(
    clinic: Database, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    ilse = actor_of(clinic, ILSE)

    def counts() -> list[int]:
        found = []
        for query in (
            lambda session: outline_form_page(session, ilse, COURSE),
            lambda session: glossary_form_page(session, ilse, COURSE),
            lambda session: term_form_page(session, ilse, COURSE, "troche"),
            lambda session: front_form_page(session, ilse, COURSE, "curriculum/pharmacology/routes.md"),
        ):
            with count_statements(clinic) as statements, clinic.reading() as session:
                query(session)
            found.append(len(statements))
        return found

    assert counts() == [7, 7, 7, 3]
    for number in range(5):
        write(clinic, f"curriculum/pharmacology/new-{number}.md", new_module(f"New {number}", "N1"))
    assert counts() == [7, 7, 7, 3]


def test_an_area_shows_what_it_lists_and_what_lies_beside_it(clinic: Database) -> None:
    write(clinic, "curriculum/pharmacology/half-lives.md", new_module("Half-lives", "P3"))
    with clinic.reading() as session:
        outline = writing_page(session, actor_of(clinic, ILSE), COURSE, "curriculum/course.yml")
    text = outline.text.replace("[routes, screening]", "[gone, routes]")
    write(clinic, "curriculum/course.yml", text, Seen(version=0, revision=outline.revision))

    with clinic.reading() as session:
        page = outline_form_page(session, actor_of(clinic, ILSE), COURSE)

    assert isinstance(page, OutlineFormPage)
    assert page.areas[0].modules == (ListedModule(name="gone", title=""), ListedModule(name="routes", title="Routes"))
    assert page.areas[0].others == (
        ListedModule(name="half-lives", title="Half-lives"),
        ListedModule(name="screening", title="Screening"),
    )
    assert [problem.line for problem in page.problems] == [4]


def test_a_term_shows_the_texts_that_name_it_and_its_own_problems(clinic: Database) -> None:
    with clinic.reading() as session:
        glossary = writing_page(session, actor_of(clinic, ILSE), COURSE, "curriculum/glossary.yml")
    text = f"{glossary.text}bolus:\n  term: Bolus\n  definition: All at once [@nobody1999].\n"
    write(clinic, "curriculum/glossary.yml", text, Seen(version=0, revision=glossary.revision))

    with clinic.reading() as session:
        ilse = actor_of(clinic, ILSE)
        page, bolus = glossary_form_page(session, ilse, COURSE), term_form_page(session, ilse, COURSE, "bolus")
        troche = term_form_page(session, ilse, COURSE, "troche")

    assert isinstance(page, GlossaryFormPage)
    assert [(row.term, row.uses, len(row.problems)) for row in page.terms] == [("Bolus", 0, 1), ("Troche", 1, 0)]
    assert isinstance(bolus, TermFormPage)
    assert isinstance(troche, TermFormPage)
    assert ([problem.line for problem in bolus.problems], troche.problems) == ([6], ())
    assert troche.uses == (("curriculum/pharmacology/routes.md", "Routes"),)
