"""The desk shows every document of the courses that somebody may author, and what deserves a look."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.support.care_course import care_course
from tests.support.clinic import ADA, COURSE, ILSE, MAREN, NILS, SVEN, actor_of, after, publish
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions import drafting
from trainer.actions.bringing_back import bring_back
from trainer.actions.drafting import Seen
from trainer.clock import Now
from trainer.curriculum.course import Kind
from trainer.queries.desk import DeskCourse, DeskOrder, DeskPage, DeskRow, DeskState, Wanted, desk_page
from trainer.queries.writing import writing_page
from trainer.storage.content import CourseRow
from trainer.storage.database import Database
from trainer.storage.drafts import Draft, DraftVersion

ROUTES = "curriculum/pharmacology/routes.md"
PRESENCE = "curriculum/sessions/presence.md"
NEW = "curriculum/pharmacology/half-lives.md"


@pytest.fixture
def ilse(clinic: Database) -> Actor:
    """An instructor."""
    return actor_of(clinic, ILSE)


def desk(database: Database, actor: Actor, now: Now, **wanted: object) -> DeskPage:
    with database.reading() as session:
        return desk_page(session, database, actor, Wanted(**wanted), now)  # type: ignore[arg-type]  # fields by name


def care(database: Database, actor: Actor, now: Now, **wanted: object) -> DeskCourse:
    return next(course for course in desk(database, actor, now, **wanted).courses if course.slug == COURSE)


def row(course: DeskCourse, path: str) -> DeskRow:
    return next(each for each in course.rows if each.path == path)


def write(database: Database, actor: Actor, path: str, now: Now) -> int:
    with database.reading() as session:
        shown = writing_page(session, actor, COURSE, path)
    seen = Seen(version=shown.version, revision=shown.revision)
    return drafting.save(database, actor, COURSE, path, shown.text + "More.\n", seen, now).version


def begin(database: Database, actor: Actor, path: str, text: str, now: Now) -> None:
    drafting.save(database, actor, COURSE, path, text, Seen(version=0, revision=None), now)


def test_every_document_stands_in_the_order_of_the_course(clinic: Database, ilse: Actor) -> None:
    quiz = care_course()["quizzes/routes.yml"].decode().replace("pass_mark: 70", "pass_mark: 71")
    publish(clinic, care_course({"quizzes/routes.yml": quiz}), after())

    shown = care(clinic, ilse, after(days=2))

    assert (shown.title, shown.edition, shown.published_at, shown.drafts) == ("A course of care", 2, after().at, 0)
    assert [(each.kind.value, each.title, each.revision) for each in shown.rows] == [
        ("module", "Routes", 1),
        ("module", "Screening", 1),
        ("module", "Presence", 1),
        ("quiz", "Where you begin", 1),
        ("quiz", "Presence", 1),
        ("quiz", "Routes", 2),
        ("quiz", "Screening", 1),
        ("course", "course.yml", 1),
        ("glossary", "glossary.yml", 1),
        ("bibliography", "references.bib", 1),
        ("figure", "routes.svg", 1),
    ]
    assert all(each.edited_by == "the platform" for each in shown.rows)
    assert (row(shown, ROUTES).module, row(shown, "quizzes/routes.yml").quiz) == ("pharmacology/routes", "routes")


def test_a_draft_is_ahead_until_something_else_is_published(clinic: Database, ilse: Actor) -> None:
    write(clinic, ilse, ROUTES, after(hours=1))
    ahead = row(care(clinic, ilse, after(hours=2)), ROUTES)
    publish(clinic, care_course({ROUTES: care_course()[ROUTES].decode() + "Published.\n"}), after(hours=2))
    behind = row(care(clinic, ilse, after(hours=3)), ROUTES)

    assert (ahead.states[0], ahead.edited_by, ahead.edited_at) == (DeskState.DRAFT, "Ilse", after(hours=1).at)
    assert (behind.states[0], behind.revision) == (DeskState.BEHIND, 2)


def test_what_was_never_published_calls_itself_by_its_title(clinic: Database, ilse: Actor) -> None:
    begin(clinic, ilse, NEW, "---\ncode: P9\ntitle: 'Half-lives'\n---\n", after())
    begin(clinic, ilse, "quizzes/half-lives.yml", "questions:\n", after())

    shown = care(clinic, ilse, after(hours=1))

    module, quiz = row(shown, NEW), row(shown, "quizzes/half-lives.yml")
    assert (module.title, module.states, module.revision, module.module) == ("Half-lives", (DeskState.NEW,), 0, None)
    assert (quiz.title, quiz.kind, quiz.states) == ("half-lives.yml", Kind.QUIZ, (DeskState.NEW,))


def test_a_review_that_is_due_and_one_that_nobody_made_are_told(clinic: Database, ilse: Actor) -> None:
    module = care_course()[PRESENCE].decode()
    dated = module.replace("phases: [dosing]", f"phases: [dosing]\nreview_by: {after(days=1).today}")
    publish(clinic, care_course({PRESENCE: dated}), after())

    on_the_day, a_day_later = (row(care(clinic, ilse, after(days=days)), PRESENCE) for days in (1, 2))

    assert on_the_day.states == (DeskState.PUBLISHED, DeskState.UNREVIEWED)
    assert a_day_later.states == (DeskState.PUBLISHED, DeskState.OVERDUE, DeskState.UNREVIEWED)
    assert a_day_later.review is not None
    assert a_day_later.review.due_on == after(days=1).today
    assert row(care(clinic, ilse, after()), "curriculum/glossary.yml").states == (DeskState.PUBLISHED,)


def test_problems_with_which_a_document_was_published_stand_with_it(clinic: Database, ilse: Actor) -> None:
    twice = "troche:\n  term: Troche\n  definition: Sweet.\nwafer:\n  term: Troche\n  definition: Thin.\n"
    publish(clinic, care_course({"curriculum/glossary.yml": twice}), after())

    [found] = care(clinic, ilse, after(), state=DeskState.PROBLEMS).rows

    assert (found.path, found.states) == ("curriculum/glossary.yml", (DeskState.PUBLISHED, DeskState.PROBLEMS))
    assert [(problem.line, problem.message) for problem in found.problems] == [
        (6, "'Troche' stands under 'troche' too; let one entry have it")
    ]


def test_documents_are_found_by_kind_state_and_words(clinic: Database, ilse: Actor) -> None:
    write(clinic, ilse, ROUTES, after(hours=1))

    def paths(**wanted: object) -> list[str]:
        return [each.path for each in care(clinic, ilse, after(hours=2), **wanted).rows]

    assert paths(kind=Kind.GLOSSARY) == ["curriculum/glossary.yml"]
    assert paths(state=DeskState.DRAFT) == [ROUTES]
    assert paths(words="ROUTES quizzes") == ["quizzes/routes.yml"]
    assert paths(words="where begin") == ["quizzes/begin.yml"]
    assert paths(words="nothing like it") == []
    assert paths(kind=Kind.QUIZ, state=DeskState.DRAFT) == []


def test_the_counts_are_of_everything_whatever_is_shown(clinic: Database, ilse: Actor) -> None:
    write(clinic, ilse, ROUTES, after(hours=1))

    shown = desk(clinic, ilse, after(hours=2), words="glossary")

    assert (shown.shown, shown.documents) == (2, 16)
    assert (shown.kinds[Kind.MODULE], shown.states[DeskState.DRAFT], shown.states[DeskState.PUBLISHED]) == (4, 1, 15)


def test_documents_stand_in_the_order_that_is_asked_for(clinic: Database, ilse: Actor) -> None:
    write(clinic, ilse, "curriculum/glossary.yml", after(hours=1))
    module = care_course()[PRESENCE].decode()
    dated = module.replace("phases: [dosing]", "phases: [dosing]\nreview_by: 2031-01-01")
    publish(clinic, care_course({PRESENCE: dated}), after(hours=2))

    def first(order: DeskOrder) -> list[str]:
        return [each.path for each in care(clinic, ilse, after(hours=3), order=order).rows][:2]

    assert first(DeskOrder.COURSE) == [ROUTES, "curriculum/pharmacology/screening.md"]
    assert first(DeskOrder.EDITED) == [PRESENCE, "curriculum/glossary.yml"]
    assert first(DeskOrder.REVIEW) == [PRESENCE, ROUTES]
    assert first(DeskOrder.TITLE) == ["curriculum/course.yml", "curriculum/glossary.yml"]


def test_a_draft_that_was_given_up_is_offered_for_thirty_days(clinic: Database, ilse: Actor) -> None:
    version = write(clinic, ilse, ROUTES, after(hours=1))
    drafting.give_up(clinic, ilse, COURSE, ROUTES, version, after(hours=2))

    [offered] = care(clinic, ilse, after(days=29)).given_up
    too_late = care(clinic, ilse, after(days=31)).given_up

    assert (offered.path, offered.version, offered.by, offered.at) == (ROUTES, 1, "Ilse", after(hours=2).at)
    assert too_late == ()
    bring_back(clinic, ilse, COURSE, offered.given_up_id, after(days=2))
    assert care(clinic, ilse, after(days=3)).given_up == ()


def test_instructors_see_the_courses_that_they_may_author(clinic: Database) -> None:
    seen = {
        address: [course.slug for course in desk(clinic, actor_of(clinic, address), after()).courses]
        for address in (ILSE, NILS, ADA, SVEN, MAREN)
    }
    assert seen == {
        ILSE: ["care", "harbour"],
        NILS: ["harbour"],
        ADA: ["care", "harbour"],
        SVEN: [],
        MAREN: [],
    }


def test_five_hundred_documents_take_no_more_statements_than_a_few(
    clinic: Database, ilse: Actor, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    def taken() -> tuple[int, int]:
        documents = desk(clinic, ilse, after(hours=2)).documents
        with count_statements(clinic) as statements:
            desk(clinic, ilse, after(hours=2))
        return documents, len(statements)

    before = taken()
    add_drafts(clinic, ilse, 500)

    assert (before, taken()) == ((16, 5), (516, 5))


def add_drafts(database: Database, author: Actor, number: int) -> None:
    """Begin so many modules at once."""
    with database.writing() as session:
        course_id = session.scalars(select(CourseRow.id).where(CourseRow.slug == COURSE)).one()
        for each in range(number):
            path, source = (
                f"curriculum/sessions/m{each}.md",
                f"---\ntitle: Module {each}\ncode: M{each}\n---\n".encode(),
            )
            version = {"course_id": course_id, "path": path, "version": 1}
            session.add(DraftVersion(**version, source=source, author_id=author.person_id, at=after(hours=1).at))
            session.add(Draft(id=uuid4(), **version, based_on=None))
        session.commit()
