"""What forms of the texts that a whole course shares show, with as many statements however much was written."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import select

from tests.support.clinic import COURSE, ILSE, MAREN, SVEN, actor_of, after
from tests.support.practicum import ask_for_practicum, consulted, enter
from tests.support.statements import Statements
from trainer.actions import countersigning, drafting
from trainer.actions.drafting import Seen
from trainer.actions.withdrawing import withdraw_sign_off
from trainer.curriculum.new_documents import new_module
from trainer.queries.front_form import front_form_page
from trainer.queries.glossary_form import GlossaryFormPage, TermFormPage, glossary_form_page, term_form_page
from trainer.queries.outline_form import ListedModule, OutlineFormPage, outline_form_page
from trainer.queries.requirements_form import (
    RequirementFormPage,
    RequirementsFormPage,
    requirement_form_page,
    requirements_form_page,
)
from trainer.queries.writing import writing_page
from trainer.storage.database import Database
from trainer.storage.signing_off import SignOff

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
            lambda session: requirements_form_page(session, clinic, ilse, COURSE),
            lambda session: requirement_form_page(session, ilse, COURSE, "competencies", ""),
        ):
            with count_statements(clinic) as statements, clinic.reading() as session:
                query(session)
            found.append(len(statements))
        return found

    counts()  # the first look reads the edition
    assert counts() == [7, 7, 7, 3, 4, 5]
    for number in range(5):
        write(clinic, f"curriculum/pharmacology/new-{number}.md", new_module(f"New {number}", "N1"))
    with clinic.reading() as session:
        outline = writing_page(session, ilse, COURSE, "curriculum/course.yml")
    asked = "".join(f"    - {{id: drills-{number}, title: Drills, count: 2}}\n" for number in range(9))
    text = f"{outline.text}requirements:\n  meetings:\n{asked}"
    write(clinic, "curriculum/course.yml", text, Seen(version=0, revision=outline.revision))
    assert counts() == [7, 7, 7, 3, 4, 5]


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


def test_a_requirement_shows_who_met_it_and_who_has_a_signature_that_stands(clinic: Database) -> None:
    ask_for_practicum(clinic)
    ilse, maren, sven = (actor_of(clinic, who) for who in (ILSE, MAREN, SVEN))

    def touched() -> tuple[int, int, int]:
        with clinic.reading() as session:
            page = requirement_form_page(session, ilse, COURSE, "practicum", "consultation")
        assert isinstance(page, RequirementFormPage)
        assert page.asks == "1 hour"
        return page.touched.met, page.touched.signed, page.touched.shown

    assert touched() == (0, 0, 0)
    entry_id = enter(clinic, maren, consulted(sven))
    assert touched() == (0, 0, 1)
    countersigning.countersign(clinic, sven, entry_id, "", 0, after(hours=2))
    assert touched() == (1, 1, 1)
    with clinic.reading() as session:
        signed = session.scalars(select(SignOff.id)).one()
    withdraw_sign_off(clinic, sven, signed, "It was another day.", False, after(days=1))
    assert touched() == (0, 0, 1)


def test_a_question_of_the_evaluation_is_counted_for_each_objective(clinic: Database) -> None:
    with clinic.reading() as session:
        page = requirements_form_page(session, clinic, actor_of(clinic, ILSE), COURSE)
    assert isinstance(page, RequirementsFormPage)
    assert (page.questions, page.objectives) == (10, 3)
