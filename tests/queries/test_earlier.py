"""Earlier editions are opened as they were, by those to whom their modules are open."""

import pytest

from tests.support.attempts import RIGHT_ROUTES, finish
from tests.support.care_course import PRESENCE, ROUTES, SCREENING, care_course
from tests.support.changed_module import SUMMARY, complete, publish_routes
from tests.support.clinic import COURSE, ILSE, NILS, actor_of, after, publish
from trainer.access import Actor
from trainer.actions import reading
from trainer.actions.editions import Options
from trainer.errors import NotFound
from trainer.queries.checks import CheckView
from trainer.queries.earlier import edition_page, editions_page
from trainer.queries.earlier_module import EarlierModulePage, earlier_module_page
from trainer.queries.earlier_reference import earlier_reference_page
from trainer.queries.module import ClosedModulePage
from trainer.queries.result import ResultPage, result_page
from trainer.storage.database import Database

WITHOUT_PRESENCE = {
    "curriculum/sessions/presence.md": None,
    "quizzes/presence.yml": None,
    "curriculum/course.yml": care_course()["curriculum/course.yml"]
    .decode()
    .replace("modules: [presence]", "modules: []"),
}


def module_of(
    database: Database, actor: Actor, number: int, key: str, day: float = 5
) -> EarlierModulePage | ClosedModulePage:
    with database.reading() as session:
        return earlier_module_page(session, database, actor, COURSE, number, key, after(days=day))


def text_of(page: EarlierModulePage | ClosedModulePage) -> str:
    assert isinstance(page, EarlierModulePage)
    return " ".join(str(getattr(part, "html", "")) for section in page.sections for part in section.parts)


def test_a_module_stands_as_it_was_in_its_edition(clinic: Database, maren: Actor) -> None:
    publish_routes(clinic, SUMMARY, day=1)

    then, today = module_of(clinic, maren, 1, ROUTES), module_of(clinic, maren, 2, ROUTES)

    assert "<p>Ask first.</p>" in text_of(then)
    assert "<p>Ask first, then call.</p>" in text_of(today)
    assert isinstance(then, EarlierModulePage)
    assert isinstance(today, EarlierModulePage)
    assert (then.mark.number, then.mark.at, then.mark.is_current, then.is_same) == (1, after(days=-1).at, False, False)
    assert (today.mark.number, today.mark.is_current, today.is_same) == (2, True, True)


def test_knowledge_checks_are_shown_to_be_answered_by_nobody_and_without_reasons(
    clinic: Database, maren: Actor
) -> None:
    publish_routes(clinic, SUMMARY, day=1)

    page = module_of(clinic, maren, 1, ROUTES)

    assert isinstance(page, EarlierModulePage)
    checks = [part for section in page.sections for part in section.parts if isinstance(part, CheckView)]
    assert [(check.can_answer, check.question.feedback, check.question.is_answered) for check in checks] == [
        (False, None, False),
        (False, None, False),
    ]


def test_a_module_that_is_not_open_today_is_not_open_in_any_edition(clinic: Database, maren: Actor) -> None:
    publish_routes(clinic, SUMMARY, day=1)

    assert isinstance(module_of(clinic, maren, 1, SCREENING), ClosedModulePage)
    assert isinstance(module_of(clinic, actor_of(clinic, ILSE), 1, SCREENING), EarlierModulePage)
    complete(clinic, maren, after(days=2))
    assert isinstance(module_of(clinic, maren, 1, SCREENING), EarlierModulePage)


def test_a_module_that_the_course_no_longer_holds_is_open_to_those_who_opened_it_then(
    clinic: Database, maren: Actor, jonas: Actor
) -> None:
    reading.open_section(clinic, maren, COURSE, PRESENCE, "return", after(hours=1))
    publish(clinic, care_course(WITHOUT_PRESENCE), after(days=1), Options(retire=True))

    page = module_of(clinic, maren, 1, PRESENCE)

    assert "<p>Stay.</p>" in text_of(page)
    assert isinstance(page, EarlierModulePage)
    assert (page.is_there, page.is_same) == (False, False)
    with pytest.raises(NotFound):
        module_of(clinic, jonas, 1, PRESENCE)
    with pytest.raises(NotFound):
        module_of(clinic, maren, 2, PRESENCE)


def test_who_took_only_its_quiz_then_can_open_it_too(clinic: Database, maren: Actor) -> None:
    attempt = finish(clinic, maren, "presence", {}, after(hours=1))
    publish(clinic, care_course(WITHOUT_PRESENCE), after(days=1), Options(retire=True))

    with clinic.reading() as session:
        result = result_page(session, clinic, maren, attempt.id)

    assert isinstance(result, ResultPage)
    assert result.read_then == (1, PRESENCE)
    assert "<p>Stay.</p>" in text_of(module_of(clinic, maren, 1, PRESENCE))


def test_a_module_that_came_later_is_not_in_an_earlier_edition(clinic: Database, maren: Actor) -> None:
    publish(clinic, care_course(WITHOUT_PRESENCE), after(days=1), Options(retire=True))
    publish(clinic, care_course(), after(days=2), Options(based_on=2))

    with pytest.raises(NotFound):
        module_of(clinic, maren, 2, PRESENCE)
    assert isinstance(module_of(clinic, maren, 3, PRESENCE), EarlierModulePage)


@pytest.mark.parametrize("number", [0, 3, 999999999])
def test_there_is_no_edition_that_was_not_published(clinic: Database, maren: Actor, number: int) -> None:
    with pytest.raises(NotFound):
        module_of(clinic, maren, number, ROUTES)


def test_editions_of_a_course_that_one_does_not_read_are_not_found(clinic: Database) -> None:
    with pytest.raises(NotFound):
        module_of(clinic, actor_of(clinic, NILS), 1, ROUTES)


def test_the_list_names_each_edition_and_what_was_finished_while_it_was_current(clinic: Database, maren: Actor) -> None:
    complete(clinic, maren, after(hours=1))
    publish_routes(clinic, SUMMARY, day=1, note="Calling comes second.")

    with clinic.reading() as session:
        page = editions_page(session, clinic, maren, COURSE, after(days=2))

    rows = [(row.mark.number, row.mark.is_current, row.note, row.finished) for row in page.editions]
    assert rows == [(2, True, "Calling comes second.", ()), (1, False, "", ((ROUTES, "Routes"),))]


def test_what_an_edition_holds_is_listed_with_what_may_be_opened(clinic: Database, maren: Actor, jonas: Actor) -> None:
    reading.open_section(clinic, maren, COURSE, PRESENCE, "return", after(hours=1))
    publish(clinic, care_course(WITHOUT_PRESENCE), after(days=1), Options(retire=True))

    with clinic.reading() as session:
        pages = [edition_page(session, clinic, who, COURSE, 1, after(days=2)) for who in (maren, jonas)]

    assert [page.areas for page in pages] == [
        (
            ("Pharmacology", ((ROUTES, "Routes", True), (SCREENING, "Screening", False))),
            ("Sessions", ((PRESENCE, "Presence", opened),)),
        )
        for opened in (True, False)
    ]


def test_the_glossary_and_the_references_are_those_of_then(clinic: Database, maren: Actor) -> None:
    glossary = "troche:\n  term: Troche\n  definition: Sweet.\n"
    publish(clinic, care_course({"curriculum/glossary.yml": glossary}), after(days=1))

    with clinic.reading() as session:
        then = earlier_reference_page(session, clinic, maren, COURSE, 1, after(days=2))
        today = earlier_reference_page(session, clinic, maren, COURSE, 2, after(days=2))

    assert [term.html.striptags() for term in then.terms] == ["A lozenge."]
    assert [term.html.striptags() for term in today.terms] == ["Sweet."]
    assert [reference.key for reference in then.references] == ["hirlinger1984"]


def test_the_result_of_a_quiz_without_a_module_names_no_page(clinic: Database, maren: Actor) -> None:
    begun = finish(clinic, maren, "begin", {}, after(hours=1))
    routes = finish(clinic, maren, "routes", RIGHT_ROUTES, after(hours=1))
    publish_routes(clinic, SUMMARY, day=1)

    with clinic.reading() as session:
        results = [result_page(session, clinic, maren, attempt.id) for attempt in (begun, routes)]

    assert [result.read_then for result in results if result] == [None, (1, ROUTES)]
