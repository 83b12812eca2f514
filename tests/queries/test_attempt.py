"""The pages of an attempt under way show what was saved, and tell nothing that is right."""

import pytest

from tests.support.attempts import RIGHT_ROUTES, Taken, begin, finish
from tests.support.care_course import ROUTES
from tests.support.clinic import COURSE, after
from trainer.access import Actor
from trainer.actions import reading
from trainer.clock import Now
from trainer.errors import NotFound
from trainer.queries.attempt import AttemptPage, attempt_page, conflict_page, review_page
from trainer.queries.questions import QuestionView
from trainer.quizzes.questions.question import Response
from trainer.storage.database import Database


def page_of(attempt: Taken, number: int | None = None, now: Now | None = None) -> AttemptPage:
    with attempt.database.reading() as session:
        page = attempt_page(session, attempt.database, attempt.actor, attempt.id, number, now or after())
    assert page is not None
    return page


def question_of(attempt: Taken, name: str) -> QuestionView:
    [found] = [question for question in page_of(attempt).shown if question.name == attempt.code(name)]
    return found


@pytest.fixture
def gate(clinic: Database, maren: Actor) -> Taken:
    """An attempt of half an hour, one question at a time."""
    for section in ("peak", "onset", "summary"):
        reading.finish_section(clinic, maren, COURSE, ROUTES, section, after())
    finish(clinic, maren, "routes", RIGHT_ROUTES, after())
    return begin(clinic, maren, "screening", after())


def test_all_questions_stand_on_one_page_with_what_was_saved(clinic: Database, maren: Actor) -> None:
    attempt = begin(clinic, maren, "routes", after())
    for name in ("im-peak", "whom", "hours"):
        attempt.answer(name, RIGHT_ROUTES[name], after(minutes=3))

    page = page_of(attempt)

    assert (page.one_at_a_time, page.total, page.critical, len(page.shown)) == (False, 7, 1, 7)
    assert sum(page.answered) == 3
    peak, whom, hours = (question_of(attempt, name) for name in ("im-peak", "whom", "hours"))
    assert [choice.plain for choice in peak.slots[0].choices if choice.is_chosen] == ["Within about twenty minutes"]
    assert (peak.saw, peak.saved_at, peak.is_final, peak.feedback) == (1, after(minutes=3).at, False, None)
    assert [(slot.chosen != "", slot.typed) for slot in whom.slots] == [(True, ""), (False, "at the onset")]
    assert (hours.slots[0].typed, hours.slots[0].unit) == ("3", "h")
    assert question_of(attempt, "signs").saw == 0


def test_one_question_at_a_time_begins_with_the_first_unanswered(gate: Taken) -> None:
    first, second, *_ = [placed.id for placed in gate.head.layout.questions]
    gate.answer(second, "always", after())
    assert page_of(gate).current == 1
    gate.answer(first, "never", after())
    page = page_of(gate)

    assert (page.current, page.total, page.critical, len(page.shown)) == (3, 4, 2, 1)
    assert page.answered == (True, True, False, False)
    assert page_of(gate, 2).shown[0].name == gate.code(second)


def test_a_question_beyond_the_last_is_the_first_unanswered(gate: Taken) -> None:
    for number in (0, 5, 999_999_999):
        assert page_of(gate, number).current == 1


def test_when_all_are_answered_the_last_is_shown(gate: Taken) -> None:
    for placed in gate.head.layout.questions:
        gate.answer(placed.id, "always", after())

    assert page_of(gate).current == 4


def test_there_is_no_page_once_the_time_is_over_or_the_attempt_handed_in(gate: Taken) -> None:
    assert page_of(gate, now=after(minutes=29, seconds=59)).due_at == after(minutes=30).at
    with gate.database.reading() as session:
        assert review_page(session, gate.database, gate.actor, gate.id, after(minutes=30)) is None
        assert attempt_page(session, gate.database, gate.actor, gate.id, None, after(minutes=30)) is None
    gate.submit(after(minutes=1))
    with gate.database.reading() as session:
        assert attempt_page(session, gate.database, gate.actor, gate.id, None, after(minutes=2)) is None
        assert review_page(session, gate.database, gate.actor, gate.id, after(minutes=2)) is None


def test_the_review_tells_what_is_answered_and_how_many_are_critical(gate: Taken) -> None:
    gate.answer(gate.head.layout.questions[3].id, "never", after())

    with gate.database.reading() as session:
        page = review_page(session, gate.database, gate.actor, gate.id, after())
    assert page is not None
    assert (page.answered, page.critical, page.one_at_a_time) == ((False, False, False, True), 2, True)


def test_reasons_stand_only_beside_an_answer_given_for_good(clinic: Database, maren: Actor) -> None:
    attempt = begin(clinic, maren, "presence", after())
    attempt.answer("stay", "never", after())
    assert question_of(attempt, "stay").feedback is None
    attempt.answer("stay", "never", after(), seen=1, is_final=True)

    stay = question_of(attempt, "stay")
    assert stay.is_final
    assert stay.feedback is not None
    assert stay.feedback.outcome == "wrong"
    assert question_of(attempt, "wait").feedback is None
    assert page_of(attempt).explains_each


def test_a_conflict_shows_both_answers_with_the_number_that_stands(clinic: Database, maren: Actor) -> None:
    attempt = begin(clinic, maren, "presence", after())
    attempt.answer("stay", "never", after())
    sent = Response(chosen=(("choice", ("always",)),))

    with clinic.reading() as session:
        page = conflict_page(session, clinic, maren, attempt.id, attempt.code("stay"), sent)
        with pytest.raises(NotFound):
            conflict_page(session, clinic, maren, attempt.id, "nothing", sent)

    for view, plain in ((page.standing, "Never"), (page.sent, "Always")):
        assert [choice.plain for choice in view.slots[0].choices if choice.is_chosen] == [plain]
        assert view.saw == 1


def test_nobody_else_sees_an_attempt(clinic: Database, maren: Actor, jonas: Actor, sven: Actor) -> None:
    attempt = begin(clinic, maren, "routes", after())
    with clinic.reading() as session:
        for actor in (jonas, sven):
            with pytest.raises(NotFound):
                attempt_page(session, clinic, actor, attempt.id, None, after())
            with pytest.raises(NotFound):
                review_page(session, clinic, actor, attempt.id, after())
            with pytest.raises(NotFound):
                conflict_page(session, clinic, actor, attempt.id, attempt.code("im-peak"), Response())
