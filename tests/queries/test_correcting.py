"""The look at what a mended key would change: who sees names, what it touches, what it costs; and the result since."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.support.clinic import UTC
from tests.support.databases import Templates
from tests.support.days import november
from tests.support.statements import Statements
from tests.support.trainees import add_person, find
from tests.support.wrong_key import QUIZ, WHY, WrongKey, wrong_key
from trainer.access import PLATFORM, HeldRole, RoleName
from trainer.errors import NotFound
from trainer.queries.correcting import PolicyLine, correct_page
from trainer.queries.result import result_page
from trainer.queries.transcript import own_transcript
from trainer.quizzes.rescoring import KeyPolicy
from trainer.storage.database import Database


@pytest.fixture
def quiz(templates: Templates) -> WrongKey:
    """Five results by a wrong key, and one attempt that is open."""
    return wrong_key(templates)


def test_every_choice_is_counted_before_one_is_looked_at(quiz: WrongKey) -> None:
    page = quiz.page()

    assert page.lines == (
        PolicyLine(policy=KeyPolicy.BOTH, rise=2, fall=0, passes=1, fails=0),
        PolicyLine(policy=KeyPolicy.NEW, rise=2, fall=2, passes=1, fails=1),
        PolicyLine(policy=KeyPolicy.DROP, rise=3, fall=1, passes=0, fails=1),
        PolicyLine(policy=KeyPolicy.ALL, rise=3, fall=0, passes=1, fails=0),
    )
    assert (page.revision, page.wrong, page.scored, page.still_open, page.shown) == (2, (1,), 5, 1, None)


def test_what_becomes_complete_and_what_stays_so_is_named(quiz: WrongKey) -> None:
    shown = quiz.page(KeyPolicy.NEW).shown

    assert shown is not None
    assert {each.name: (each.new, each.standing) for each in shown.changes if each.new or each.standing} == {
        "Cora": (("Third",), ()),
        "Dan": ((), ("Third",)),
    }
    assert (shown.completions, shown.kept, shown.certificates) == (1, 1, 0)


def test_names_are_for_those_who_supervise_whose_results_they_are(quiz: WrongKey) -> None:
    instructor = HeldRole(name=RoleName.INSTRUCTOR)
    cohort = find(quiz.database, "Anna").actor.roles[0]
    supervisor = HeldRole(name=RoleName.SUPERVISOR, course_id=cohort.course_id, cohort_id=cohort.cohort_id)
    author = add_person(quiz.database, "Ilse", november(2), instructor)
    both = add_person(quiz.database, "Sven", november(2), instructor, supervisor)

    seen = quiz.page(KeyPolicy.NEW, author).shown
    known = quiz.page(KeyPolicy.NEW, both).shown

    assert seen is not None
    assert known is not None
    assert (seen.changes, seen.unnamed, seen.line.fall) == ((), 4, 2)
    assert ([each.name for each in known.changes], known.unnamed) == (["Anna", "Ben", "Cora", "Dan"], 0)
    assert seen.digest == known.digest


def test_the_result_says_what_was_corrected_and_what_it_was_before(quiz: WrongKey) -> None:
    quiz.correct(KeyPolicy.DROP)
    eve = find(quiz.database, "Eve").actor

    with quiz.database.reading() as session:
        page = result_page(session, quiz.database, eve, quiz.attempts["Eve"])

    assert page is not None
    (corrected,) = page.corrected
    assert (corrected.words, corrected.policy, corrected.percent, corrected.was_passed) == (
        WHY,
        KeyPolicy.DROP,
        80,
        True,
    )
    assert (int(page.points), int(page.maximum), page.percent) == (4, 4, 100)
    dropped = page.questions[corrected.number - 1]
    assert not dropped.counts
    assert [each.counts for each in page.questions].count(False) == 1
    assert page.missed == ()


def test_a_question_that_was_never_there_is_not_found(quiz: WrongKey) -> None:
    with quiz.database.reading() as session, pytest.raises(NotFound):
        correct_page(session, quiz.database, PLATFORM, "tiny", QUIZ, "sixth", None, november(6))


def test_the_statements_do_not_grow_with_the_attempts(
    quiz: WrongKey, count_statements: Callable[[Database], AbstractContextManager[Statements]]
) -> None:
    quiz.page()
    with count_statements(quiz.database) as open_page:
        quiz.page()
    find(quiz.database, "Finn").submit(quiz.attempts["Finn"], november(6))
    with count_statements(quiz.database) as one_more:
        page = quiz.page()

    assert page.scored == 6
    assert len(one_more) == len(open_page)


def test_the_transcript_tells_both_results(quiz: WrongKey) -> None:
    quiz.correct(KeyPolicy.BOTH)
    cora = find(quiz.database, "Cora").actor

    with quiz.database.reading() as session:
        found = own_transcript(session, quiz.database, cora, "tiny", november(7), UTC).transcript

    [attempts] = [table for table in found.tables if table.key == "attempts"]
    assert [row[-2].text for row in attempts.rows] == [
        "passed; corrected since a key was wrong, before: 60 %, not passed"
    ]
