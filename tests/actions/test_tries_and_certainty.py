"""Answers are checked try by try, and how sure somebody is stands with what they answered."""

import pytest
from sqlalchemy import select

from tests.support.attempts import Taken
from tests.support.behaving import CERTAINTY, HINTS, TRIES, begin_behaving
from tests.support.clinic import after
from tests.support.statements import counted
from trainer.access import Actor
from trainer.actions import taking_quizzes
from trainer.actions.taking_quizzes import Saved
from trainer.errors import Invalid, NotAllowed, Stale
from trainer.storage.database import Database
from trainer.storage.learning import Answer


def facts_of(attempt: Taken, question: str = "stay") -> list[tuple[int, int | None, int | None, bool]]:
    """Every answer to a question: number, try, certainty, whether it was given for good."""
    every = select(Answer).where(Answer.attempt_id == attempt.id, Answer.question == question).order_by(Answer.number)
    with attempt.database.reading() as session:
        return [(row.number, row.tried, row.certainty, row.is_final) for row in session.scalars(every)]


def send(attempt: Taken, given: str, seen: int, *, sure: str = "", is_check: bool = False) -> Saved:
    """Answer the question `stay` as its form does."""
    form = {**attempt.form("stay", given), **({"certainty": [sure]} if sure else {})}
    code = attempt.code("stay")
    return taking_quizzes.answer(
        attempt.database, attempt.actor, attempt.id, code, form, seen, after(), is_final=is_check
    )


def test_each_check_is_a_try_until_the_last_one_is_for_good(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, TRIES, HINTS)

    send(attempt, "never", 0)
    send(attempt, "never", 1, is_check=True)
    send(attempt, "later", 2, is_check=True)
    send(attempt, "at-times", 3)
    send(attempt, "at-times", 4, is_check=True)

    assert facts_of(attempt) == [
        (1, None, None, False),
        (2, 1, None, False),
        (3, 2, None, False),
        (4, None, None, False),
        (5, 3, None, True),
    ]
    with pytest.raises(NotAllowed, match="for good"):
        send(attempt, "always", 5, is_check=True)


def test_a_right_answer_is_for_good_and_earns_what_its_try_left(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, TRIES)

    send(attempt, "never", 0, is_check=True)
    send(attempt, "always", 1, is_check=True)
    attempt.submit(after(minutes=1))

    assert facts_of(attempt) == [(1, 1, None, False), (2, 2, None, True)]
    assert [(score.points, score.maximum) for score in attempt.scores()] == [(67, 200)]


def test_a_double_click_uses_one_try(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, TRIES)

    for _ in range(3):
        assert send(attempt, "never", 0, is_check=True).number == 1

    assert facts_of(attempt) == [(1, 1, None, False)]


def test_two_pages_do_not_check_over_each_other(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, TRIES)
    send(attempt, "never", 0, is_check=True)

    with pytest.raises(Stale):
        send(attempt, "always", 0, is_check=True)
    assert facts_of(attempt) == [(1, 1, None, False)]


def test_what_was_changed_after_a_check_counts_as_the_next_try(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, TRIES)

    send(attempt, "never", 0, is_check=True)
    send(attempt, "always", 1)
    attempt.submit(after(minutes=1))

    assert [score.points for score in attempt.scores()] == [67]


def test_a_blank_is_not_checked(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, TRIES)

    with pytest.raises(Invalid, match="Answer first"):
        attempt.answer("stay", (), after(), is_final=True)
    assert facts_of(attempt) == []


def test_certainty_is_kept_with_the_answer_and_can_be_changed(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, CERTAINTY)

    send(attempt, "never", 0, sure="3")
    send(attempt, "never", 1, sure="3")
    send(attempt, "never", 1, sure="2")
    send(attempt, "always", 2)

    assert facts_of(attempt) == [(1, None, 3, False), (2, None, 2, False), (3, None, None, False)]


def test_certainty_of_another_page_is_not_overwritten(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, CERTAINTY)
    send(attempt, "never", 0, sure="3")

    with pytest.raises(Stale):
        send(attempt, "never", 0, sure="1")


def test_what_was_said_before_the_first_try_stays(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, f"{TRIES}\n{CERTAINTY}")

    send(attempt, "never", 0, sure="3", is_check=True)
    assert send(attempt, "never", 1, sure="1").number == 1
    send(attempt, "always", 1, sure="1", is_check=True)

    assert facts_of(attempt) == [(1, 1, 3, False), (2, 2, 3, True)]


def test_a_certainty_that_there_is_not_is_refused_and_nothing_kept(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, CERTAINTY)

    with pytest.raises(Invalid, match="Choose one of the three"):
        send(attempt, "always", 0, sure="7")
    assert facts_of(attempt) == []


def test_where_nobody_is_asked_nothing_is_kept(clinic: Database, maren: Actor) -> None:
    attempt = begin_behaving(clinic, maren, "")

    send(attempt, "always", 0, sure="3", is_check=True)

    assert facts_of(attempt) == [(1, None, None, False)]


def test_being_surely_wrong_changes_no_points_and_no_pass(clinic: Database, maren: Actor) -> None:

    attempt = begin_behaving(clinic, maren, f"{CERTAINTY}\npass_mark: 50")

    attempt.answer("waiting", ("calm", "words"), after())
    send(attempt, "never", 0, sure="3")
    attempt.submit(after(minutes=1))

    assert [(score.points, score.maximum, score.is_passed) for score in attempt.scores()] == [(100, 200, True)]


def test_a_try_with_certainty_asks_the_database_as_often_as_a_plain_answer(
    clinic: Database, maren: Actor, jonas: Actor
) -> None:
    plain = begin_behaving(clinic, maren, "")
    send(plain, "never", 0)
    with counted(clinic) as of_plain:
        send(plain, "always", 1)
    attempt = begin_behaving(clinic, jonas, f"{TRIES}\n{CERTAINTY}")
    send(attempt, "never", 0, sure="3")
    with counted(clinic) as of_a_try:
        send(attempt, "later", 1, sure="3", is_check=True)

    assert len(of_a_try) == len(of_plain), of_a_try
