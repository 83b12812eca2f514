"""What a reviewer, an author and a reader are shown of clinical reviews."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from tests.support.care_course import ROUTES
from tests.support.changed_module import SUMMARY, publish_routes
from tests.support.clinic import ADA, COURSE, ILSE, MAREN, NILS, actor_of, after
from tests.support.drafts import draft
from tests.support.reviews import OTTO, PATH, comment, last_review, line_of, page_of, return_it, reviewer, sign
from tests.support.statements import Statements
from trainer.access import Actor
from trainer.actions import reviewing
from trainer.clock import Now
from trainer.curriculum.change import Change
from trainer.curriculum.reviewing import DocumentReview, ReviewState
from trainer.curriculum.reviewing_lines import WHOLE
from trainer.errors import NotFound
from trainer.queries.desk import DeskState, Wanted, desk_page
from trainer.queries.earlier_module import EarlierModulePage, earlier_module_page
from trainer.queries.module import ModulePage, module_page
from trainer.queries.reference import about_page
from trainer.queries.review_comments import review_comments_page
from trainer.queries.reviewing import ReviewCourse, Waits, review_list_page
from trainer.queries.reviewing_document import review_page
from trainer.queries.reviewing_look import AskedPart
from trainer.queries.writing_room import writing_room
from trainer.storage.database import Database

QUIZ = "quizzes/routes.yml"


@pytest.fixture
def ruth(clinic: Database) -> Actor:
    """A reviewer of every course."""
    return reviewer(clinic)


def care(database: Database, actor: Actor, now: Now) -> ReviewCourse:
    with database.reading() as session:
        page = review_list_page(session, database, actor, now)
    return next(course for course in page.courses if course.slug == COURSE)


def module_review(database: Database, now: Now, address: str = MAREN) -> DocumentReview:
    with database.reading() as session:
        page = module_page(session, database, actor_of(database, address), COURSE, ROUTES, now)
    assert isinstance(page, ModulePage)
    return page.review


def test_what_is_most_urgent_stands_first(clinic: Database, ruth: Actor) -> None:
    sign(clinic, ruth, after(days=1), "curriculum/sessions/presence.md")
    sign(clinic, ruth, after(days=1), "quizzes/begin.yml", due_on=after(days=3).today)
    sign(clinic, ruth, after(days=1), "quizzes/presence.yml", due_on=after(days=20).today)
    return_it(clinic, ruth, after(days=1), (0, "Too short."), path="quizzes/screening.yml")
    sign(clinic, ruth, after(days=1))
    publish_routes(clinic, SUMMARY, day=2)
    comment(clinic, ruth, after(days=4), "Not sent.", path=QUIZ)

    shown = care(clinic, ruth, after(days=4))

    assert [(each.title, each.kind.value, each.waits, each.unsent) for each in shown.waiting] == [
        ("Where you begin", "quiz", Waits.OVERDUE, 0),
        ("Routes", "module", Waits.CHANGED, 0),
        ("Screening", "module", Waits.NEVER, 0),
        ("Routes", "quiz", Waits.NEVER, 1),
        ("Presence", "quiz", Waits.SOON, 0),
    ]
    assert [(each.title, each.waits) for each in shown.settled] == [
        ("Presence", Waits.REVIEWED),
        ("Screening", Waits.RETURNED),
    ]


def test_what_was_returned_waits_again_once_it_is_published_anew(clinic: Database, ruth: Actor) -> None:
    return_it(clinic, ruth, after(days=1), (0, "Too short."))
    publish_routes(clinic, SUMMARY, day=2, change=Change.TYPO)

    assert [each.waits for each in care(clinic, ruth, after(days=3)).waiting if each.path == PATH] == [Waits.ANEW]


def test_a_reviewer_sees_their_own_courses_and_an_administrator_all(clinic: Database, ruth: Actor) -> None:
    def courses(actor: Actor) -> list[str]:
        with clinic.reading() as session:
            return [each.slug for each in review_list_page(session, clinic, actor, after()).courses]

    elsewhere = reviewer(clinic, OTTO, course="harbour")
    assert courses(ruth) == courses(actor_of(clinic, ADA)) == ["care", "harbour"]
    assert (courses(elsewhere), courses(actor_of(clinic, ILSE))) == (["harbour"], [])
    with pytest.raises(NotFound):
        page_of(clinic, elsewhere, after())


def test_the_page_has_the_text_of_readers_the_key_of_every_question_and_the_source(
    clinic: Database, ruth: Actor
) -> None:
    page = page_of(clinic, ruth, after())
    peak = page.look.sections[0]
    [asked] = [part for part in peak.parts if isinstance(part, AskedPart)]

    assert (page.head.title, page.head.revision, page.can_decide) == ("Routes", 1, True)
    assert page.lines[peak.line - 1] == "## Peak {#peak}"
    assert sorted((str(each.text), each.is_right, str(each.why)) for each in asked.key.options) == [
        ("A later and lower peak", True, "It meets the liver first."),
        ("The same peak", False, "Most is broken down on the way."),
    ]
    assert (page.signature.name, page.signature.licence) == ("Ruth", "")


def test_a_quiz_shows_each_type_of_question_with_what_is_right(clinic: Database, ruth: Actor) -> None:
    questions = page_of(clinic, ruth, after(), QUIZ).look.questions

    assert [each.question.type for each in questions] == [
        "single-choice",
        "multiple-choice",
        "true-false",
        "numeric",
        "matching",
        "ordering",
        "fill-in",
    ]
    assert questions[0].key.is_safety_critical
    assert all(any(each.is_right for each in question.key.options) for question in questions[:3])
    assert all(each.answer and each.whys for question in questions[3:] for each in question.key.places)


def test_licence_and_name_are_remembered_from_the_last_signature(clinic: Database, ruth: Actor) -> None:
    sign(clinic, ruth, after(days=1), QUIZ)
    assert page_of(clinic, ruth, after(days=2)).signature.number == "A 12345"


def test_what_changed_since_it_was_signed_is_shown_as_page_and_as_text(clinic: Database, ruth: Actor) -> None:
    sign(clinic, ruth, after(days=1))
    assert page_of(clinic, ruth, after(days=1)).changed is None
    publish_routes(clinic, SUMMARY, day=2)

    page = page_of(clinic, ruth, after(days=3))
    assert page.changed is not None
    assert (page.signed, page.changed.gone, page.changed.come) == (1, 1, 1)
    assert [each.id for each in page.changed_sections or ()] == ["summary"]


def test_readers_are_told_of_a_signature_and_of_what_became_of_it(clinic: Database, ruth: Actor) -> None:
    before = module_review(clinic, after(days=1))
    sign(clinic, ruth, after(days=1), due_on=after(days=30).today)
    fresh, late = module_review(clinic, after(days=2)), module_review(clinic, after(days=31))
    publish_routes(clinic, ("Ask first.", "Ask first!"), day=32, change=Change.TYPO)
    small = module_review(clinic, after(days=32), ILSE)
    publish_routes(clinic, SUMMARY, day=33)
    changed = module_review(clinic, after(days=33), ILSE)

    assert [each.state for each in (before, fresh, late, changed)] == [
        ReviewState.NEVER,
        ReviewState.REVIEWED,
        ReviewState.OVERDUE,
        ReviewState.CHANGED,
    ]
    assert (fresh.due_on, small.has_small_changes) == (after(days=30).today, True)


def test_an_earlier_edition_shows_the_review_of_its_revision_as_it_is_now(clinic: Database, ruth: Actor) -> None:
    sign(clinic, ruth, after(days=1))
    publish_routes(clinic, SUMMARY, day=2)

    def state(number: int, day: float) -> ReviewState:
        with clinic.reading() as session:
            page = earlier_module_page(session, clinic, actor_of(clinic, ILSE), COURSE, number, ROUTES, after(days=day))
        assert isinstance(page, EarlierModulePage)
        return page.review.state

    assert (state(1, 3), state(2, 3), state(1, 400)) == (
        ReviewState.REVIEWED,
        ReviewState.CHANGED,
        ReviewState.OVERDUE,
    )
    reviewing.withdraw(clinic, ruth, COURSE, last_review(clinic).id, "An error in it.", after(days=4))
    assert state(1, 5) is ReviewState.WITHDRAWN


def test_the_desk_tells_what_waits_for_whom(clinic: Database, ruth: Actor) -> None:
    sign(clinic, ruth, after(days=1), due_on=after(days=3).today)
    return_it(clinic, ruth, after(days=1), (0, "Too short."), (0, "Too long."), path=QUIZ)

    with clinic.reading() as session:
        page = desk_page(session, clinic, actor_of(clinic, ILSE), Wanted(), after(days=4))
    rows = {row.path: row for course in page.courses for row in course.rows if course.slug == COURSE}

    assert rows[PATH].states == (DeskState.PUBLISHED, DeskState.OVERDUE)
    assert rows[QUIZ].states == (DeskState.PUBLISHED, DeskState.RETURNED)
    found = rows[QUIZ].review
    assert found is not None
    assert found.open_comments == 2
    assert rows["quizzes/begin.yml"].states == (DeskState.PUBLISHED, DeskState.UNREVIEWED)
    assert rows["curriculum/glossary.yml"].review is None


def test_authors_find_each_comment_where_its_words_stand_in_the_draft(clinic: Database, ruth: Actor) -> None:
    line = line_of(clinic, ruth, "Ask first.")
    opening = line_of(clinic, ruth, "An opening")
    return_it(clinic, ruth, after(days=1), (line, "Ask whom?"), (opening, "Of what?"), (0, "Too short."))
    draft(clinic, after(days=2), PATH, "## Peak {#peak}", "A word before.\n\n## Peak {#peak}")
    draft(clinic, after(days=2), PATH, "An opening [@hirlinger1984] about a [troche](../glossary.yml#troche).", "New.")

    ilse = actor_of(clinic, ILSE)
    with clinic.reading() as session:
        page = review_comments_page(session, clinic, ilse, COURSE, PATH, after(days=3))
        room = writing_room(session, ilse, COURSE, PATH, after(days=3))

    placed = {each.comment.words: (each.line, each.is_gone, each.quote) for each in page.open}
    assert placed["Ask whom?"] == (line + 2, False, "Ask first.")
    assert placed["Of what?"][:2] == (WHOLE, True)
    assert placed["Too short."] == (WHOLE, False, "")
    assert [each.comment.words for each in room.of_reviewers][-1] == "Ask whom?"
    assert page.is_draft


def test_comments_of_another_course_are_not_there(clinic: Database, ruth: Actor) -> None:
    return_it(clinic, ruth, after(days=1), (0, "Too short."))
    with clinic.reading() as session, pytest.raises(NotFound):
        review_comments_page(session, clinic, actor_of(clinic, NILS), COURSE, PATH, after(days=2))


def test_pages_take_no_more_statements_for_more_reviews(
    clinic: Database,
    ruth: Actor,
    count_statements: Callable[[Database], AbstractContextManager[Statements]],
) -> None:
    maren, ilse = actor_of(clinic, MAREN), actor_of(clinic, ILSE)

    def count(query: Callable[[Session], object]) -> int:
        with clinic.reading() as session:
            query(session)
        with count_statements(clinic) as statements, clinic.reading() as session:
            query(session)
        return len(statements)

    def counts(now: Now) -> dict[str, int]:
        return {
            "list": count(lambda session: review_list_page(session, clinic, ruth, now)),
            "about": count(lambda session: about_page(session, clinic, maren, COURSE, now)),
            "module": count(lambda session: module_page(session, clinic, maren, COURSE, ROUTES, now)),
            "desk": count(lambda session: desk_page(session, clinic, ilse, Wanted(), now)),
        }

    few = counts(after(days=1))
    for day in range(2, 6):
        return_it(clinic, ruth, after(days=day), *((0, f"Comment {number}") for number in range(5)))
        sign(clinic, ruth, after(days=day, hours=1), QUIZ)

    assert few == counts(after(days=7)) == {"list": 3, "about": 3, "module": 5, "desk": 5}
    now = after(days=7)
    assert count(lambda session: review_page(session, clinic, ruth, COURSE, PATH, now)) == 8
    assert count(lambda session: review_comments_page(session, clinic, ilse, COURSE, PATH, now)) == 7
