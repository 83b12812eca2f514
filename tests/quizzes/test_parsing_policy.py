"""An author says when a quiz is open, how long late answers are taken, and which attempt counts."""

from datetime import date

from tests.quizzes.reading import quiz_from, usable_quiz
from trainer.quizzes.policy import ALWAYS_OPEN, Counts, Policy

MODULE = "module: ../curriculum/pharmacology/routes.md\n"


def test_without_a_word_a_quiz_is_always_open_and_the_best_counts() -> None:
    assert usable_quiz(MODULE + "attempts: 3\n").terms.policy == ALWAYS_OPEN


def test_days_grace_and_what_counts_are_read() -> None:
    quiz, problems = quiz_from(
        MODULE + "attempts: 2\nminutes: 20\ngrace_minutes: 3\nopens: 2027-01-10\ncloses: 2027-02-01\ncounts: last\n"
    )

    assert problems == []
    assert quiz is not None
    assert quiz.terms.policy == Policy(
        opens=date(2027, 1, 10), closes=date(2027, 2, 1), grace_minutes=3, counts=Counts.LAST
    )


def test_what_cannot_be_is_told_with_its_line_and_its_cure() -> None:
    cases = {
        "opens: 2027-02-02\ncloses: 2027-02-01\n": "4: error: 'closes' is before the quiz opens on 2027-02-02",
        "closes: 9999-12-31\n": "3: error: 'closes' must be in the years from 2000 to 2100, found 9999-12-31",
        "opens: 0001-01-01\n": "3: error: 'opens' must be in the years from 2000 to 2100, found 0001-01-01",
        "opens: soon\n": "3: error: 'opens' must be a date such as 2027-11-01",
        "minutes: 5\ngrace_minutes: 61\n": "4: error: 'grace_minutes'",
        "counts: worst\n": "3: error: 'worst' is not a choice for 'counts'",
    }
    for terms, begins in cases.items():
        problems = quiz_from(MODULE + terms)[1]
        assert [problem.startswith(begins) for problem in problems] == [True], problems


def test_what_changes_nothing_or_catches_people_out_is_warned_of() -> None:
    assert "3: warning: there is no time limit" in quiz_from(MODULE + "grace_minutes: 2\n")[1][0]
    assert "4: warning: only the first attempt counts" in quiz_from(MODULE + "attempts: 2\ncounts: first\n")[1][0]
    assert quiz_from(MODULE + "attempts: 1\ncounts: first\n")[1] == []
