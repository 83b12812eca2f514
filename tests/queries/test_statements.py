"""How many statements each page takes, whatever the number of people, documents and facts."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.attempts import RIGHT_ROUTES, begin, finish
from tests.support.care_course import ROUTES, SCREENING, care_course, module_file
from tests.support.changed_module import SUMMARY, complete, publish_routes
from tests.support.clinic import (
    COURSE,
    EVENING,
    ILSE,
    PASSWORD,
    actor_of,
    after,
    publish,
)
from tests.support.statements import Statements
from trainer.access import PLATFORM, Actor, RoleName
from trainer.actions import (
    inviting,
    noting,
    preferring,
    reading,
    signing_in,
    taking_quizzes,
)
from trainer.actions.folding import refold_outdated
from trainer.actions.noting import Draft
from trainer.queries.account import account_page, open_invitation, open_reset
from trainer.queries.attempt import attempt_page, conflict_page, review_page
from trainer.queries.cards import card_page, cards_page
from trainer.queries.changes import changes_page
from trainer.queries.checks import check_view
from trainer.queries.cohorts import cohorts_page
from trainer.queries.cohorts_page import cohort_page
from trainer.queries.due import due_page
from trainer.queries.earlier import edition_page, editions_page
from trainer.queries.earlier_module import earlier_module_page
from trainer.queries.earlier_reference import earlier_reference_page
from trainer.queries.figures import served_file
from trainer.queries.grave_errors_cohort import cohort_errors_page
from trainer.queries.grave_errors_own import own_errors_page
from trainer.queries.home import area_page, home_page, standing_page
from trainer.queries.module import ModulePage, module_page
from trainer.queries.notes import note_page, notes_page
from trainer.queries.objectives import objectives_page
from trainer.queries.phases import phases_page
from trainer.queries.quiz import quiz_page
from trainer.queries.reader import courses_of
from trainer.queries.reference import about_page, glossary_page, references_page
from trainer.queries.result import result_page
from trainer.queries.search import Asked, search_page
from trainer.queries.search_suggestions import suggestions
from trainer.queries.signed_in import identity
from trainer.quizzes.questions.question import BLANK
from trainer.storage.content import Cohort
from trainer.storage.database import Database
from trainer.storage.library import Library
from trainer.storage.people import SignedIn
from trainer.tokens import digest_of

Query = Callable[[Session], object]
Count = Callable[[Query], int]


@pytest.fixture
def count(clinic: Database, count_statements: Callable[[Database], AbstractContextManager[Statements]]) -> Count:
    """Counts the statements of a query once its texts have been read."""

    def of(query: Query) -> int:
        with clinic.reading() as session:
            query(session)
        with count_statements(clinic) as statements, clinic.reading() as session:
            query(session)
        return len(statements)

    return of


def cohort_id(database: Database) -> UUID:
    with database.reading() as session:
        return session.scalars(select(Cohort.id).where(Cohort.name == EVENING)).one()


def test_whom_a_session_belongs_to_takes_one_statement(clinic: Database, count: Count) -> None:
    token = signing_in.sign_in(clinic, ILSE, PASSWORD, "192.0.2.1", "a test", after())
    preferred = {"text_size": "large", "line_width": "wide", "theme": "dark", "motion": "device"}

    preferring.choose(clinic, actor_of(clinic, ILSE), preferred)
    assert count(lambda session: identity(session, digest_of(token), after().at)) == 1
    assert count(lambda session: open_invitation(session, digest_of(token), after().at)) == 1
    assert count(lambda session: open_reset(session, digest_of(token), after().at)) == 1


def test_the_pages_of_a_course_for_a_trainee(clinic: Database, maren: Actor, count: Count) -> None:
    reading.finish_section(clinic, maren, COURSE, ROUTES, "peak", after())
    finish(clinic, maren, "routes", {}, after())
    now = after(hours=1)
    with clinic.reading() as session:
        page = module_page(session, clinic, maren, COURSE, ROUTES, now)
    assert isinstance(page, ModulePage)
    check = next(part for section in page.sections for part in section.parts if hasattr(part, "question")).question.name

    assert count(lambda session: courses_of(session, clinic, maren, now)) == 1
    assert count(lambda session: home_page(session, clinic, maren, COURSE, now)) == 3
    assert count(lambda session: area_page(session, clinic, maren, COURSE, "pharmacology", now)) == 2
    assert count(lambda session: standing_page(session, clinic, maren, COURSE, now)) == 4
    assert count(lambda session: own_errors_page(session, clinic, maren, COURSE, now)) == 3
    assert count(lambda session: due_page(session, clinic, maren, COURSE, now)) == 2
    assert count(lambda session: module_page(session, clinic, maren, COURSE, ROUTES, now)) == 5
    assert count(lambda session: check_view(session, clinic, maren, COURSE, ROUTES, check, now)) == 3
    assert count(lambda session: quiz_page(session, clinic, maren, COURSE, "routes", now)) == 3
    assert count(lambda session: references_page(session, clinic, maren, COURSE, now)) == 2
    assert count(lambda session: glossary_page(session, clinic, maren, COURSE, now)) == 2
    assert count(lambda session: about_page(session, clinic, maren, COURSE, now)) == 3
    assert count(lambda session: suggestions(session, clinic, maren, COURSE, "ro", now)) == 2


@pytest.mark.parametrize(
    ("words", "statements"), [("ask", 3), ("troches", 3), ("trochee", 4), ("ask zebra", 5), ("", 2)]
)
def test_a_search_takes_more_statements_only_where_a_word_hits_nothing(
    clinic: Database, maren: Actor, count: Count, words: str, statements: int
) -> None:
    asked = Asked(words=words)
    assert count(lambda session: search_page(session, clinic, maren, COURSE, asked, after())) == statements


def test_notes_take_one_statement_more_however_many_there_are(clinic: Database, maren: Actor, count: Count) -> None:
    def counts() -> list[int]:
        now = after(hours=1)
        return [
            count(lambda session: module_page(session, clinic, maren, COURSE, ROUTES, now)),
            count(lambda session: notes_page(session, clinic, maren, COURSE, now)),
            count(lambda session: note_page(session, clinic, maren, COURSE, first, now)),
            count(lambda session: home_page(session, clinic, maren, COURSE, now)),
        ]

    first = noting.add_note(clinic, maren, COURSE, ROUTES, "summary", Draft(quote="Ask first"), after())
    before = counts()
    for number in range(30):
        draft = Draft(words=f"Note {number}", quote="Ask" if number % 2 else "")
        noting.add_note(clinic, maren, COURSE, ROUTES, "summary", draft, after())
    for section in ("peak", "onset", "summary"):
        noting.mark_section(clinic, maren, COURSE, ROUTES, section, after())

    assert before == counts() == [5, 3, 3, 3]


def test_who_can_help_costs_the_quiz_page_one_statement_more(clinic: Database, maren: Actor, count: Count) -> None:
    finish(clinic, maren, "routes", {}, after())
    finish(clinic, maren, "routes", {}, after(days=2))

    assert count(lambda session: quiz_page(session, clinic, maren, COURSE, "routes", after(days=3))) == 4


def test_the_pages_of_a_course_for_staff(clinic: Database, count: Count) -> None:
    ilse, now = actor_of(clinic, ILSE), after()

    assert count(lambda session: home_page(session, clinic, ilse, COURSE, now)) == 1
    assert count(lambda session: module_page(session, clinic, ilse, COURSE, ROUTES, now)) == 2
    assert count(lambda session: quiz_page(session, clinic, ilse, COURSE, "routes", now)) == 1


def test_what_changed_and_earlier_editions_take_no_more_statements_for_more_revisions(
    clinic: Database, maren: Actor, count: Count
) -> None:
    complete(clinic, maren, after(hours=1))

    def counts(actor: Actor) -> list[int]:
        list(refold_outdated(clinic, after(days=8)))
        now = after(days=8)
        return [
            count(lambda session: changes_page(session, clinic, actor, COURSE, ROUTES, now)),
            count(lambda session: editions_page(session, clinic, actor, COURSE, now)),
            count(lambda session: edition_page(session, clinic, actor, COURSE, 1, now)),
            count(lambda session: earlier_module_page(session, clinic, actor, COURSE, 1, ROUTES, now)),
            count(lambda session: earlier_reference_page(session, clinic, actor, COURSE, 1, now)),
        ]

    publish_routes(clinic, SUMMARY, day=1)
    before = counts(maren), counts(actor_of(clinic, ILSE))
    for day in range(2, 6):
        publish_routes(clinic, ("Ask first.", f"Ask {day} times."), day=day)

    assert (counts(maren), counts(actor_of(clinic, ILSE))) == before == ([5, 4, 5, 4, 3], [3, 2, 3, 3, 2])


def test_the_ways_through_a_course(clinic: Database, maren: Actor, count: Count) -> None:
    def counts(actor: Actor) -> list[int]:
        return [
            count(lambda session: phases_page(session, clinic, actor, COURSE, after(hours=1))),
            count(lambda session: cards_page(session, clinic, actor, COURSE, after(hours=1))),
            count(lambda session: card_page(session, clinic, actor, COURSE, SCREENING, after(hours=1))),
        ]

    assert counts(maren) == [2, 2, 2]
    assert counts(actor_of(clinic, ILSE)) == [1, 1, 1]


def test_objectives_take_no_more_statements_for_more_attempts_at_more_revisions(
    clinic: Database,
    maren: Actor,
    count: Count,
    count_statements: Callable[[Database], AbstractContextManager[Statements]],
) -> None:
    ilse, now = actor_of(clinic, ILSE), after(days=9)
    assert count(lambda session: objectives_page(session, clinic, ilse, COURSE, now, weakest_first=False)) == 1
    before = count(lambda session: objectives_page(session, clinic, maren, COURSE, now, weakest_first=False))
    quiz = care_course()["quizzes/presence.yml"].decode()
    for number, prompt in enumerate(("Do you remain?", "Will you stay?", "Do they stay?")):
        publish(clinic, care_course({"quizzes/presence.yml": quiz.replace("Do you stay?", prompt)}), after(days=number))
        list(refold_outdated(clinic, after(days=number)))
        finish(clinic, maren, "presence", {"stay": "never"}, after(days=number))
    fresh = replace(clinic, library=Library())

    with count_statements(fresh) as cold, fresh.reading() as session:
        page = objectives_page(session, fresh, maren, COURSE, now, weakest_first=True)

    assert (
        before == count(lambda session: objectives_page(session, clinic, maren, COURSE, now, weakest_first=True)) == 3
    )
    assert [module.attempts for module in page.modules] == [0, 0, 3]
    assert len(cold) == 7  # each text once, and the three quizzes together


def test_the_pages_of_an_attempt(clinic: Database, maren: Actor, count: Count) -> None:
    attempt = begin(clinic, maren, "routes", after())
    attempt.answer("im-peak", "at-once", after())
    name = attempt.code("im-peak")

    assert count(lambda session: attempt_page(session, clinic, maren, attempt.id, None, after())) == 2
    assert count(lambda session: review_page(session, clinic, maren, attempt.id, after())) == 2
    assert count(lambda session: conflict_page(session, clinic, maren, attempt.id, name, BLANK)) == 2


def test_the_result_of_ones_own_attempt_and_of_somebody_elses(
    clinic: Database, maren: Actor, sven: Actor, count: Count
) -> None:
    attempt = finish(clinic, maren, "routes", RIGHT_ROUTES, after())

    assert count(lambda session: result_page(session, clinic, maren, attempt.id)) == 7
    assert count(lambda session: result_page(session, clinic, sven, attempt.id)) == 8


def test_the_account_takes_three_statements_however_many_sessions_there_are(
    clinic: Database, maren: Actor, count: Count
) -> None:
    before = count(lambda session: account_page(session, maren, UUID(int=1), after().at))
    with clinic.writing() as session:
        for number in range(20):
            signing_in.start_session(session, maren.person_id, f"token {number}", "a test", after())
        session.commit()

    assert before == count(lambda session: account_page(session, maren, UUID(int=1), after().at)) == 3
    with clinic.reading() as session:
        assert len(session.scalars(select(SignedIn).where(SignedIn.person_id == maren.person_id)).all()) == 21


def test_a_cohort_takes_eight_statements_however_many_people_there_are(
    clinic: Database, maren: Actor, sven: Actor, count: Count
) -> None:
    cohort, now = cohort_id(clinic), after(hours=1)
    before = count(lambda session: cohort_page(session, clinic, sven, cohort, now))
    for number in range(12):
        token = inviting.invite(
            clinic, PLATFORM, f"n{number}@example.org", RoleName.TRAINEE, course=None, cohort=EVENING, now=after()
        )
        inviting.accept(clinic, token, f"Nora {number}", PASSWORD, "a test", after())
    finish(clinic, maren, "routes", {}, after())

    with clinic.reading() as session:
        assert len(cohort_page(session, clinic, sven, cohort, now).people) == 15
    assert before == count(lambda session: cohort_page(session, clinic, sven, cohort, now)) == 8
    assert count(lambda session: cohort_errors_page(session, clinic, sven, cohort, now)) == 2
    assert count(lambda session: cohorts_page(session, clinic, sven, now)) == 2


def test_a_cohort_takes_no_more_statements_while_it_is_brought_up_to_an_edition(
    clinic: Database, sven: Actor, count: Count
) -> None:
    publish(
        clinic,
        care_course({"curriculum/sessions/presence.md": module_file("Presence", "S1", "## On {#on}\n\nGo.\n")}),
        after(),
    )

    cohort = cohort_id(clinic)
    assert count(lambda session: cohort_page(session, clinic, sven, cohort, after(hours=1))) == 8


def test_an_enrolment_behind_the_newest_edition_is_folded_for_its_page_without_writing(
    clinic: Database, maren: Actor, count: Count
) -> None:
    publish(
        clinic, care_course({"curriculum/glossary.yml": "troche:\n  term: Troche\n  definition: Sweet.\n"}), after()
    )
    behind = count(lambda session: home_page(session, clinic, maren, COURSE, after(hours=1)))
    list(refold_outdated(clinic, after(hours=1)))

    assert behind == 10
    assert count(lambda session: home_page(session, clinic, maren, COURSE, after(hours=1))) == 3


def test_a_figure_takes_two_statements_for_staff_and_three_for_trainees(
    clinic: Database, maren: Actor, count: Count
) -> None:
    with clinic.reading() as session:
        page = module_page(session, clinic, maren, COURSE, ROUTES, after())
    assert isinstance(page, ModulePage)
    html = "".join(str(getattr(part, "html", "")) for section in page.sections for part in section.parts)
    digest = html.partition("/media/")[2].partition(".svg")[0]
    ilse = actor_of(clinic, ILSE)

    assert count(lambda session: served_file(session, ilse, digest, "svg")) == 2
    assert count(lambda session: served_file(session, maren, digest, "svg")) == 3


def test_starting_and_answering_take_a_fixed_number_of_statements(
    clinic: Database,
    maren: Actor,
    count_statements: Callable[[Database], AbstractContextManager[Statements]],
) -> None:
    attempt = begin(clinic, maren, "routes", after())
    attempt.answer("transfer", "true", after())
    with count_statements(clinic) as first:
        attempt.answer("im-peak", "at-once", after())
    with count_statements(clinic) as again:
        attempt.answer("im-peak", "within-20", after(), seen=1)
    with count_statements(clinic) as submitting:
        taking_quizzes.submit(clinic, maren, attempt.id, after())

    assert (len(first), len(again)) == (3, 3)
    assert len(submitting) == 15
