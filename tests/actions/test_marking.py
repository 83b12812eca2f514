"""People mark extended answers, and the result follows from what they gave."""

import pytest
from sqlalchemy import select

from tests.support.clinic import ADA, DORA, SVEN, actor_of, after, enrolment_of
from tests.support.marking import (
    TWO_MARKERS,
    answer_of,
    hand_in,
    judgement,
    mark,
    points_of,
    with_extended_question,
)
from trainer.access import Actor
from trainer.actions import marking, taking_quizzes
from trainer.actions.folding import verify
from trainer.curriculum.standing import QuizStanding
from trainer.errors import Invalid, NotAllowed, NotFound, Stale
from trainer.storage.database import Database
from trainer.storage.enrolments import enrolment_by_id
from trainer.storage.mailing import Notice
from trainer.storage.marking import AnswerToMark, MarkingDraft, MarkingRow
from trainer.storage.people import Words
from trainer.storage.standings import stored_standings


@pytest.fixture
def sven(clinic: Database) -> Actor:
    return actor_of(clinic, SVEN)


@pytest.fixture
def ada(clinic: Database) -> Actor:
    return actor_of(clinic, ADA)


def standing_of(database: Database, actor: Actor) -> QuizStanding:
    assert list(verify(database, after(days=6))) == []
    with database.reading() as session:
        enrolment = enrolment_by_id(session, enrolment_of(database, actor), after(days=6).today)
        assert enrolment is not None
        standings = stored_standings(session, enrolment)
    assert standings is not None
    return standings.quiz("waiting")


def told(database: Database, actor: Actor) -> list[tuple[str, str]]:
    with database.reading() as session:
        rows = session.execute(select(Notice.kind, Notice.path).where(Notice.person_id == actor.person_id))
        return [(row.kind, row.path) for row in rows]


def test_an_attempt_with_an_extended_answer_waits_and_its_supervisors_are_told(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    with_extended_question(clinic)

    attempt = hand_in(clinic, maren, after(hours=2))

    assert attempt.scores() == []
    standing = standing_of(clinic, maren)
    assert (standing.submitted, standing.is_being_marked, standing.is_passed) == (1, True, False)
    assert ("to-mark", "supervise/marking") in told(clinic, sven)
    assert told(clinic, actor_of(clinic, DORA)) == []
    with pytest.raises(NotAllowed, match="still being marked"):
        taking_quizzes.start(clinic, maren, "care", "waiting", after(hours=3))


def test_what_a_marker_gives_becomes_the_result_and_the_person_is_told(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    with_extended_question(clinic)
    attempt = hand_in(clinic, maren, after(hours=2))

    mark(attempt, sven, ["stays", "notes"], after(hours=3), "Say when you would call.")

    [score] = attempt.scores()
    assert (score.points, score.maximum, score.is_passed) == (400, 500, True)
    assert (score.person_id, score.actor_id) == (maren.person_id, sven.person_id)
    assert standing_of(clinic, maren).is_passed
    assert ("marked", f"attempts/{attempt.id}/result") in told(clinic, maren)
    with clinic.reading() as session:
        row = session.scalars(select(MarkingRow)).one()
        assert (row.turn, row.items, row.number) == ("first", '["notes","stays"]', 1)
        assert session.scalars(select(Words.words).where(Words.id == row.text_id)).one() == "Say when you would call."


def test_a_blank_answer_needs_nobody(clinic: Database, maren: Actor) -> None:
    with_extended_question(clinic)

    attempt = hand_in(clinic, maren, after(hours=2), "   ")

    assert points_of(attempt) == [100]
    with clinic.reading() as session:
        assert session.scalars(select(AnswerToMark)).all() == []


def test_a_double_click_marks_once_and_another_marker_learns_of_it(
    clinic: Database, maren: Actor, sven: Actor, ada: Actor
) -> None:
    with_extended_question(clinic)
    attempt = hand_in(clinic, maren, after(hours=2))
    mark(attempt, sven, ["stays"], after(hours=3))

    mark(attempt, sven, ["stays"], after(hours=3))
    with pytest.raises(Stale):
        mark(attempt, ada, ["stays"], after(hours=3))

    assert points_of(attempt) == [300]


def test_nobody_marks_in_a_cohort_that_they_do_not_supervise(clinic: Database, maren: Actor) -> None:
    with_extended_question(clinic)
    attempt = hand_in(clinic, maren, after(hours=2))

    for stranger in (actor_of(clinic, DORA), maren):
        with pytest.raises(NotFound):
            mark(attempt, stranger, ["stays"], after(hours=3))
        with pytest.raises(NotFound):
            marking.save_draft(clinic, stranger, answer_of(attempt), judgement(["stays"]), after(hours=3))


def test_an_item_that_the_rubric_lacks_is_refused(clinic: Database, maren: Actor, sven: Actor) -> None:
    with_extended_question(clinic)
    attempt = hand_in(clinic, maren, after(hours=2))

    with pytest.raises(Invalid, match="no such item"):
        mark(attempt, sven, ["everything"], after(hours=3))


def test_a_draft_is_kept_until_the_answer_is_marked_and_no_tab_overwrites_another(
    clinic: Database, maren: Actor, sven: Actor
) -> None:
    with_extended_question(clinic)
    attempt = hand_in(clinic, maren, after(hours=2))
    answer = answer_of(attempt)

    assert marking.save_draft(clinic, sven, answer, judgement(["stays"]), after(hours=3)) == 1
    assert marking.save_draft(clinic, sven, answer, judgement(["stays"], "Good.", draft=1), after(hours=3)) == 2
    with pytest.raises(Stale):
        marking.save_draft(clinic, sven, answer, judgement(["notes"], draft=1), after(hours=3))

    with clinic.reading() as session:
        draft = session.scalars(select(MarkingDraft)).one()
        assert (draft.items, draft.words, draft.number) == ('["stays"]', "Good.", 2)
    mark(attempt, sven, ["stays"], after(hours=4), "Good.")
    with clinic.reading() as session:
        assert session.scalars(select(MarkingDraft)).all() == []


def test_two_markers_who_lie_close_give_the_first_ones_points(
    clinic: Database, maren: Actor, sven: Actor, ada: Actor
) -> None:
    with_extended_question(clinic, TWO_MARKERS)
    attempt = hand_in(clinic, maren, after(hours=2))

    mark(attempt, sven, ["stays", "notes"], after(hours=3))
    assert attempt.scores() == []
    with pytest.raises(Stale):
        mark(attempt, sven, ["stays"], after(hours=3))
    mark(attempt, ada, ["stays"], after(hours=4))

    assert points_of(attempt) == [400]


def test_two_markers_who_lie_apart_wait_for_a_decision(clinic: Database, maren: Actor, sven: Actor, ada: Actor) -> None:
    with_extended_question(clinic, TWO_MARKERS)
    attempt = hand_in(clinic, maren, after(hours=2))
    mark(attempt, sven, ["stays", "notes", "calls"], after(hours=3))
    mark(attempt, ada, ["stays"], after(hours=4))
    assert attempt.scores() == []

    with pytest.raises(Stale):
        mark(attempt, ada, ["stays", "calls"], after(hours=5), seen=1)
    mark(attempt, ada, ["stays", "calls"], after(hours=5), seen=2)

    assert points_of(attempt) == [400]


def test_a_correction_needs_words_and_gives_a_new_score(clinic: Database, maren: Actor, sven: Actor) -> None:
    with_extended_question(clinic)
    attempt = hand_in(clinic, maren, after(hours=2))
    mark(attempt, sven, ["stays"], after(hours=3))
    answer = answer_of(attempt)

    with pytest.raises(Invalid, match="why the marking changes"):
        marking.correct(clinic, sven, answer, judgement(["stays", "notes"], seen=1), after(hours=4))
    changed = judgement(["stays", "notes"], "I overlooked the notes.", seen=1)
    marking.correct(clinic, sven, answer, changed, after(hours=4))
    marking.correct(clinic, sven, answer, changed, after(hours=4))

    assert points_of(attempt) == [300, 400]
    assert standing_of(clinic, maren).best_points == 400
